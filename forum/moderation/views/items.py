"""Claiming a report, giving it back, and deciding on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.answers import back_to, send_on, signed_in, wants_part

from .. import actions, claims, queue
from ..access import item_or_404
from ..forms import DecisionForm
from ..models import ReviewItem
from .queue import everywhere_page, queue_page


@require_POST
@signed_in
def claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hold the report for a while."""
    item = item_or_404(request, slug, pk)
    claims.take(viewer=request.viewer, waiting=item)
    return _answer(request, slug, item)


@require_POST
@signed_in
def release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let another moderator have it."""
    item = item_or_404(request, slug, pk)
    claims.give_back(viewer=request.viewer, waiting=item)
    return _answer(request, slug, item)


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
    messages.success(request, _said(decided))
    return send_on(request, back(request, slug))


def back(request: HttpRequest, slug: str) -> str:
    """The queue that the form stood in: of all communities, or of this one."""
    return back_to(request, reverse("moderation:queue", args=[slug]))


def _answer(request: HttpRequest, slug: str, item: ReviewItem) -> HttpResponse:
    """The item as it stands now, alone or in its queue."""
    if not wants_part(request):
        return send_on(request, f"{back(request, slug)}#report-{item.pk}")
    (one,) = queue.of_items(request.viewer, queue.with_reports(ReviewItem.objects.filter(pk=item.pk)))
    return render(request, "moderation/parts/waiting.html", {"one": one, "here": back(request, slug), "is_part": True})


def _said(item: ReviewItem) -> str:
    return _("Decided: %(outcome)s. Whoever reported it is told.") % {"outcome": item.get_outcome_display().lower()}
