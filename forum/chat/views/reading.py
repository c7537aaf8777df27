"""Reading chat: the way in, a channel, its older pages."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from communities.access import community_or_404
from communities.answers import signed_in

from ..log import log
from ..models import FIRST, Channel
from ..places import channel_or_404, conversation_or_404
from .stream import number_in, stream


@signed_in
@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """On to the community's first channel, or to another one; where there is none for the viewer, why."""
    community = community_or_404(request.viewer, slug)
    channels = Channel.objects.visible_to(request.viewer).filter(community=community, archived_at__isnull=True)
    names = list(channels.order_by("name").values_list("slug", flat=True))
    if names:
        first = FIRST if FIRST in names else names[0]
        return HttpResponseRedirect(reverse("chat:channel", args=[slug, first]))
    return render(request, "chat/none.html", {"community": community, "tab": "chat"})


@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """A channel: its log and the composer. A POST says something, for browsers without script."""
    place = channel_or_404(request.viewer, slug, channel)
    return stream(request, place)


@require_safe
def history(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """The lines before an event, as a part of the page: of the channel, or of a `conversation` beside it."""
    place = channel_or_404(request.viewer, slug, channel)
    before, branch = number_in(request, "before"), number_in(request, "conversation")
    if not before:
        raise Http404
    beside = conversation_or_404(place, branch) if branch else None
    page = log(request.viewer, place, before=before, conversation=beside)
    return render(request, "chat/parts/lines.html", {"log": page, "channel": place, "me": request.viewer.id})
