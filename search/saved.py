"""All that changes saved searches: keeping one under a name, another name or alert, and letting go of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from communities.viewer import Viewer

from .alerts import needs_of
from .models import Candidate, SavedSearch
from .models.saved import MOST


@transaction.atomic
def save(*, viewer: Viewer, name: str, text: str, tab: str, alert: str) -> SavedSearch:
    """Keep a search of the viewer's. Raises ValidationError for a name that is taken, and above MOST searches."""
    mine = SavedSearch.objects.filter(user=viewer.id)
    if mine.count() >= MOST:
        raise ValidationError(_("You have %(most)d saved searches: delete one first.") % {"most": MOST}, code="many")
    _require_free(mine, name)
    needs = needs_of(viewer, text)
    return SavedSearch.objects.create(user=viewer.user, name=name, text=text, tab=tab, alert=alert, needs=needs)


@transaction.atomic
def change(*, viewer: Viewer, search: SavedSearch, name: str, alert: str) -> None:
    """Another name or another alert. What waited for the daily one and is wanted no more is dropped."""
    _require_free(SavedSearch.objects.filter(user=viewer.id).exclude(pk=search.pk), name)
    if alert != search.alert:
        Candidate.objects.filter(saved=search).delete()
    SavedSearch.objects.filter(pk=search.pk).update(name=name, alert=alert, needs=needs_of(viewer, search.text))


@transaction.atomic
def delete(*, search: SavedSearch) -> None:
    """Let go of it, with what waited to be told."""
    search.delete()


def _require_free(others: QuerySet[SavedSearch], name: str) -> None:
    if others.filter(name=name).exists():
        raise ValidationError(_("You have a search of this name: choose another."), code="taken")
