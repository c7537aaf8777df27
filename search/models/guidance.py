"""What editors tell the search: words that mean the same, and results picked or left out for a phrase."""

from __future__ import annotations

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities.models import Agency, Community
from communities.viewer import Viewer

TERM = 80  # Characters of a word or phrase.


class GuidedQuerySet(models.QuerySet):
    """Guidance, as far as an editor may know of it."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Without that of communities of which the viewer must not know, even as an editor."""
        known = Community.objects.known_to(viewer).values("pk")
        return self.filter(Q(community=None) | Q(community__in=known)).select_related("community", "agency")


class Guided(models.Model):
    """Something that holds for everybody, or only for the members of a community, the people of an agency, or those
    who read the site in one language; where several are named, for those who are all of it."""

    community = models.ForeignKey(Community, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8, blank=True, choices=settings.LANGUAGES)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=now)

    objects = GuidedQuerySet.as_manager()

    class Meta:
        abstract = True


class Synonyms(Guided):
    """Words and phrases of which each finds what has another. Those of an ambiguous set count for less."""

    terms = models.JSONField(default=list, help_text=_("Two words or phrases at least."))
    is_ambiguous = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "synonyms"

    def __str__(self) -> str:
        return " = ".join(self.terms)


class Pick(Guided):
    """A result that stands first for a phrase, or is left out of its answer."""

    phrase = models.CharField(max_length=200)
    is_excluded = models.BooleanField(default=False)
    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    group = models.CharField(max_length=80, blank=True, help_text=_("What it makes one row of results with."))
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text=_("The last day."))

    class Meta:
        ordering = ["phrase", "is_excluded", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="pick_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.phrase}: {self.kind} {self.key}"


class GuidanceVersion(models.Model):
    """One row whose token is another one after every change of guidance: by it a process knows whether to read again.

    Not a number: one of a transaction that was rolled back would come twice."""

    token = models.UUIDField(default=uuid4)

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def renew(cls) -> None:
        """Say, inside the transaction of a change, that guidance is another one now."""
        cls.objects.update_or_create(pk=1, defaults={"token": uuid4()})
