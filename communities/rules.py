"""What a viewer may do with people and communities: pure answers, no queries."""

from . import audience
from .models import Community, Membership, Role
from .viewer import Viewer

Visibility, JoinPolicy = Community.Visibility, Community.JoinPolicy


def reach_of(community: Community, agency_ids: list[int], invited_ids: list[int]) -> dict[str, set[str]]:
    """The names that reach each audience of `community`: the table of visibilities in the architecture."""
    members = {audience.member_name(community.pk)}
    agencies = {audience.agency_name(pk) for pk in agency_ids}
    invited = {audience.person(pk) for pk in invited_ids}
    content = {
        Visibility.PUBLIC: {audience.PUBLIC},
        Visibility.EVERY_AGENCY: {audience.STAFF},
        Visibility.NAMED_AGENCIES: agencies,
        Visibility.MEMBERS: set(),
        Visibility.HIDDEN: set(),
    }[Visibility(community.visibility)]
    front = {audience.STAFF} if community.visibility == Visibility.MEMBERS else content
    return {
        audience.front(community.pk): front | members | invited,
        audience.readers(community.pk): content | members,
        audience.members(community.pk): members,
        audience.moderators(community.pk): {audience.moderator_name(community.pk)},
    }


def may_join(viewer: Viewer, community: Community) -> bool:
    """At once, by one click: staff, where the policy is open. Guests come by invitation only."""
    return viewer.is_staff and community.join_policy == JoinPolicy.OPEN and not viewer.is_member_of(community.pk)


def may_ask_to_join(viewer: Viewer, community: Community) -> bool:
    return viewer.is_staff and community.join_policy == JoinPolicy.ON_REQUEST and not viewer.is_member_of(community.pk)


def may_leave(viewer: Viewer, community: Community) -> bool:
    return viewer.is_member_of(community.pk)


def may_moderate(viewer: Viewer, community: Community) -> bool:
    return viewer.moderates(community.pk)


def may_invite(viewer: Viewer, community: Community, role: str = Role.MEMBER) -> bool:
    """Moderators invite members and guests; owners invite moderators too. Nobody is invited as an owner."""
    if role == Role.MODERATOR:
        return viewer.owns(community.pk)
    return role in {Role.MEMBER, Role.GUEST} and viewer.moderates(community.pk)


def may_change_role(viewer: Viewer, membership: Membership, role: str) -> bool:
    """Only owners, and guests stay guests: an outsider gets no say over a community."""
    return viewer.owns(membership.community_id) and membership.role != Role.GUEST and role != Role.GUEST


def may_remove(viewer: Viewer, membership: Membership) -> bool:
    """Moderators remove members and guests; owners remove anybody but themselves, who leave instead."""
    if membership.user_id == viewer.id:
        return False
    if membership.is_moderating:
        return viewer.owns(membership.community_id)
    return viewer.moderates(membership.community_id)


def may_see_members(viewer: Viewer, community: Community) -> bool:
    """The list of people is for staff who may read the community, and for its members."""
    return viewer.is_member_of(community.pk) or viewer.is_staff


def may_found_community(viewer: Viewer) -> bool:
    """Operators, and the admins of an agency."""
    return viewer.is_operator or viewer.holds("agency-admin")


def may_run_agency(viewer: Viewer, agency_id: int | None) -> bool:
    """An operator, or the admin of the person's own agency."""
    return viewer.is_operator or (agency_id is not None and ("agency-admin", agency_id) in viewer.appointments)


def may_change_community(viewer: Viewer, community: Community) -> bool:
    """Who may see and join is the owners' decision."""
    return viewer.owns(community.pk)
