"""What a file is, told from its bytes; its name only decides between kinds whose bytes are alike."""

import codecs
import zipfile
from dataclasses import dataclass

import puremagic
from django.core.files.base import File

_HEAD = 4_096
_MAX_PART = 200_000


@dataclass(frozen=True)
class Kind:
    """A kind of file: the ending it gets and the media type it is served with."""

    suffix: str
    media_type: str
    is_picture: bool = False


_PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}
_PDF = Kind("pdf", "application/pdf")
_TEXTS = {
    "txt": Kind("txt", "text/plain"),
    "csv": Kind("csv", "text/csv"),
    "eml": Kind("eml", "message/rfc822"),
    # As plain text, beside all else that keeps it from running: a page of somebody else's is no page of this site.
    "html": Kind("html", "text/plain"),
    "htm": Kind("html", "text/plain"),
}
_MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OOXML = "application/vnd.openxmlformats-officedocument."
# By the part that makes a package of Office Open XML one of these.
_OFFICE = {
    "word/document.xml": Kind("docx", f"{_OOXML}wordprocessingml.document"),
    "xl/workbook.xml": Kind("xlsx", f"{_OOXML}spreadsheetml.sheet"),
    "ppt/presentation.xml": Kind("pptx", f"{_OOXML}presentationml.presentation"),
}
_ODF = "application/vnd.oasis.opendocument."
# By the first entry of a package of OpenDocument, which is stored as it is.
_OPEN_DOCUMENT = {
    f"{_ODF}text": Kind("odt", f"{_ODF}text"),
    f"{_ODF}spreadsheet": Kind("ods", f"{_ODF}spreadsheet"),
    f"{_ODF}presentation": Kind("odp", f"{_ODF}presentation"),
}
_MACROS = ("vbaproject.bin", "basic/script-lc.xml")


def kind_of(file: File, name: str) -> Kind | None:
    """The kind of `file`, None for one that may not be attached. Leaves the file at its beginning."""
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return _PDF
    if head.startswith(b"PK\x03\x04"):
        return _packaged(file)
    media_type = _magic(head)
    if media_type in _PICTURES:
        return Kind("", media_type, is_picture=True)
    ending = name.rpartition(".")[2].lower()
    return _TEXTS[ending] if ending in _TEXTS and _is_text(file) else None


def _magic(head: bytes) -> str:
    """The media type that the first bytes tell; empty when they tell none."""
    try:
        return puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        return ""


def _packaged(file: File) -> Kind | None:
    try:
        with zipfile.ZipFile(file) as package:
            names = {entry.lower() for entry in package.namelist()}
            if any(name.endswith(_MACROS) for name in names):
                return None
            office = next((kind for part, kind in _OFFICE.items() if part in names), None)
            if office and "[content_types].xml" in names:
                return office
            return _OPEN_DOCUMENT.get(_first_words(package))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, KeyError, ValueError):
        return None
    finally:
        file.seek(0)


def _first_words(package: zipfile.ZipFile) -> str:
    entry = package.getinfo("mimetype")
    return package.read(entry).decode("ascii", "replace").strip() if entry.file_size < _MAX_PART else ""


def _is_text(file: File) -> bool:
    """Whether all of it is text, in UTF-8, a single-byte encoding, or UTF-16 with its mark, as spreadsheets export."""
    file.seek(0)
    if file.read(2) in _MARKS_OF_UTF_16:
        return _is_utf_16(file)
    file.seek(0)
    for chunk in file.chunks():
        if b"\x00" in chunk:
            return False
    file.seek(0)
    return True


def _is_utf_16(file: File) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        is_text = all("\0" not in decoder.decode(chunk) for chunk in file.chunks())
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return is_text
