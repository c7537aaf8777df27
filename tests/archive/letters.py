"""Mail that the tests make themselves: no byte of it comes from a real archive."""

import re
from email.message import EmailMessage
from pathlib import Path

from forum.archive.reading import Place, RawMessage


def letter(
    number,
    *,
    day=1,
    parent=None,
    references=(),
    subject="Salt for the bridges",
    body="Text.",
    sender=None,
    charset="utf-8",
):
    """One message as bytes; `parent` and `references` are numbers of other letters."""
    mail = EmailMessage()
    mail["From"] = sender or f"Ruth Alder <ruth{number}@roads.example>"
    mail["Subject"] = subject
    mail["Date"] = f"{day:02d} Mar 2019 08:00:00 +0000"
    mail["Message-ID"] = id_of(number)
    if references:
        mail["References"] = " ".join(id_of(one) for one in references)
    if parent is not None:
        mail["In-Reply-To"] = id_of(parent)
    mail.set_content(body, charset=charset)
    return mail.as_bytes()


def id_of(number):
    return f"<letter-{number}@roads.example>"


def raw(content, postmark=b""):
    content = content.encode() if isinstance(content, str) else content
    return RawMessage(Place(Path("test"), 1, 0, len(content)), content, postmark)


def mbox(*letters):
    """Letters as an mboxrd file."""

    quoted = (re.sub(rb"(?m)^(>*From )", rb">\1", one) for one in letters)
    return b"".join(b"From roads Fri Mar  1 08:00:00 2019\n" + one.rstrip(b"\n") + b"\n\n" for one in quoted)
