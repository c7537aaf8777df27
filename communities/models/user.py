"""People: who signs in, where they work, and what they are appointed to beyond one community."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from ..viewer import Viewer
from .agency import Agency


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Where somebody stood when writing: frozen on what was written, since people change agencies."""

    agency_name: str
    agency_type: str
    title: str
    is_guest: bool


def is_guest(agency: object, *, is_staged: bool, is_of_service: bool) -> bool:
    """Whether somebody with this agency (its id or type, None for none) is a guest: for rows that are no models too."""
    return agency is None and not is_staged and not is_of_service


class PeopleQuerySet(models.QuerySet):
    """People, and who may know of them."""

    def people(self) -> Self:
        """Those with an account of their own: active, and not merely named by an archive."""
        return self.filter(is_active=True, is_staged=False)

    def visible_to(self, viewer: Viewer) -> Self:
        """Staff see staff; a guest sees, and is seen by, those who share a community with the guest."""
        if viewer.is_visitor:
            return self.none()
        return self.in_sight_of(viewer.is_staff, viewer.id, tuple(viewer.roles), now())

    def in_sight_of(self, is_staff: bool, person: int, communities: Sequence[int], at: datetime) -> Self:
        """The rule of `visible_to` by its values: for `person`, who belongs to `communities` at `at`, which is now."""
        memberships = self.model.memberships.rel.related_model.objects.active(at)
        shared = memberships.filter(user=models.OuterRef("pk"), community__in=communities)
        known = models.Q(pk=person) | models.Q(models.Exists(shared))
        if is_staff:
            known |= models.Q(agency__isnull=False)
        return self.people().filter(known)


class UserManager(BaseUserManager.from_queryset(PeopleQuerySet)):
    """Makes people. Use `communities.actions.people` outside of tests: it also opens a person's own audience."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Without an agency it is a guest, or *staged*: known only from an imported archive."""

    email = models.EmailField(_("work address"), unique=True, max_length=190)
    handle = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    is_of_service = models.BooleanField(
        default=False, help_text=_("Runs the service itself: of no agency, and no guest.")
    )
    organization = models.CharField(max_length=120, blank=True, help_text=_("Where a guest comes from."))
    time_zone = models.CharField(max_length=60, default="America/New_York")
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    is_staged = models.BooleanField(default=False)
    single_keys = models.BooleanField(default=True, help_text=_("Single letters act as keyboard shortcuts."))
    session_epoch = models.PositiveIntegerField(default=0, help_text=_("Raised to end every session of this person."))
    joined_at = models.DateTimeField(default=now)
    deactivated_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "handle"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="user_no_superuser"),
            models.CheckConstraint(condition=models.Q(email=models.functions.Lower("email")), name="user_email_lower"),
        ]
        indexes = [models.Index(fields=["name"], name="user_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("communities:person", args=[self.handle])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def initials(self) -> str:
        """First letters of the first and the last word of the name, at most two."""
        words = [word for word in self.name.split() if word[0].isalnum()] or [self.handle]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    @property
    def is_guest(self) -> bool:
        """An outsider: no agency of this service vouches for the person."""
        return is_guest(self.agency_id, is_staged=self.is_staged, is_of_service=self.is_of_service)

    def affiliation(self) -> Affiliation:
        """What is stamped on whatever this person writes now."""
        if self.agency_id is None:
            return Affiliation(self.organization, "guest" if self.is_guest else "", self.title, self.is_guest)
        return Affiliation(self.agency.name, self.agency.type, self.title, is_guest=False)

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    def get_session_auth_fallback_hash(self):  # noqa: ANN201 - Django's own signature is a generator of strings.
        for fallback in super().get_session_auth_fallback_hash():
            yield f"{fallback}.{self.session_epoch}"


class TermQuerySet(models.QuerySet):
    """Rows that hold from a time until a time."""

    def current(self, at: datetime | None = None) -> Self:
        """The rows that hold at `at`, now when it is not given."""
        at = at or now()
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=at), since__lte=at)


class Appointment(models.Model):
    """What a person may do beyond one community, for one agency or (without one) for the whole service."""

    class Kind(models.TextChoices):
        EDITOR = "editor", _("Editor")
        AGENCY_ADMIN = "agency-admin", _("Agency admin")
        RECORDS_OFFICER = "records", _("Records officer")
        OPERATOR = "operator", _("Operator")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=12, choices=Kind)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)

    objects = TermQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
