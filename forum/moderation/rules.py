"""What a viewer may report, and what a moderator may decide: pure questions, no look-ups."""

from communities.viewer import Viewer

from .models import Claim


def may_report(viewer: Viewer, *, community_id: int, author_id: int | None) -> bool:
    """Members report what others wrote. One's own words one can remove."""
    return viewer.is_member_of(community_id) and author_id != viewer.id


def may_see_queue(viewer: Viewer, community_id: int) -> bool:
    """The queue and the record are for those who moderate that very community; no role elsewhere opens them."""
    return viewer.moderates(community_id)


def may_decide(viewer: Viewer, *, community_id: int, claim: Claim | None) -> bool:
    """A moderator of the community decides, unless somebody else holds the item now."""
    return viewer.moderates(community_id) and (claim is None or claim.moderator_id == viewer.id)
