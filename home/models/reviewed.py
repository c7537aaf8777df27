"""What all pages have in common that go live by a second person's review."""

from django.db import models
from wagtail.models import Workflow

from communities.cms.form import PlaceForm
from communities.cms.tester import REVIEWED
from communities.models import BasePage


class ReviewedPage(BasePage):
    """A page that anybody of its place writes, and that somebody else lets go live."""

    base_form_class = PlaceForm
    editing = REVIEWED

    # False for what goes live together with another page.
    can_be_handed_in = True

    class Meta:
        abstract = True

    def get_workflow(self) -> Workflow | None:
        """The one workflow that the site has."""
        return Workflow.objects.active().order_by("pk").first()

    def writers(self) -> set[int]:
        """Who wrote what would go live now: in revisions since the published one, and the owner of a new page."""
        drafts = self.revisions.all()
        if self.live_revision_id:
            drafts = drafts.filter(
                created_at__gt=models.Subquery(self.revisions.filter(pk=self.live_revision_id).values("created_at"))
            )
        writers = set(drafts.values_list("user_id", flat=True))
        if not self.first_published_at:
            writers.add(self.owner_id)
        return writers - {None}
