"""What a viewer may report, and what a moderator may decide: pure questions, no look-ups."""

from communities import audience
from communities.models import JoinRequest
from communities.viewer import Viewer

from .models import Claim, ReviewItem


def may_report(viewer: Viewer, *, community_id: int, author_id: int | None) -> bool:
    """Members report what others wrote. One's own words one can remove."""
    return viewer.is_member_of(community_id) and author_id != viewer.id


def desks(viewer: Viewer) -> tuple[str, ...]:
    """Whom the viewer belongs to when something is decided: the moderators of communities, and of private channels."""
    channels = audience.ids_named(audience.MODERATES_CHANNEL, viewer.names)
    return (*map(audience.moderators, viewer.moderated), *map(audience.channel_moderators, channels))


def places(viewer: Viewer) -> tuple[int, ...]:
    """The communities where the viewer has a queue: all of it, or what comes from private channels."""
    within = audience.ids_named(audience.MODERATES_WITHIN, viewer.names)
    return tuple(dict.fromkeys((*viewer.moderated, *within)))


def may_see_queue(viewer: Viewer, community_id: int) -> bool:
    """The queue and the record are for those who moderate that very community or a private channel of it, and show to
    each what is theirs; no role elsewhere opens them."""
    return community_id in places(viewer)


def deciders(waiting: ReviewItem | JoinRequest) -> str:
    """The audience of those who decide. What was said in a private channel stays with its own moderators."""
    return waiting.audience if isinstance(waiting, ReviewItem) else audience.moderators(waiting.community_id)


def may_handle(viewer: Viewer, waiting: ReviewItem | JoinRequest) -> bool:
    """Those who decide about it claim it, whoever else moderates in the same community."""
    return deciders(waiting) in desks(viewer)


def may_decide(viewer: Viewer, waiting: ReviewItem | JoinRequest, claim: Claim | None) -> bool:
    """Those who may claim it, unless somebody else holds it now."""
    return may_handle(viewer, waiting) and (claim is None or claim.moderator_id == viewer.id)
