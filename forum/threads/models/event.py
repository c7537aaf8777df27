"""What happened in a thread, in order and without gaps: the items of its live topic and the lines between its posts."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .post import Post
from .thread import Thread


class ThreadEvent(models.Model):
    """One event. It keeps ids and never text: what a reader gets is read from the post as it is then."""

    class Kind(models.TextChoices):
        POST = "post", _("New post")
        EDIT = "edit", _("Edited post")
        REMOVE = "remove", _("Post removed or hidden")
        RESTORE = "restore", _("Post restored")
        SOLVED = "solved", _("Answer chosen or taken back")
        TITLE = "title", _("Title, tags or kind changed")
        LOCK = "lock", _("Locked")
        UNLOCK = "unlock", _("Unlocked")
        PIN = "pin", _("Pinned")
        UNPIN = "unpin", _("Unpinned")
        MOVE = "move", _("Moved here")
        HIDE = "hide", _("Thread hidden")
        SHOW = "show", _("Thread restored")

    # What a page shows as a line of its own: the acts of moderators.
    NOTABLE = (Kind.LOCK, Kind.UNLOCK, Kind.PIN, Kind.UNPIN, Kind.MOVE, Kind.HIDE, Kind.SHOW)

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    after_number = models.PositiveIntegerField(help_text=_("The last post before it happened."))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "seq"], name="thread_event_seq_once")]
        indexes = [
            models.Index(
                fields=["thread", "after_number"],
                condition=models.Q(kind__in=["lock", "unlock", "pin", "unpin", "move", "hide", "show"]),
                name="thread_event_notable",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.seq} of thread {self.thread_id}"
