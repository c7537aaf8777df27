"""All that changes threads and posts. Views, consumers and commands call these and nothing else."""

from .answering import accept_answer, withdraw_answer
from .attaching import attach, forget_unused_files
from .changing import change_thread
from .drafting import FIELDS as DRAFT_FIELDS
from .drafting import discard_draft, save_draft
from .editing import edit
from .finding import find_answered
from .hiding import hide_post, hide_thread, restore_thread
from .locking import lock, unlock
from .moving import move_thread
from .pinning import pin, unpin
from .reading import mark_all_read, mark_read, mark_unread
from .removing import remove, restore_post
from .replying import reply
from .starting import start_thread

__all__ = [
    "DRAFT_FIELDS",
    "accept_answer",
    "attach",
    "change_thread",
    "discard_draft",
    "edit",
    "find_answered",
    "forget_unused_files",
    "hide_post",
    "hide_thread",
    "lock",
    "mark_all_read",
    "mark_read",
    "mark_unread",
    "move_thread",
    "pin",
    "remove",
    "reply",
    "restore_post",
    "restore_thread",
    "save_draft",
    "start_thread",
    "unlock",
    "unpin",
    "withdraw_answer",
]
