"""Channels and what is said in them, as rows."""

from .channel import FIRST, Channel, ChannelMember, ReadPosition
from .conversation import Conversation, ConversationPosition
from .event import ChannelEvent, Transcript
from .file import MessageFile
from .hook import Hook
from .message import MAX_LENGTH, Mention, Message, MessageRevision, Reaction
from .room import Habits, Presence, Room
from .urgent import Urgent, UrgentAsk

__all__ = [
    "FIRST",
    "MAX_LENGTH",
    "Channel",
    "ChannelEvent",
    "ChannelMember",
    "Conversation",
    "ConversationPosition",
    "Habits",
    "Hook",
    "Mention",
    "Message",
    "MessageFile",
    "MessageRevision",
    "Presence",
    "Reaction",
    "ReadPosition",
    "Room",
    "Transcript",
    "Urgent",
    "UrgentAsk",
]
