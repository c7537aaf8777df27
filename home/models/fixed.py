"""Pages that are laid out once: the home page, and those that the footer links."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from communities.cms.form import PlaceForm
from communities.models import BasePage

from ..blocks import ProseBlocks
from .reviewed import ReviewedPage


class HomePage(BasePage):
    """The root of the site in the tree. Its address is a Django view, since what stands there depends on who looks."""

    base_form_class = PlaceForm
    max_count = 1
    is_creatable = False


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
