"""What moderators do to a post: hide it with a reason, and show it again, as they can a message of chat."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.answers import signed_in
from forum.chat import actions as chat
from forum.markup import excerpt, parse
from forum.threads import actions

from ..access import moderated_or_404, post_or_404, removed_message_or_404
from ..forms import ReasonForm
from .acts import Act, asked, done


@require_http_methods(["GET", "POST"])
@signed_in
def hide(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """Take a post away from everybody but moderators; its number stays, with the reason."""
    community = moderated_or_404(request.viewer, slug)
    post = post_or_404(request.viewer, slug, thread_id, number)
    act = Act(
        community,
        _("Hide post %s?") % number,
        _("Hide the post"),
        post.get_absolute_url(),
        said=_("Hidden. A line with your reason stands in its place."),
        is_grave=True,
        quoted=excerpt(parse(post.source).text, 300),
        quoted_by=post.author.name,
    )
    form = ReasonForm(request.POST or None, who_reads=_("It stands in the post's place; its author is told."))
    return asked(request, act, form, partial(actions.hide_post, post=post))


@require_POST
@signed_in
def show(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """Give a hidden post back to its readers."""
    moderated_or_404(request.viewer, slug)
    post = post_or_404(request.viewer, slug, thread_id, number)
    actions.restore_post(viewer=request.viewer, post=post)
    return done(request, _("Shown again."), post.get_absolute_url())


@require_POST
@signed_in
def show_message(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give a message that a moderator removed back to the readers of its channel."""
    message = removed_message_or_404(request, slug, pk)
    chat.restore(viewer=request.viewer, message=message)
    return done(request, _("Shown again."), message.get_absolute_url())
