"""Files that came with mail, by the rules of attachments; what those do not know is kept for download, never shown."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from communities.models import Community, User
from forum.threads.files import Checked, check
from forum.threads.files.naming import safe_name, told_apart
from forum.threads.models import Attachment

from .message import File

# A browser saves this and opens it with nothing.
UNKNOWN = "application/octet-stream"
_REFUSALS = {"empty", "large"}


def keep(
    file: File, *, community: Community, author: User, sent_at: datetime, taken: Sequence[str]
) -> Attachment | None:
    """Store the bytes of `file` and answer its row, unsaved; None when it is empty or larger than any file may be."""
    checked = _checked(file)
    if checked is None:
        return None
    attachment = Attachment(
        community=community,
        uploaded_by=author,
        uploaded_at=sent_at,
        name=told_apart(checked.name, set(taken)),
        **checked.columns,
    )
    attachment.file.save(attachment.name, checked.content, save=False)
    return attachment


def _checked(file: File) -> Checked | None:
    content = ContentFile(file.content, name=file.name)
    try:
        return check(content)
    except ValidationError as error:
        if error.code in _REFUSALS:
            return None
    return Checked(safe_name(file.name), UNKNOWN, content, content.size, hashlib.sha256(file.content).hexdigest())
