"""Addresses of the directory, of communities' people, of people and agencies."""

app_name = "communities"
urlpatterns: list = []
