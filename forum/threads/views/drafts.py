"""Drafts: the list of mine, keeping one while writing, and throwing one away."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from communities.answers import answer, send_on, signed_in
from communities.models import Community

from .. import actions, places
from ..actions.drafting import Conflict
from ..forms import WritingForm
from ..models import Draft, Post, Thread


@signed_in
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """All that I have begun, with the way back to each."""
    mine = list(Draft.objects.filter(user_id=request.viewer.id).order_by("-saved_at")[:100])
    return answer(request, "threads/drafts.html", {"drafts": list(zip(mine, _homes(request, mine), strict=True))})


@signed_in
@require_POST
def draft(request: HttpRequest, place: str) -> HttpResponse:
    """Keep what stands in the form. 409, with the other text, when another window has saved since."""
    if not places.is_place(place):
        raise Http404
    try:
        kept = _save(request, place)
    except Conflict as conflict:
        other = conflict.draft
        return JsonResponse({"sequence": other.sequence, "source": other.source, "at": _clock(other)}, status=409)
    return JsonResponse({"sequence": kept.sequence if kept else 0, "at": _clock(kept) if kept else ""})


@signed_in
@require_POST
def discard(request: HttpRequest, place: str) -> HttpResponse:
    """Throw a draft of mine away."""
    actions.discard_draft(viewer=request.viewer, place=place)
    return send_on(request, "/drafts/")


def saved(request: HttpRequest, form: WritingForm, place: str) -> Draft | None:
    """Save the draft when its button was pressed or the form is to be mended; the draft that there is now.

    A second window that saved meanwhile is told by an error in the form, which keeps what was typed here."""
    if request.method == "POST":
        try:
            return _save(request, place)
        except Conflict as conflict:
            form.add_error(None, conflict.message)
            # Pressed again, it is meant: the form now knows of the other text.
            form.data = form.data.copy()
            form.data["sequence"] = conflict.draft.sequence
            return conflict.draft
    return Draft.objects.filter(user_id=request.viewer.id, place=place).first()


def _save(request: HttpRequest, place: str) -> Draft | None:
    fields = {name: request.POST.get(name, "") for name in actions.DRAFT_FIELDS}
    sequence = request.POST.get("sequence", "")
    if not any(fields[name].strip() for name in ("title", "source")):
        return None
    number = int(sequence) if sequence.isascii() and sequence.isdecimal() and len(sequence) < 10 else 0
    return actions.save_draft(viewer=request.viewer, place=place, sequence=number, **fields)


def _clock(kept: Draft) -> str:
    return localtime(kept.saved_at).strftime("%H:%M")


def _homes(request: HttpRequest, mine: list[Draft]) -> list[tuple[str, str] | None]:
    """For each draft the title and address of what it belongs to; None where the viewer cannot go any more."""
    ids: dict[str, set[int]] = {"thread": set(), "new": set(), "post": set()}
    for one in mine:
        kind, _, number = one.place.partition("-")
        ids[kind].add(int(number))
    viewer = request.viewer
    threads = Thread.objects.visible_to(viewer).select_related("community").in_bulk(ids["thread"])
    places = Community.objects.readable_by(viewer).in_bulk(ids["new"])
    posts = Post.objects.visible_to(viewer).select_related("thread__community").in_bulk(ids["post"])
    homes = {f"thread-{pk}": (each.title, f"{each.get_absolute_url()}reply/") for pk, each in threads.items()}
    homes |= {f"new-{pk}": (each.name, f"{each.get_absolute_url()}threads/new/") for pk, each in places.items()}
    homes |= {f"post-{pk}": (each.thread.title, f"{each.get_absolute_url()}edit/") for pk, each in posts.items()}
    return [homes.get(one.place) for one in mine]
