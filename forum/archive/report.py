"""What an import found and did, counted, and told in sentences."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Report:
    """The counts of one import. `read` = `added` + `doubled` + `known` + `too_large`, or something was lost."""

    read: int = 0
    added: int = 0
    doubled: int = 0
    known: int = 0
    too_large: list[str] = field(default_factory=list)
    threads_begun: int = 0
    threads_continued: int = 0
    joined_by_subject: int = 0
    longest_thread: int = 0
    deepest_answer: int = 0
    people_staged: int = 0
    files_kept: int = 0
    files_refused: list[str] = field(default_factory=list)
    signatures_left_out: int = 0
    html_alone: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    is_trial: bool = False

    def lines(self) -> list[str]:
        """The report as it is printed: counts first, then what somebody should look at."""
        will = "would be " if self.is_trial else ""
        return [
            f"Messages read: {self.read}",
            f"  {will}added: {self.added}",
            f"  twice in these archives: {self.doubled}",
            f"  here already: {self.known}",
            f"  too large, left out: {len(self.too_large)}",
            f"Threads {will}begun: {self.threads_begun}, continued: {self.threads_continued}",
            f"  messages joined by subject alone: {self.joined_by_subject}",
            f"  longest thread: {self.longest_thread}, deepest answer: {self.deepest_answer}",
            f"People {will}staged: {self.people_staged}",
            f"Files {will}kept: {self.files_kept}, refused: {len(self.files_refused)}",
            f"Detached signatures left out: {self.signatures_left_out}",
            f"Messages in HTML alone: {self.html_alone}",
            *self._period(),
            *(f"Too large: {place}" for place in self.too_large[:20]),
            *(f"Refused: {name}" for name in self.files_refused[:20]),
        ]

    def seen(self, at: datetime) -> None:
        """Widen the period by one message."""
        self.first_at = min(self.first_at or at, at)
        self.last_at = max(self.last_at or at, at)

    def _period(self) -> list[str]:
        if self.first_at is None or self.last_at is None:
            return []
        return [f"From {self.first_at:%d %b %Y} to {self.last_at:%d %b %Y}"]
