"""What the settings say about search, checked when the site starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register()
def engine_is_there(**kwargs: Any) -> list[CheckMessage]:
    """An address of Elasticsearch is not used yet: the site says so and answers from the database's own engine."""
    if not settings.ELASTICSEARCH_URL:
        return []
    return [
        Warning(
            "ELASTICSEARCH_URL is set, but this version has no engine for it: search answers from the embedded index.",
            hint="Unset ELASTICSEARCH_URL, or leave it for a later version that uses it.",
            id="search.W001",
        )
    ]
