"""The page under all of Wagtail's pages, and the pages of communities."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.models import AbstractPage
from wagtail.models.pages import AbstractPageMeta, DefaultBasePageMixin

from ..audience import NOBODY
from .community import Community


class BasePage(AbstractPage, DefaultBasePageMixin):
    """The root model of the page tree: every page names the audience that may read it; nobody, until somebody says."""

    audience = models.CharField(max_length=40, default=NOBODY, db_index=True, editable=False)

    promote_panels: list = []
    settings_panels = [PublishingPanel()]

    class Meta(AbstractPageMeta):
        pass

    def with_content_json(self, content: dict[str, Any]) -> BasePage:
        """A revision restores words, never where a page stands: not its audience, and once published not its slug."""
        page = super().with_content_json(content)
        page.audience = self.audience
        if self.first_published_at:
            page.slug = self.slug
            page.set_url_path(self.get_parent())
        return page


class CommunitiesIndex(BasePage):
    """The place in the tree that the communities' pages stand under; the directory itself is a Django view."""

    max_count = 1
    subpage_types = ["communities.CommunityPage"]
    is_creatable = False


class CommunityPage(BasePage):
    """A community's front page, which its moderators curate. Who may be there stands in the community itself."""

    community = models.OneToOneField(Community, on_delete=models.PROTECT, related_name="page", editable=False)
    pinned_notice = models.CharField(
        _("pinned notice"), max_length=300, blank=True, help_text=_("One or two sentences above everything else.")
    )

    parent_page_types = ["communities.CommunitiesIndex"]
    is_creatable = False
    content_panels = [FieldPanel("title", read_only=True), FieldPanel("pinned_notice")]
