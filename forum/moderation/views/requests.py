"""People who ask to join: holding a request, approving it, declining it with a reason."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.answers import signed_in

from .. import actions
from ..access import request_or_404
from ..forms import ReasonForm
from .acts import Act, asked, done
from .holding import back, holding

claim, release = holding(request_or_404)


@require_POST
@signed_in
def approve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let the person in."""
    wish = request_or_404(request, slug, pk)
    actions.answer_request(viewer=request.viewer, request=wish, is_approved=True)
    return done(request, _("%s is a member now.") % wish.user.name, back(request, slug))


@require_http_methods(["GET", "POST"])
@signed_in
def decline(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say no, with a reason that the person is shown."""
    wish = request_or_404(request, slug, pk)
    act = Act(
        wish.community,
        _("Decline the request of %s?") % wish.user.name,
        _("Decline"),
        back(request, slug),
        said=_("Declined. %s is told, with your reason.") % wish.user.name,
        lead=f"“{wish.note}”" if wish.note else "",
    )
    form = ReasonForm(request.POST or None, who_reads=_("%s and the record get these words.") % wish.user.name)
    return asked(request, act, form, partial(actions.answer_request, request=wish, is_approved=False))
