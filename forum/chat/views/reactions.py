"""Signs at messages: putting one, taking it away, and who has put which."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from communities.answers import SeeOther, signed_in
from communities.models import User

from .. import actions, rules
from ..models import Message
from ..places import message_or_404
from ..reactions import EMOJI, Chip, chips_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest, slug: str, channel: str, pk: int) -> HttpResponse:
    """Everybody's signs at a message. A POST puts the viewer's, or takes it away when it is there."""
    found = message_or_404(request.viewer, slug, channel, pk)
    chips = chips_of([pk]).get(pk, [])
    if request.method == "POST":
        emoji = request.POST.get("emoji", "")
        is_mine = any(chip.emoji == emoji and request.viewer.id in chip.ids for chip in chips)
        actions.react(viewer=request.viewer, message=found, emoji=emoji, is_on=not is_mine)
        return SeeOther(f"{found.stands_at}#m-{pk}")
    return render(request, "chat/react.html", _context(request, found, chips))


def _context(request: HttpRequest, found: Message, chips: list[Chip]) -> dict[str, object]:
    users = User.objects.select_related("agency").in_bulk({pk for chip in chips for pk in chip.ids})
    mine = {chip.emoji for chip in chips if request.viewer.id in chip.ids}
    return {
        "message": found,
        "channel": found.channel,
        "community": found.channel.community,
        "rows": [(chip, [users[pk] for pk, _name in chip.people]) for chip in chips],
        "emoji": [(emoji, name, emoji in mine) for emoji, name in EMOJI.items()],
        "may_say": rules.may_say(request.viewer, found.channel),
    }
