"""Selecting messages and making a thread of them; works with check boxes alone."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from communities.answers import SeeOther, signed_in
from communities.refusal import Refused, require
from communities.writing import once
from forum import markup

from .. import actions, people, room, rules
from ..forms import TranscriptForm
from ..log import log
from ..models import Channel, Message
from ..places import channel_or_404
from ..side import side
from ..transcript import transcript_source


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def transcript(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """First the messages with a check box each, then the title with a preview, then the thread."""
    place = channel_or_404(request.viewer, slug, channel)
    require(rules.may_say(request.viewer, place), _("Only members make threads of a chat: join the community first."))
    if place.is_private:
        raise Refused("would_widen", actions.WIDENS)
    picked = _picked(request, place)
    if request.method == "POST" and picked:
        return _title(request, place, picked)
    error = _("Select at least one message.") if request.method == "POST" else ""
    return _select(request, place, error)


def _select(request: HttpRequest, place: Channel, error: str) -> HttpResponse:
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
    context = {
        "community": place.community,
        "channel": place,
        "log": log(request.viewer, place, before=number),
        "side": side(request, place),
        "audience": room.audience_of(place),
        "people": people.beside(place),
        "error": error,
        "is_selecting": True,
    }
    return render(request, "chat/select.html", context, status=422 if error else 200)


def _title(request: HttpRequest, place: Channel, picked: list[Message]) -> HttpResponse:
    # The first step sends no title; the second does, empty or not.
    form = TranscriptForm(request.POST if "title" in request.POST else None)
    if form.is_valid():
        try:
            return SeeOther(
                once(request.viewer, form.cleaned_data["form_token"], lambda: _make(request, place, picked, form))
            )
        except (ValidationError, Refused) as error:
            form.add_error("title", error if isinstance(error, ValidationError) else error.message)
    context = {
        "community": place.community,
        "channel": place,
        "picked": picked,
        "preview": _preview(place, picked),
        "form": form,
    }
    return render(request, "chat/title.html", context, status=422 if form.errors else 200)


def _make(request: HttpRequest, place: Channel, picked: list[Message], form: TranscriptForm) -> str:
    ids = [message.pk for message in picked]
    made = actions.make_thread(viewer=request.viewer, channel=place, messages=ids, title=form.cleaned_data["title"])
    return made.thread.get_absolute_url()


def _picked(request: HttpRequest, place: Channel) -> list[Message]:
    ids = [int(pk) for pk in request.POST.getlist("m")[:500] if pk.isascii() and pk.isdecimal() and len(pk) < 19]
    return list(place.messages.visible_to(request.viewer).filter(pk__in=ids).with_author().order_by("seq"))


def _preview(place: Channel, picked: list[Message]) -> SafeString:
    return markup.parse(transcript_source(place, picked)).html()
