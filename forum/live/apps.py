"""The app `live` and what it fills in at start-up."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "forum.live"
    label = "live"
