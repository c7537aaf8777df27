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
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# One index for each worker of the suite, as each has a database of its own; and one Redis database, since limits are
# counted there and some tests empty it.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
SEARCH_SQLITE_PATH = DATA_DIR / f"search-{WORKER}.sqlite3"
SEARCH_ELASTIC_ALIAS = f"interlocal-test-{WORKER}"
SEARCH_GUIDANCE_HELD = 0.0
SEARCH_QUERIES_WRITTEN_AFTER = 0.0  # By the tests themselves: not in the background, while their data are put back.
if REDIS_URL:
    REDIS_URL = f"{REDIS_URL.rpartition('/')[0]}/{int(WORKER.removeprefix('gw')) % 8}"
    CACHES["default"]["LOCATION"] = REDIS_URL
    CHANNEL_LAYERS["default"]["CONFIG"] |= {"hosts": [REDIS_URL], "prefix": f"interlocal-{WORKER}"}
# Style and script come from where they are written: browsers of tests need no collectstatic.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
