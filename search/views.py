"""The page of results."""

from dataclasses import replace
from urllib.parse import quote_plus, urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from communities.viewer import Viewer

from . import querylog, recents
from .chips import chips_of
from .facets import facets_of, rest_of
from .finder import find, tabs
from .form import composed, fields
from .lang import Query
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
    text, tab = composed(request.GET), request.GET.get("tab", "")
    if text is not None:
        return HttpResponseRedirect(reverse("search:results") + _address(text, tab))
    number = request.GET.get("page", "")
    found = find(
        request.viewer,
        request.GET.get("q", ""),
        tab=tab,
        number=int(number) if number.isdecimal() and len(number) < 6 else 1,
        has_facets=True,
        is_literal="literal" in request.GET,
    )
    query = found.query
    if found.total and found.page.number == 1 and not found.tab:
        recents.note(request.viewer, query.text)
    if query.is_answerable and found.page.number == 1:
        querylog.note(request.viewer, query, is_found=bool(found.total))
    shown = [(tab, NAMES.get(tab, tab), found.counts.get(tab, 0)) for tab in sorted(tabs(), key=_place)]
    context = {
        "found": found,
        "asked": query.text,
        "sought": query.text,
        "chips": chips_of(found.reading, found.tab),
        "operators": OPERATORS.values(),
        "fields": () if query.is_answerable else fields(request.viewer),
        "tabs": shown,
        "facets": facets_of(query, request.viewer, found.facets),
        "rest": rest_of(query),
        "newest": _sorted_by("new", query, found.tab),
        "fitting": _sorted_by("", query, found.tab),
        "everywhere": _address(query.text),
        "saving": _address(query.text, found.tab),
        "words": quote_plus(query.text),
        "literal": _address(query.text, found.tab) + "&literal=1",
        "opened": _opened(request.viewer, query),
    }
    return render(request, "search/results.html", context)


@require_safe
def opened(request: HttpRequest, query: str) -> HttpResponse:
    """On to the result of the query of this hash, at `to`, after counting that it was opened. Never out of the site."""
    address = request.GET.get("to", "")
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, None):
        raise Http404
    querylog.note_opened(request.viewer, query)
    return HttpResponseRedirect(address)


def _opened(viewer: Viewer, query: Query) -> str:
    """What stands before the address of a result, so that its opening is counted; nothing where it is not."""
    named = "" if viewer.is_visitor else querylog.hash_of(query)
    return f"{reverse('search:opened', args=[named])}?to=" if named else ""


def _sorted_by(sort: str, query: Query, tab: str) -> str:
    """The address of the same search in another order."""
    return _address(replace(query, sort=sort).without(), tab)


def _address(text: str, tab: str = "") -> str:
    return "?" + urlencode({"q": text} | ({"tab": tab} if tab else {}))


def _place(tab: str) -> int:
    names = list(NAMES)
    return names.index(tab) if tab in NAMES else len(names)
