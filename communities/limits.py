"""Limits that hold: counted in the database, since a count in one process's memory is none.

`spend` is called before what it guards. Keys are hashed: addresses do not stand in the table."""

import math
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from .models import Allowance
from .refusal import Refused


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in `per`, counted from the first time."""

    name: str
    most: int
    per: timedelta

    def key(self, whom: str) -> str:
        return f"{self.name}:{sha256(whom.casefold().encode()).hexdigest()[:32]}"


def spend(limit: Limit, whom: str) -> None:
    """Count one more for `whom`. Raises Refused("too-many", 429) with the time to wait when the limit is reached."""
    now = timezone.now()
    with transaction.atomic():
        held, _is_new = Allowance.objects.select_for_update().get_or_create(
            key=limit.key(whom), defaults={"ends_at": now + limit.per}
        )
        if held.ends_at <= now:
            held.spent, held.ends_at = 0, now + limit.per
        if held.spent < limit.most:
            held.spent += 1
            held.save(update_fields=["spent", "ends_at"])
            return
    raise _too_many((held.ends_at - now).total_seconds(), held.ends_at)


def give_back(limit: Limit, whom: str) -> None:
    """Take one back: what was counted turned out to be in order."""
    with transaction.atomic():
        held = Allowance.objects.select_for_update().filter(key=limit.key(whom), spent__gt=0).first()
        if held:
            held.spent -= 1
            held.save(update_fields=["spent"])


def forget_old_allowances() -> None:
    """A clock job: drop the counts whose time is over."""
    Allowance.objects.filter(ends_at__lte=timezone.now()).delete()


def _too_many(seconds: float, ends_at: timezone.datetime) -> Refused:
    minutes = max(1, math.ceil(seconds / 60))
    until = dateformat.format(timezone.localtime(ends_at), "H:i")
    about = _("about a minute") if minutes == 1 else _("about %d minutes") % minutes
    sentence = _("Too many tries. Wait until %(time)s, %(about)s, then try again.") % {"time": until, "about": about}
    return Refused("too-many", sentence, status=429, retry_after=math.ceil(seconds))
