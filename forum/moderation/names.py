"""What the record calls the things that acts were done to: one query for each kind of thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from communities.models import (
    Activity,
    BasePage,
    Community,
    CommunityPage,
    Invitation,
    JoinRequest,
    Membership,
    reached,
)
from communities.viewer import Viewer
from forum.chat.models import Channel, Message
from forum.threads.models import Post, Thread
from home.models import EditionPage, PaperPage

from . import matters
from .models import Matter, ReviewItem


@dataclass(frozen=True, slots=True)
class Named:
    """A thing's name and address, and the words that a decision on it was given with."""

    about: str
    url: str = ""
    reason: str = ""


Key = tuple[str, int]


def of(viewer: Viewer, activities: Iterable[Activity]) -> dict[Key, Named]:
    """(type, id) → its name, for everything that `viewer` may still read. What moved elsewhere is absent."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for activity in activities:
        wanted[activity.subject_type].add(activity.subject_id)
    return {
        (label, pk): named
        for label, ids in wanted.items()
        if label in FINDERS
        for pk, named in FINDERS[label](viewer, ids).items()
    }


def _threads(viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    threads = Thread.objects.visible_to(viewer).filter(pk__in=ids).select_related("community")
    return {one.pk: Named(one.title, one.get_absolute_url()) for one in threads}


def _posts(viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    return _matters(Matter.POST, viewer, ids)


def _messages(viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    return _matters(Matter.MESSAGE, viewer, ids)


def _matters(matter: str, viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    shown = matters.KINDS[matter].shown(viewer, ids)
    return {pk: Named(_within(one.where), one.url) for pk, one in shown.items()}


def _items(viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    items = list(ReviewItem.objects.visible_to(viewer).filter(pk__in=ids))
    shown = matters.shown(viewer, items)
    found = {}
    for item in items:
        one = shown.get((item.matter, item.matter_id))
        found[item.pk] = Named(
            _within(one.where) if one else _("something that is elsewhere now"), one.url if one else "", item.reason
        )
    return found


def _within(where: str) -> str:
    """A place as it stands within a sentence."""
    return where[:1].lower() + where[1:]


def _requests(viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    requests = JoinRequest.objects.filter(pk__in=ids).select_related("user")
    return {one.pk: Named(one.user.name, one.user.get_absolute_url(), one.reason) for one in requests}


def _memberships(viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    rows = Membership.objects.filter(pk__in=ids).select_related("user")
    return {
        one.pk: Named(f"{one.user.name} ({one.get_role_display()})", one.user.get_absolute_url(), one.reason)
        for one in rows
    }


def _invitations(viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    return {one.pk: Named(f"{one.email} ({one.get_role_display()})") for one in Invitation.objects.filter(pk__in=ids)}


def _channels(viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    channels = Channel.objects.visible_to(viewer).filter(pk__in=ids).select_related("community")
    return {one.pk: Named(one.name, one.get_absolute_url()) for one in channels}


def _pages(viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    pages = BasePage.objects.filter(reached(viewer), pk__in=ids)
    return {pk: Named(title) for pk, title in pages.values_list("pk", "title")}


def _communities(viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    rows = Community.objects.readable_by(viewer).filter(pk__in=ids)
    return {
        one.pk: Named(f"{one.name}: {one.get_visibility_display()}, {one.get_join_policy_display()}") for one in rows
    }


FINDERS: Mapping[str, Callable[[Viewer, Collection[int]], dict[int, Named]]] = {
    Thread._meta.label_lower: _threads,
    Post._meta.label_lower: _posts,
    Message._meta.label_lower: _messages,
    ReviewItem._meta.label_lower: _items,
    JoinRequest._meta.label_lower: _requests,
    Membership._meta.label_lower: _memberships,
    Invitation._meta.label_lower: _invitations,
    Channel._meta.label_lower: _channels,
    Community._meta.label_lower: _communities,
    **{model._meta.label_lower: _pages for model in (CommunityPage, PaperPage, EditionPage)},
}
