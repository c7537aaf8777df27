"""The people of a community: the list, their roles, requests to join and endings."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import actions, roster, rules
from ..access import community_or_404
from ..answers import answer, send_on, signed_in
from ..forms import DecisionForm, InviteForm, MembersFilterForm, RemoveForm, RoleForm
from ..models import Agency, Community, Invitation, JoinRequest, Membership, Role
from ..refusal import require
from ..viewer import Viewer
from ..writing import once

PAGE = 50
SHOWN_REQUESTS = 20


@require_safe
@signed_in
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who belongs to the community and whom the viewer may know of."""
    community = people_or_404(request.viewer, slug)
    return people_page(request, community)


@require_safe
@signed_in
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The same list as a file for a spreadsheet, for moderators."""
    viewer, community = request.viewer, people_or_404(request.viewer, slug)
    require(rules.may_moderate(viewer, community), _("Only moderators can take the list of people away."))
    form = MembersFilterForm(request.GET)
    form.is_valid()
    text = roster.as_csv(community, roster.found(viewer, community, form.cleaned_data))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{community.slug}-people.csv"'
    return response


def people_or_404(viewer: Viewer, slug: str) -> Community:
    """The community whose list of people `viewer` may see."""
    community = community_or_404(viewer, slug)
    if not rules.may_see_members(viewer, community):
        raise Http404
    return community


def people_page(
    request: HttpRequest,
    community: Community,
    *,
    invite: InviteForm | None = None,
    decision: DecisionForm | None = None,
) -> HttpResponse:
    """The list with its aside; 422 when one of the forms on it is to be mended."""
    viewer = request.viewer
    form = MembersFilterForm(request.GET)
    form.is_valid()
    page = Paginator(roster.found(viewer, community, form.cleaned_data), PAGE).get_page(request.GET.get("page"))
    context = {
        "community": community,
        "tab": "people",
        "form": form,
        "page": page,
        "agencies": Agency.objects.filter(people__memberships__in=roster.held(viewer, community)).distinct(),
        "wanted": form.cleaned_data,
        "roles": Role.choices,
        "moderates": viewer.moderates(community.pk),
        "owns": viewer.owns(community.pk),
    }
    if viewer.moderates(community.pk):
        page.object_list = roster.with_last_active(community, page.object_list)
        context |= _for_moderators(viewer, community, invite, decision)
    status = 422 if invite is not None or decision is not None else 200
    return answer(request, "communities/members.html", context, part="communities/parts/people.html", status=status)


def _for_moderators(
    viewer: Viewer, community: Community, invite: InviteForm | None, decision: DecisionForm | None
) -> dict[str, object]:
    waiting = JoinRequest.objects.filter(community=community, state=JoinRequest.State.OPEN)
    return {
        "waiting": waiting.select_related("user__agency").order_by("asked_at")[:SHOWN_REQUESTS],
        "decision": decision or DecisionForm(),
        "invite": invite or InviteForm(viewer=viewer, community=community),
        "open_invitations": Invitation.objects.open().filter(community=community).order_by("-sent_at")[:5],
    }


@require_POST
@signed_in
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Approve or decline a request to join."""
    community = people_or_404(request.viewer, slug)
    require(rules.may_moderate(request.viewer, community), _("Only moderators can decide on requests."))
    asked = get_object_or_404(JoinRequest.objects.select_related("user", "community"), community=community, pk=pk)
    form = DecisionForm(request.POST)
    form.request_id = pk
    if not form.is_valid():
        return people_page(request, community, decision=form)
    if form.cleaned_data["answer"] == "approve":
        actions.approve(viewer=request.viewer, request=asked)
        messages.success(request, _("%s is a member now.") % asked.user.name)
    else:
        actions.refuse(viewer=request.viewer, request=asked, reason=form.cleaned_data["reason"])
        messages.success(request, _("%s is told that you declined, and why.") % asked.user.name)
    return send_on(request, reverse("communities:members", args=[slug]))


@require_POST
@signed_in
def role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give somebody another role."""
    community = people_or_404(request.viewer, slug)
    membership = _membership_or_404(request.viewer, community, pk)
    form = RoleForm(request.POST)
    require(form.is_valid(), _("There is no such role."))
    actions.change_role(viewer=request.viewer, membership=membership, role=form.cleaned_data["role"])
    messages.success(request, _("%s has another role now.") % membership.user.name)
    return send_on(request, reverse("communities:members", args=[slug]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End somebody's membership, with a reason."""
    community = people_or_404(request.viewer, slug)
    membership = _membership_or_404(request.viewer, community, pk)
    require(
        rules.may_remove(request.viewer, membership),
        _("Only moderators can remove people, and only owners moderators."),
    )
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        terms = {"reason": form.cleaned_data["reason"], "for_good": form.cleaned_data["for_good"]}

        def act() -> str:
            actions.remove_member(viewer=request.viewer, membership=membership, **terms)
            return reverse("communities:members", args=[slug])

        address = once(request.viewer, form.cleaned_data["form_token"], act)
        messages.success(request, _("%s is no longer a member.") % membership.user.name)
        return send_on(request, address)
    context = {"community": community, "membership": membership, "form": form}
    return answer(request, "communities/remove.html", context, status=422 if form.errors else 200)


def _membership_or_404(viewer: Viewer, community: Community, pk: int) -> Membership:
    rows = roster.held(viewer, community).select_related("user", "community")
    return get_object_or_404(rows, pk=pk)
