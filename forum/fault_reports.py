"""Reports of faults to Sentry, where `SENTRY_DSN` names one: what failed and where, never what people wrote.

The log on standard error has the same faults, whether or not they are reported."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

# What tells who asked for what: addresses hold titles and search words, headers hold the session.
PERSONAL = ("request", "user", "breadcrumbs", "extra", "server_name", "modules")

Event = dict[str, Any]


def begin(dsn: str) -> None:
    """Report from now on; without a DSN do nothing. Raises ImproperlyConfigured when the package is not there."""
    if not dsn:
        return
    try:
        # An extra that most sites do without.
        import sentry_sdk  # noqa: PLC0415
        from sentry_sdk.integrations.django import DjangoIntegration  # noqa: PLC0415
    except ImportError:
        sentence = "SENTRY_DSN is set, but sentry-sdk is not installed: pip install 'interlocal[sentry]'"
        raise ImproperlyConfigured(sentence) from None
    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        auto_session_tracking=False,
        max_breadcrumbs=0,
        before_send=without_words,
        auto_enabling_integrations=False,
        integrations=[DjangoIntegration(middleware_spans=False, signals_spans=False)],
    )


def without_words(event: Event, hint: object = None) -> Event:
    """The event with nothing in it but kinds of errors, places in the code, and the fixed sentences of the log.

    An error's own words may quote a row: PostgreSQL's do when a constraint fails."""
    for name in PERSONAL:
        event.pop(name, None)
    for error in event.get("exception", {}).get("values", ()):
        error["value"] = ""
    entry = event.get("logentry", {})
    entry.pop("formatted", None)
    entry.pop("params", None)
    return event
