"""All that changes people, agencies, communities and who belongs to them. Views and commands call these."""

from .agencies import admit_agency
from .communities import change_community, found_community, rename_community
from .invitations import (
    Newcomer,
    accept,
    first_operator_invitation,
    invite,
    invite_to_agency,
    revoke,
    send_again,
)
from .joining import approve, ask_to_join, refuse, withdraw
from .memberships import change_role, join, leave, remove_member, set_level
from .people import accept_ground_rules, appoint, change_profile, deactivate, reactivate, register_person

__all__ = [
    "Newcomer",
    "accept",
    "accept_ground_rules",
    "admit_agency",
    "appoint",
    "approve",
    "ask_to_join",
    "change_community",
    "change_profile",
    "change_role",
    "deactivate",
    "first_operator_invitation",
    "found_community",
    "invite",
    "invite_to_agency",
    "join",
    "leave",
    "reactivate",
    "refuse",
    "register_person",
    "remove_member",
    "rename_community",
    "revoke",
    "send_again",
    "set_level",
    "withdraw",
]
