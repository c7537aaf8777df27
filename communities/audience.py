"""The names of audiences and of what opens them: pure functions, no look-ups.

A readable row names one audience. The table `reach` says which names open it; a viewer carries dozens of names."""

from collections.abc import Iterable

NOBODY = "nobody"
PUBLIC = "public"
STAFF = "staff"


def front(community_id: int) -> str:
    """Those who may know the community: its name, purpose and front page."""
    return f"c-{community_id}-front"


def readers(community_id: int) -> str:
    """Those who may read the community's threads and papers."""
    return f"c-{community_id}"


def members(community_id: int) -> str:
    """The community's members, guests too."""
    return f"c-{community_id}-in"


def moderators(community_id: int) -> str:
    """The community's owners and moderators."""
    return f"c-{community_id}-mods"


def channel(channel_id: int) -> str:
    """The people of a private channel."""
    return f"r-{channel_id}"


def channel_moderators(channel_id: int) -> str:
    """Those of them who say who is in it."""
    return f"r-{channel_id}-mods"


def person(user_id: int) -> str:
    """One person alone. The name that opens it is spelt alike."""
    return f"u-{user_id}"


def narrowed(audience: str) -> str:
    """The audience that a hidden row of `audience` moves to: the moderators of the same place, else nobody."""
    kind, _, rest = audience.partition("-")
    number = rest.partition("-")[0]
    if kind in {"c", "r"} and number.isdigit():
        return f"{kind}-{number}-mods"
    return NOBODY


def agency_name(agency_id: int) -> str:
    """What everybody of an agency carries."""
    return f"a-{agency_id}"


def member_name(community_id: int) -> str:
    """What every member and guest of a community carries."""
    return f"m-{community_id}"


def moderator_name(community_id: int) -> str:
    """What the owners and moderators of a community carry."""
    return f"mod-{community_id}"


# What the people of a private channel carry, and what its moderators carry beside it: for the channel, and for the
# community where it is.
IN_CHANNEL, MODERATES_CHANNEL, MODERATES_WITHIN = "ch", "chmod", "chmodin"
OF_CHANNELS = frozenset({IN_CHANNEL, MODERATES_CHANNEL, MODERATES_WITHIN})


def channel_name(channel_id: int) -> str:
    """What everybody in a private channel carries."""
    return f"{IN_CHANNEL}-{channel_id}"


def channel_moderator_name(channel_id: int) -> str:
    """What the moderators of a private channel carry."""
    return f"{MODERATES_CHANNEL}-{channel_id}"


def ids_named(kind: str, names: Iterable[str]) -> tuple[int, ...]:
    """The numbers of those of `names` that are of this kind: of `ch-55` with the kind `ch`, 55."""
    prefix = f"{kind}-"
    return tuple(sorted(int(name.removeprefix(prefix)) for name in names if name.startswith(prefix)))
