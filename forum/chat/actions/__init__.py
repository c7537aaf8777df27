"""All that changes chat. Views, the socket, sinks and commands call these and nothing else."""

from .channels import archive_channel, change_channel, open_channel, open_first_channels, reopen_channel
from .messages import edit, remove, say
from .reading import note_read, start_reading
from .transcripts import make_thread

__all__ = [
    "archive_channel",
    "change_channel",
    "edit",
    "make_thread",
    "note_read",
    "open_channel",
    "open_first_channels",
    "remove",
    "reopen_channel",
    "say",
    "start_reading",
]
