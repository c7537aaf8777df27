"""News of the service, for everybody."""

from typing import Any, Self

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import PageManager

from communities.cms.form import PlaceForm
from communities.models import BasePage
from communities.models.page import VisiblePages

from ..blocks import ProseBlocks
from .reviewed import ReviewedPage

PER_PAGE = 20


class NewsIndex(BasePage):
    """The list of news, the newest first."""

    base_form_class = PlaceForm
    max_count = 1
    is_creatable = False
    subpage_types = ["home.NewsPage"]
    template = "home/news_index.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One page of the list."""
        news = NewsPage.objects.visible_to(request.viewer).newest_first()
        listing = Paginator(news, PER_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "listing": listing}


class NewsQuerySet(VisiblePages):
    """News, by their day."""

    def newest_first(self) -> Self:
        """What lists show, by day, the newest first."""
        return self.only("title", "url_path", "summary", "day", "last_published_at").order_by("-day", "-pk")


class NewsPage(ReviewedPage):
    """One piece of news."""

    day = models.DateField(_("date"), default=localdate)
    summary = models.CharField(_("summary"), max_length=300, help_text=_("One or two sentences, for lists."))
    body = StreamField(ProseBlocks(), verbose_name=_("text"), blank=True)

    objects = PageManager.from_queryset(NewsQuerySet)()

    parent_page_types = ["home.NewsIndex"]
    subpage_types: list[str] = []
    template = "home/news.html"
    content_panels = [
        FieldPanel("title"),
        FieldPanel("day"),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
