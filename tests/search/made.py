"""What tests of search find: threads, and files of each kind, small real ones and hostile ones."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from forum.threads import actions as threads
from tests.home.made import pdf as _pdf

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE, TEXT = ("urn:oasis:names:tc:opendocument:xmlns:" + name for name in ("office:1.0", "text:1.0"))


def started(world, *lines):
    """Threads, each of (who, place, title, text)."""
    for who, place, title, text in lines:
        threads.start_thread(viewer=world.viewer(who), community=world[place], title=title, source=text)


def package(parts, mimetype=""):
    """The bytes of a package with these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(*paragraphs, body=None):
    said = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = body or f'<w:document xmlns:w="{WORD}"><w:body>{said}</w:body></w:document>'
    return package({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def pptx(*slides):
    parts = {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}
    for number, text in enumerate(slides, 1):
        parts[f"ppt/slides/slide{number}.xml"] = f'<a:p xmlns:a="{DRAWING}"><a:r><a:t>{text}</a:t></a:r></a:p>'
    return package(parts)


def xlsx(*cells):
    """A sheet with one row: the first cells by the table of shared texts, the last a number."""
    *texts, number = cells
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    row = "".join(f'<c t="s"><v>{place}</v></c>' for place in range(len(texts)))
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": "<workbook/>",
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{shared}</sst>',
            "xl/worksheets/sheet1.xml": f'<s xmlns="{SHEET}"><row>{row}<c><v>{number}</v></c></row></s>',
        }
    )


def odt(*paragraphs):
    said = "".join(f"<t:p>{text}</t:p>" for text in paragraphs)
    content = f'<o:document xmlns:o="{OFFICE}" xmlns:t="{TEXT}">{said}</o:document>'
    return package({"content.xml": content}, "application/vnd.oasis.opendocument.text")


def pdf(words):
    return _pdf(words).read()


def mail(text):
    head = "Subject: Winter kit\nFrom: Bo <bo@lake.example>\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    return f"{head}<style>p {{}}</style><p>{text}</p>".encode()


def bomb():
    """A Word document of 130 kB that unpacks to 130 MB."""
    return docx(body=f'<w:document xmlns:w="{WORD}"><w:t>' + "x" * 130_000_000 + "</w:t></w:document>")


def laughs():
    """A Word document whose entities expand each other to a billion."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return docx(body=f'<!DOCTYPE d [<!ENTITY e0 "ha">{entities}]><d>&e9;</d>')


def deep():
    return docx(body=f'<d xmlns:w="{WORD}">' + "<w:t>" * 100_000)


def text_file(text, name="note.txt"):
    return SimpleUploadedFile(name, text.encode())
