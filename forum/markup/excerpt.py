"""The first words of a text, for lists, mail and previews."""


def excerpt(text: str, length: int = 200) -> str:
    """`text` on one line, cut between two words at `length` characters at most, with an ellipsis where it was cut."""
    line = " ".join(text[: length * 4].split())
    if len(line) <= length and len(text) <= length * 4:
        return line
    cut = line[: length - 1]
    head, space, _ = cut.rpartition(" ")
    # One endless word is cut where it stands.
    return (head if space and len(head) > length // 2 else cut).rstrip(" ,;:.–-") + "…"
