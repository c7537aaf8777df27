"""Urgent messages: sending one, acknowledging it, ending it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import pace
from communities.answers import SeeOther, signed_in
from communities.refusal import Refused, require

from .. import actions, room, rules
from ..forms import UrgentForm
from ..places import channel_or_404, message_or_404


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def urgent(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """A message that people are asked to acknowledge."""
    place = channel_or_404(request.viewer, slug, channel)
    require(rules.may_moderate(request.viewer, place), _("Only moderators send urgent messages."))
    form, status = UrgentForm(request.POST if request.method == "POST" else None), 422
    if form.is_valid():
        try:
            pace.pay(request.viewer.id)
            message = actions.say_urgent(viewer=request.viewer, channel=place, **form.wanted)
            return SeeOther(f"{place.get_absolute_url()}#m-{message.pk}")
        except Refused as refused:
            form.add_error("source", refused.message)
            status = refused.status
    audience = room.audience_of(place, room.who_reads(place))
    context = {"community": place.community, "channel": place, "form": form, "audience": audience}
    return render(request, "chat/urgent.html", context, status=status if form.errors else 200)


@signed_in
@require_POST
def acknowledge(request: HttpRequest, slug: str, channel: str, pk: int) -> HttpResponse:
    """I have seen it; or, for its sender and the moderators, ask nobody any longer."""
    found = message_or_404(request.viewer, slug, channel, pk)
    act = actions.end_urgent if "end" in request.POST else actions.acknowledge
    act(viewer=request.viewer, message=found)
    return SeeOther(f"{found.stands_at}#m-{pk}")
