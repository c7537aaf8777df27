"""The people of a community as a list: found by words, with when they were last active, and as a table to take away."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from django.db.models import Max, Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .models import Activity, Community, Membership, User
from .viewer import Viewer

MOST_WORDS = 5
# A spreadsheet takes a cell that begins so for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def held(viewer: Viewer, community: Community) -> QuerySet[Membership]:
    """Nobody is shown whom the viewer may not know: a guest is for those who share a community with the guest."""
    return Membership.objects.current().filter(community=community, user__in=User.objects.visible_to(viewer))


def found(viewer: Viewer, community: Community, wanted: Mapping[str, str]) -> QuerySet[Membership]:
    """Those whom the words, the role and the agency of `wanted` leave, by name."""
    rows = held(viewer, community).select_related("user__agency", "sponsor").order_by("user__name", "pk")
    for word in (wanted.get("q") or "").split()[:MOST_WORDS]:
        rows = rows.filter(
            Q(user__name__icontains=word) | Q(user__title__icontains=word) | Q(user__agency__name__icontains=word)
        )
    if wanted.get("role"):
        rows = rows.filter(role=wanted["role"])
    if wanted.get("agency"):
        rows = rows.filter(user__agency__slug=wanted["agency"])
    return rows


def with_last_active(community: Community, memberships: Iterable[Membership]) -> list[Membership]:
    """The rows, each with `last_active_at`: when this person last did something in `community`, or None. One query.

    What somebody read is nobody's business, and is not kept with its time."""
    rows = list(memberships)
    acts = Activity.objects.filter(community=community, actor__in=[row.user_id for row in rows]).order_by()
    latest = dict(acts.values_list("actor").annotate(Max("at")))
    for row in rows:
        row.last_active_at = latest.get(row.user_id)
    return rows


def as_csv(community: Community, memberships: QuerySet[Membership]) -> str:
    """The list for a spreadsheet: no addresses, dates as ISO 8601, nothing that a spreadsheet would run."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Person"), _("Job"), _("Agency"), _("Role"), _("Since"), _("Until"), _("Last active")])
    for row in with_last_active(community, memberships):
        writer.writerow([_plain(cell) for cell in _cells(row)])
    return out.getvalue()


def _cells(row: Membership) -> Iterator[str]:
    stamp = row.user.affiliation()
    yield from (row.user.name, row.user.title, stamp.agency_name, row.get_role_display())
    for moment in (row.since, row.until, row.last_active_at):
        yield localtime(moment).date().isoformat() if moment else ""


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
