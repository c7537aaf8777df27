"""Addresses of notices: the list, one notice's way to its post, the settings, and the link out of mail."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.listing, name="list"),
    path("notices/read/", views.read, name="read"),
    path("notices/settings/", views.settings, name="settings"),
    path("notices/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("notices/<int:pk>/", views.opened, name="open"),
]
