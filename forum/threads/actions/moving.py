"""Moving a thread to another community: its posts, files and readers go along, and old addresses lead to it."""

from django.db import transaction
from django.utils.translation import gettext as _

from communities import activity, audience
from communities.models import Community
from communities.refusal import require
from communities.viewer import Viewer

from .. import events, rules
from ..models import Attachment, Post, Thread, ThreadEvent, ThreadTag


@transaction.atomic
def move_thread(*, viewer: Viewer, thread: Thread, community: Community, reason: str = "") -> Thread:
    """Move `thread` to `community`, saying why. Raises PermissionDenied unless the viewer moderates both.

    Addresses name a thread by its id, so an old one redirects; it is found by who may read the new place."""
    thread = events.locked(thread)
    require(rules.may_move(viewer, thread, community), _("You can move threads only between communities you moderate."))
    if community.pk == thread.community_id:
        return thread
    left = thread.community
    thread.community = community
    # A pin is the old community's choice.
    thread.pinned_until = None
    _place(thread)
    events.happened(thread, ThreadEvent.Kind.MOVE, viewer)
    thread.save(update_fields=["community", "audience", "pinned_until", "event_head"])
    activity.record(
        kind="thread.moved",
        actor=viewer,
        subject=thread,
        audience=thread.audience,
        community=community,
        payload={"from": left.pk, "to": community.pk, "reason": reason.strip()[:300]},
    )
    return thread


def _place(thread: Thread) -> None:
    """Give the thread and all that hangs on it the audiences of its community now."""
    moderators = audience.narrowed(thread.open_audience)
    thread.audience = moderators if thread.is_hidden else thread.open_audience
    shown = thread.posts.filter(state=Post.State.SHOWN)
    withdrawn = thread.posts.exclude(state=Post.State.SHOWN)
    for posts, name in ((shown, thread.audience), (withdrawn, moderators)):
        Attachment.objects.filter(post__in=posts).update(audience=name, community=thread.community)
        posts.update(audience=name)
    ThreadTag.objects.filter(thread=thread).update(community=thread.community)
