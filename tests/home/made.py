"""Papers that tests of this folder make, through the same rules as the editor."""

from io import BytesIO

from django.core.files.base import ContentFile
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from communities.models import CommunityPage, User
from home.actions import reviewing, writing
from home.models import EditionPage, PaperPage, PapersIndex

TEXT = [{"type": "heading", "value": "The short version"}, {"type": "text", "value": "<p>Carry two doses.</p>"}]


def place(world, community=None):
    """Where papers are put: a community's page, else the index."""
    return CommunityPage.objects.get(community=community) if community else PapersIndex.objects.get()


def fresh(user: User) -> User:
    """The person as a new request would read it, without what an earlier one remembered."""
    return User.objects.select_related("agency").get(pk=user.pk)


def draft(author, below, title="Naloxone in patrol vehicles", **words) -> EditionPage:
    """A paper with a first edition, both drafts."""
    paper = writing.draft_paper(author=fresh(author), place=below, title=title, summary=f"About {title.lower()}.")
    return edition_of(paper, author, **words)


def edition_of(paper: PaperPage, author, **words) -> EditionPage:
    """One more draft of an edition."""
    words = {"authors": ["Ed Novak", "Priya Nair"], "body": TEXT, **words}
    return writing.draft_edition(author=fresh(author), paper=PaperPage.objects.get(pk=paper.pk), **words)


def out(author, reviewer, below, **words) -> EditionPage:
    """A paper whose first edition was handed in and approved."""
    return published(draft(author, below, **words), author, reviewer)


def again(page):
    """The page as it is in the database now."""
    return type(page).objects.get(pk=page.pk)


def published(page, author, reviewer):
    """The page, handed in by its author and approved by somebody else."""
    reviewing.hand_in(author=fresh(author), page=again(page))
    reviewing.approve(reviewer=fresh(reviewer), page=again(page))
    return again(page)


def pdf(*pages: str) -> ContentFile:
    """A real PDF with a page for each of these words."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    for words in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 60 760 Td ({words}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    target = BytesIO()
    writer.write(target)
    return ContentFile(target.getvalue(), name="paper.pdf")
