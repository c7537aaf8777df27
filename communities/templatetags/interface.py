"""The small parts that every template uses: icons, times, people, counts, titles and form fields. No query, no rule."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Textarea
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from ..clock import Clock

register = template.Library()

# The address is fixed: cards are rendered once and kept, so it must outlive a release.
ICONS = "/static/forum/icons.svg"
SITE = "Interlocal"
HUES = frozenset({"federal", "state", "county", "city", "tribal", "district", "guest"})


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """A symbol of icons.svg, hidden from screen readers: a word or hidden text always stands beside it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', ICONS, name)


class ConstantNode(template.Node):
    """A part of a template that depends on the language alone."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self.kept: dict[str | None, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        language = get_language()
        if language not in self.kept:
            self.kept[language] = self.nodelist.render(context)
        return self.kept[language]


@register.tag
def constant(parser: template.base.Parser, token: template.base.Token) -> ConstantNode:
    """`{% constant %}…{% endconstant %}` is rendered once a language and kept: it must not ask for any variable.

    Links, labels and assets are most of a frame and the same everywhere; looking them up again cost a millisecond."""
    nodelist = parser.parse(("endconstant",))
    if nodelist.get_nodes_by_type(template.base.VariableNode):
        raise template.TemplateSyntaxError("A constant part of a template shows no variable: it is kept for everybody.")
    parser.delete_first_token()
    return ConstantNode(nodelist)


# Times. Always in the reader's own zone, which the middleware activates.


@register.filter
def day(value: datetime | date | None) -> str:
    """`today`, `yesterday`, `3 Nov`, or `3 Nov 2025` when the year is another one."""
    return "" if value is None else Clock().day(value)


@register.filter
def when(value: datetime | None) -> str:
    """`today 08:31`, `yesterday 16:05`, `3 Nov, 07:48`."""
    return "" if value is None else Clock().when(value)


@register.filter
def lately(value: datetime | None) -> str:
    """For rows: `20 min ago`, `08:10`, `yesterday`, `20 Nov`."""
    return "" if value is None else Clock().lately(value)


@register.filter
def month(value: datetime | date | None) -> str:
    """`Mar 2026`, on one line."""
    return "" if value is None else Clock().month(value)


@register.simple_tag
def local_time(value: datetime | None, style: str = "when") -> str | SafeString:
    """A `time` element, in one of the styles of `Clock.element`."""
    return "" if value is None else Clock().element(value, style)


@register.simple_tag
def stamp(value: datetime) -> SafeString:
    """A time for what is rendered once and shown to everybody: the date in full, and script makes it the reader's."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_html(
        '<local-time><time datetime="{}">{}</time></local-time>',
        value.isoformat(timespec="seconds"),
        dateformat.format(local, "j M Y, H:i"),
    )


# People, agencies, communities.


def hue(kind: str | None) -> str:
    """The class that colours an avatar or an agency's mark; none for a kind that has no colour."""
    kind = (kind or "").replace("special_", "").replace("special ", "")
    return f"is-{kind}" if kind in HUES else ""


@register.filter
def initials(name: str) -> str:
    """`Ana Reyes` → `AR`: first and last word."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


@register.filter
def tile(name: str) -> str:
    """The two letters of a community: `Opioid response` → `Or`."""
    words = [word for word in name.split() if word[0].isalnum()]
    letters = words[0][0] + words[1][0] if len(words) > 1 else name[:2]
    return letters[:1].upper() + letters[1:].lower()


@register.simple_tag
@lru_cache(maxsize=4_096)
def avatar(name: str, kind: str | None = "", size: str = "") -> SafeString:
    """Initials on the hue of the agency's type, `guest` for guests. The name must stand beside it."""
    return format_html(
        '<span class="avatar{}{} {}" aria-hidden="true">{}</span>',
        " avatar--" if size else "",
        size,
        hue(kind),
        initials(name),
    )


@register.simple_tag
def agency(name: str | None, kind: str | None = "", title: str | None = "") -> str | SafeString:
    """The agency's mark and name, and the title when given: `City of Easton, Fleet supervisor`."""
    if not name:
        return ""
    return format_html('<span class="agency {}">{}{}{}</span>', hue(kind), name, ", " if title else "", title or "")


# Words and numbers.


@register.filter
def counted(number: int | None, words: str) -> str:
    """`{{ n|counted:"post,posts" }}` → `1 post`, `1,204 posts`."""
    one, many = words.split(",")
    return f"{number or 0:,} {ngettext(one, many, number or 0)}"


@register.simple_tag
def page_title(*parts: Any, form: Any = None) -> str:
    """`Threads · Opioid response · Interlocal`; begins with `Error:` when the form has one to mend."""
    title = " · ".join([*(str(part) for part in parts if part), SITE])
    return gettext("Error: %s") % title if getattr(form, "errors", None) else title


# Forms.


@register.simple_tag
def once() -> str:
    """A new number for the hidden field `form_token` of a form that the template writes by hand."""
    return str(uuid4())


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, size: str = "", label: str = "") -> dict[str, Any]:
    """Label, hint, error and control of one field. Sizes: small, short, low (joined by spaces)."""
    widget = bound.field.widget
    errors, described = list(bound.errors), []
    if bound.help_text:
        described.append(f"{bound.id_for_label}-hint")
    if errors:
        described.append(f"{bound.id_for_label}-error")
    sizes = [f"input--{name}" for name in size.split()]
    help_by = " ".join(described) or False
    attrs = {"class": " ".join(["input", *sizes]), "aria-describedby": help_by}
    if isinstance(widget, Textarea):
        attrs.setdefault("rows", widget.attrs.get("rows", 3 if "low" in size else 9))
    kind = {CheckboxInput: "check", RadioSelect: "choices", CheckboxSelectMultiple: "choices"}.get(
        type(widget), "input"
    )
    return {
        "field": bound,
        "label": label or bound.label,
        "kind": kind,
        "errors": errors,
        "is_small": "small" in size,
        "control": bound.as_widget(attrs=attrs)
        if kind == "input"
        else bound.as_widget(attrs={"class": "check", "aria-describedby": help_by}),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm | None, heading: str = "") -> dict[str, Any]:
    """What to mend, each line a link to its field. Takes focus, with and without script."""
    if form is None or not form.errors:
        return {"lines": []}
    lines = [("", message) for message in form.non_field_errors()]
    for bound in form:
        lines += [(bound.id_for_label, message) for message in bound.errors]
    default = ngettext("One thing to mend before we can go on", "%d things to mend before we can go on", len(lines))
    return {"lines": lines, "heading": heading or (default if len(lines) == 1 else default % len(lines))}
