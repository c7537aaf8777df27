"""The wiring of one process: HTTP through the bridge, sockets through Channels."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings.development")
application = get_asgi_application()
