"""Letters without their accents, sign by sign, so that places in the folded text are places in the text."""

import unicodedata


class _Folded(dict):
    """What each sign becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        base = unicodedata.normalize("NFKD", sign)[:1]
        self[code] = folded = base if base and not unicodedata.combining(base) else sign
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """`text` with é as e, ñ as n: always of the same length."""
    return text.translate(_FOLDED)
