"""What has to be right for the site to work, a small function each: for `manage.py doctor` and for `/readyz`.

A check returns a sentence about what it found, or raises Unwell with what is wrong and what to do about it.
"""

import shutil
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache as site_cache
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.models import Max
from django.utils.timezone import now

from communities.models import Activity, Delivery
from forum.moderation import append_only
from search import index

from .schema import Schema, schema

ENOUGH_DISK_GIB = 1
LATE = timedelta(minutes=2)
AHEAD = timedelta(minutes=1)
ENOUGH_SECRET = 50


class Unwell(Exception):  # noqa: N818 - a finding, not an error
    """Something is wrong; `remedy` says what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    is_well: bool
    what: str
    remedy: str = ""


Check = Callable[[], str]


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise Unwell(f"The database does not answer: {error}", "Start it, or correct DATABASE_URL.") from error
    return f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))} answers"


def migrations() -> str:
    state = schema()
    if state is not Schema.CURRENT:
        raise Unwell(f"The database is {state.value}.", "Make a backup, then run: python manage.py migrate")
    return "the database has every migration"


def record() -> str:
    if not append_only.is_sealed(connection):
        raise Unwell("What is written down about people's acts could be changed.", "Run: python manage.py migrate")
    return "can only grow"


@cache
def migrations_once() -> str:
    """The same, asked until it is well: looking through all migrations at every probe would cost too much."""
    return migrations()


def relay() -> str:
    parked = Delivery.objects.filter(state=Delivery.State.PARKED).count()
    if parked:
        remedy = "Read communities_delivery.last_error, mend the cause, and set their state back to waiting."
        raise Unwell(f"{parked} deliveries failed too often and are parked.", remedy)
    late = Delivery.objects.filter(due_at__lt=now() - LATE).count()
    if late:
        raise Unwell(f"{late} deliveries wait for too long.", "Start the server, or run: python manage.py relay")
    return "nothing waits for too long"


def channel_layer() -> str:
    if not settings.REDIS_URL:
        return "in memory: live pages of one process (set REDIS_URL for more)"
    import redis  # noqa: PLC0415 - six megabytes, for those who have a Redis.

    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2).ping()
    except redis.RedisError as error:
        raise Unwell(f"Redis does not answer: {error}", "Start it, or correct REDIS_URL.") from error
    return "Redis answers"


def cache_keeps() -> str:
    key, value = f"doctor-{uuid4()}", str(uuid4())
    try:
        site_cache.set(key, value, 10)
        kept = site_cache.get(key)
        site_cache.delete(key)
    except Exception as error:  # Every cache has errors of its own; what it said is the answer.
        raise Unwell(f"The cache does not answer: {error}", "Start Redis, or correct REDIS_URL.") from error
    if kept != value:
        raise Unwell("The cache forgets at once.", "Give it memory, or correct REDIS_URL.")
    return "keeps what it is given"


def mail() -> str:
    backend = settings.EMAIL_BACKEND.rpartition(".")[0].rpartition(".")[2]
    if backend != "smtp":
        return f"goes to the {backend} (set EMAIL_URL to send it)"
    try:
        server = get_connection(timeout=5)
        server.open()
        server.close()
    except OSError as error:
        raise Unwell(f"The mail server does not answer: {error}", "Correct EMAIL_URL.") from error
    return f"{settings.EMAIL_HOST} answers"


def disk() -> str:
    folder = settings.DATA_DIR
    if not folder.is_dir():
        raise Unwell(f"The data folder {folder} is missing.", "Make it, or correct INTERLOCAL_DATA.")
    try:
        probe = folder / f".doctor-{uuid4()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Unwell(f"The data folder cannot be written: {error}", f"Give this user the folder {folder}.") from error
    free = shutil.disk_usage(folder).free / 1024**3
    if free < ENOUGH_DISK_GIB:
        raise Unwell(f"Only {free:.1f} GiB are free in {folder}.", "Make room: uploads and the database need it.")
    return f"{free:.0f} GiB free in {folder}"


def clock() -> str:
    """Against the database's own clock where that is another machine's, and against what was written last."""
    latest = Activity.objects.aggregate(latest=Max("at"))["latest"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            if abs(now() - cursor.fetchone()[0]) > AHEAD:
                raise Unwell("This machine and the database disagree about the time.", "Run NTP on both.")
    if latest and latest > now() + AHEAD:
        raise Unwell(f"Something was written at {latest:%Y-%m-%d %H:%M} UTC, which is still to come.", "Run NTP.")
    return f"{now():%Y-%m-%d %H:%M} UTC"


def secrets() -> str:
    if len(settings.SECRET_KEY) < ENOUGH_SECRET:
        raise Unwell("SECRET_KEY is short.", f"Make one of {ENOUGH_SECRET} characters or more.")
    kept = settings.DATA_DIR / "secret-key"
    if kept.exists() and kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Unwell(f"Others may read {kept}.", f"Run: chmod 600 {kept}")
    return "long enough, and nobody else's"


EVERYTHING: dict[str, Check] = {
    "database": database,
    "migrations": migrations,
    "record": record,
    "relay": relay,
    "search": index.describe,
    "channel layer": channel_layer,
    "cache": cache_keeps,
    "mail": mail,
    "disk": disk,
    "clock": clock,
    "secrets": secrets,
}
# What a request needs. Mail, a late relay or a Redis that is away are no reason to take a process out of service.
TO_SERVE: dict[str, Check] = {"database": database, "migrations": migrations_once}


def examine(checks: dict[str, Check]) -> Iterable[Finding]:
    """Run each check. One that breaks is a finding like any other, so that the rest is still looked at."""
    for name, check in checks.items():
        try:
            yield Finding(name, True, check())
        except Unwell as unwell:
            yield Finding(name, False, str(unwell), unwell.remedy)
        except Exception as error:
            yield Finding(name, False, f"{type(error).__name__}: {error}", "See the findings above.")
