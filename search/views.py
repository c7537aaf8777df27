"""The page of results."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from .chips import chips_of
from .finder import find, tabs
from .lang.operators import OPERATORS

NAMES = {
    "threads": _("Threads"),
    "chat": _("Chat"),
    "papers": _("White papers and news"),
    "people": _("People"),
    "communities": _("Communities"),
}


def results(request: HttpRequest) -> HttpResponse:
    """What the viewer finds. Anything may stand in the address: it is a question, never an error."""
    asked = request.GET.get("q", "")
    number = request.GET.get("page", "")
    found = find(
        request.viewer,
        asked,
        tab=request.GET.get("tab", ""),
        number=int(number) if number.isdecimal() and len(number) < 6 else 1,
    )
    query = found.query
    shown = [(tab, NAMES.get(tab, tab), found.counts.get(tab, 0)) for tab in sorted(tabs(), key=_place)]
    context = {
        "found": found,
        "asked": query.text,
        "sought": query.text,
        "chips": chips_of(found.reading, found.tab),
        "operators": OPERATORS.values(),
        "tabs": shown,
    }
    context["everywhere"] = "?" + urlencode({"q": query.text})
    return render(request, "search/results.html", context)


def _place(tab: str) -> int:
    names = list(NAMES)
    return names.index(tab) if tab in NAMES else len(names)
