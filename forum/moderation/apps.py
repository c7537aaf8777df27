"""The app `moderation` and what it fills in at start-up."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "forum.moderation"
    label = "moderation"
