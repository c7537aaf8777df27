"""Settings of the test suite: fast hashing, mail in memory, the same databases and the same rules."""

import os
import tempfile

os.environ.setdefault("INTERLOCAL_DATA", tempfile.mkdtemp(prefix="interlocal-test-"))

from .base import *

DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = "test-only-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"] == "communities.sqlite":
    # A file, since servers of tests and threads open connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
# Style and script come from where they are written: browsers of tests need no collectstatic.
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# One index for each worker of the suite, as each has a database of its own.
SEARCH_SQLITE_PATH = DATA_DIR / f"search-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}.sqlite3"
# Servers of tests serve the style sheets from where they are written.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
