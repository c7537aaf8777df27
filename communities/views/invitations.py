"""Inviting by mail, and what the link in the mail opens."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions, rules
from ..answers import answer, send_on, signed_in
from ..forms import InviteForm, NewcomerForm
from ..models import Community, Invitation, Role
from ..refusal import Refused, require
from ..viewer import Viewer, viewer_of
from ..writing import once
from .members import people_or_404

PAGE = 50
BACKEND = "communities.sign_in.PeopleBackend"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invitations(request: HttpRequest, slug: str) -> HttpResponse:
    """The invitations of a community, newest first, and the form for new ones."""
    viewer, community = request.viewer, people_or_404(request.viewer, slug)
    require(rules.may_invite(viewer, community), _("Only moderators can invite people."))
    form = InviteForm(request.POST or None, viewer=viewer, community=community)
    if request.method == "POST" and form.is_valid() and _sent(viewer, community, form):
        count = len(form.cleaned_data["emails"])
        sentence = ngettext("%d invitation is on its way.", "%d invitations are on their way.", count)
        messages.success(request, sentence % count)
        return send_on(request, reverse("communities:invitations", args=[slug]))
    rows = Invitation.objects.filter(community=community).select_related("invited_by").order_by("-sent_at")
    context = {
        "community": community,
        "tab": "people",
        "invite": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
    }
    return answer(request, "communities/invitations.html", context, status=422 if form.errors else 200)


def _sent(viewer: Viewer, community: Community, form: InviteForm) -> bool:
    """Invite all addresses or none; False with the error in the form when one cannot be invited."""
    data = form.cleaned_data

    def act() -> str:
        for email in data["emails"]:
            actions.invite(
                viewer=viewer,
                community=community,
                email=email,
                role=data["role"],
                until=form.ends,
                note=data["note"],
            )
        return ""

    try:
        once(viewer, data["form_token"], act)
    except ValidationError as error:
        form.add_error("until" if error.code == "until" else "emails", error)
    return not form.errors


@require_POST
@signed_in
def send(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send the invitation again, with a new link."""
    invitation = _invitation_or_404(request, slug, pk)
    actions.send_again(viewer=request.viewer, invitation=invitation)
    messages.success(request, _("Sent again to %s. The older link no longer works.") % invitation.email)
    return send_on(request, reverse("communities:invitations", args=[slug]))


@require_POST
@signed_in
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make the link stop working."""
    invitation = _invitation_or_404(request, slug, pk)
    actions.revoke(viewer=request.viewer, invitation=invitation)
    messages.success(request, _("The invitation of %s is revoked.") % invitation.email)
    return send_on(request, reverse("communities:invitations", args=[slug]))


def _invitation_or_404(request: HttpRequest, slug: str, pk: int) -> Invitation:
    community = people_or_404(request.viewer, slug)
    require(rules.may_invite(request.viewer, community), _("Only moderators can change an invitation."))
    return get_object_or_404(Invitation.objects.select_related("community"), community=community, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of an invitation opens: one button for those with an account, a short form for newcomers."""
    rows = Invitation.objects.of_token(token).select_related("community", "agency", "invited_by")
    invitation = rows.first()
    if invitation is None or not invitation.is_open:
        raise Refused("closed", _("This invitation no longer works. Ask whoever sent it for a new one."), status=410)
    form = None
    if request.viewer.is_visitor:
        form = NewcomerForm(request.POST or None, email=invitation.email, is_guest=invitation.role == Role.GUEST)
    if request.method == "POST" and (form is None or form.is_valid()):
        answered = _accepted(request, token, invitation, form)
        if answered:
            return answered
    context = {"invitation": invitation, "form": form, "token": token}
    return answer(request, "communities/invitation.html", context, status=422 if form and form.errors else 200)


def _accepted(
    request: HttpRequest, token: str, invitation: Invitation, form: NewcomerForm | None
) -> HttpResponse | None:
    newcomer = None
    if form is not None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "accepted"}
        newcomer = actions.Newcomer(**{"email": invitation.email, **given})
    try:
        with transaction.atomic():
            user = actions.accept(token=token, viewer=request.viewer, newcomer=newcomer)
            if form is not None:
                actions.accept_ground_rules(viewer=viewer_of(user), version=settings.GROUND_RULES_VERSION)
    except ValidationError as error:
        if form is None:
            raise
        form.add_error(None, error)
        return None
    if form is not None:
        login(request, user, backend=BACKEND)
    return send_on(request, invitation.community.get_absolute_url() if invitation.community else "/")
