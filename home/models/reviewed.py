"""What all pages have in common that go live by a second person's review."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision, Workflow

from communities.cms.form import PlaceForm
from communities.cms.tester import REVIEWED
from communities.models import BasePage


class Draft(NamedTuple):
    """One revision, as far as it tells who wrote when."""

    pk: int
    user_id: int | None
    created_at: datetime


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
        """Who wrote what would go live now."""
        return writers_of([self])[self.pk]


def writers_of(pages: Sequence[BasePage]) -> dict[int, set[int]]:
    """For each page who wrote what would go live: in revisions since the published one, and the owner of a new page.

    A page below one that is not live takes it along, and so the words of its writers. Two queries for any number."""
    above = BasePage.objects.filter(path__in={page.path[: -page.steplen] for page in pages}, live=False)
    together = {page.path: page for page in (*pages, *above)}
    drafts = _drafts_of(together.values())
    wrote = {path: _writers(page, drafts[page.pk]) for path, page in together.items()}
    return {page.pk: wrote[page.path] | wrote.get(page.path[: -page.steplen], set()) for page in pages}


def _drafts_of(pages: Iterable[BasePage]) -> dict[int, list[Draft]]:
    """The revisions of each page, without their words."""
    of_pages = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage), object_id__in=[str(page.pk) for page in pages]
    )
    drafts: dict[int, list[Draft]] = defaultdict(list)
    for object_id, *draft in of_pages.values_list("object_id", "pk", "user_id", "created_at"):
        drafts[int(object_id)].append(Draft(*draft))
    return drafts


def _writers(page: BasePage, drafts: Sequence[Draft]) -> set[int]:
    out = next((draft.created_at for draft in drafts if draft.pk == page.live_revision_id), None)
    writers = {draft.user_id for draft in drafts if out is None or draft.created_at > out}
    if not page.first_published_at:
        writers.add(page.owner_id)
    return writers - {None}
