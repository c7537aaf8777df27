"""The app `chat` and what it fills in at start-up."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "forum.chat"
    label = "chat"
