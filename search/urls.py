"""Addresses of search: the page, and the same for programs."""

from django.urls import path

from . import api, suggest, views

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="results"),
    path("search/suggest/", suggest.suggest, name="suggest"),
    path("api/v1/search", api.search, name="api"),
]
