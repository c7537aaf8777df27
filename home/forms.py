"""Forms of the editor that fill in what nobody types."""

from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import AbstractPage

from communities.cms.form import PlaceForm


class EditionForm(PlaceForm):
    """Gives an edition its number, and from it its name and address."""

    def prepare(self, page: AbstractPage) -> None:
        """The next number below the paper; once given, it stays."""
        paper = (page.get_parent() if page.pk else self.parent_page).specific
        if not page.number:
            numbers = type(page).objects.child_of(paper).aggregate(highest=Max("number"))
            page.number = (numbers["highest"] or 0) + 1
        page.title = _("%(paper)s, edition %(number)s") % {"paper": paper.draft_title, "number": page.number}
        if page.first_published_at is None:
            page.slug = str(page.number)
