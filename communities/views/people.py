"""The pages of a person and of an agency."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import actions, rules
from ..access import visible_or_404
from ..answers import answer, send_on, signed_in
from ..forms import OnceForm
from ..models import Agency, Community, Membership, User
from ..refusal import require

PAGE = 50


@require_safe
@signed_in
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """Who somebody is, and where they are that the viewer may read as well."""
    shown = visible_or_404(request.viewer, User.objects.select_related("agency"), handle=handle)
    belongs = (
        Membership.objects.current()
        .filter(user=shown, community__in=Community.objects.readable_by(request.viewer))
        .select_related("community")
        .order_by("community__name")
    )
    context = {
        "person": shown,
        "belongs": belongs,
        "is_me": shown.pk == request.viewer.id,
        "may_deactivate": shown.pk != request.viewer.id and rules.may_run_agency(request.viewer, shown.agency_id),
    }
    return answer(request, "communities/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def deactivate(request: HttpRequest, handle: str) -> HttpResponse:
    """End what somebody may do, after a question."""
    shown = visible_or_404(request.viewer, User.objects.select_related("agency"), handle=handle)
    require(
        rules.may_run_agency(request.viewer, shown.agency_id) and shown.pk != request.viewer.id,
        _("Only an admin of the person’s agency can do this."),
    )
    form = OnceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.deactivate(viewer=request.viewer, user=shown)
        messages.success(request, _("%s can no longer sign in. What they wrote stays.") % shown.name)
        return send_on(request, shown.agency.get_absolute_url() if shown.agency else "/")
    return answer(request, "communities/deactivate.html", {"person": shown, "form": form})


@require_safe
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """An agency: the communities that it stands behind, and its people."""
    shown = get_object_or_404(Agency, slug=slug)
    behind = Community.objects.known_to(request.viewer).filter(Q(chartered_by=shown) | Q(agencies=shown)).distinct()
    people = User.objects.visible_to(request.viewer).filter(agency=shown).order_by("name", "pk")
    context = {
        "agency": shown,
        "behind": behind,
        "page": Paginator(people, PAGE).get_page(request.GET.get("page")),
        "may_invite": rules.may_run_agency(request.viewer, shown.pk),
    }
    return answer(request, "communities/agency.html", context)
