"""The blocks of papers, news and fixed pages: text, quote, figure, bar chart, table."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link", "superscript", "subscript"]


class HeadingBlock(blocks.CharBlock):
    """A heading of a part. The contents beside a paper link to it."""

    def get_context(self, value: str, parent_context: dict | None = None) -> dict[str, Any]:
        """The anchor that the contents link to."""
        return {**super().get_context(value, parent_context), "anchor": anchor(value)}

    class Meta:
        label = _("Heading")
        icon = "title"
        template = "home/blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    """Words of somebody else."""

    quote = blocks.TextBlock(label=_("Quote"), max_length=1000)
    by = blocks.CharBlock(label=_("By"), max_length=120, required=False)

    class Meta:
        label = _("Quote")
        icon = "openquote"
        template = "home/blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    """A picture with its title, its words for those who do not see it, and its source."""

    title = blocks.CharBlock(label=_("Title"), max_length=160, help_text=_("What the picture shows, as a sentence."))
    picture = ImageChooserBlock(label=_("Picture"))
    description = blocks.TextBlock(label=_("In words"), max_length=1000, help_text=_("For those who do not see it."))
    source = blocks.CharBlock(label=_("Source"), max_length=200, required=False)

    class Meta:
        label = _("Figure")
        icon = "image"
        template = "home/blocks/figure.html"


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: where it stands in pixels, and how long it is in percent, so that text keeps its size."""

    value: Decimal
    y: int
    percent: float
    is_second: bool = False

    @property
    def text_y(self) -> int:
        """The line on which its number stands."""
        return self.y + 13

    @property
    def text(self) -> str:
        """Its number."""
        return in_words(self.value)


class RowBlock(blocks.StructBlock):
    """One row of numbers."""

    label = blocks.CharBlock(label=_("Row"), max_length=60)
    first = blocks.DecimalBlock(label=_("First number"), min_value=0, max_digits=14, decimal_places=2)
    second = blocks.DecimalBlock(label=_("Second number"), min_value=0, max_digits=14, decimal_places=2, required=False)


class ChartBlock(blocks.StructBlock):
    """A bar chart with its numbers as a table: drawn by the page itself, readable without seeing it."""

    title = blocks.CharBlock(label=_("Title"), max_length=160, help_text=_("What the numbers say, as a sentence."))
    note = blocks.CharBlock(label=_("What is counted"), max_length=200, help_text=_("Unit, place and time."))
    first = blocks.CharBlock(label=_("Name of the first numbers"), max_length=40)
    second = blocks.CharBlock(label=_("Name of the second numbers"), max_length=40, required=False)
    rows = blocks.ListBlock(RowBlock(), label=_("Rows"), min_num=1, max_num=20)
    source = blocks.CharBlock(label=_("Source"), max_length=200)

    ROW, GAP, FULL = 74, 19, 84

    def clean(self, value: Any) -> Any:
        """The second numbers have a name, or there are none."""
        cleaned = super().clean(value)
        if not cleaned["second"] and any(row["second"] is not None for row in cleaned["rows"]):
            raise blocks.StructBlockValidationError({"second": ValidationError(_("Name the second numbers, too."))})
        return cleaned

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        """The bars, drawn to the largest number."""
        context = super().get_context(value, parent_context)
        numbers = [row[key] for row in value["rows"] for key in ("first", "second") if row[key] is not None]
        largest = max(numbers, default=Decimal(0)) or Decimal(1)
        bars, labels = [], []
        step = self.ROW if value["second"] else self.ROW - self.GAP
        for place, row in enumerate(value["rows"]):
            top = place * step
            labels.append({"text": row["label"], "y": top + 20})
            for offset, key in ((28, "first"), (28 + self.GAP, "second")):
                if row[key] is not None:
                    percent = round(float(self.FULL * row[key] / largest), 1)
                    bars.append(Bar(row[key], top + offset, percent, key == "second"))
        context |= {"bars": bars, "labels": labels, "height": len(value["rows"]) * step + 8}
        context["anchor"] = anchor(value["title"])
        context["table"] = [(row["label"], in_words(row["first"]), in_words(row["second"])) for row in value["rows"]]
        return context

    class Meta:
        label = _("Bar chart")
        icon = "table"
        template = "home/blocks/chart.html"


class ProseBlocks(blocks.StreamBlock):
    """What papers, news and fixed pages are written in."""

    heading = HeadingBlock(max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, template="home/blocks/text.html")
    quote = QuoteBlock()
    figure = FigureBlock()
    chart = ChartBlock()


def in_words(number: Decimal | None) -> str:
    """A number of a chart: `1,250`, `4.6`. Two places at most, whatever a float brought in, and no empty zeros."""
    return "" if number is None else f"{round(number, 2).normalize():,f}"


def anchor(heading: str) -> str:
    """The fragment of a heading: `What it costs` → `s-what-it-costs`."""
    return f"s-{slugify(heading)[:60] or 'part'}"
