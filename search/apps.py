"""The app `search` and what it fills in at start-up."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
