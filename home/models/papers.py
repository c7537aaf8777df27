"""White papers: a paper is a page, each edition a page below it, and the paper's address shows the newest."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import Collection, PageManager

from communities.cms.form import PlaceForm
from communities.models import Agency, BasePage, CommunityPage, File, Picture
from communities.models.page import PAPERS, VisiblePages

from ..blocks import ProseBlocks, anchor
from ..citation import citation, names_of, together
from ..forms import EditionForm
from .reviewed import ReviewedPage


class PapersIndex(BasePage):
    """The place of papers that belong to no community. Its address lists all papers that the viewer may read."""

    collection = models.OneToOneField(Collection, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    base_form_class = PlaceForm
    max_count = 1
    is_creatable = False
    subpage_types = ["home.PaperPage"]
    template = "home/papers.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One page of the list, filtered as asked."""
        from ..paper_lists import paper_list  # noqa: PLC0415 - it reads the models of this module.

        return {**super().get_context(request, *args, **kwargs), **paper_list(request)}


class PapersQuerySet(VisiblePages):
    """Papers, by their newest edition."""

    def out(self) -> Self:
        """Those with an edition that can be read, the newest first."""
        return self.filter(newest__isnull=False).order_by("-newest_on", "-pk")

    def with_newest(self, *related: str) -> Self:
        """Reads what lists show of a paper and of its newest edition, and none of the text; and these columns of what
        belongs to the edition."""
        paper = ("title", "url_path", "path", "depth", "summary", "motif", "cover", "newest_on")
        edition = ("title", "url_path", "number", "day", "authors", "last_published_at", *related)
        shown = [*paper, *(f"newest__{name}" for name in edition)]
        joined = {"newest", *(f"newest__{name.rpartition('__')[0]}" for name in related)}
        return self.select_related(*joined).only(*shown).prefetch_related("cover__renditions")


class PaperPage(ReviewedPage):
    """A paper: its name, what it is about, and the newest of its editions, which goes live first and takes it along."""

    class Motif(models.TextChoices):
        WAVES = "waves", _("Waves, petrol")
        BARS = "bars", _("Bars, clay")
        CIRCLES = "circles", _("Circles, plum")
        BRANCHES = "branches", _("Branches, moss")

    summary = models.CharField(_("summary"), max_length=300, help_text=_("One or two sentences, for lists."))
    motif = models.CharField(_("drawing on the cover"), max_length=10, choices=Motif, default=Motif.WAVES)
    cover = models.ForeignKey(
        Picture,
        verbose_name=_("picture instead of the drawing"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    newest = models.ForeignKey(
        "home.EditionPage", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    newest_on = models.DateField(null=True, editable=False, db_index=True)

    objects = PageManager.from_queryset(PapersQuerySet)()

    parent_page_types = ["home.PapersIndex", "communities.CommunityPage"]
    subpage_types = ["home.EditionPage"]
    template = "home/paper.html"
    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldPanel("motif"),
        FieldPanel("cover"),
    ]

    class Meta:
        verbose_name = _("white paper")

    @property
    def can_be_handed_in(self) -> bool:
        """Once it is live. Until then it goes along with its first edition."""
        return self.live

    def set_url_path(self, parent: BasePage | None) -> str:
        """A community's papers stand at `papers/<slug>/`, so that none can take the address of a part of it."""
        if parent and issubclass(parent.specific_class, CommunityPage):
            self.url_path = f"{parent.url_path}{PAPERS}/{self.slug}/"
            return self.url_path
        return super().set_url_path(parent)

    def with_content_json(self, content: dict[str, Any]) -> PaperPage:
        """A revision restores words; which edition is the newest is no matter of revisions."""
        page = super().with_content_json(content)
        page.newest_id, page.newest_on = self.newest_id, self.newest_on
        return page

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The paper with its newest edition."""
        edition = EditionPage.objects.filter(pk=self.newest_id).first()
        return {**super().get_context(request, *args, **kwargs), **_shown(self, edition)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The newest edition. A paper without one is not there yet."""
        if self.newest_id is None:
            raise Http404
        return super().serve(request, *args, **kwargs)


class EditionPage(ReviewedPage):
    """One edition of a paper, with an address of its own that lasts."""

    number = models.PositiveIntegerField(default=0, editable=False)
    day = models.DateField(_("date"), default=localdate)
    authors = models.TextField(_("authors"), max_length=1000, help_text=_("One name on each line."))
    agencies = ParentalManyToManyField(Agency, verbose_name=_("agencies"), blank=True, related_name="+")
    what_is_new = models.CharField(
        _("what is new"), max_length=300, blank=True, help_text=_("Against the edition before.")
    )
    file = models.ForeignKey(
        File, verbose_name=_("file"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = StreamField(ProseBlocks(), verbose_name=_("text"), blank=True)

    base_form_class = EditionForm
    parent_page_types = ["home.PaperPage"]
    subpage_types: list[str] = []
    template = "home/paper.html"
    content_panels = [
        FieldPanel("day"),
        FieldPanel("authors"),
        FieldPanel("agencies", widget=CheckboxSelectMultiple),
        FieldPanel("what_is_new", widget=AdminAutoHeightTextInput),
        FieldPanel("file"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("edition of a white paper")

    def with_content_json(self, content: dict[str, Any]) -> EditionPage:
        """A revision restores words, never the number that people cite."""
        page = super().with_content_json(content)
        page.number = self.number
        return page

    @property
    def author_names(self) -> list[str]:
        """The authors in their order."""
        return names_of(self.authors)

    @property
    def authors_together(self) -> str:
        """The authors in one phrase."""
        return together(self.author_names)

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Anchor and text of each heading."""
        return [(anchor(block.value), block.value) for block in self.body if block.block_type == "heading"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """This edition with its paper."""
        paper = self.get_parent().specific
        if not paper.live:
            # Seen in a preview only: the paper as it would go live together with this edition.
            paper = paper.get_latest_revision_as_object()
        return {**super().get_context(request, *args, **kwargs), **_shown(paper, self)}


def _shown(paper: PaperPage, edition: EditionPage | None) -> dict[str, Any]:
    """What the page of a paper shows."""
    if edition is None:
        return {"paper": paper, "edition": None}
    others = EditionPage.objects.child_of(paper).live().exclude(pk=edition.pk).order_by("-number")
    return {
        "paper": paper,
        "edition": edition,
        "others": list(others.only("title", "number", "day", "url_path", "path", "depth", "what_is_new")),
        "agencies": list(edition.agencies.all()),
        "community": _community_of(paper),
        "address": settings.BASE_URL.partition("://")[2] + edition.get_absolute_url().rstrip("/"),
        "citation": citation(edition.author_names, edition.day.year, paper.title, edition.number),
        "is_newest": paper.newest_id in (None, edition.pk),
    }


def _community_of(paper: PaperPage) -> Any:
    place = paper.get_parent().specific
    return place.community if isinstance(place, CommunityPage) else None
