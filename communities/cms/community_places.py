"""The communities among a person's places: what somebody moderates, and what is entrusted to somebody as an editor."""

from collections.abc import Iterator

from django.db.models import Q

from ..models import Community, CommunityPage
from ..viewer import Viewer
from .places import Place


def community_places(viewer: Viewer) -> Iterator[Place]:
    """The communities that the viewer moderates, and those entrusted to the viewer as an editor."""
    moderated = {community_id for community_id in viewer.roles if viewer.moderates(community_id)}
    shown = moderated | _entrusted(viewer)
    if not shown:
        return
    for page in CommunityPage.objects.filter(community_id__in=shown).order_by("path"):
        yield Place(page, page.collection_id, page.community_id, page.community_id in moderated)


def _entrusted(viewer: Viewer) -> set[int]:
    """Communities that an editor's agency chartered, or that took in an editor of the whole service.

    Only those whose content the editor reads anyway: nobody edits what they may not read.
    """
    agencies = {agency_id for kind, agency_id in viewer.appointments if kind == "editor"}
    if not agencies:
        return set()
    entrusted = Q(chartered_by__in=agencies - {None})
    if None in agencies:
        entrusted |= Q(pk__in=list(viewer.roles))
    return set(Community.objects.readable_by(viewer).filter(entrusted).values_list("pk", flat=True))
