"""A readable record of a channel, or of some days of it: one page to read, print and keep."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..forms import RecordForm
from ..models import Channel, Message
from ..places import channel_or_404

MOST = 2_000


@require_safe
def record(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """Everything said from one day to another, by name and agency as they were, removed lines without their words."""
    place = channel_or_404(request.viewer, slug, channel)
    form = RecordForm(request.GET if "first" in request.GET or "last" in request.GET else None)
    context = {"community": place.community, "channel": place, "form": form}
    if form.is_valid():
        lines = list(_between(place, **form.cleaned_data)[: MOST + 1])
        if len(lines) <= MOST:
            context |= {"lines": lines, "made_at": timezone.now(), **form.cleaned_data}
            return render(request, "chat/record.html", context)
        form.add_error("last", form.too_much(MOST))
    return render(request, "chat/record_days.html", context, status=422 if form.errors else 200)


def _between(place: Channel, first: date | None, last: date | None) -> QuerySet[Message]:
    lines = Message.objects.filter(channel=place).select_related("author", "hook", "conversation")
    if first:
        lines = lines.filter(at__gte=timezone.make_aware(datetime.combine(first, time())))
    if last:
        lines = lines.filter(at__lt=timezone.make_aware(datetime.combine(last + timedelta(days=1), time())))
    return lines.order_by("seq")
