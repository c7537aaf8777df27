"""Components drawn with Jinja2: those that stand on a page by the dozen, and the frame that stands on every page.

Pages are Django templates. A row that a list shows fifty times costs a third of a millisecond there, and a fifteenth of
that here, where a template is compiled to Python. Such a component is a file `….jinja` in `templates/`; it knows the
tags and filters of `templatetags/interface.py`, and shows what it is given and nothing else.
"""

from functools import cache, lru_cache
from typing import Any

from django.template import engines
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined, Template

from forum.markup import trusted

from .clock import Clock
from .templatetags import interface

FILTERS = (interface.counted, filesizeformat, interface.initials, interface.tile)
TAGS = (interface.agency, interface.avatar, interface.icon)


def environment(**options: Any) -> Environment:
    """Named in the settings: Django makes it once. A name that was not given is an error, not an empty place."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True}
    made = Environment(**options, extensions=["jinja2.ext.i18n"])  # noqa: S701 - it is on, a line above.
    made.install_gettext_callables(words, ngettext, newstyle=False)
    made.filters |= {part.__name__: part for part in FILTERS}
    made.globals |= {part.__name__: part for part in TAGS} | {"Clock": Clock, "url": url}
    return made


def words(message: str) -> SafeString:
    """What `_("…")` says in a component: the message in the reader's language."""
    return _words(get_language(), message)


@lru_cache(maxsize=4_096)
def _words(_language: str | None, message: str) -> SafeString:
    return escape(gettext(message))


@lru_cache(maxsize=4_096)
def url(name: str, *args: Any) -> str:
    """The address of a view. A component names the same few again and again, and looking one up takes long."""
    return reverse(name, args=args)


def draw(name: str, **context: Any) -> SafeString:
    """The component `name`, for instance `components/thread_rows.jinja`, with all that it shows."""
    return trusted(_component(name).render(context))


@cache
def _component(name: str) -> Template:
    return engines["components"].get_template(name).template
