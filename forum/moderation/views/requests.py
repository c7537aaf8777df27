"""People who ask to join: holding a request, approving it, declining it with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.answers import send_on, signed_in, wants_part
from communities.models import JoinRequest

from .. import actions, claims, queue
from ..access import request_or_404
from ..forms import ReasonForm
from .acts import Act, act_page
from .items import back


@require_POST
@signed_in
def claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hold the request for a while."""
    asked = request_or_404(request, slug, pk)
    claims.take(viewer=request.viewer, waiting=asked)
    return _answer(request, slug, asked)


@require_POST
@signed_in
def release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let another moderator have it."""
    asked = request_or_404(request, slug, pk)
    claims.give_back(viewer=request.viewer, waiting=asked)
    return _answer(request, slug, asked)


@require_POST
@signed_in
def approve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let the person in."""
    asked = request_or_404(request, slug, pk)
    actions.answer_request(viewer=request.viewer, request=asked, is_approved=True)
    messages.success(request, _("%s is a member now.") % asked.user.name)
    return send_on(request, back(request, slug))


@require_http_methods(["GET", "POST"])
@signed_in
def decline(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say no, with a reason that the person is shown."""
    asked = request_or_404(request, slug, pk)
    form = ReasonForm(request.POST or None, who_reads=_("%s and the record get these words.") % asked.user.name)
    if form.is_valid():
        actions.answer_request(
            viewer=request.viewer, request=asked, is_approved=False, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("Declined. %s is told, with your reason.") % asked.user.name)
        return send_on(request, back(request, slug))
    title = _("Decline the request of %s?") % asked.user.name
    act = Act(asked.community, title, _("Decline"), back(request, slug), lead=f"“{asked.note}”" if asked.note else "")
    return act_page(request, act, form)


def _answer(request: HttpRequest, slug: str, asked: JoinRequest) -> HttpResponse:
    """The request as it stands now, alone or in its queue."""
    if not wants_part(request):
        return send_on(request, f"{back(request, slug)}#request-{asked.pk}")
    (one,) = queue.of_requests(request.viewer, [asked])
    return render(request, "moderation/parts/waiting.html", {"one": one, "here": back(request, slug), "is_part": True})
