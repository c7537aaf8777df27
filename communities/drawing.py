"""Components drawn with Jinja2: those that stand on a page by the dozen, and the frame that stands on every page.

Pages are Django templates. A row that a list shows fifty times costs a third of a millisecond there, and a fifteenth of
that here, where a template is compiled to Python. Such a component is a file `….jinja` in `templates/`; it knows the
tags and filters of `templatetags/interface.py`, and shows what it is given and nothing else.
"""

from functools import cache
from typing import Any

from django.template import engines
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext
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
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)
    made.filters |= {part.__name__: part for part in FILTERS}
    made.globals |= {part.__name__: part for part in TAGS} | {
        "Clock": Clock,
        "url": lambda name, *args: reverse(name, args=args),
    }
    return made


def draw(name: str, **context: Any) -> SafeString:
    """The component `name`, for instance `components/thread_rows.jinja`, with all that it shows."""
    return trusted(_component(name).render(context))


@cache
def _component(name: str) -> Template:
    return engines["components"].get_template(name).template
