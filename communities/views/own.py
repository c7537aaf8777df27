"""What people set for themselves: profile, how the site looks, keys, and the ground rules they accept."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import actions
from ..answers import answer, back_to, send_on, signed_in
from ..forms import DisplayForm, GroundRulesForm, ProfileForm
from ..frame import THEMES, keys_off
from ..models import BasePage, GroundRulesAcceptance, reached
from ..writing import once

A_YEAR = 365 * 24 * 3600


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """The viewer's own entry among people."""
    me = request.viewer.user
    held = {"name": me.name, "title": me.title, "time_zone": me.time_zone, "language": me.language}
    form = ProfileForm(request.POST or None, initial=held)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data.pop("form_token")

        def change() -> str:
            actions.change_profile(viewer=request.viewer, **form.cleaned_data)
            return reverse("communities:profile")

        address = once(request.viewer, token, change)
        messages.success(request, _("Saved."))
        return send_on(request, address)
    return answer(request, "communities/profile.html", {"form": form, "me": me}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the device (kept on the device), and single keys (kept with the person)."""
    theme = request.COOKIES.get("theme", "")
    held = {"theme": theme if theme in THEMES else "", "single_keys": not keys_off(request)}
    form = DisplayForm(request.POST or None, initial=held)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "next": back_to(request, "")}
        return answer(request, "communities/display.html", context, status=422 if form.errors else 200)
    response = redirect(back_to(request, reverse("communities:display")))
    keep = {"max_age": A_YEAR, "samesite": "Lax", "secure": request.is_secure()}
    if form.cleaned_data["theme"]:
        response.set_cookie("theme", form.cleaned_data["theme"], **keep)
    else:
        response.delete_cookie("theme", samesite="Lax")
    wants_keys = form.cleaned_data["single_keys"]
    if request.viewer.is_visitor:
        response.set_cookie("keys", "on" if wants_keys else "off", **keep)
    elif request.viewer.user.single_keys != wants_keys:
        actions.change_profile(viewer=request.viewer, single_keys=wants_keys)
    messages.success(request, _("Saved."))
    return response


@require_safe
def keyboard(request: HttpRequest) -> HttpResponse:
    """The list of shortcuts."""
    return answer(request, "communities/keyboard.html", {}, part="communities/parts/keys.html")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ground_rules(request: HttpRequest) -> HttpResponse:
    """Accept the ground rules of the version that holds now."""
    version = settings.GROUND_RULES_VERSION
    form = GroundRulesForm(request.POST or None, initial={"version": version})
    if request.method == "POST" and form.is_valid():
        actions.accept_ground_rules(viewer=request.viewer, version=min(form.cleaned_data["version"], version))
        messages.success(request, _("Thank you. You can write now."))
        return send_on(request, back_to(request, "/"))
    accepted = GroundRulesAcceptance.objects.filter(user=request.viewer.user, version=version).first()
    page = BasePage.objects.live().filter(reached(request.viewer), slug="ground-rules").first()
    context = {"form": form, "version": version, "accepted": accepted, "page": page, "next": back_to(request, "")}
    return answer(request, "communities/ground_rules.html", context, status=422 if form.errors else 200)
