"""Runs the site in daphne: `python -m tests.live.server PORT`. The relay is not part of it."""

import sys

import daphne.server
import django
from django.apps import apps

if not apps.ready:
    django.setup()

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

from forum.live.consumer import live

application = ProtocolTypeRouter({"http": get_asgi_application(), "websocket": live})

if __name__ == "__main__":
    daphne.server.Server(
        application, endpoints=[f"tcp:port={sys.argv[1]}:interface=127.0.0.1"], websocket_max_message_size=64 * 1024
    ).run()
