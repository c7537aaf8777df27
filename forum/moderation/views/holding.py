"""Holding what waits in the queue, a report or a join request, and the way back to the queue that it stood in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from communities.answers import back_to, send_on, signed_in, wants_part
from communities.models import JoinRequest

from .. import claims, queue
from ..models import ReviewItem

View = Callable[[HttpRequest, str, int], HttpResponse]


def holding(find: Callable[[HttpRequest, str, int], ReviewItem | JoinRequest]) -> tuple[View, View]:
    """The views that claim what `find` finds for a while, and let another moderator have it."""

    @require_POST
    @signed_in
    def claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return _held(request, slug, find(request, slug, pk), claims.take)

    @require_POST
    @signed_in
    def release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return _held(request, slug, find(request, slug, pk), claims.give_back)

    return claim, release


def _held(
    request: HttpRequest, slug: str, waiting: ReviewItem | JoinRequest, change: Callable[..., object]
) -> HttpResponse:
    """Let `change` take or give back what waits; show it as it stands then, alone or in its queue."""
    change(viewer=request.viewer, waiting=waiting)
    one = queue.as_seen(request.viewer, waiting)
    if not wants_part(request):
        return send_on(request, f"{back(request, slug)}#{one.held}-{waiting.pk}")
    return render(request, "moderation/parts/waiting.html", {"one": one, "here": back(request, slug), "is_part": True})


def back(request: HttpRequest, slug: str) -> str:
    """The queue that the form stood in: of all communities, or of this one."""
    return back_to(request, reverse("moderation:queue", args=[slug]))
