"""Who acts has accepted the ground rules of the version that holds now. Asked where every action passes: `record`."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import GroundRulesAcceptance
from .prepared import Prepared
from .refusal import Refused
from .viewer import Viewer

# Coming, leaving and one's own entry: nobody is held in a place by rules that were not accepted.
ALWAYS = frozenset({"membership.started", "membership.ended", "join.withdrawn", "person.changed", "person.deactivated"})


class Unaccepted(Refused):
    """Nothing was done: the ground rules changed, and this person has not accepted them yet."""

    def __init__(self) -> None:
        message = _("The ground rules have changed. Read and accept them, then go on where you were.")
        super().__init__("ground_rules", message, status=403)


def require_accepted(viewer: Viewer | None, kind: str) -> None:
    """Raise Unaccepted unless `viewer` may do what an activity of this kind tells of. What does itself may all."""
    if viewer is None or viewer.is_visitor or kind in ALWAYS:
        return
    if not _accepted(user=viewer.id, version=settings.GROUND_RULES_VERSION):
        raise Unaccepted


def address(back: str) -> str:
    """Where one accepts them, and from where one is then led `back`."""
    return f"{reverse('communities:ground_rules')}?{urlencode({'next': back})}"


_accepted: Prepared[tuple[int]] = Prepared(
    lambda user, version: GroundRulesAcceptance.objects.filter(user_id=user, version=version).values_list("pk")
)
