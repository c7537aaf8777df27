"""Taking in files that will hang on a post."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from communities import audience
from communities.models import Community
from communities.refusal import require
from communities.viewer import Viewer

from .. import file_words, files, rules
from ..files.naming import told_apart
from ..models import Attachment, forget


def attach(*, viewer: Viewer, community: Community, upload: UploadedFile, taken: set[str] = frozenset()) -> Attachment:
    """Check and store `upload`, for its uploader alone until a post of theirs shows it.

    `taken` are the names of files that will hang on the same post. Raises ValidationError for a file to replace."""
    require(rules.may_start(viewer, community), _("Only members can attach files. Join first."))
    # Before the transaction: a large picture takes a second to draw.
    checked = files.check(upload)
    attachment = Attachment(
        community=community,
        uploaded_by=viewer.user,
        audience=audience.person(viewer.id),
        name=told_apart(checked.name, set(taken)),
    ).filled(checked)
    with transaction.atomic():
        attachment.save(force_insert=True)
        file_words.await_reading(attachment)
    return attachment


def forget_unused_files() -> None:
    """A clock job: files that no post came to show."""
    forget(Attachment.objects.filter(post=None))
