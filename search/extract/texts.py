"""The words of plain text, of pages of HTML, and of mails."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

from .limits import CHARACTERS, ENTRIES
from .passages import Page

_UNSEEN = {"script", "style", "template", "noscript", "svg"}
_BLOCKS = {"title", "p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"}


def plain(content: bytes) -> Iterator[Page]:
    """Text in UTF-8 or UTF-16 with its mark, else as Windows writes it."""
    yield None, _decoded(content[: CHARACTERS * 4])


def html(content: bytes) -> Iterator[Page]:
    """What a browser would show, its title too."""
    yield None, _shown(_decoded(content[: CHARACTERS * 10]))


def mail(content: bytes) -> Iterator[Page]:
    """Subject, people and text of a mail; what hangs on it is named only."""
    message = message_from_bytes(content, policy=policy.default)
    lines = [str(message.get(name, "")) for name in ("Subject", "From", "To", "Cc")]
    for number, part in enumerate(message.walk()):
        if number > ENTRIES:
            break
        if part.get_filename():
            lines.append(part.get_filename())
        elif part.get_content_maintype() == "text":
            lines.append(_text_of(part))
    yield None, "\n".join(lines)


def _text_of(part: EmailMessage) -> str:
    text = _decoded(part.get_payload(decode=True) or b"", part.get_content_charset() or "")
    return _shown(text) if part.get_content_subtype() == "html" else text


def _decoded(content: bytes, encoding: str = "") -> str:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "replace")
    for name in filter(None, [encoding, "utf-8-sig"]):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def _shown(text: str) -> str:
    page = _Shown()
    page.feed(text)
    page.close()
    return "".join(page.parts)


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)


KINDS = {"txt": plain, "csv": plain, "html": html, "htm": html, "eml": mail}
