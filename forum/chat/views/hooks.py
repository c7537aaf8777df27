"""Machines in a channel: the moderators' page about them, and the address at which each of them speaks."""

import json
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from communities.answers import SeeOther, signed_in
from communities.refusal import Refused, require

from .. import actions, rules
from ..forms import HookForm
from ..models import Channel, Hook
from ..places import channel_or_404


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hooks(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """Which machines speak here, letting in another one, closing the way of one. A new address is shown once."""
    place = channel_or_404(request.viewer, slug, channel)
    require(rules.may_moderate(request.viewer, place), _("Only moderators let machines in."))
    if "revoke" in request.POST:
        actions.revoke_hook(viewer=request.viewer, hook=_hook(place, request.POST["revoke"]))
        return SeeOther(request.path)
    form, address = HookForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        _made, secret = actions.make_hook(viewer=request.viewer, channel=place, name=form.cleaned_data["name"])
        form, address = HookForm(), request.build_absolute_uri(reverse("chat:hook", args=[secret]))
    context = {
        "community": place.community,
        "channel": place,
        "form": form,
        "address": address,
        "hooks": place.hooks.select_related("made_by").order_by("-pk"),
    }
    answer = render(request, "chat/hooks.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@csrf_exempt  # A machine has no cookie: the secret in the address is the proof.
@require_POST
def hook(request: HttpRequest, secret: str) -> HttpResponse:
    """What a machine says: JSON with `text`, and `id` (a UUID) for a machine that repeats what got no answer."""
    hooks = Hook.objects.filter(secret_hash=Hook.hash_of(secret), revoked_at__isnull=True)
    found = hooks.select_related("channel__community", "made_by__agency").first()
    if found is None:
        raise Http404
    try:
        text, client_id = _said(request)
        message = actions.say_by_hook(hook=found, source=text, client_id=client_id)
    except Refused as refused:
        answer = JsonResponse({"code": refused.code, "message": str(refused.message)}, status=refused.status)
        if refused.retry_after is not None:
            answer["Retry-After"] = str(refused.retry_after)
        return answer
    return JsonResponse({"message": message.pk}, status=201)


def _said(request: HttpRequest) -> tuple[str, UUID | None]:
    wrong = Refused("malformed", _("Send a JSON object with the field “text”."), status=422)
    try:
        said = json.loads(request.body)
        text, name = said["text"], said.get("id")
        client_id = UUID(name) if name is not None else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise wrong from None
    if not isinstance(text, str) or "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise wrong
    return text, client_id


def _hook(place: Channel, pk: str) -> Hook:
    found = place.hooks.filter(pk=pk).first() if pk.isascii() and pk.isdecimal() and len(pk) < 19 else None
    if found is None:
        raise Http404
    found.channel = place
    return found
