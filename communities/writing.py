"""The same form sent twice has one effect: a form carries a hidden UUID, and its first success is remembered."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from .models import SentForm
from .viewer import Viewer

KEPT = timedelta(days=7)


@transaction.atomic
def once(viewer: Viewer, token: UUID, act: Callable[[], str]) -> str:
    """Run `act` in a transaction unless this form was acted on before; the address that the first run answered.

    Two copies at the same moment wait for each other at the row's unique constraint. When `act` raises, nothing is
    remembered and the form may be sent again."""
    sent, is_new = SentForm.objects.get_or_create(user_id=viewer.id, token=token)
    if is_new:
        sent.answer = act()
        sent.save(update_fields=["answer"])
    return sent.answer


def forget_old_forms() -> None:
    """A clock job: drop the rows that no open page can still repeat."""
    SentForm.objects.filter(at__lt=now() - KEPT).delete()
