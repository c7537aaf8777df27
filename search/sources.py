"""What search itself makes findable: communities, and people."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities import audience
from communities.models import Activity, Community, Membership, User
from communities.viewer import Viewer

from .documents import Document, Facts, Source


class CommunitySource(Source):
    """Communities by name, purpose and subjects, for those who may know of them."""

    kind = "community"
    tab = "communities"
    label = _("Community")
    icon = "people"
    activities = frozenset({"community.founded", "community.changed"})
    withdrawals = frozenset({"community.changed"})

    def rows(self, ids: Collection[int]) -> Iterable[Document]:
        for community in Community.objects.filter(pk__in=ids):
            yield Document(
                kind=self.kind,
                id=community.pk,
                audience=community.audience,
                title=community.name,
                body="\n".join([community.purpose, ", ".join(community.subjects).replace("-", " ")]),
                url=community.get_absolute_url(),
                at=community.created_at,
            )

    def ids_after(self, last: int, limit: int) -> Sequence[int]:
        return _ids(Community.objects.filter(pk__gt=last), limit)

    def visible_to(self, viewer: Viewer) -> QuerySet:
        return Community.objects.known_to(viewer)

    def facts(self, document: Document, thing: Community) -> Facts:
        return Facts(
            heading=thing.name,
            url=thing.get_absolute_url(),
            label=str(self.label),
            icon=self.icon,
            details=(str(thing.get_join_policy_display()),),
        )


class PersonSource(Source):
    """People by name, handle, title and agency. A guest is met only by those who share a community with the guest."""

    kind = "person"
    tab = "people"
    label = _("Person")
    icon = "people"
    activities = frozenset(
        {"person.changed", "person.deactivated", "membership.started", "membership.changed", "membership.ended"}
    )
    withdrawals = frozenset({"person.changed", "person.deactivated", "membership.ended"})

    def rows(self, ids: Collection[int]) -> Iterable[Document]:
        places: dict[int, set[str]] = {}
        for user_id, community_id in (
            Membership.objects.current().filter(user__in=ids).values_list("user_id", "community_id")
        ):
            places.setdefault(user_id, set()).add(audience.member_name(community_id))
        for user in User.objects.people().filter(pk__in=ids).select_related("agency"):
            own = {audience.person(user.pk)} | places.get(user.pk, set())
            yield Document(
                kind=self.kind,
                id=user.pk,
                audience=audience.person(user.pk) if user.agency_id is None else audience.STAFF,
                title=user.name,
                body="\n".join(filter(None, [user.title, user.affiliation().agency_name, user.handle])),
                url=user.get_absolute_url(),
                at=user.joined_at,
                names=frozenset(own if user.agency_id is None else own | {audience.STAFF}),
            )

    def ids_after(self, last: int, limit: int) -> Sequence[int]:
        return _ids(User.objects.people().filter(pk__gt=last), limit)

    def visible_to(self, viewer: Viewer) -> QuerySet:
        return User.objects.visible_to(viewer).select_related("agency")

    def touched(self, activity: Activity) -> Iterable[int]:
        if activity.kind.startswith("membership."):
            return Membership.objects.filter(pk=activity.subject_id).values_list("user_id", flat=True)
        return (activity.subject_id,)

    def facts(self, document: Document, thing: User) -> Facts:
        stamp = thing.affiliation()
        return Facts(
            heading=thing.name,
            url=thing.get_absolute_url(),
            label=str(_("Guest") if thing.is_guest else self.label),
            icon=self.icon,
            details=(thing.title,) if thing.title else (),
            agency=stamp.agency_name,
            agency_type=stamp.agency_type,
        )


def _ids(queryset: QuerySet, limit: int) -> list[int]:
    return list(queryset.order_by("pk").values_list("pk", flat=True)[:limit])
