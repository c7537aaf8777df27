"""Forms of the editor that fill in what nobody types."""

from django.db.models import Max
from wagtail.models import AbstractPage

from communities.cms.form import PlaceForm

from .citation import name_of_edition


class EditionForm(PlaceForm):
    """Gives an edition its number, and from it its name and address."""

    def prepare(self, page: AbstractPage) -> None:
        """The next number below the paper; once given, it stays."""
        paper = (page.get_parent() if page.pk else self.parent_page).specific
        if not page.number:
            numbers = type(page).objects.child_of(paper).aggregate(highest=Max("number"))
            page.number = (numbers["highest"] or 0) + 1
        page.title = name_of_edition(paper.draft_title, page.number)
        if page.first_published_at is None:
            page.slug = str(page.number)
