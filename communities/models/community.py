"""Communities: where people of many agencies work on one topic, who may know of it, and who may join."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from .. import audience
from ..refusal import Moved
from ..viewer import Viewer
from .agency import Agency
from .audience import Audienced, AudienceQuerySet, reached

# Where the directory stands, and below it every community. A test holds it to the URL's name: looking that up took a
# tenth of a millisecond, thirty times a page.
DIRECTORY = "/communities/"
RESERVED_SLUGS = frozenset({"threads", "chat", "members", "moderation", "papers", "join", "leave", "new", "files"})


class CommunityQuerySet(AudienceQuerySet):
    """Communities, by what a viewer may know of them."""

    def known_to(self, viewer: Viewer) -> Self:
        """Those whose name, purpose and front page `viewer` may see."""
        return self.visible_to(viewer)

    def readable_by(self, viewer: Viewer) -> Self:
        """Those whose threads `viewer` may read."""
        readers = Concat(models.Value("c-"), Cast(models.OuterRef("pk"), models.CharField()))
        return self.filter(reached(viewer, readers))


class Community(Audienced):
    """One topic's place. Its own audience says who may know of it; its readers and members are separate audiences."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Public")
        EVERY_AGENCY = "every-agency", _("Every agency")
        NAMED_AGENCIES = "named-agencies", _("Named agencies")
        MEMBERS = "members", _("Members only")
        HIDDEN = "hidden", _("Hidden")

    class JoinPolicy(models.TextChoices):
        OPEN = "open", _("Open to join")
        ON_REQUEST = "on-request", _("Ask to join")
        BY_INVITATION = "by-invitation", _("By invitation")

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    purpose = models.CharField(max_length=300)
    subjects = models.JSONField(default=list, blank=True, help_text=_("Subject tags, as slugs."))
    visibility = models.CharField(max_length=16, choices=Visibility)
    join_policy = models.CharField(max_length=16, choices=JoinPolicy)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="named_in", help_text=_("For named agencies."))
    chartered_by = models.ManyToManyField(Agency, blank=True, related_name="chartered")
    edit_window = models.DurationField(default=timedelta(days=1), help_text=_("How long authors may edit a message."))
    member_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    last_active_at = models.DateTimeField(auto_now_add=True)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "communities"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug__in=sorted(RESERVED_SLUGS)), name="community_slug_not_reserved"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{DIRECTORY}{self.slug}/"

    @property
    def readers_audience(self) -> str:
        return audience.readers(self.pk)

    @property
    def members_audience(self) -> str:
        return audience.members(self.pk)

    @property
    def moderators_audience(self) -> str:
        return audience.moderators(self.pk)

    @property
    def initials(self) -> str:
        """Two letters for the tile: of the first two words, else of the only one."""
        words = self.name.split()
        letters = words[0][0] + words[1][0] if len(words) > 1 else self.name[:2]
        return letters.capitalize()


class FormerSlug(models.Model):
    """A slug that a community had before: its old addresses lead on, for those who may know of the community."""

    slug = models.SlugField(max_length=60, unique=True)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug

    @classmethod
    def lead_on(cls, viewer: Viewer, slug: str) -> None:
        """Raise Moved when `slug` is a former address of a community that `viewer` may know of."""
        known = cls.objects.filter(slug=slug, community__in=Community.objects.known_to(viewer))
        if new := known.values_list("community__slug", flat=True).first():
            raise Moved(slug, new)
