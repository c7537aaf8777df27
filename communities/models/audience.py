"""Who may read a row: the audience that it names, and the table of the names that reach an audience."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from ..audience import NOBODY, PUBLIC
from ..viewer import Viewer


class Reach(models.Model):
    """The holder of `name` may read what names `audience`."""

    audience = models.CharField(max_length=40)
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "name"], name="reach_once")]
        indexes = [models.Index(fields=["name"], name="reach_by_name")]

    def __str__(self) -> str:
        return f"{self.audience} by {self.name}"

    @classmethod
    def opens(cls, audience: str, viewer: Viewer) -> bool:
        """True when `viewer` holds a name that reaches `audience`. One query."""
        return cls.objects.filter(audience=audience, name__in=viewer.names).exists()

    @classmethod
    def covers(cls, audience: str, other: str) -> bool:
        """True when whoever reads `other` also reads `audience`."""
        if audience == other:
            return True
        names = set(cls.objects.filter(audience=audience).values_list("name", flat=True))
        others = set(cls.objects.filter(audience=other).values_list("name", flat=True))
        return PUBLIC in names or (bool(others) and others <= names)


def reached(viewer: Viewer, audience: Any = None) -> models.Exists:
    """The condition that some name of `viewer` reaches the row's audience (or the expression given instead)."""
    column = models.OuterRef("audience") if audience is None else audience
    return models.Exists(Reach.objects.filter(audience=column, name__in=sorted(viewer.names)))


class AudienceQuerySet(models.QuerySet):
    """Rows that each name an audience."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The rows that `viewer` may read."""
        return self.filter(reached(viewer))


class Audienced(models.Model):
    """A row that names the one audience that may read it; nobody, until somebody says otherwise."""

    audience = models.CharField(max_length=40, default=NOBODY, db_index=True, editable=False)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        abstract = True
