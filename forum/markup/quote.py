"""A quote with a link back to the post that it comes from, as source text."""

import re

MAX_QUOTE = 1_500
_SPECIAL = re.compile(r"([\\\[\]*_`<>~])")


def quote(source: str, *, label: str, url: str) -> str:
    """`source` as a Markdown quote under a line that names and links its post; quotes inside it are left out."""
    lines = [line.rstrip() for line in source.splitlines() if not line.lstrip().startswith(">")]
    text = _shortened("\n".join(lines).strip())
    head = f"> [{_SPECIAL.sub(_escape, label)}]({url})"
    body = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    return f"{head}\n>\n{body}\n\n"


def _escape(match: re.Match[str]) -> str:
    return "\\" + match.group()


def _shortened(text: str) -> str:
    if len(text) <= MAX_QUOTE:
        return text
    return text[:MAX_QUOTE].rpartition("\n")[0] or text[:MAX_QUOTE] + " …"
