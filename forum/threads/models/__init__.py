"""All models of the app, a file a noun."""

from .attachment import Attachment
from .discussion import Discussion
from .draft import Draft
from .event import ThreadEvent
from .kept_file import KeptFile, forget
from .passage import FileReading, Passage
from .post import Mention, Post, PostQuerySet, Revision
from .reading import CommunityMark, ReadPosition
from .thread import Thread, ThreadQuerySet, ThreadTag

__all__ = [
    "Attachment",
    "CommunityMark",
    "Discussion",
    "Draft",
    "FileReading",
    "KeptFile",
    "Mention",
    "Passage",
    "Post",
    "PostQuerySet",
    "ReadPosition",
    "Revision",
    "Thread",
    "ThreadEvent",
    "ThreadQuerySet",
    "ThreadTag",
    "forget",
]
