"""Finding something in one channel: by its words, by its day."""

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.finder import find

from ..models import Channel, Message
from ..places import channel_or_404
from ..search_sources import flag_of


@require_safe
def search(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """What the viewer finds in this channel, through the two gates of all search."""
    place = channel_or_404(request.viewer, slug, channel)
    asked, number = request.GET.get("q", ""), request.GET.get("page", "")
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 1
    found = find(request.viewer, asked, tab="chat", number=page, flag=flag_of(place))
    context = {"community": place.community, "channel": place, "found": found, "asked": asked}
    return render(request, "chat/search.html", context)


@require_safe
def day(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """On to the first message of a day, or of the next one on which something was said."""
    place = channel_or_404(request.viewer, slug, channel)
    asked = request.GET.get("day", "")
    wanted = _start_of(asked)
    message = _first_since(place, wanted) if wanted else None
    if message:
        return HttpResponseRedirect(message.get_absolute_url())
    error = ""
    if asked:
        error = _("Nothing was said on that day or later.") if wanted else _("Give a day, such as 2026-11-24.")
    context = {"community": place.community, "channel": place, "asked": asked, "error": error}
    return render(request, "chat/day.html", context, status=422 if error else 200)


def _start_of(day: str) -> datetime | None:
    """Midnight of that day where the reader is."""
    try:
        date = parse_date(day)
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(date, time())) if date else None


def _first_since(place: Channel, moment: datetime) -> Message | None:
    later = Message.objects.filter(channel=place, at__gte=moment, removed_at__isnull=True).order_by("at")
    message = later.first()
    if message:
        message.channel = place
    return message
