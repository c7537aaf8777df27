"""Django's WSGI application, for a WSGI server in front and for the bridge inside daphne."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings.development")
application = get_wsgi_application()
