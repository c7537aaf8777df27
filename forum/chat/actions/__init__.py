"""All that changes chat. Views, the socket, sinks and commands call these and nothing else."""

from .channels import archive_channel, change_channel, open_channel, open_first_channels, reopen_channel
from .conversations import begin_conversation, note_conversation_read
from .files import attach, forget_unused_files
from .hooks import make_hook, revoke_hook, say_by_hook
from .messages import edit, remove, restore, say
from .private import leave_private_channels, let_in, let_out, make_channel_moderator
from .reactions import react
from .reading import choose_level, mark_unread, note_read, start_reading
from .rooms import change_habits, habits_of, leave_rooms, note_here, note_typing, tell_rooms, tell_rooms_of
from .transcripts import WIDENS, make_thread
from .urgent import acknowledge, end_urgent, ring_again, say_urgent

__all__ = [
    "WIDENS",
    "acknowledge",
    "archive_channel",
    "attach",
    "begin_conversation",
    "change_channel",
    "change_habits",
    "choose_level",
    "edit",
    "end_urgent",
    "forget_unused_files",
    "habits_of",
    "leave_private_channels",
    "leave_rooms",
    "let_in",
    "let_out",
    "make_channel_moderator",
    "make_hook",
    "make_thread",
    "mark_unread",
    "note_conversation_read",
    "note_here",
    "note_read",
    "note_typing",
    "open_channel",
    "open_first_channels",
    "react",
    "remove",
    "reopen_channel",
    "restore",
    "revoke_hook",
    "ring_again",
    "say",
    "say_by_hook",
    "say_urgent",
    "start_reading",
    "tell_rooms",
    "tell_rooms_of",
]
