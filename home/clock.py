"""What the relay's clock does for pages: publish and end by date, and mend what a crash left out."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import now
from wagtail.models import Revision, get_page_models

from communities.models import Activity, BasePage

from .models import EditionPage, PaperPage
from .publishing import PUBLISHED, end_now, publish_now, record, set_newest

logger = logging.getLogger(__name__)

EVERY_MINUTE, EVERY_HOUR = timedelta(minutes=1), timedelta(hours=1)
SETTLED = timedelta(minutes=5)


def follow_dates() -> None:
    """Publish what is due and take off what has ended, each in a transaction of its own."""
    moment = now()
    for revision in Revision.page_revisions.filter(approved_go_live_at__lte=moment).order_by("approved_go_live_at"):
        _one(publish_now, revision)
    for page in BasePage.objects.live().filter(expire_at__lte=moment):
        _one(end_now, page)


def sweep() -> None:
    """Write the activities that are missing, and let papers show their newest edition."""
    for page in _untold():
        with transaction.atomic():
            record(PUBLISHED, page.specific)
    for paper in _stale_papers():
        set_newest(paper)


def _one(act: Callable[[Any], None], subject: Any) -> None:
    try:
        act(subject)
    except Exception:
        # One page that cannot be published must not hold up the others; it is tried again in a minute.
        logger.exception("scheduled publishing failed for %s", subject.pk)


def _untold() -> list[BasePage]:
    """Pages that went live without an activity to tell of it."""
    labels = [model._meta.label_lower for model in get_page_models()]
    told = Activity.objects.filter(
        # With its type, so that the index finds it: without, every page would go through all that ever happened.
        subject_type__in=labels,
        subject_id=OuterRef("pk"),
        kind=PUBLISHED,
        at__gte=OuterRef("last_published_at") - timedelta(seconds=1),
    )
    recent = Q(last_published_at__gte=now() - timedelta(days=7), last_published_at__lte=now() - SETTLED)
    return list(BasePage.objects.live().filter(recent, ~Exists(told)))


def _stale_papers() -> list[PaperPage]:
    """Papers that show another edition than the highest live one below them. Two queries, and one for what is stale."""
    editions = EditionPage.objects.live().order_by("number").values_list("path", "pk")
    highest = {path[: -PaperPage.steplen]: pk for path, pk in editions}
    shown = PaperPage.objects.values_list("path", "newest", "pk")
    stale = [pk for path, newest, pk in shown if path in highest and highest[path] != newest]
    return list(PaperPage.objects.filter(pk__in=stale)) if stale else []
