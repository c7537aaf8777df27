"""The page of what one person keeps of searching: the recent searches, cleared and switched off there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.answers import send_on, signed_in

from . import recents


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """My searches."""
    habits = recents.habits_of(request.viewer)
    return render(request, "search/mine.html", {"recents": recents.recents_of(request.viewer), "habits": habits})


@require_POST
@signed_in
def recent(request: HttpRequest) -> HttpResponse:
    """What the button said: `clear`, or `keep` them `on` or `off`."""
    wanted = request.POST.get("keep", "")
    if wanted in {"on", "off"}:
        recents.keep(viewer=request.viewer, is_on=wanted == "on")
        kept, none = _("Your searches are kept from now on, for you alone."), _("No recent searches are kept any more.")
        messages.success(request, kept if wanted == "on" else none)
    else:
        recents.forget(request.viewer.id)
        messages.success(request, _("Your recent searches are cleared."))
    return send_on(request, reverse("search:mine"))
