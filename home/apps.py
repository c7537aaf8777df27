"""The app `home` and what it fills in at start-up."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
