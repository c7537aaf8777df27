"""From an id that comes from outside to an object: the only way. Private and missing answer alike."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from .models import Community, FormerSlug
from .prepared import Prepared
from .viewer import Viewer, holding

Row = TypeVar("Row", bound=Model)


def visible_or_404(viewer: Viewer, queryset: "QuerySet[Row]", **lookup: object) -> Row:
    """The one row of `queryset` that matches and that `viewer` may read; Http404 for a private or missing one."""
    try:
        return queryset.visible_to(viewer).get(**lookup)
    except (queryset.model.DoesNotExist, ValueError, OverflowError):
        raise Http404 from None


def prepared_or_404(rows: Prepared[Row], viewer: Viewer, *shape: object, **lookup: object) -> Row:
    """The same for a query that was prepared: it takes the viewer's `names` and asks `visible_to` itself."""
    try:
        found = rows.first(*shape, names=viewer.sorted_names, **lookup)
    except (ValueError, OverflowError):
        raise Http404 from None
    if found is None:
        raise Http404
    return found


def known_community_or_404(viewer: Viewer, slug: str) -> Community:
    """The community that `viewer` may know of: its name, purpose and front page."""
    return _community(viewer, _known, slug)


def community_or_404(viewer: Viewer, slug: str) -> Community:
    """The community whose content `viewer` may read."""
    return _community(viewer, _readable, slug)


_known: Prepared[Community] = Prepared(lambda names, slug: Community.objects.known_to(holding(names)).filter(slug=slug))
_readable: Prepared[Community] = Prepared(
    lambda names, slug: Community.objects.readable_by(holding(names)).filter(slug=slug)
)


def _community(viewer: Viewer, communities: Prepared[Community], slug: str) -> Community:
    found = communities.first(names=viewer.sorted_names, slug=slug)
    if found is None:
        FormerSlug.lead_on(viewer, slug)
        raise Http404
    return found
