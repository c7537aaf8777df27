"""The page of one stream of messages, of a channel or of a conversation beside it: its log and the composer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from communities import pace
from communities.answers import SeeOther
from communities.refusal import Refused
from communities.viewer import Viewer

from .. import actions, conversations, people, room, rules
from ..forms import MessageForm
from ..log import blank_line, log
from ..models import Channel, Conversation, ConversationPosition, MessageFile, ReadPosition
from ..reactions import EMOJI
from ..side import side
from ..text import blind


def stream(request: HttpRequest, place: Channel, branch: Conversation | None = None) -> HttpResponse:
    """Show it. A POST says something, for browsers without script."""
    posted = request.POST if request.method == "POST" else None
    form = MessageForm(
        posted, request.FILES if posted is not None else None, initial={"reply_to": number_in(request, "reply")}
    )
    if posted is None:
        return _page(request, place, branch, form)
    return _say(request, place, branch, form)


def number_in(request: HttpRequest, name: str) -> int | None:
    """A number from the address, None for anything else."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _say(request: HttpRequest, place: Channel, branch: Conversation | None, form: MessageForm) -> HttpResponse:
    if not form.is_valid() or not _take_in(request, place, form):
        return _page(request, place, branch, form, status=422)
    said = {name: value for name, value in form.cleaned_data.items() if name != "attached"}
    names = [] if said.pop("anyway") else blind(request.viewer, place, said["source"])
    if names:
        return _page(request, place, branch, form, status=422, names=names)
    try:
        pace.pay(request.viewer.id)
        beside = branch.pk if branch else None
        message = actions.say(viewer=request.viewer, channel=place, conversation=beside, **said)
    except Refused as refused:
        form.add_error("source", refused.message)
        answer = _page(request, place, branch, form, status=refused.status)
        if refused.retry_after is not None:
            answer["Retry-After"] = str(refused.retry_after)
        return answer
    message.channel = place
    return SeeOther(f"{message.stands_at}#m-{message.pk}")


def _take_in(request: HttpRequest, place: Channel, form: MessageForm) -> bool:
    """Store what was uploaded with the line; its ids stay in the form for as long as that has to be mended."""
    kept = list(form.cleaned_data["attached"])
    for upload in form.cleaned_data["files"]:
        try:
            kept.append(actions.attach(viewer=request.viewer, channel=place, upload=upload).pk)
        except ValidationError as fault:
            form.add_error("files", fault)
    form.cleaned_data |= {"files": kept, "attached": kept}
    return not form.errors


def _page(
    request: HttpRequest,
    place: Channel,
    branch: Conversation | None,
    form: MessageForm,
    status: int = 200,
    names: list[str] | None = None,
) -> HttpResponse:
    viewer, may_say = request.viewer, rules.may_say(request.viewer, place)
    room_head = room.head_of(place) if may_say else 0
    position = _position(viewer, place, branch)
    page = log(viewer, place, before=number_in(request, "before"), position=position, conversation=branch)
    context: dict[str, Any] = {
        "community": place.community,
        "channel": place,
        "branch": branch,
        "address": branch.get_absolute_url() if branch else place.get_absolute_url(),
        "log": page,
        "form": form,
        "blind": names,
        "waiting": _waiting(viewer, place, form),
        "may_say": may_say and not place.archived_at,
        "may_moderate": rules.may_moderate(viewer, place),
        "may_make": rules.may_make_channels(viewer, place.community_id),
        "audience": room.audience_of(place, room.who_reads(place) if may_say else ""),
        "people": people.beside(place),
        "branches": conversations.latest(viewer, place),
        "side": side(request, place),
        "reply_to": _answered(place, form),
        "is_kept": "unread" in request.GET,
        "room_head": room_head,
        "here": room.here(place) if may_say else None,
    }
    if page.is_newest and not viewer.is_visitor:
        context |= _live(viewer, place)
        if "unread" not in request.GET:
            _note_read(viewer, place, branch)
    return render(request, "chat/channel.html", context, status=status)


def _live(viewer: Viewer, place: Channel) -> dict[str, Any]:
    """What the page's script makes new lines and signs from."""
    return {
        "blank_first": blank_line(viewer, place, is_first=True),
        "blank_next": blank_line(viewer, place, is_first=False),
        "audiences": room.audiences(place, room.who_reads(place)),
        "nobody": room.NOBODY,
        "emoji": EMOJI.items(),
    }


def _note_read(viewer: Viewer, place: Channel, branch: Conversation | None) -> None:
    if branch:
        actions.note_conversation_read(viewer=viewer, conversation=branch, seq=place.head)
    else:
        actions.note_read(viewer=viewer, channel=place, seq=place.head, number=place.message_count)


def _position(
    viewer: Viewer, place: Channel, branch: Conversation | None
) -> ReadPosition | ConversationPosition | None:
    if viewer.is_visitor:
        return None
    if branch:
        return ConversationPosition.objects.filter(user=viewer.user, conversation=branch).first()
    return ReadPosition.objects.filter(user=viewer.user, channel=place).first()


def _waiting(viewer: Viewer, place: Channel, form: MessageForm) -> list[MessageFile]:
    """The files that are stored and wait for the line to be sent."""
    ids = getattr(form, "cleaned_data", {}).get("attached")
    return list(MessageFile.objects.waiting(viewer, place).filter(pk__in=ids)) if ids else []


def _answered(place: Channel, form: MessageForm) -> object:
    wanted = form["reply_to"].value()
    if not str(wanted or "").isdecimal():
        return None
    return place.messages.filter(pk=wanted, removed_at__isnull=True).select_related("author", "hook").first()
