"""The people of a private channel, and how much of a channel one wants to hear."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from communities.answers import SeeOther, signed_in
from communities.models import User

from .. import actions, rules
from ..forms import LetInForm, LevelForm
from ..models import Channel, ChannelMember, ReadPosition
from ..places import channel_or_404


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """Who is in a private channel; its moderators let people in and out, and everybody may leave."""
    place = channel_or_404(request.viewer, slug, channel)
    if not place.is_private:
        raise Http404
    if request.method == "POST" and "act" in request.POST:
        return _act(request, place)
    form = LetInForm(request.POST if request.method == "POST" else None, channel=place)
    if form.is_valid():
        actions.let_in(viewer=request.viewer, channel=place, user=form.cleaned_data["user"])
        return SeeOther(request.path)
    there = ChannelMember.objects.current().filter(channel=place).select_related("user__agency", "added_by")
    context = {
        "community": place.community,
        "channel": place,
        "form": form,
        "members": there.order_by("user__name"),
        "may_moderate": rules.may_moderate(request.viewer, place),
    }
    return render(request, "chat/members.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, place: Channel) -> HttpResponse:
    what, _, pk = request.POST["act"].partition("-")
    user = _member(place, pk)
    if what == "out":
        actions.let_out(viewer=request.viewer, channel=place, user=user)
    elif what in {"moderator", "member"}:
        is_moderator = what == "moderator"
        actions.make_channel_moderator(viewer=request.viewer, channel=place, user=user, is_moderator=is_moderator)
    left = what == "out" and user.pk == request.viewer.id
    return SeeOther(place.community.get_absolute_url() if left else request.path)


def _member(place: Channel, pk: str) -> User:
    there = ChannelMember.objects.current().filter(channel=place).select_related("user")
    found = there.filter(user=pk).first() if pk.isascii() and pk.isdecimal() and len(pk) < 19 else None
    if found is None:
        raise Http404
    return found.user


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def level(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """How much of this channel the viewer wants to hear."""
    place = channel_or_404(request.viewer, slug, channel)
    held = ReadPosition.objects.filter(user=request.viewer.user, channel=place).first()
    form = LevelForm(request.POST if request.method == "POST" else None, initial={"level": held.level if held else ""})
    if form.is_valid():
        actions.choose_level(viewer=request.viewer, channel=place, level=form.cleaned_data["level"])
        return SeeOther(place.get_absolute_url())
    context = {"community": place.community, "channel": place, "form": form}
    return render(request, "chat/level.html", context, status=422 if form.errors else 200)
