"""Bytes of mail to text, whatever the mail says of them. It never fails and runs no codec that is not a charset."""

import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header

# Python also has "encodings" such as zlib, rot13 or unicode_escape: mail may not choose those.
_CHARSET = re.compile(
    r"(us-?ascii|utf-?(8|16|16-?[bl]e|32|7)|iso-?8859-?\d{1,2}|latin-?\d|(windows|cp)-?\d{3,4}|koi8-[rut]|gb(k|2312|18030)"
    r"|hz-gb-2312|big5(-?hkscs)?|euc-(jp|kr|tw)|shift[-_]jis|iso-2022-(jp|kr)(-\d)?|ks_c_5601-1987|mac-?(roman|intosh)|tis-620)",
    re.IGNORECASE,
)
# What the label says, and the superset that senders mean by it (as the WHATWG Encoding Standard reads labels).
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_SINGLE_BYTE_GUESSES = {"cp1252", "cp1254"}
# NUL cannot be stored by PostgreSQL, and the other controls have no place in a page.
# In a line of their own these make names and titles look like others.
_DIRECTIONS = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_FOLDS = re.compile(r"[\r\n]+[ \t]*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


def decode(content: bytes, label: str | None) -> str:
    """The text of `content`, which says to be in charset `label` (None, unknown or wrong: the likeliest is taken)."""
    if content.isascii() and b"\x1b" not in content and not _is_shifting(label):
        return without_controls(content.decode("ascii"))
    codec = _codec_of(label)
    # Unlabelled or mislabelled UTF-8 is common, and no other text is valid UTF-8 by chance.
    guesses = ["utf-8", codec] if codec in _SINGLE_BYTE_GUESSES else [codec, "utf-8"]
    for guess in guesses:
        try:
            return without_controls(content.decode(guess))
        except UnicodeError:
            continue
    return without_controls(content.decode("cp1252", errors="replace"))


def decode_words(value: str) -> str:
    """A header's value with its RFC 2047 words decoded, unfolded, white space single."""
    if "=?" in value:
        value = _FOLDS.sub(" ", value)
        try:
            parts = decode_header(value)
        except (HeaderParseError, ValueError):
            parts = [(value, None)]
        value = "".join(decode(part, label) if isinstance(part, bytes) else part for part, label in parts)
    return " ".join(_DIRECTIONS.sub("", without_controls(_mended(value))).split())


def without_controls(text: str) -> str:
    """`text` without control characters and without halves of surrogate pairs, lines ended by LF alone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = _CONTROLS.sub("", text)
    return text if text.isprintable() else text.encode("utf-8", "replace").decode("utf-8")


def _mended(value: str) -> str:
    """Raw 8-bit bytes in a header come from the parser as surrogates: they are read as what they were."""
    if value.isascii():
        return value
    try:
        return decode(value.encode("ascii", "surrogateescape"), None)
    except UnicodeEncodeError:
        return value


def _is_shifting(label: str | None) -> bool:
    return bool(label) and label.lower() in {"hz-gb-2312", "utf-7", "utf-16", "utf-16le", "utf-16be", "utf-32"}


def _codec_of(label: str | None) -> str:
    label = (label or "").strip().strip("\"'")
    if not _CHARSET.fullmatch(label):
        return "cp1252"
    try:
        name = codecs.lookup("cp949" if label.lower().startswith("ks_c") else label).name
    except LookupError:
        return "cp1252"
    return _SUPERSETS.get(name, name)
