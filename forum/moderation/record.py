"""The moderators' record of a community: the activities in which somebody used power or asked for it. Read only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from communities import audience
from communities.models import Activity, Community
from communities.viewer import Viewer
from forum.threads.models import Post

from . import names

# Kind of activity → icon, and what the actor did. The thing it was done to follows as a link.
SENTENCES: dict[str, tuple[str, str]] = {
    "thread.pinned": ("pin", _("pinned")),
    "thread.unpinned": ("pin", _("unpinned")),
    "thread.locked": ("lock", _("locked")),
    "thread.unlocked": ("lock", _("unlocked")),
    "thread.hidden": ("hidden", _("hid the thread")),
    "thread.restored": ("eye", _("showed the thread again:")),
    "thread.moved": ("move", _("moved here")),
    "thread.left": ("move", _("moved away")),
    "post.hidden": ("hidden", _("hid")),
    "post.restored": ("eye", _("showed again")),
    "message.removed": ("hidden", _("removed")),
    "message.restored": ("eye", _("showed again")),
    "report.made": ("flag", _("reported")),
    "report.claimed": ("hand", _("claimed the report of")),
    "report.released": ("hand", _("gave back the report of")),
    "report.decided": ("shield", _("decided on the report of")),
    "join.asked": ("person-add", _("asked to join")),
    "join.claimed": ("hand", _("claimed the request of")),
    "join.released": ("hand", _("gave back the request of")),
    "join.approved": ("check", _("approved the request of")),
    "join.refused": ("close", _("declined the request of")),
    "join.withdrawn": ("close", _("took back the request to join")),
    "channel.created": ("chat", _("made the channel")),
    "channel.changed": ("chat", _("changed the channel")),
    "channel.archived": ("chat", _("archived the channel")),
    "hook.made": ("key", _("let a machine write in the channel")),
    "hook.revoked": ("key", _("ended a machine's way into the channel")),
    "channel.reopened": ("chat", _("took out of the archive the channel")),
    "page.handed_in": ("paper", _("handed in for review")),
    "page.taken_back": ("paper", _("took out of the review")),
    "page.approved": ("paper", _("approved")),
    "page.sent_back": ("paper", _("sent back")),
    "page.published": ("paper", _("published")),
    "page.unpublished": ("paper", _("took down")),
    "membership.started": ("people", _("began the membership of")),
    "membership.changed": ("people", _("changed the role of")),
    "membership.ended": ("people", _("ended the membership of")),
    "invitation.sent": ("person-add", _("sent an invitation")),
    "community.founded": ("people", _("founded the community")),
    "community.changed": ("settings", _("changed the community")),
    "reach.changed": ("eye", _("changed who can read:")),
}

# Their reason stands on the decided thing itself, which never changes after.
REASON_KEPT_WITH_THE_THING = frozenset({"report.decided", "join.refused", "membership.ended"})
# What people do about themselves has words of its own.
ABOUT_THE_ACTOR = {
    "join.asked": SENTENCES["join.asked"][1],
    "join.withdrawn": SENTENCES["join.withdrawn"][1],
    "membership.started": _("joined"),
    "membership.ended": _("left"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record, ready to be shown."""

    activity: Activity
    icon: str
    did: str
    about: str
    url: str
    reason: str

    @property
    def by(self) -> str:
        """Who did it. What nobody did, a rule did: an end that came with its date."""
        return self.activity.actor.name if self.activity.actor else str(_("Interlocal"))


def of(viewer: Viewer, community: Community) -> QuerySet[Activity]:
    """The record of `community`, newest first, as far as `viewer` moderates: what happens in a private channel is told
    to its own moderators only, not even that it is there. Ask `rules.may_see_queue` before showing it.

    What authors do to their own words is no act of moderation and stands elsewhere."""
    own_post = Exists(Post.objects.filter(pk=OuterRef("subject_id"), author=OuterRef("actor")))
    acts = Activity.objects.filter(kind__in=SENTENCES, community=community)
    acts = acts.exclude(Q(kind="post.restored") & Q(own_post))
    acts = acts.exclude(Q(kind="message.removed") & ~Q(payload__by_moderator=True))
    acts = acts.filter(_theirs(viewer, community))
    return acts.select_related("actor__agency").order_by("-id")


def _theirs(viewer: Viewer, community: Community) -> Q:
    channels = audience.ids_named(audience.MODERATES_CHANNEL, viewer.names)
    within = Q(audience__in=[place(pk) for pk in channels for place in (audience.channel, audience.channel_moderators)])
    return within | ~Q(audience__startswith="r-") if viewer.moderates(community.pk) else within


def entries(viewer: Viewer, activities: Iterable[Activity]) -> list[Entry]:
    """The lines of the record for `activities`, in one query for each kind of thing they are about."""
    activities = list(activities)
    named = names.of(viewer, activities)
    return [_entry(one, named.get((one.subject_type, one.subject_id), names.Named(""))) for one in activities]


def _entry(activity: Activity, named: names.Named) -> Entry:
    icon, did = SENTENCES[activity.kind]
    reason = str(activity.payload.get("reason", ""))
    if activity.kind in REASON_KEPT_WITH_THE_THING:
        reason = named.reason
    if activity.kind in ABOUT_THE_ACTOR and activity.payload.get("user") == activity.actor_id:
        did, named = ABOUT_THE_ACTOR[activity.kind], names.Named("")
    return Entry(activity, icon, str(did), named.about, named.url, reason)
