"""Keeping what somebody is writing until it is posted."""

from django.db import transaction
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from communities.viewer import Viewer

from ..models import Draft

FIELDS = ("title", "kind", "tags", "source")


class Conflict(Exception):  # noqa: N818 - it reads as what happened.
    """The draft was saved elsewhere since; `draft` is that one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.place)
        self.draft = draft

    @property
    def message(self) -> str:
        """What the person is told; both texts are there."""
        return _("Another window saved this draft at %(time)s. Save again to keep the text below instead.") % {
            "time": localtime(self.draft.saved_at).strftime("%H:%M")
        }


@transaction.atomic
def save_draft(*, viewer: Viewer, place: str, sequence: int, **fields: str) -> Draft:
    """Keep `fields` as the viewer's draft for `place`. `sequence` is that of the draft it was made from, 0 for none.

    Raises Conflict, and keeps what was there, when another window has saved since."""
    values = {name: _kept(name, fields.get(name, "")) for name in FIELDS}
    draft = Draft.objects.select_for_update().filter(user_id=viewer.id, place=place).first()
    if draft is None:
        return Draft.objects.create(user_id=viewer.id, place=place, saved_at=now(), **values)
    if all(getattr(draft, name) == value for name, value in values.items()):
        return draft
    if draft.sequence != sequence:
        raise Conflict(draft)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.sequence += 1
    draft.saved_at = now()
    draft.save(update_fields=[*FIELDS, "sequence", "saved_at"])
    return draft


def _kept(name: str, value: str) -> str:
    """As much as the column holds, without the character that no database keeps."""
    return value.replace("\x00", "")[: Draft._meta.get_field(name).max_length]


def discard_draft(*, viewer: Viewer, place: str) -> None:
    Draft.objects.filter(user_id=viewer.id, place=place).delete()
