"""Pages that are laid out once: the home page, and those that the footer links."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from communities.cms.form import PlaceForm
from communities.models import BasePage

from ..blocks import ProseBlocks
from .reviewed import ReviewedPage


class HomePage(BasePage):
    """The front door. It has no words of its own: what it shows depends on who looks."""

    base_form_class = PlaceForm
    max_count = 1
    is_creatable = False
    template = "home/home.html"

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """One page for those who are signed in, another for visitors."""
        return "home/home_public.html" if request.viewer.is_visitor else self.template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the viewer finds on the front door."""
        from ..front_door import front_door  # noqa: PLC0415 - it reads the models of this package.

        return {**super().get_context(request, *args, **kwargs), **front_door(request)}


class StandardPage(ReviewedPage):
    """A page that the footer links: ground rules, privacy, accessibility."""

    body = StreamField(ProseBlocks(), verbose_name=_("text"), blank=True)
    updated_on = models.DateField(_("in force since"), null=True, blank=True)

    is_creatable = False
    template = "home/standard.html"
    content_panels = [FieldPanel("title"), FieldPanel("updated_on"), FieldPanel("body")]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page in the footer")
