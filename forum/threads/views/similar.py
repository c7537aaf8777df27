"""Threads like the one that is being written, and closing a draft because one of them answers it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from communities.access import community_or_404
from communities.answers import answer, send_on, signed_in
from communities.models import Community
from communities.viewer import Viewer
from search.similar import similar as threads_like

from .. import actions, rules
from ..forms import ThreadForm
from .finding import MOST, thread_or_404


@signed_in
@require_safe
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands under the title while it is typed."""
    community = _writable(request.viewer, slug)
    found = threads_like(request.viewer, request.GET.get("title", "")[:200])
    return answer(request, "threads/parts/similar.html", {"similar": found, "community": community})


@signed_in
@require_POST
def answered_before(request: HttpRequest, slug: str) -> HttpResponse:
    """This thread answers what I was about to ask: the draft goes, and it is counted."""
    viewer, community = request.viewer, _writable(request.viewer, slug)
    number = request.POST.get("answered_by", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 11
    thread = thread_or_404(viewer, min(int(number), MOST) if is_number else 0)
    helped = actions.find_answered(viewer=viewer, community=community, thread=thread)
    told = ngettext("%d person", "%d people", helped) % helped
    messages.success(request, _("Your draft is closed. %s found an answer here before asking.") % told)
    return send_on(request, thread.get_absolute_url())


def found_for(viewer: Viewer, form: ThreadForm) -> dict[str, Any]:
    """What the page shows under the title, for what stands in the form."""
    title, text = (str(form[name].value() or "") for name in ("title", "source"))
    return {"similar": threads_like(viewer, title[:200], text[:2_000]) if title.strip() else []}


def _writable(viewer: Viewer, slug: str) -> Community:
    community = community_or_404(viewer, slug)
    if not rules.may_start(viewer, community):
        raise PermissionDenied(_("Only members can start a thread. Join first."))
    return community
