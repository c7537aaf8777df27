"""People who ask to join: holding a request, approving it, declining it with a reason."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.answers import signed_in

from .. import actions, claims
from ..access import request_or_404
from ..forms import ReasonForm
from .acts import Act, act_page, done
from .holding import back, held


@require_POST
@signed_in
def claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hold the request for a while."""
    return held(request, slug, request_or_404(request, slug, pk), claims.take)


@require_POST
@signed_in
def release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let another moderator have it."""
    return held(request, slug, request_or_404(request, slug, pk), claims.give_back)


@require_POST
@signed_in
def approve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let the person in."""
    asked = request_or_404(request, slug, pk)
    actions.answer_request(viewer=request.viewer, request=asked, is_approved=True)
    return done(request, _("%s is a member now.") % asked.user.name, back(request, slug))


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
        return done(request, _("Declined. %s is told, with your reason.") % asked.user.name, back(request, slug))
    title = _("Decline the request of %s?") % asked.user.name
    act = Act(asked.community, title, _("Decline"), back(request, slug), lead=f"“{asked.note}”" if asked.note else "")
    return act_page(request, act, form)
