"""The app `communities` and what it fills in at start-up."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "communities"
