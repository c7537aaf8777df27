"""The app `notices` and what it fills in at start-up."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "forum.notices"
    label = "notices"
