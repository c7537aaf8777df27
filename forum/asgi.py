"""The wiring of one process: HTTP through the bridge to Django, sockets to the live pages."""

from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.urls import path, re_path

from .http import Bridge

# Importing it names the settings and loads the apps, whose models the live pages import.
from .wsgi import application as django_application  # isort: skip

from forum.live.consumer import live  # isort: skip


async def no_such_socket(scope: dict, receive: object, send: object) -> None:
    """Refuse the handshake with 403, as for a socket that one may not open."""
    await receive()
    await send({"type": "websocket.close"})


application = ProtocolTypeRouter(
    {
        "http": Bridge(django_application, max_body=settings.REQUEST_MAX_BYTES),
        "websocket": URLRouter([path("live/", live), re_path("", no_such_socket)]),
    }
)
