"""All that changes what editors tell the search. Each change holds in every process a moment later."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import activity, audience
from communities.refusal import require
from communities.viewer import Viewer

from . import guidance, rules
from .documents import Key
from .models import GuidanceVersion, JudgedQuery, Judgement, Pick, Synonyms


@transaction.atomic
def keep(*, viewer: Viewer, row: Synonyms | Pick, **words: Any) -> Synonyms | Pick:
    """Save words alike or a pick, new or changed. Only for those whose search this editor guides, before and after."""
    _require_guiding(viewer, row)
    for name, value in words.items():
        setattr(row, name, value)
    row.changed_by, row.changed_at = viewer.user, now()
    _require_guiding(viewer, row)
    row.full_clean()
    row.save()
    _changed(viewer, row)
    return row


@transaction.atomic
def drop(*, viewer: Viewer, row: Synonyms | Pick) -> None:
    """Take words alike or a pick away."""
    _require_guiding(viewer, row)
    _changed(viewer, row)
    row.delete()


@transaction.atomic
def judge(*, viewer: Viewer, text: str, good: Collection[Key]) -> JudgedQuery:
    """Say which results answer a query well, in the place of what was said before."""
    require(rules.may_judge(viewer), _("Only editors judge queries."))
    query, _is_new = JudgedQuery.objects.get_or_create(text=text)
    query.changed_by, query.changed_at = viewer.user, now()
    query.save(update_fields=["changed_by", "changed_at"])
    query.good.all().delete()
    Judgement.objects.bulk_create([Judgement(query=query, kind=kind, key=key) for kind, key in good])
    activity.record(kind="query.judged", actor=viewer, subject=query, audience=audience.NOBODY)
    return query


@transaction.atomic
def forget_judged(*, viewer: Viewer, query: JudgedQuery) -> None:
    """Try changes by this query no more."""
    require(rules.may_judge(viewer), _("Only editors judge queries."))
    activity.record(kind="query.forgotten", actor=viewer, subject=query, audience=audience.NOBODY)
    query.delete()


def _require_guiding(viewer: Viewer, row: Synonyms | Pick) -> None:
    # A new row holds for nobody before it is filled in.
    is_new = row.pk is None and row.changed_by_id is None
    allowed = viewer.is_editor if is_new else rules.may_guide(viewer, row.agency_id)
    require(allowed, _("Only editors of the service guide the search of everybody; choose your own agency."))


def _changed(viewer: Viewer, row: Synonyms | Pick) -> None:
    GuidanceVersion.renew()
    activity.record(
        kind="guidance.changed", actor=viewer, subject=row, audience=audience.NOBODY, community=row.community_id
    )
    transaction.on_commit(guidance.forget)


def terms_of(lines: str) -> Sequence[str]:
    """The words and phrases of a text with one on each line, each once."""
    found = {
        guidance.bare(line): " ".join(line.split()) for line in reversed(lines.splitlines()) if guidance.bare(line)
    }
    return list(reversed(found.values()))
