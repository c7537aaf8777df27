"""Agencies: the list, admitting one, and inviting its staff."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import actions, rules
from ..answers import answer, send_on, signed_in
from ..charter_forms import AgencyForm, StaffForm
from ..models import Agency, Invitation
from ..refusal import require
from ..writing import once


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agencies(request: HttpRequest) -> HttpResponse:
    """Who shares the service; operators admit another agency here."""
    may_admit = request.viewer.is_operator
    form = AgencyForm(request.POST or None)
    if request.method == "POST":
        require(may_admit, _("Only operators admit agencies."))
        if form.is_valid():
            data = form.cleaned_data

            def act() -> str:
                admitted = actions.admit_agency(
                    viewer=request.viewer, name=data["name"], type=data["type"], mail_domains=data["mail_domains"]
                )
                return reverse("communities:staff", args=[admitted.slug])

            address = once(request.viewer, data["form_token"], act)
            messages.success(request, _("%s is admitted. Invite its people next.") % data["name"])
            return send_on(request, address)
    people = Count("people", filter=Q(people__is_active=True, people__is_staged=False))
    context = {
        "agencies": Agency.objects.annotate(people_count=people),
        "form": form if may_admit else None,
    }
    return answer(request, "communities/agencies.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def staff(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite people to the service as staff of an agency."""
    agency = get_object_or_404(Agency, slug=slug)
    require(rules.may_run_agency(request.viewer, agency.pk), _("Only admins of this agency invite its people."))
    form = StaffForm(request.POST or None, may_appoint=request.viewer.is_operator)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> str:
            actions.invite_to_agency(
                viewer=request.viewer, agency=agency, email=data["email"], appointment=data.get("appointment", "")
            )
            return reverse("communities:staff", args=[slug])

        address = once(request.viewer, data["form_token"], act)
        messages.success(request, _("The invitation is on its way to %s.") % data["email"])
        return send_on(request, address)
    waiting = Invitation.objects.open().filter(agency=agency, community=None).order_by("-sent_at")[:50]
    context = {"agency": agency, "form": form, "waiting": waiting}
    return answer(request, "communities/staff.html", context, status=422 if form.errors else 200)
