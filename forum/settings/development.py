"""One machine, no services: what `manage.py` uses unless told otherwise. DEBUG stays off; the secret makes itself."""

from .base import *
from .secret import kept_secret

SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
