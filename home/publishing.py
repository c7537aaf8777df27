"""Wagtail publishes pages by itself: here its signals become activities, in the same transaction, and their effects.

What a page shows is opened to its readers with it, a paper learns its newest edition, and goes live with its first.
"""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from django.utils.timezone import now
from wagtail.log_actions import get_active_log_context
from wagtail.models import ReferenceIndex, Revision
from wagtail.signals import page_published, page_unpublished

from communities import activity
from communities.audience import NOBODY
from communities.cms.form import references_of
from communities.models import BasePage, Community, CommunityPage, File, Picture
from communities.viewer import Viewer, viewer_of

from .models import EditionPage, PaperPage

Media = dict[type, set[int]]

# Wagtail brings its index of references up to date after the transaction, by the relay: until then the page is read.
INDEX_LAGS = timedelta(minutes=15)

PUBLISHED, UNPUBLISHED = "page.published", "page.unpublished"


def connect() -> None:
    """Called once at start-up."""
    page_published.connect(on_published, dispatch_uid="home.publishing")
    page_unpublished.connect(on_unpublished, dispatch_uid="home.publishing")


def on_published(sender: type, instance: BasePage, revision: Revision, **kwargs: Any) -> None:
    """Runs inside the transaction of the gate, the review or the clock; raises where there is none."""
    if not instance.live:
        # Only its date was set: it goes live by the clock.
        return
    if isinstance(instance, EditionPage):
        _take_paper_along(instance)
    if isinstance(instance, CommunityPage):
        _tell_purpose(instance)
    before, after = _media_before(instance), _media_of(instance)
    _open_media(instance, after)
    _close_media(instance, {model: ids - after.get(model, set()) for model, ids in before.items()})
    record(PUBLISHED, instance)


def on_unpublished(sender: type, instance: BasePage, **kwargs: Any) -> None:
    """A page ended, by its date."""
    if isinstance(instance, EditionPage):
        set_newest(instance.get_parent().specific)
    _close_media(instance, _media_of(instance))
    record(UNPUBLISHED, instance)


def record(kind: str, page: BasePage) -> None:
    """Write down that a page went live or ended."""
    activity.record(kind=kind, actor=_whoever(), subject=page, audience=page.audience, community=community_id_of(page))


def set_newest(paper: PaperPage) -> None:
    """Make the paper's address show the highest number that is live."""
    newest = EditionPage.objects.child_of(paper).live().order_by("-number").first()
    # By row, not by save(): somebody may be editing the paper.
    PaperPage.objects.filter(pk=paper.pk).update(newest=newest, newest_on=newest.day if newest else None)


def _take_paper_along(edition: EditionPage) -> None:
    paper = edition.get_parent().specific
    if not paper.live and paper.latest_revision:
        paper.latest_revision.publish(user=None, skip_permission_checks=True)
    set_newest(paper)


def _tell_purpose(page: CommunityPage) -> None:
    """The directory and search tell the purpose as its moderators wrote it."""
    changed = Community.objects.filter(pk=page.community_id).exclude(purpose=page.purpose).update(purpose=page.purpose)
    if changed:
        activity.record(
            kind="community.changed",
            actor=_whoever(),
            subject=page.community,
            audience=page.audience,
            community=page.community_id,
        )


def _open_media(page: BasePage, media: Media) -> None:
    """Pictures and files have the audience of what shows them."""
    for model, ids in media.items():
        model.objects.filter(pk__in=ids).update(audience=page.audience)


def _close_media(page: BasePage, media: Media) -> None:
    """What no other page shows is shown to nobody from now on."""
    for model, ids in media.items():
        if ids:
            model.objects.filter(pk__in=ids - _shown_elsewhere(page, model, ids)).update(audience=NOBODY)


def _shown_elsewhere(page: BasePage, model: type, ids: set[int]) -> set[int]:
    """Those of the media `ids` that another live page of the same audience shows."""
    neighbours = BasePage.objects.live().filter(audience=page.audience).exclude(pk=page.pk)
    fresh = list(neighbours.filter(last_published_at__gte=now() - INDEX_LAGS).specific())
    shown = {pk for other in fresh for pk in _media_of(other).get(model, set())}
    indexed = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=[str(pk) for pk in ids],
        base_content_type=ContentType.objects.get_for_model(BasePage),
    ).annotate(page_id=Cast("object_id", BigIntegerField()))
    settled = indexed.filter(page_id__in=neighbours.values("pk"))
    return shown | {int(pk) for pk in settled.values_list("to_object_id", flat=True)}


def _media_of(page: BasePage) -> Media:
    return _sorted_by_model(references_of(page))


def _media_before(page: BasePage) -> Media:
    """What the page showed until now: Wagtail brings its index up to date only after this transaction."""
    rows = ReferenceIndex.get_references_for_object(page)
    return _sorted_by_model(set(rows.values_list("to_content_type_id", "to_object_id")))


def _sorted_by_model(references: set[tuple[int, str]]) -> Media:
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in (Picture, File)}
    found: Media = {}
    for kind, pk in references:
        if kind in kinds:
            found.setdefault(kinds[kind], set()).add(int(pk))
    return found


def _whoever() -> Viewer | None:
    """The person in whose request this happens; nobody when the clock publishes."""
    user = get_active_log_context().user
    return viewer_of(user) if user else None


def community_id_of(page: BasePage) -> int | None:
    """The community under whose page this one stands."""
    return CommunityPage.objects.ancestor_of(page, inclusive=True).values_list("community_id", flat=True).first()


@transaction.atomic
def publish_now(revision: Revision) -> None:
    """Publish a revision whose date has come."""
    revision.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)


@transaction.atomic
def end_now(page: BasePage) -> None:
    """Take a page off whose last day has passed."""
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
