"""What is kept of a file that somebody attached, to a post or to a message of chat."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from ..files import Checked

# How long a file waits for what shows it; as long as a form that names it can be sent again, or a line of chat that
# could not be sent waits in a browser.
KEPT = timedelta(days=7)
AT_ONCE = 100


def storage_path(file: KeptFile, name: str) -> str:
    """Where the bytes lie: by content, never under a name that somebody chose."""
    return f"attachments/{file.sha256[:2]}/{file.sha256}"


class KeptFile(models.Model):
    """A checked and cleaned file. Who may have it, and what it hangs on, is said by what inherits from this."""

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=now)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    file = models.FileField(upload_to=storage_path, max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    def filled(self, checked: Checked) -> Self:
        """This row with what was checked, the bytes stored; it is not saved yet."""
        for name, value in checked.columns.items():
            setattr(self, name, value)
        self.name = self.name or checked.name
        self.file.save(self.name, checked.content, save=False)
        return self


def forget(unused: models.QuerySet[KeptFile]) -> None:
    """Delete those of `unused`, files which nothing shows, that have waited for too long: some of them at a time."""
    for kept in unused.filter(uploaded_at__lt=now() - KEPT)[:AT_ONCE]:
        kept.file.delete(save=False)
        kept.delete()
