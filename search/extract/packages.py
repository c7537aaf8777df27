"""The words of Office Open XML and OpenDocument files: packages of XML, read by expat with hard limits.

Nothing in them is believed: neither the sizes in the directory nor the names. A document type is refused as a whole, so
no entity is ever expanded and none is fetched."""

import re
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from .limits import DEPTH, ENTRIES, PAGES, UNPACKED
from .passages import Page

CHUNK = 64 * 1024
_NUMBER = re.compile(r"(\d+)\.xml$")


class Unreadable(Exception):  # noqa: N818 - what a file is.
    """The file is not what it says, or more than one may read."""


class Package:
    """A package, with a count of what has been read out of it."""

    def __init__(self, file: BinaryIO) -> None:
        self.archive = zipfile.ZipFile(file)
        self.names = self.archive.namelist()
        if len(self.names) > ENTRIES:
            raise Unreadable("too many entries")
        self.left = UNPACKED

    def numbered(self, folder: str) -> list[str]:
        """The parts `folder1.xml`, `folder2.xml` … in their order."""
        found = [name for name in self.names if name.startswith(folder) and _NUMBER.search(name)]
        return sorted(found, key=lambda name: int(_NUMBER.search(name)[1]))[:PAGES]

    def parse(self, name: str, reader: "Reader") -> "Reader":
        """Let `reader` hear of all elements of a part; nothing for one that is not there."""
        if name not in self.names:
            return reader
        parser = reader.parser()
        with self.archive.open(name) as part:
            while chunk := part.read(CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    raise Unreadable("unpacks to too much")
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
        return reader


class Reader:
    """Gathers the text of some elements, with a blank or a new line after others."""

    def __init__(self, texts: set[str], breaks: set[str]) -> None:
        self.texts, self.breaks = texts, breaks
        self.parts: list[str] = []
        self.depth = self.within = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.data
        return parser

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise Unreadable("elements too deep in each other")
        self.within += _local(name) in self.texts

    def end(self, name: str) -> None:
        self.depth -= 1
        self.within -= _local(name) in self.texts
        if _local(name) in self.breaks:
            self.parts.append("\n")

    def data(self, text: str) -> None:
        if self.within:
            self.parts.append(text)

    @staticmethod
    def _refuse(*_: object) -> None:
        raise Unreadable("a document type")


class Sheet(Reader):
    """The cells of a sheet in their order: what they say, or the number that they hold."""

    def __init__(self, shared: list[str]) -> None:
        super().__init__({"v", "t"}, {"row"})
        self.shared, self.is_shared, self.cell = shared, False, []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if _local(name) == "c":
            self.is_shared, self.cell = attributes.get("t") == "s", []

    def data(self, text: str) -> None:
        if self.within:
            self.cell.append(text)

    def end(self, name: str) -> None:
        if _local(name) == "c":
            said = "".join(self.cell)
            if self.is_shared:
                number = int(said) if said.isdecimal() and len(said) < 9 else -1
                said = self.shared[number] if 0 <= number < len(self.shared) else ""
            self.parts += (said, " ")
        super().end(name)


class Strings(Reader):
    """The texts that the sheets of a workbook share."""

    def __init__(self) -> None:
        super().__init__({"t"}, set())
        self.all: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if _local(name) == "si":
            self.all.append(self.text)
            self.parts.clear()


def document(package: Package) -> Iterator[Page]:
    """A text document of Office Open XML; pages are made only where it is printed."""
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        yield None, package.parse(name, Reader({"t"}, {"p", "tab", "br", "tc"})).text


def slides(package: Package) -> Iterator[Page]:
    """The slides of a presentation, each with its notes."""
    for number, name in enumerate(package.numbered("ppt/slides/slide"), 1):
        notes = f"ppt/notesSlides/notesSlide{number}.xml"
        reader = Reader({"t"}, {"p"})
        package.parse(name, reader)
        yield number, package.parse(notes, reader).text


def sheets(package: Package) -> Iterator[Page]:
    """The sheets of a workbook."""
    shared = Strings()
    package.parse("xl/sharedStrings.xml", shared)
    for name in package.numbered("xl/worksheets/sheet"):
        yield None, package.parse(name, Sheet(shared.all)).text


def opendocument(package: Package) -> Iterator[Page]:
    """Text, sheets or slides of OpenDocument: all of them say what they say in paragraphs."""
    yield None, package.parse("content.xml", Reader({"p", "h"}, {"p", "h", "tab", "line-break", "s"})).text


KINDS: dict[str, Callable[[Package], Iterator[Page]]] = {
    "docx": document,
    "pptx": slides,
    "xlsx": sheets,
    "odt": opendocument,
    "ods": opendocument,
    "odp": opendocument,
}


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
