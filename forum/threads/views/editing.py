"""Editing a post, and the texts that it had."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.answers import answer, signed_in
from communities.refusal import require

from .. import actions, addresses, changes, places, rules
from ..forms import EditForm, OpeningEditForm
from ..models import Post
from . import unsent
from .composing import act_once, draft_of, preview_of, surroundings, writing
from .drafts import saved
from .finding import post_or_404


@writing
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """Another text for an own post; of an opening post also another title, kind or other tags."""
    viewer, post = request.viewer, post_or_404(request.viewer, thread_id, number)
    if not rules.may_edit(viewer, post):
        raise PermissionDenied(_("Only its author can edit a post, and only while the thread is open."))
    place, posted = places.of_post(post), request.method == "POST"
    draft = draft_of(viewer, place)
    form_class = OpeningEditForm if post.is_opening else EditForm
    form = form_class(
        viewer,
        post.thread.community,
        request.POST if posted else None,
        request.FILES if posted else None,
        post=post,
        draft=draft,
        initial=_as_it_is(post) | ({"source": draft.source} if draft else {}) | unsent.kept(request),
    )
    if posted and form.is_valid() and form.is_posting and (answered := _edited(request, form, post)):
        return answered
    context = {"thread": post.thread, "community": post.thread.community, "post": post, "form": form, "place": place}
    context |= {"draft": saved(request, form, place), **surroundings(viewer, post.thread.community)}
    if "preview" in request.POST:
        context["preview"] = preview_of(form)
    status = 422 if form.errors else 200
    return answer(request, "threads/edit.html", context, part="threads/parts/preview.html", status=status)


@signed_in
@require_safe
def revisions(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """Every text that a post had, each with what changed: for its author and the moderators."""
    post = post_or_404(request.viewer, thread_id, number)
    require(rules.may_see_revisions(request.viewer, post), _("Earlier texts are for the author and the moderators."))
    context = {"thread": post.thread, "post": post, "changes": changes.changes_of(post)}
    return answer(request, "threads/revisions.html", context)


def _edited(request: HttpRequest, form: EditForm, post: Post) -> HttpResponse | None:
    values = form.cleaned_data

    def act() -> str:
        changed = actions.edit(
            viewer=request.viewer,
            post=post,
            source=form.text,
            reason=values["reason"],
            seen=values["seen"],
            files=values["attached"],
        )
        if changed.is_opening:
            names = {"title": values["title"], "tags": values["tags"], "kind": values["kind"]}
            changed.thread = actions.change_thread(viewer=request.viewer, thread=changed.thread, **names)
        return addresses.of_post(changed)

    return act_once(request, form, act)


def _as_it_is(post: Post) -> dict[str, Any]:
    thread = post.thread
    names = {"title": thread.title, "kind": thread.kind, "tags": ", ".join(thread.tags)} if post.is_opening else {}
    return {"source": post.source, "seen": post.revisions_count, **names}
