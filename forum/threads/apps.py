"""The app `threads` and what it fills in at start-up."""

from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "forum.threads"
    label = "threads"
