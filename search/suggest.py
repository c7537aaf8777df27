"""What the box suggests while somebody types: recent searches, picks of editors, places, people, tags and titles, all
but the first through the same two gates as every answer."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from communities.viewer import Viewer

from .engines.base import END, START
from .engines.exact import plain
from .finder import Result, find, find_like, look_up
from .guidance import current
from .lang import Filter, Held, marks
from .lang.sought import Sought
from .picks import begun
from .recents import recents_like

LEAST, MOST_WORDS, SHOWN, LOOKED_AT = 2, 6, 8, 24
# In this order, and of each at most so many.
_MOST_RECENT, _MOST_PICKED, _MOST_TAGS = 3, 2, 2
_PLACES, _TITLES = {"community": 3, "person": 2}, {"thread": 8, "paper": 3, "news": 2}
_TAGGED = {"threads": frozenset({"thread"})}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line below the box: what it says, where that is, what it is, and where it leads."""

    label: str
    detail: str
    url: str
    kind: str


@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """`q`: what was typed so far. Nothing for less than two letters."""
    offered = islice(_offered(request.viewer, request.GET.get("q", "")), SHOWN)
    return JsonResponse({"suggestions": [asdict(one) for one in offered]})


def _offered(viewer: Viewer, text: str) -> Iterator[Suggestion]:
    if not _is_enough(text):
        return
    for asked in recents_like(viewer, text)[:_MOST_RECENT]:
        yield Suggestion(asked, _("Recent search"), _searching(asked), _("Recent search"))
    picked = picked_like(viewer, text)
    yield from (replace(_told(one), kind=_("Picked by editors")) for one in picked)
    keys = {one.best.document.key for one in picked}
    results = [one for one in suggestions(viewer, text) if one.best.document.key not in keys]
    yield from map(_told, _some(results, _PLACES))
    for tag in tags_like(viewer, text)[:_MOST_TAGS]:
        yield Suggestion(tag, _("Tag"), _searching(str(Filter("tag", tag))), _("Tag"))
    yield from map(_told, _some(results, _TITLES))


def suggestions(viewer: Viewer, text: str) -> list[Result]:
    """The communities, people and titles that have all words of `text`, the last of which may be half typed."""
    if not _is_enough(text):
        return []
    *whole, last = _words(text)
    asked = " ".join([*(f"title:{word}" for word in whole), f"title:{last}*"])
    found = find(viewer, asked, per_page=LOOKED_AT, is_literal=True)
    return list(_some(found.results, _PLACES | _TITLES))[:SHOWN]


def picked_like(viewer: Viewer, text: str) -> list[Result]:
    """What editors picked for phrases that begin so, as far as `viewer` may see it."""
    guidance = current()
    keys = begun(text[:200], viewer, guidance)[:_MOST_PICKED] if guidance.picks and _is_enough(text) else ()
    return look_up(viewer, keys) if keys else []


def tags_like(viewer: Viewer, text: str) -> list[str]:
    """The tags that begin as `text` does, of threads that `viewer` may read, the commonest of those first."""
    begun = slugify(text[:60])
    if len(begun) < LEAST:
        return []
    sought = Sought(must=(Held(frozenset({marks.tag_begun(begun)}), is_begun=True),))
    counts = find_like(viewer, sought, _TAGGED, 1, has_facets=True).facets.get("tag", {})
    return [tag for tag in counts if tag.startswith(begun)]


def _words(text: str) -> list[str]:
    return plain(text[:200]).split()[-MOST_WORDS:]


def _is_enough(text: str) -> bool:
    return len((_words(text) or [""])[-1]) >= LEAST


def _some(results: Iterable[Result], most: dict[str, int]) -> Iterator[Result]:
    kinds: dict[str, list[Result]] = {kind: [] for kind in most}
    for result in results:
        if result.best.document.kind in kinds:
            kinds[result.best.document.kind].append(result)
    return (result for kind, some in kinds.items() for result in some[: most[kind]])


def _searching(text: str) -> str:
    return f"{reverse('search:results')}?{urlencode({'q': text})}"


def _told(result: Result) -> Suggestion:
    facts = result.best.facts
    place = result.community.name if result.community and result.best.document.kind != "community" else ""
    heading = facts.heading.replace(START, "").replace(END, "")
    return Suggestion(heading, place or facts.agency or facts.label, facts.url, facts.label)
