"""One post: its address, and what can be done to it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.answers import answer as page
from communities.answers import send_on, signed_in
from forum import markup

from .. import actions, addresses, hits, places
from .. import acts as acts_of
from ..forms import ReplyForm
from ..models import Post
from .composing import draft_of, surroundings
from .finding import post_or_404, thread_or_404


@require_safe
def post(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """The lasting address of a post leads to its place on the page; of a removed one to the line that stands there."""
    thread, words = thread_or_404(request.viewer, thread_id), request.GET.get("words", "")
    there = max(1, min(number, thread.last_number))
    return HttpResponseRedirect(hits.address(thread, words, there) if words else addresses.on_page(thread, there))


@require_safe
def acts(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """All that this viewer may do with the post: a page, and the same lines for the menu on the card."""
    found = post_or_404(request.viewer, thread_id, number)
    context = {
        "thread": found.thread,
        "post": found,
        "acts": acts_of.post_acts(request.viewer, found),
        "text": markup.trusted(found.html),
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    return page(request, "threads/acts.html", context, part="threads/parts/acts.html")


@signed_in
@require_safe
def quote(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """A reply that begins with the words of this post."""
    viewer, quoted = request.viewer, post_or_404(request.viewer, thread_id, number)
    thread, place = quoted.thread, places.in_thread(quoted.thread)
    draft = draft_of(viewer, place)
    words = markup.quote(quoted.source, label=_label(quoted), url=quoted.get_absolute_url())
    before = f"{draft.source.rstrip()}\n\n" if draft else ""
    form = ReplyForm(viewer, thread.community, draft=draft, initial={"to": number, "source": before + words})
    context = {"thread": thread, "community": thread.community, "form": form, "draft": draft, "place": place}
    return page(request, "threads/reply.html", context | surroundings(viewer, thread.community))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """Remove an own post, after a question that says what stays."""
    found = post_or_404(request.viewer, thread_id, number)
    if request.method != "POST":
        return page(request, "threads/remove.html", {"thread": found.thread, "post": found})
    actions.remove(viewer=request.viewer, post=found)
    return send_on(request, addresses.of_post(found))


@signed_in
@require_POST
def restore(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """Bring an own post back."""
    found = post_or_404(request.viewer, thread_id, number)
    actions.restore_post(viewer=request.viewer, post=found)
    return send_on(request, addresses.of_post(found))


@signed_in
@require_POST
def answer(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """Choose the post as the answer; when it is that already, take the choice back."""
    found = post_or_404(request.viewer, thread_id, number)
    act = actions.withdraw_answer if found.thread.answer_id == found.pk else actions.accept_answer
    act(viewer=request.viewer, post=found)
    return send_on(request, addresses.of_post(found))


@signed_in
@require_POST
def mark_unread(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """New to me again from this post on; back to the list, where it says so."""
    found = post_or_404(request.viewer, thread_id, number)
    actions.mark_unread(viewer=request.viewer, post=found)
    return send_on(request, f"{found.thread.community.get_absolute_url()}threads/")


def _label(quoted: Post) -> str:
    return f"{quoted.author.name} in post {quoted.number}"
