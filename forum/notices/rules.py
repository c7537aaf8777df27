"""Who is told of what, and what comes by mail too: tables, without a query."""

from dataclasses import dataclass

from communities.models import Level

from .models import Bell, Notice

Kind = Notice.Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands to a new post. `level` is None for a reader who is no member."""

    level: str | None
    has_written: bool = False
    is_mentioned: bool = False


def why_told(standing: Standing, *, is_opening: bool) -> Kind | None:
    """The reason to tell this person of a post (`is_opening`: of a thread's first one), None for no reason.

    Muted is silence, even when named. A mention is stronger than anything else. Who follows a community is told of
    its new threads and of replies where they wrote themselves; who watches it, of every post."""
    if standing.level == Level.MUTED:
        return None
    if standing.is_mentioned:
        return Kind.MENTION
    if standing.level not in {Level.WATCHING, Level.FOLLOWING}:
        return None
    if is_opening:
        return Kind.THREAD
    if standing.level == Level.WATCHING or standing.has_written:
        return Kind.REPLY
    return None


def comes_by_mail(kind: str, level: str | None, bell: Bell) -> bool:
    """Whether a notice is sent by mail as well. A new thread is, only to those who watch every post; what is urgent
    reaches those who muted the community, too."""
    if kind == Kind.URGENT:
        return bell.mails_mentions
    if level == Level.MUTED:
        return False
    if kind == Kind.MENTION:
        return bell.mails_mentions
    if kind in {Kind.REVIEW, Kind.PAPER}:
        return bell.mails_papers
    if kind == Kind.FOUND:
        return bell.mails_found
    if kind == Kind.REPLY or (kind == Kind.THREAD and level == Level.WATCHING):
        return bell.mails_replies
    return False
