"""Reading chat: the way in, a channel, its older pages."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from communities import pace
from communities.access import community_or_404
from communities.answers import SeeOther, signed_in
from communities.refusal import Refused

from .. import actions, people, room, rules
from ..forms import MessageForm
from ..log import blank_line, log
from ..models import FIRST, Channel, ReadPosition
from ..places import channel_or_404
from ..reactions import EMOJI
from ..side import side


@signed_in
@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """On to the community's first channel, or to another one; where there is none for the viewer, why."""
    community = community_or_404(request.viewer, slug)
    channels = Channel.objects.visible_to(request.viewer).filter(community=community, archived_at__isnull=True)
    names = list(channels.order_by("name").values_list("slug", flat=True))
    if names:
        first = FIRST if FIRST in names else names[0]
        return HttpResponseRedirect(reverse("chat:channel", args=[slug, first]))
    return render(request, "chat/none.html", {"community": community, "tab": "chat"})


@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """A channel: its log and the composer. A POST says something, for browsers without script."""
    place = channel_or_404(request.viewer, slug, channel)
    form = MessageForm(
        request.POST if request.method == "POST" else None, initial={"reply_to": _number(request, "reply")}
    )
    if request.method == "POST":
        return _say(request, place, form)
    return _page(request, place, form)


@require_safe
def history(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """The lines before an event, as a part of the page."""
    place = channel_or_404(request.viewer, slug, channel)
    before = _number(request, "before")
    if not before:
        raise Http404
    return render(
        request,
        "chat/parts/lines.html",
        {"log": log(request.viewer, place, before=before), "channel": place, "me": request.viewer.id},
    )


def _say(request: HttpRequest, place: Channel, form: MessageForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, place, form, status=422)
    try:
        pace.pay(request.viewer.id)
        message = actions.say(viewer=request.viewer, channel=place, **form.cleaned_data)
    except Refused as refused:
        form.add_error("source", refused.message)
        answer = _page(request, place, form, status=refused.status)
        if refused.retry_after is not None:
            answer["Retry-After"] = str(refused.retry_after)
        return answer
    return SeeOther(f"{place.get_absolute_url()}#m-{message.pk}")


def _page(request: HttpRequest, place: Channel, form: MessageForm, status: int = 200) -> HttpResponse:
    viewer = request.viewer
    position = _position(viewer.id, place)
    before = _number(request, "before")
    may_say = rules.may_say(viewer, place)
    is_kept = "unread" in request.GET
    room_head = room.head_of(place) if may_say else 0
    page = log(viewer, place, before=before, position=position)
    context: dict[str, Any] = {
        "community": place.community,
        "channel": place,
        "log": page,
        "form": form,
        "may_say": may_say and not place.archived_at,
        "may_moderate": rules.may_moderate(viewer, place),
        "may_make": rules.may_make_channels(viewer, place.community_id),
        "audience": room.audience_of(place, room.who_reads(place) if may_say else ""),
        "people": people.beside(place),
        "side": side(request, place),
        "reply_to": _answered(place, form),
        "is_kept": is_kept,
        "room_head": room_head,
        "here": room.here(place) if may_say else None,
    }
    if page.is_newest and not viewer.is_visitor:
        blank: Callable[[bool], object] = lambda is_first: blank_line(viewer, place, is_first=is_first)  # noqa: E731
        context |= {"blank_first": blank(True), "blank_next": blank(False), "emoji": EMOJI.items()}
        if not is_kept:
            actions.note_read(viewer=viewer, channel=place, seq=place.head, number=place.message_count)
    return render(request, "chat/channel.html", context, status=status)


def _position(user_id: int | None, place: Channel) -> ReadPosition | None:
    return ReadPosition.objects.filter(user_id=user_id, channel=place).first() if user_id else None


def _answered(place: Channel, form: MessageForm) -> object:
    wanted = form["reply_to"].value()
    if not str(wanted or "").isdecimal():
        return None
    return place.messages.filter(pk=wanted, removed_at__isnull=True).select_related("author").first()


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
