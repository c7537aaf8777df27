"""The site's own app: its commands, its static files."""

from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "forum"
