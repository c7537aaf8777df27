"""A site for real use: refuses to start without its secrets, and says which."""

from django.core.exceptions import ImproperlyConfigured

from .base import *

REQUIRED = ("SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL")
if missing := [name for name in REQUIRED if not env.str(name, default="")]:
    raise ImproperlyConfigured(f"Set these in the environment first: {', '.join(missing)}")

SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is shorter than 50 characters: make a longer one.")

ALLOWS_DEMO = False
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The address that the proxy in front appended, for limits that count by address.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_SSL_REDIRECT = BASE_URL.startswith("https://")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SECURE_HSTS_SECONDS = 31_536_000 if BASE_URL.startswith("https://") else 0
