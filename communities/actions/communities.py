"""All that changes communities themselves: founding, who may see and join, the name and the address."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Collection

from .. import activity, audience, rules
from ..models import Agency, CommunitiesIndex, Community, CommunityPage, FormerSlug, Membership, Role, User
from ..models.community import RESERVED_SLUGS
from ..refusal import require
from ..viewer import Viewer
from .memberships import begin
from .reach import write_reach


@transaction.atomic
def found_community(
    *,
    viewer: Viewer | None,
    name: str,
    purpose: str,
    visibility: str,
    join_policy: str,
    owner: User,
    slug: str = "",
    subjects: Iterable[str] = (),
    agencies: Iterable[Agency] = (),
    chartered_by: Iterable[Agency] = (),
) -> Community:
    """Found a community: its row, its page, its place for pictures and files, its reach and its first owner.

    No viewer means the set-up of a site. Raises PermissionDenied unless the viewer is an operator or an agency's
    admin, and ValidationError for a name or slug that cannot be had."""
    require(viewer is None or rules.may_found_community(viewer), _("Only an operator can found a community."))
    community = Community(
        name=name.strip(),
        slug=_free_slug(slug or slugify(name)),
        purpose=purpose.strip(),
        visibility=visibility,
        join_policy=join_policy,
        subjects=sorted(set(subjects)),
    )
    community.full_clean(exclude=["audience", "subjects"])
    community.save()
    community.agencies.set(agencies)
    community.chartered_by.set(chartered_by)
    Community.objects.filter(pk=community.pk).update(audience=audience.front(community.pk))
    community.refresh_from_db()
    _make_page(community)
    activity.record(
        kind="community.founded",
        actor=viewer,
        subject=community,
        audience=community.audience,
        community=community,
    )
    write_reach(community, viewer)
    begin(user=owner, community=community, origin=Membership.Origin.FOUNDED, actor=viewer, role=Role.OWNER)
    community.refresh_from_db()
    return community


@transaction.atomic
def change_community(
    *,
    viewer: Viewer,
    community: Community,
    purpose: str | None = None,
    subjects: Iterable[str] | None = None,
    visibility: str | None = None,
    join_policy: str | None = None,
    agencies: Iterable[Agency] | None = None,
) -> Community:
    """Change what is given and leave the rest. Raises PermissionDenied unless the viewer owns the community."""
    require(rules.may_change_community(viewer, community), _("Only owners can change this."))
    community = Community.objects.select_for_update().get(pk=community.pk)
    changes = {"purpose": purpose, "visibility": visibility, "join_policy": join_policy}
    for field, value in changes.items():
        if value is not None:
            setattr(community, field, value)
    if subjects is not None:
        community.subjects = sorted(set(subjects))
    community.full_clean(exclude=["audience", "subjects"])
    community.save()
    # The front page tells the purpose too, and its moderators may write it there.
    CommunityPage.objects.filter(community=community).update(purpose=community.purpose)
    if agencies is not None:
        community.agencies.set(agencies)
    activity.record(
        kind="community.changed",
        actor=viewer,
        subject=community,
        audience=community.audience,
        community=community,
    )
    write_reach(community, viewer)
    return community


@transaction.atomic
def rename_community(*, viewer: Viewer, community: Community, name: str, slug: str) -> Community:
    """Give the community another name and address; the old address leads on for those who may know of it."""
    require(rules.may_change_community(viewer, community), _("Only owners can change this."))
    community = Community.objects.select_for_update().get(pk=community.pk)
    if slug != community.slug:
        _free_slug(slug, but=community)
        FormerSlug.objects.filter(slug=slug, community=community).delete()
        FormerSlug.objects.create(slug=community.slug, community=community)
    community.name, community.slug = name.strip(), slug
    community.full_clean(exclude=["audience", "subjects"])
    community.save()
    page = community.page
    page.title, page.slug = community.name, community.slug
    page.save()
    activity.record(
        kind="community.changed", actor=viewer, subject=community, audience=community.audience, community=community
    )
    return community


def _free_slug(slug: str, but: Community | None = None) -> str:
    if slug in RESERVED_SLUGS:
        raise ValidationError({"slug": _("This word is used by the site itself: choose another address.")})
    taken = Community.objects.filter(slug=slug) | Community.objects.filter(
        former_slugs__in=FormerSlug.objects.filter(slug=slug)
    )
    if taken.exclude(pk=but.pk if but else None).exists():
        raise ValidationError({"slug": _("Another community has this address, or had it before.")})
    return slug


def _make_page(community: Community) -> None:
    page = CommunityPage(
        title=community.name,
        slug=community.slug,
        community=community,
        collection=Collection.get_first_root_node().add_child(name=community.name),
        purpose=community.purpose,
        audience=community.audience,
        show_in_menus=False,
    )
    CommunitiesIndex.objects.get().add_child(instance=page)
    page.save_revision().publish(skip_permission_checks=True)
