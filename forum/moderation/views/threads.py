"""What moderators do to a thread: pin, lock, hide, move, and the way back from each."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.answers import signed_in
from communities.models import Community
from forum.threads import actions

from ..access import thread_or_404
from ..actions import move as move_to
from ..forms import MoveForm, PinForm, ReasonForm
from .acts import Act, act_page, done


@require_http_methods(["GET", "POST"])
@signed_in
def pin(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    """Keep the thread on top of the list until the end of a day."""
    thread = thread_or_404(request, slug, thread_id)
    form = PinForm(request.POST or None)
    if form.is_valid():
        actions.pin(viewer=request.viewer, thread=thread, until=form.cleaned_data["until"])
        return done(request, _("Pinned."), thread.get_absolute_url())
    act = Act(thread.community, _("Pin this thread?"), _("Pin"), thread.get_absolute_url(), lead=thread.title)
    return act_page(request, act, form)


@require_POST
@signed_in
def unpin(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    thread = thread_or_404(request, slug, thread_id)
    actions.unpin(viewer=request.viewer, thread=thread)
    return done(request, _("No longer pinned."), thread.get_absolute_url())


@require_http_methods(["GET", "POST"])
@signed_in
def lock(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    """Close the thread to new posts, with a reason that stands in it."""
    thread = thread_or_404(request, slug, thread_id)
    form = ReasonForm(request.POST or None, who_reads=_("It stands in the thread, and in the record."))
    if form.is_valid():
        actions.lock(viewer=request.viewer, thread=thread, reason=form.cleaned_data["reason"])
        return done(request, _("Locked. Only moderators can post in it now."), thread.get_absolute_url())
    act = Act(thread.community, _("Lock this thread?"), _("Lock"), thread.get_absolute_url(), lead=thread.title)
    return act_page(request, act, form)


@require_POST
@signed_in
def unlock(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    thread = thread_or_404(request, slug, thread_id)
    actions.unlock(viewer=request.viewer, thread=thread)
    return done(request, _("Unlocked. Members can post in it again."), thread.get_absolute_url())


@require_http_methods(["GET", "POST"])
@signed_in
def hide(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    """Take the whole thread away from everybody but moderators."""
    thread = thread_or_404(request, slug, thread_id)
    form = ReasonForm(request.POST or None, who_reads=_("Who started the thread and the record get these words."))
    if form.is_valid():
        actions.hide_thread(viewer=request.viewer, thread=thread, reason=form.cleaned_data["reason"])
        return done(request, _("Hidden. Only moderators can read it now."), thread.get_absolute_url())
    lead = _("“%s” and all its posts leave lists, search and feeds. You can show it again.") % thread.title
    act = Act(
        thread.community, _("Hide this thread?"), _("Hide the thread"), thread.get_absolute_url(), lead, is_grave=True
    )
    return act_page(request, act, form)


@require_POST
@signed_in
def restore(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    thread = thread_or_404(request, slug, thread_id)
    actions.restore_thread(viewer=request.viewer, thread=thread)
    return done(request, _("Shown again, to everybody who can read this community."), thread.get_absolute_url())


@require_http_methods(["GET", "POST"])
@signed_in
def move(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    """Move the thread to another community that the viewer moderates; old addresses lead on."""
    thread = thread_or_404(request, slug, thread_id)
    elsewhere = [pk for pk in request.viewer.moderated if pk != thread.community_id]
    form = MoveForm(
        request.POST or None,
        targets=Community.objects.filter(pk__in=elsewhere),
        who_reads=_("The records of both communities get these words."),
    )
    if form.is_valid():
        moved = move_to(
            viewer=request.viewer,
            thread=thread,
            community=form.cleaned_data["community"],
            reason=form.cleaned_data["reason"],
        )
        return done(
            request, _("Moved to %s. Old addresses lead here.") % moved.community.name, moved.get_absolute_url()
        )
    lead = _("“%s”. Who can read it changes with the community. Old addresses lead to the new place.") % thread.title
    act = Act(thread.community, _("Move this thread?"), _("Move"), thread.get_absolute_url(), lead)
    return act_page(request, act, form)
