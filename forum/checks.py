"""System checks of the wiring: what must hold between settings, packages and this code."""

from importlib.metadata import version
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.http.request import split_domain_port, validate_host

# Below these, a flaw of security is known that this site would have.
FLOORS = {"daphne": (4, 2, 3), "django": (5, 2, 19), "wagtail": (8, 0, 1)}

FORM_OVERHEAD = 64 * 1024

# Each stands somewhere before the next.
MIDDLEWARE_ORDER = (
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "communities.middleware.ViewerMiddleware",
    "communities.middleware.RefusalMiddleware",
)


@register(Tags.security)
def packages_are_recent(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    return [
        Error(
            f"{name} {version(name)} is too old.",
            hint=f"Install {'.'.join(map(str, floor))} or newer: an older one has a known flaw.",
            id="forum.E001",
        )
        for name, floor in FLOORS.items()
        if tuple(int(part) for part in version(name).split(".")[:3] if part.isdigit()) < floor
    ]


@register
def requests_are_no_transactions(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    if not settings.DATABASES["default"].get("ATOMIC_REQUESTS"):
        return []
    hint = "Actions are atomic themselves; a transaction around a whole request would hold the write lock too long."
    return [Error("ATOMIC_REQUESTS is on.", hint=hint, id="forum.E002")]


@register
def sqlite_writes_take_turns(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    database = settings.DATABASES["default"]
    if "sqlite" not in database["ENGINE"]:
        return []
    is_ours = database["ENGINE"] == "communities.sqlite"
    if is_ours and database["OPTIONS"].get("transaction_mode") == "IMMEDIATE":
        return []
    hint = 'Set ENGINE to "communities.sqlite" and OPTIONS["transaction_mode"] to "IMMEDIATE".'
    return [Error("Writers would meet in SQLite, where one of them fails.", hint=hint, id="forum.E003")]


@register
def middleware_stands_in_order(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    places = [settings.MIDDLEWARE.index(name) for name in MIDDLEWARE_ORDER if name in settings.MIDDLEWARE]
    if len(places) == len(MIDDLEWARE_ORDER) and places == sorted(places):
        return []
    hint = "In this order: " + ", ".join(name.rpartition(".")[2] for name in MIDDLEWARE_ORDER)
    return [Error("A middleware is missing or stands in the wrong place.", hint=hint, id="forum.E004")]


@register
def attachments_fit_through_the_door(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    if settings.REQUEST_MAX_BYTES >= settings.ATTACHMENT_MAX_BYTES + FORM_OVERHEAD:
        return []
    hint = "Make REQUEST_MAX_BYTES larger than ATTACHMENT_MAX_BYTES, by what the rest of a form needs."
    return [Error("The largest attachment would be refused at the door.", hint=hint, id="forum.E005")]


@register
def links_lead_here(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    host, _ = split_domain_port(urlsplit(settings.BASE_URL).netloc)
    if host and validate_host(host, settings.ALLOWED_HOSTS):
        return []
    return [
        Warning(
            "Links in mails lead to a host that is refused.",
            hint="Put BASE_URL's host into ALLOWED_HOSTS.",
            id="forum.W001",
        )
    ]
