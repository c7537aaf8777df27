"""The names that private channels give to their people: `ch-55`, and to those who moderate one also `chmod-55`, and
`chmodin-12` for its community."""

from __future__ import annotations

from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value

from communities.audience import IN_CHANNEL, MODERATES_CHANNEL, MODERATES_WITHIN
from communities.models import Membership

from .models import ChannelMember


def names_of(user: int, at: datetime) -> list[QuerySet]:
    """For `communities.viewer`: nobody carries one without being in the community as well."""
    belongs = Membership.objects.active(at).filter(user_id=user, community=OuterRef("channel__community"))
    places = ChannelMember.objects.current().filter(Exists(belongs), user_id=user).order_by()
    moderated = places.filter(role=ChannelMember.Role.MODERATOR)
    return [
        _rows(IN_CHANNEL, places, "channel_id"),
        _rows(MODERATES_CHANNEL, moderated, "channel_id"),
        _rows(MODERATES_WITHIN, moderated, "channel__community_id"),
    ]


def _rows(prefix: str, places: QuerySet[ChannelMember], of: str) -> QuerySet:
    return places.annotate(prefix=Value(prefix, output_field=CharField())).values_list("prefix", of)
