"""The page under all of Wagtail's pages, and the pages of communities."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import AbstractPage, Collection, PageManager, Workflow
from wagtail.models.pages import AbstractPageMeta, DefaultBasePageMixin
from wagtail.query import PageQuerySet

from ..audience import NOBODY, PUBLIC
from ..blocks import FrontPageBlocks
from ..cms.form import PlaceForm
from ..cms.tester import CURATED, FIXED, PlaceTester
from ..viewer import Viewer
from .audience import Reach, reached
from .community import Community, FormerSlug

# Where the home page of the one site stands in the tree: all addresses are below it.
SITE_ROOT = "/home/"
PAPERS = "papers"


class VisiblePages(PageQuerySet):
    """Pages, by who may read them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The published pages that `viewer` may read."""
        return self.live().filter(reached(viewer))


class BasePage(AbstractPage, DefaultBasePageMixin):
    """The root model of the page tree: every page names the audience that may read it; nobody, until somebody says."""

    audience = models.CharField(max_length=40, default=NOBODY, db_index=True, editable=False)

    objects = PageManager.from_queryset(VisiblePages)()

    editing = FIXED
    promote_panels: list = []
    settings_panels = [PublishingPanel()]

    class Meta(AbstractPageMeta):
        indexes = [models.Index(fields=["url_path"], name="page_by_address")]

    def get_absolute_url(self) -> str:
        """The address within the one site. No query."""
        return "/" + self.url_path.removeprefix(SITE_ROOT)

    def audience_below(self) -> str:
        """Who reads what is added below this page."""
        return self.audience

    @property
    def has_workflow(self) -> bool:
        """Asked of a page before it is made, so of its parent: whether anything is handed in is up to the tester."""
        return True

    def get_workflow(self) -> Workflow | None:
        """None, unless a class of pages is reviewed."""
        return None

    @property
    def readers_in_words(self) -> str:
        """Who reads the page once it is live, for those who write it."""
        if self.audience == PUBLIC:
            return gettext("Everybody, without an account")
        number = self.audience.removeprefix("c-").partition("-")[0]
        community = Community.objects.filter(pk=number).first() if number.isdecimal() else None
        if community is None:
            return gettext("Nobody")
        if self.audience == community.readers_audience:
            return gettext("Readers of %(name)s (%(visibility)s)") % _named(community)
        return gettext("Those who may know of %(name)s (%(visibility)s)") % _named(community)

    def may_point_to(self, audience: str) -> bool:
        """Whether everybody who reads this page may also read what names `audience`."""
        return Reach.covers(audience, self.audience)

    def permissions_for_user(self, user: Any) -> PlaceTester:
        """What `user` may do with this page in the editor."""
        return PlaceTester(user, self)

    def with_content_json(self, content: dict[str, Any]) -> BasePage:
        """A revision restores words, never where a page stands: not its audience, and once published not its slug."""
        page = super().with_content_json(content)
        page.audience = self.audience
        if self.first_published_at:
            page.slug = self.slug
            page.set_url_path(self.get_parent())
        return page

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list:
        """None: a list of addresses is a list of titles."""
        return []


def _named(community: Community) -> dict[str, str]:
    return {"name": community.name, "visibility": community.get_visibility_display()}


class CommunitiesIndex(BasePage):
    """The place in the tree that the communities' pages stand under; the directory itself is a Django view."""

    base_form_class = PlaceForm
    max_count = 1
    subpage_types = ["communities.CommunityPage"]
    is_creatable = False

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """A community's page; an address that a community had before leads on to where it is now."""
        try:
            return super().route(request, path_components)
        except Http404:
            FormerSlug.lead_on(request.viewer, path_components[0] if path_components else "")
            raise

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing of its own: the directory's address comes first."""
        raise Http404


class CommunityPage(BasePage):
    """A community's front page, which its moderators curate. Who may be there stands in the community itself."""

    community = models.OneToOneField(Community, on_delete=models.PROTECT, related_name="page", editable=False)
    collection = models.OneToOneField(Collection, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    purpose = models.CharField(
        _("purpose"), max_length=300, help_text=_("Who meets here and what for. The directory shows it too.")
    )
    pinned_notice = models.CharField(
        _("pinned notice"), max_length=300, blank=True, help_text=_("One or two sentences above everything else.")
    )
    pinned_until = models.DateField(
        _("pinned until"), null=True, blank=True, help_text=_("The last day of the notice. Empty: until taken off.")
    )
    body = StreamField(FrontPageBlocks(), verbose_name=_("what stands on the page"), blank=True)

    base_form_class = PlaceForm
    editing = CURATED
    is_creatable = False
    parent_page_types = ["communities.CommunitiesIndex"]
    template = "communities/front.html"
    content_panels = [
        FieldPanel("title", read_only=True),
        FieldPanel("purpose", widget=AdminAutoHeightTextInput),
        FieldPanel("pinned_notice", widget=AdminAutoHeightTextInput),
        FieldPanel("pinned_until"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("community front page")

    @property
    def notice(self) -> str:
        """The pinned notice, up to its last day."""
        is_over = self.pinned_until is not None and self.pinned_until < localdate()
        return "" if is_over else self.pinned_notice

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What stands on the front page, as far as the viewer may see it."""
        from ..front import front  # noqa: PLC0415 - it reads the models of this package.

        return {**super().get_context(request, *args, **kwargs), **front(self, request.viewer)}

    def with_content_json(self, content: dict[str, Any]) -> CommunityPage:
        """A revision restores words, never whose page this is or where its pictures stand."""
        page = super().with_content_json(content)
        page.community_id, page.collection_id = self.community_id, self.collection_id
        return page

    def audience_below(self) -> str:
        """Papers are for the readers of the community, who may be fewer than those who know of it."""
        return self.community.readers_audience
