"""Claiming a report, giving it back, and deciding on it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.answers import signed_in

from .. import actions
from ..access import item_or_404
from ..forms import DecisionForm
from ..models import ReviewItem
from .acts import done
from .holding import back, holding
from .queue import everywhere_page, queue_page

claim, release = holding(item_or_404)


@require_POST
@signed_in
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Decide, with a reason; a decision without one comes back with what is missing."""
    item = item_or_404(request, slug, pk)
    form = DecisionForm(request.POST, item=item)
    if not form.is_valid():
        is_everywhere = back(request, slug).startswith(reverse("moderation:everywhere"))
        return everywhere_page(request, form) if is_everywhere else queue_page(request, item.community, form)
    decided = actions.decide(
        viewer=request.viewer, item=item, outcome=form.cleaned_data["outcome"], reason=form.cleaned_data["reason"]
    )
    return done(request, _said(decided), back(request, slug))


def _said(item: ReviewItem) -> str:
    return _("Decided: %(outcome)s. Whoever reported it is told.") % {"outcome": item.get_outcome_display().lower()}
