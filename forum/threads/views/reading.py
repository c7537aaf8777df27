"""Reading a thread."""

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from communities.access import prepared_or_404
from communities.answers import answer, signed_in
from communities.models import BasePage, Reach
from communities.prepared import Prepared
from communities.viewer import Viewer, holding

from .. import actions, addresses, entries, hits
from ..models import Post, ReadPosition, Thread
from .composing import composer
from .finding import thread_or_404

# Who locked or hid it, and the paper that it discusses, are looked up for the few threads that have them.
_JOINED = ("community", "started_by", "discussion")


@require_safe
def detail(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    """One page of a thread. The only thing it writes is how far this reader has come."""
    viewer = request.viewer
    thread = prepared_or_404(_thread, viewer, user=viewer.id or 0, pk=thread_id)
    if request.path != thread.get_absolute_url():
        return _at_its_address(request, thread)
    page = addresses.pages(thread, request.GET.get("page", ""))
    numbers = page.object_list
    reading = entries.Reading(thread.position, max(thread.last_shown - (thread.position or 0), 0))
    context = {
        "thread": thread,
        "community": thread.community,
        "page": page,
        "reading": reading,
        "entries": entries.entries(viewer, thread, numbers, reading),
        "first_new": addresses.on_page(thread, min((thread.position or 0) + 1, thread.last_number)),
        "answer_number": thread.answer_number,
        "is_last_page": not page.has_next(),
        "paper": _paper(viewer, thread),
        "hits": hits.hits_on(viewer, thread, numbers, request.GET),
        **composer(request, thread),
    }
    if not _is_prefetch(request) and (thread.position or 0) < numbers[-1]:
        actions.mark_read(viewer=viewer, thread=thread, number=numbers[-1])
    return answer(request, "threads/detail.html", context)


@signed_in
@require_POST
def mark_read(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    """What arrived while the page was open, and was seen: the number of the last such post."""
    number = request.POST.get("number", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return HttpResponse(status=400)
    thread = thread_or_404(request.viewer, thread_id)
    actions.mark_read(viewer=request.viewer, thread=thread, number=int(number), is_told=True)
    return HttpResponse(status=204)


def _thread_of(names: Iterable[str], user: int, pk: int) -> QuerySet[Thread]:
    """The thread with all that its page says about the reader and the answer, in one query."""
    own = ReadPosition.objects.filter(user_id=user, thread=OuterRef("pk"))
    chosen = Post.objects.filter(pk=OuterRef("answer"))
    threads = Thread.objects.visible_to(holding(names)).filter(pk=pk).select_related(*_JOINED)
    return threads.annotate(
        position=Subquery(own.values("number")[:1]), answer_number=Subquery(chosen.values("number")[:1])
    )


_thread: Prepared[Thread] = Prepared(_thread_of)


def _paper(viewer: Viewer, thread: Thread) -> BasePage | None:
    """The paper that the thread discusses, while the viewer may read it. No query for the threads without one."""
    paper = thread.discussion.paper if hasattr(thread, "discussion") else None
    return paper if paper and paper.live and Reach.opens(paper.audience, viewer) else None


def _at_its_address(request: HttpRequest, thread: Thread) -> HttpResponse:
    """Old words, an old community or none: on to where the thread stands now."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{thread.get_absolute_url()}?{query}" if query else thread.get_absolute_url())


def _is_prefetch(request: HttpRequest) -> bool:
    """Whether the browser fetched ahead: nobody has read anything yet."""
    return "prefetch" in request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose") == "prefetch"
