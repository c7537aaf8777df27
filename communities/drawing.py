"""Components drawn with Jinja2: those that stand on a page by the dozen, and the frame that stands on every page.

Pages are Django templates. A row that a list shows fifty times costs a third of a millisecond there, and a fifteenth of
that here, where a template is compiled to Python: once for each language, so that words and icons are part of what was
compiled. Such a component is a file `….jinja` in `templates/`; it knows the tags and filters of
`templatetags/interface.py`, and shows what it is given and nothing else. So what was drawn once need not be drawn again
for the next page that shows the same (`draw_once`, `draw_each`).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from django.template import engines
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined, Template, nodes
from jinja2.visitor import NodeTransformer

from forum.markup import trusted

from .clock import Clock
from .templatetags import interface

FILTERS = (interface.counted, filesizeformat, interface.initials, interface.tile)
TAGS = (interface.agency, interface.avatar, interface.icon)


# Of each row of a list and each part of a frame that was drawn lately; a kilobyte or two each.
KEPT = 2_048


def environment(**options: Any) -> Environment:
    """Named in the settings: Django makes it once. A name that was not given is an error, not an empty place."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True}
    made = Components(**options, extensions=["jinja2.ext.i18n"])
    made.install_gettext_callables(words, ngettext, newstyle=False)
    made.filters |= {part.__name__: part for part in FILTERS}
    made.globals |= {part.__name__: part for part in TAGS} | {"Clock": Clock, "url": url}
    return made


class Components(Environment):
    """Compiles words and icons as the texts that they are in the language of the moment."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return Settled().visit(super()._parse(source, name, filename))


class Settled(NodeTransformer):
    """Puts the answer in the place of each call of `_`, `icon` or `url` that asks about constants alone."""

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 (Jinja's name)
        node = self.generic_visit(node)
        ask = SETTLED.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if ask is None or node.kwargs or not all(isinstance(part, nodes.Const) for part in node.args):
            return node
        answer = ask(*(part.value for part in node.args))
        text = nodes.Const(str(answer), lineno=node.lineno)
        return nodes.MarkSafe(text, lineno=node.lineno) if isinstance(answer, SafeString) else text


def words(message: str) -> SafeString:
    """What `_("…")` says in a component: the message in the reader's language."""
    return escape(gettext(message))


@lru_cache(maxsize=4_096)
def url(name: str, *args: Any) -> str:
    """The address of a view. A component names the same few again and again, and looking one up takes long."""
    return reverse(name, args=args)


SETTLED: Mapping[str, Callable[..., str]] = {"_": words, "icon": interface.icon, "url": url}


def draw(name: str, /, **context: Any) -> SafeString:
    """The component `name`, for instance `components/pager.jinja`, with all that it shows."""
    return trusted(_component(name, get_language()).render(context))


def draw_once(name: str, /, **context: Hashable) -> SafeString:
    """The same for a component that shows nothing but values, such as texts, numbers, tuples and frozen dataclasses.

    It is drawn again only when one of them is another one, or the language is."""
    return _drawn(get_language(), name, tuple(context.items()))


def draw_each(name: str, rows: Iterable[Hashable], /, **context: Hashable) -> SafeString:
    """The component `name` once for each `row`, a value too: most of a list looks as it did before."""
    return trusted("".join([draw_once(name, row=row, **context) for row in rows]))


@lru_cache(maxsize=KEPT)
def _drawn(_language: str | None, name: str, context: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return draw(name, **dict(context))


@cache
def _component(name: str, language: str | None) -> Template:
    return _compiled_for(language).get_template(name)


@cache
def _compiled_for(_language: str | None) -> Environment:
    return engines["components"].env.overlay()
