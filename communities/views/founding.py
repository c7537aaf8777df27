"""Founding a community, and what its owners decide: purpose, who may read it, how people join, name and address."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import actions, rules
from ..access import known_community_or_404
from ..answers import answer, send_on, signed_in
from ..charter_forms import CommunityForm, FoundForm, RenameForm
from ..models import Community
from ..refusal import require
from ..writing import once


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def found(request: HttpRequest) -> HttpResponse:
    """A new community."""
    require(rules.may_found_community(request.viewer), _("Only operators and agency admins found communities."))
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> str:
            made = actions.found_community(
                viewer=request.viewer,
                name=data["name"],
                owner=data["owner"],
                chartered_by=data["chartered_by"],
                **form.decisions(),
            )
            return made.get_absolute_url()

        if address := _done(request, form, act):
            messages.success(request, _("The community is there."))
            owns = data["owner"].pk == request.viewer.id
            return send_on(request, address if owns else reverse("communities:directory"))
    return answer(request, "communities/found.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What owners decide about their community."""
    community = _owned_or_refuse(request, slug)
    form = CommunityForm(request.POST or None, initial=_held(community))
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.change_community(viewer=request.viewer, community=community, **form.decisions())
            return reverse("communities:settings", args=[slug])

        if address := _done(request, form, act):
            messages.success(request, _("Saved. Who may read the community has changed at once."))
            return send_on(request, address)
    return _settings_page(request, community, form=form)


@require_http_methods(["POST"])
@signed_in
def rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Another name and address."""
    community = _owned_or_refuse(request, slug)
    form = RenameForm(request.POST)
    if form.is_valid():

        def act() -> str:
            changed = actions.rename_community(
                viewer=request.viewer,
                community=community,
                name=form.cleaned_data["name"],
                slug=form.cleaned_data["slug"],
            )
            return reverse("communities:settings", args=[changed.slug])

        if address := _done(request, form, act):
            messages.success(request, _("Renamed. The old address leads on to the new one."))
            return send_on(request, address)
    return _settings_page(request, community, rename_form=form)


def _owned_or_refuse(request: HttpRequest, slug: str) -> Community:
    community = known_community_or_404(request.viewer, slug)
    require(rules.may_change_community(request.viewer, community), _("Only the owners of this community decide this."))
    return community


def _held(community: Community) -> dict[str, Any]:
    """What the form shows of the community as it is."""
    held = {name: getattr(community, name) for name in ("purpose", "subjects", "visibility", "join_policy")}
    return held | {"agencies": community.agencies.all()}


def _settings_page(
    request: HttpRequest, community: Community, form: CommunityForm | None = None, rename_form: RenameForm | None = None
) -> HttpResponse:
    context = {
        "community": community,
        "tab": "settings",
        "form": form or CommunityForm(initial=_held(community)),
        "rename_form": rename_form or RenameForm(initial={"name": community.name, "slug": community.slug}),
    }
    wrong = any(each.errors for each in (form, rename_form) if each is not None)
    return answer(request, "communities/settings.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, form: Form, act: Callable[[], str]) -> str | None:
    """Run the action once for this form; what it finds wrong goes back into the form, and then the answer is None."""
    try:
        return once(request.viewer, form.cleaned_data["form_token"], act)
    except ValidationError as error:
        _put_into(form, error)
        return None


def _put_into(form: Form, error: ValidationError) -> None:
    known = getattr(error, "error_dict", None)
    if known is None:
        form.add_error(None, error)
        return
    for field, errors in known.items():
        # The address of a new community is made of its name.
        target = field if field in form.fields else "name" if field == "slug" and "name" in form.fields else None
        form.add_error(target, errors)
