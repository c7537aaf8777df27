"""Writing down what happened. An action calls `record` once, inside its own transaction."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import now

from . import outbox
from .ground_rules import require_accepted
from .models import Activity, Community, Delivery
from .viewer import Viewer


def record(
    *,
    kind: str,
    actor: Viewer | None,
    subject: Model,
    audience: str,
    community: Community | int | None = None,
    payload: dict | None = None,
    due_at: datetime | None = None,
) -> Activity:
    """Write the activity and one delivery for each sink that wants its kind; wake the relay after the commit.

    `payload` holds ids and small facts, never text that somebody wrote. Raises RuntimeError outside of a transaction,
    since an activity without its effect, or the other way round, must not be possible, and Unaccepted when the actor
    has not accepted the ground rules of today, which takes the action back too."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("activity.record belongs inside the action's transaction")
    require_accepted(actor, kind)
    activity = Activity.objects.create(
        kind=kind,
        actor_id=actor.id if actor else None,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        audience=audience,
        community_id=community.pk if isinstance(community, Community) else community,
        payload=payload or {},
    )
    deliver(activity, due_at=due_at)
    return activity


def deliver(activity: Activity, *, due_at: datetime | None = None) -> None:
    """Write the deliveries of an activity that has just been created."""
    subject = f"{activity.subject_type}:{activity.subject_id}"
    deliveries = [
        Delivery(activity=activity, sink=sink.name, subject=subject, due_at=due_at or now())
        for sink in outbox.sinks_for(activity.kind)
    ]
    if deliveries:
        Delivery.objects.bulk_create(deliveries)
        transaction.on_commit(outbox.wake)
