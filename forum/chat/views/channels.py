"""Making and changing channels: the moderators' pages."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.access import community_or_404
from communities.answers import SeeOther, signed_in
from communities.refusal import require
from communities.writing import once

from .. import actions, rules
from ..forms import ChannelForm, Readers
from ..models import Channel
from ..places import channel_or_404


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new channel."""
    community = community_or_404(request.viewer, slug)
    require(rules.may_make_channels(request.viewer, community.pk), _("Only moderators make channels."))
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def act() -> str:
            made = actions.open_channel(
                viewer=request.viewer, community=community, is_private=form.is_private, **form.wanted
            )
            return reverse("chat:members", args=[slug, made.slug]) if made.is_private else made.get_absolute_url()

        try:
            return SeeOther(once(request.viewer, form.cleaned_data["form_token"], act))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"community": community, "form": form, "tab": "chat"}
    return render(request, "chat/create.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """Another name, purpose or circle of readers, and the way to the archive."""
    place = channel_or_404(request.viewer, slug, channel)
    _require_moderator(request, place)
    readers = Readers.COMMUNITY if place.is_open else Readers.MEMBERS
    initial = {"name": place.name, "purpose": place.purpose, "readers": readers}
    form = ChannelForm(request.POST if request.method == "POST" else None, initial=initial, place=place)
    if form.is_valid():
        try:
            actions.change_channel(viewer=request.viewer, channel=place, **form.wanted)
            return SeeOther(place.get_absolute_url())
        except ValidationError as error:
            form.add_error(None, error)
    context = {"community": place.community, "channel": place, "form": form}
    return render(request, "chat/settings.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def archive(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """Close the channel for writing, or open it again."""
    place = channel_or_404(request.viewer, slug, channel)
    act = actions.reopen_channel if place.archived_at else actions.archive_channel
    act(viewer=request.viewer, channel=place)
    return SeeOther(place.get_absolute_url())


def _require_moderator(request: HttpRequest, place: Channel) -> None:
    require(rules.may_moderate(request.viewer, place), _("Only moderators make and change channels."))
