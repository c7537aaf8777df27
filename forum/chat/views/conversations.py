"""A conversation beside the stream of a channel: beginning one at a message, and its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from communities.answers import SeeOther, signed_in
from communities.refusal import Refused
from forum.markup import excerpt

from .. import actions
from ..forms import ConversationForm
from ..models import Conversation
from ..places import channel_or_404, conversation_or_404, message_or_404
from ..text import plain
from .stream import stream


@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, slug: str, channel: str, pk: int) -> HttpResponse:
    """What is said in it, below the message where it began. A POST says something there."""
    place = channel_or_404(request.viewer, slug, channel)
    return stream(request, place, conversation_or_404(place, pk))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str, channel: str, pk: int) -> HttpResponse:
    """Give it a name; where one began at this message already, on to that."""
    root = message_or_404(request.viewer, slug, channel, pk)
    held = Conversation.objects.filter(root=root).first()
    if held:
        held.channel = root.channel
        return SeeOther(held.get_absolute_url())
    initial = {"name": excerpt(plain(root.source), 60)}
    form = ConversationForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            made = actions.begin_conversation(viewer=request.viewer, root=root, name=form.cleaned_data["name"])
            made.channel = root.channel
            return SeeOther(f"{made.get_absolute_url()}#line")
        except Refused as refused:
            form.add_error("name", refused.message)
    context = {"community": root.channel.community, "channel": root.channel, "message": root, "form": form}
    return render(request, "chat/begin.html", context, status=422 if form.errors else 200)
