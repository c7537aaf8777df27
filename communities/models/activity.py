"""What happened, and who still has to be told: the audit trail and its outbox."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .community import Community


class Activity(models.Model):
    """One thing that somebody did, written in the same transaction as its effect. Never changed, never deleted."""

    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="activities")
    subject_type = models.CharField(max_length=40, help_text=_("The model's label, such as threads.post."))
    subject_id = models.BigIntegerField()
    community = models.ForeignKey(Community, null=True, on_delete=models.PROTECT, related_name="activities")
    audience = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name_plural = "activities"
        indexes = [
            models.Index(fields=["community", "kind", "-id"], name="activity_by_place"),
            models.Index(fields=["subject_type", "subject_id", "-id"], name="activity_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type}:{self.subject_id}"


class Delivery(models.Model):
    """That one sink still has to hear of one activity. The row goes when the sink has dealt with it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        PARKED = "parked", _("Parked: failed too often")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="deliveries")
    sink = models.CharField(max_length=30)
    subject = models.CharField(max_length=64, help_text=_("Deliveries of one subject are handed over in order."))
    due_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="delivery_due"),
            models.Index(fields=["sink", "subject", "id"], name="delivery_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.sink}: {self.activity_id}"


class Clock(models.Model):
    """When a repeating job of the relay is due next; whoever moves it on runs the job."""

    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SentForm(models.Model):
    """A form that was acted on, so that the same form sent twice has one effect."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    answer = models.CharField(max_length=500, blank=True, help_text=_("Where the first one was sent on to."))
    at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="sent_form_once")]

    def __str__(self) -> str:
        return str(self.token)
