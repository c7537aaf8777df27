"""The blocks of a community's front page: text, people, links, papers, dates."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .models.user import User

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]


class HandleBlock(blocks.CharBlock):
    """A person, by handle."""

    def clean(self, value: str) -> str:
        """The handle without its @; ValidationError when nobody goes by it."""
        handle = super().clean(value).strip().lstrip("@").lower()
        if not User.objects.people().filter(handle=handle).exists():
            raise ValidationError(_("Nobody goes by this handle. It stands on the person’s page, after the @."))
        return handle


class PersonBlock(blocks.StructBlock):
    """One person and what to ask them about."""

    handle = HandleBlock(label=_("Handle"), max_length=60, help_text=_("As on the person’s page, like @leah-joseph."))
    role = blocks.CharBlock(label=_("What for"), max_length=80, required=False)


class PeopleBlock(blocks.StructBlock):
    """People to turn to."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80, default=_("Whom to ask"))
    people = blocks.ListBlock(PersonBlock(), label=_("People"), max_num=12)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """The people themselves, as far as the viewer may know of them, in the order chosen."""
        context = super().get_context(value, parent_context)
        viewer = context["request"].viewer
        handles = [entry["handle"] for entry in value["people"]]
        known = (
            User.objects.visible_to(viewer)
            .filter(handle__in=handles)
            .select_related("agency")
            .in_bulk(handles, field_name="handle")
        )
        context["people"] = [
            {"person": known[entry["handle"]], "role": entry["role"]}
            for entry in value["people"]
            if entry["handle"] in known
        ]
        return context

    class Meta:
        label = _("People")
        icon = "group"
        template = "communities/blocks/people.html"


class LinkBlock(blocks.StructBlock):
    """One address with its name."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    url = blocks.URLBlock(label=_("Address"), max_length=500)
    note = blocks.CharBlock(label=_("In a sentence"), max_length=200, required=False)


class LinksBlock(blocks.StructBlock):
    """Addresses worth keeping."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80, default=_("Links"))
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), max_num=20)

    class Meta:
        label = _("Links")
        icon = "link"
        template = "communities/blocks/links.html"


class PapersBlock(blocks.StructBlock):
    """The community's newest white papers."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80, default=_("Papers of this community"))
    at_most = blocks.IntegerBlock(label=_("At most"), default=4, min_value=1, max_value=12)

    class Meta:
        label = _("Papers")
        icon = "doc-full"
        template = "communities/blocks/papers.html"


class DateBlock(blocks.StructBlock):
    """One date with what happens."""

    day = blocks.DateBlock(label=_("Day"))
    title = blocks.CharBlock(label=_("What"), max_length=120)
    where = blocks.CharBlock(label=_("Time and place"), max_length=120, required=False)
    url = blocks.URLBlock(label=_("Address"), max_length=500, required=False)


class DatesBlock(blocks.StructBlock):
    """Dates to come. What is past leaves the list by itself."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80, default=_("Next dates"))
    dates = blocks.ListBlock(DateBlock(), label=_("Dates"), max_num=40)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """The five nearest dates from today on."""
        context = super().get_context(value, parent_context)
        context["dates"] = upcoming(value["dates"], localdate())[:5]
        return context

    class Meta:
        label = _("Dates")
        icon = "date"
        template = "communities/blocks/dates.html"


def upcoming(dates: Any, today: date) -> list:
    """Those of `dates` that are not past on `today`, the nearest first."""
    return sorted((entry for entry in dates if entry["day"] >= today), key=lambda entry: entry["day"])


class FrontPageBlocks(blocks.StreamBlock):
    """What moderators may put on the front page of their community."""

    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, template="communities/blocks/text.html")
    people = PeopleBlock()
    links = LinksBlock()
    papers = PapersBlock(max_num=1)
    dates = DatesBlock()
