"""The operators of the box: their names, what may stand behind them, and how each is told."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

MARKED, DATED, SORTED, TITLED = "marked", "dated", "sorted", "titled"


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator. With `values` nothing else may stand behind it."""

    name: str
    example: str
    means: str
    way: str = MARKED
    values: tuple[str, ...] = ()


# How people call what the index knows by other names.
KINDS = {
    "thread": "thread", "threads": "thread", "post": "post", "posts": "post", "reply": "post", "chat": "message",
    "message": "message", "paper": "paper", "papers": "paper", "news": "news", "person": "person", "people": "person",
    "community": "community", "communities": "community", "file": "file", "files": "file",
}  # fmt: skip
SORTS = ("relevance", "new", "old")
STATES = ("solved", "open", "closed", "pinned", "unanswered")
OWN_STATES = ("followed", "mine", "unread")

OPERATORS = {
    operator.name: operator
    for operator in (
        Operator("in", "in:fleet-managers", _("in one community")),
        Operator("agency", 'agency:"City of Easton"', _("by people of one agency")),
        Operator("from", "from:@bo-larsen", _("by one person; from:me for your own")),
        Operator("to", "to:me", _("where a person was mentioned")),
        Operator(
            "type", "type:paper", _("thread, post, chat, paper, news, person, community or file"), values=(*KINDS,)
        ),
        Operator("tag", "tag:budget", _("with a tag; tag:a+b for both")),
        Operator(
            "is",
            "is:solved",
            _("solved, open, closed, pinned, unanswered, followed, mine or unread"),
            values=(*STATES, *OWN_STATES),
        ),
        Operator("has", "has:file", _("with a link, an image or a file"), values=("link", "image", "file")),
        Operator("before", "before:2026-06", _("written before a day, month or year"), DATED),
        Operator("after", "after:2026-06-15", _("written on that day or later"), DATED),
        Operator("on", "on:2026-06-15", _("written on a day, in a month or a year"), DATED),
        Operator("title", "title:budget", _("with a word in the title"), TITLED),
        Operator("sort", "sort:new", _("relevance, new or old"), SORTED, SORTS),
    )
}
