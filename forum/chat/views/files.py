"""Taking in files for a message, and handing out those of messages."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import pace
from communities.access import visible_or_404
from communities.answers import signed_in
from forum.threads.views.files import handed_out

from .. import actions
from ..models import MessageFile
from ..places import channel_or_404


@signed_in
@require_POST
def attach(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """One file for a message that the page's script will send: its id, or what is wrong with it."""
    place = channel_or_404(request.viewer, slug, channel)
    pace.pay(request.viewer.id)
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"message": _("Choose a file first.")}, status=422)
    try:
        kept = actions.attach(viewer=request.viewer, channel=place, upload=upload)
    except ValidationError as fault:
        return JsonResponse({"message": " ".join(fault.messages)}, status=422)
    return JsonResponse({"id": kept.pk, "name": kept.name})


@require_safe
def file(request: HttpRequest, slug: str, channel: str, pk: int, name: str) -> HttpResponse:
    """A file, for who may read its message; asked again each time, since that may end."""
    place = channel_or_404(request.viewer, slug, channel)
    files = MessageFile.objects.filter(channel=place).select_related("channel__community")
    return handed_out(request, visible_or_404(request.viewer, files, pk=pk))
