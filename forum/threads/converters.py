"""How a thread stands in an address: its id, and behind it words that are only decoration."""

from .models import Thread


class ThreadConverter:
    """`12` and `12-any-words` are both thread 12."""

    regex = r"[0-9]{1,18}(?:-[\w-]*)?"

    def to_python(self, value: str) -> int:
        return int(value.partition("-")[0])

    def to_url(self, value: int | Thread) -> str:
        return f"{value.pk}-{value.slug}" if isinstance(value, Thread) else str(value)
