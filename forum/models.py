"""What the site keeps of the lists that it took over: which mail became which post."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from forum.threads.models import Post, Thread


class ListMessage(models.Model):
    """A place in a thread that archives know by a Message-ID: a post, or nothing yet but answers that name it.

    It makes an import repeatable: a key is taken once for each community. Where only answers are here, later archives
    find the thread that the missing message belongs to.
    """

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=64, help_text=_("Hash of the Message-ID, or of the message without one."))
    message_id = models.CharField(max_length=998, blank=True, help_text=_("As the archive has it, for the record."))
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+")
    post = models.OneToOneField(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="list_message_once")]

    def __str__(self) -> str:
        return self.message_id or self.key
