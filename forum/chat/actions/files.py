"""Taking in files that will hang on a message."""

from __future__ import annotations

from collections.abc import Collection

from django.core.files.base import File
from django.utils.translation import gettext as _

from communities.refusal import Refused, require
from communities.viewer import Viewer
from forum.threads import files
from forum.threads.models import forget

from .. import rules
from ..models import Channel, Message, MessageFile

MOST_FILES = 10


def attach(*, viewer: Viewer, channel: Channel, upload: File) -> MessageFile:
    """Check, clean and store `upload`, for its uploader alone until a message of theirs has it.

    Raises PermissionDenied for people who only read, ValidationError for a file to replace."""
    require(rules.may_say(viewer, channel), _("Only members write here: join the community first."))
    kept = MessageFile(channel=channel, uploaded_by=viewer.user).filled(files.check(upload))
    kept.save(force_insert=True)
    return kept


def chosen(viewer: Viewer, channel: Channel, ids: Collection[int]) -> list[MessageFile]:
    """Those of the viewer's files that wait for a message of this channel. Raises Refused when they are too many."""
    if len(ids) > MOST_FILES:
        raise Refused("too_many_files", _("A message can have at most %d files.") % MOST_FILES, status=422)
    found = list(MessageFile.objects.waiting(viewer, channel).filter(pk__in=ids).order_by("pk")) if ids else []
    for file in found:
        file.channel = channel
    return found


def hang(message: Message, found: Collection[MessageFile], ids: Collection[int]) -> None:
    """Have these files be the message's. Raises Refused when one is not there any more, or went with another line."""
    if not ids:
        return
    waiting = MessageFile.objects.filter(pk__in=[file.pk for file in found], message__isnull=True)
    if waiting.update(message=message) != len(set(ids)):
        raise Refused("file_gone", _("A file is not there any more. Attach it again."), status=422)


def forget_unused_files() -> None:
    """A clock job: files that no message came to have."""
    forget(MessageFile.objects.filter(message=None))
