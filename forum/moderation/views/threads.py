"""What moderators do to a thread: pin, lock, hide, move, and the way back from each."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from communities.answers import signed_in
from communities.models import Community
from forum.threads import actions

from ..access import thread_or_404
from ..actions import move as move_to
from ..forms import MoveForm, PinForm, ReasonForm
from .acts import Act, act_page, asked, done


@require_http_methods(["GET", "POST"])
@signed_in
def pin(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    """Keep the thread on top of the list until the end of a day."""
    thread = thread_or_404(request, slug, thread_id)
    act = Act(
        thread.community,
        _("Pin this thread?"),
        _("Pin"),
        thread.get_absolute_url(),
        said=_("Pinned."),
        lead=thread.title,
    )
    return asked(request, act, PinForm(request.POST or None), partial(actions.pin, thread=thread))


@require_http_methods(["GET", "POST"])
@signed_in
def lock(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    """Close the thread to new posts, with a reason that stands in it."""
    thread = thread_or_404(request, slug, thread_id)
    act = Act(
        thread.community,
        _("Lock this thread?"),
        _("Lock"),
        thread.get_absolute_url(),
        said=_("Locked. Only moderators can post in it now."),
        lead=thread.title,
    )
    form = ReasonForm(request.POST or None, who_reads=_("It stands in the thread, and in the record."))
    return asked(request, act, form, partial(actions.lock, thread=thread))


@require_http_methods(["GET", "POST"])
@signed_in
def hide(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    """Take the whole thread away from everybody but moderators."""
    thread = thread_or_404(request, slug, thread_id)
    act = Act(
        thread.community,
        _("Hide this thread?"),
        _("Hide the thread"),
        thread.get_absolute_url(),
        said=_("Hidden. Only moderators can read it now."),
        lead=_("“%s” and all its posts leave lists, search and feeds. You can show it again.") % thread.title,
        is_grave=True,
    )
    form = ReasonForm(request.POST or None, who_reads=_("Who started the thread and the record get these words."))
    return asked(request, act, form, partial(actions.hide_thread, thread=thread))


def _at_one_press(do: Callable[..., object], said: Promise) -> Callable[[HttpRequest, str, int], HttpResponse]:
    """The view of what needs no word and can be done anew."""

    @require_POST
    @signed_in
    def view(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
        thread = thread_or_404(request, slug, thread_id)
        do(viewer=request.viewer, thread=thread)
        return done(request, str(said), thread.get_absolute_url())

    return view


unpin = _at_one_press(actions.unpin, gettext_lazy("No longer pinned."))
unlock = _at_one_press(actions.unlock, gettext_lazy("Unlocked. Members can post in it again."))
restore = _at_one_press(actions.restore_thread, gettext_lazy("Shown again, to everybody who can read this community."))


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
