"""What stands around every page: my communities, counts, tabs and links. Upper apps fill it in at start-up.

A part is a name and a function of the viewer. It is asked for at most once a page, and only when a template
uses it, so that a fragment pays for nothing. The parts that the layouts know:

| part          | value                                         | filled by     |
|---------------|-----------------------------------------------|---------------|
| `unread`      | {community id: new posts}                     | threads       |
| `channels`    | tuple of `Channel`, mine, busiest first       | chat          |
| `unread_chat` | {community id: new messages}                  | chat          |
| `named_chat`  | {community id: mentions of me in chat}        | chat          |
| `in_channels` | {channel id: (new, mentions, last event)}     | chat          |
| `queue`       | {community id: open items} where I moderate   | moderation    |
| `bell`        | unread notices                                | notices       |
| `drafts`      | ((count, address),) when I have drafts        | threads       |
| `founds`      | true for those who found communities          | communities   |
| `operates`    | true for operators                            | communities   |
| `cms`         | true for those who write pages in the CMS     | cms           |
| `footer`      | list of (title, address) of the footer's pages| home          |
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from .models import DIRECTORY, Reach
from .viewer import VISITOR, Viewer

THEMES = ("light", "dark")


@dataclass(frozen=True)
class Place:
    """A community of mine in the side navigation."""

    id: int
    name: str
    url: str
    role: str
    level: str
    new: int = 0

    @property
    def is_muted(self) -> bool:
        return self.level == "muted"


@dataclass(frozen=True)
class Channel:
    """A chat channel of mine in the side navigation."""

    id: int
    name: str
    url: str
    new: int = 0
    mentions: int = 0


@dataclass(frozen=True)
class Link:
    """A line at the top of the side navigation, for those whose part `needs` is not empty.

    With `counted`, the hidden words after a number, the part's sum stands beside it."""

    order: int
    icon: str
    label: str
    url: str
    needs: str = ""
    counted: str = ""


@dataclass(frozen=True)
class Tab:
    """A part of a community. `shown` is asked with viewer and community; `count` names a part by community, and `named`
    another, with how often the viewer is named there.

    Only a tab that `needs_reading` is false for stands where a viewer knows the community but may not read it."""

    order: int
    key: str
    label: str
    address: Callable[[Any], str]
    shown: Callable[[Viewer, Any], bool]
    count: str = ""
    counted: str = ""
    named: str = ""
    needs_reading: bool = True


_parts: dict[str, tuple[Callable[..., Any], str]] = {}
_links: dict[str, Link] = {}
_tabs: dict[str, Tab] = {}
_told: list[Callable[[Iterable[int]], None]] = []


def register_frame(name: str, part: Callable[..., Any], of: str = "") -> None:
    """Fill the part `name`. The function is called once a page for signed-in viewers, with one query at most.

    With `of` it is given that other part too, and has no query of its own."""
    _parts[name] = (part, of)


def register_link(link: Link) -> None:
    """Add a line to the top of the side navigation. `needs` names a part that must not be empty."""
    _links[link.url] = link


def register_tab(tab: Tab) -> None:
    """Add a tab to every community's pages."""
    _tabs[tab.key] = tab


def register_change(told: Callable[[Iterable[int]], None]) -> None:
    """Have `told(user_ids)` called when what stands around these people's pages has changed, inside a transaction."""
    _told.append(told)


def changed(user_ids: Iterable[int]) -> None:
    """Say that counts of these people are others now, so that their open pages show it."""
    ids = list(user_ids)
    for told in _told:
        told(ids)


class Frame:
    """The parts for one viewer and one page. `frame.bell` in a template, `frame["bell"]` in Python."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            part, of = _parts[name]
            self._known[name] = part(self.viewer, self[of]) if of else part(self.viewer)
        return self._known[name]

    def get(self, name: str) -> Any:
        """The part, or None where no app fills it."""
        return self[name] if name in _parts else None

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """My communities, by name, with what is new in each. The viewer carries them: only the counts are asked for."""
        new = self.get("unread") or {}
        return tuple(
            Place(
                mine.community_id,
                mine.name,
                f"{DIRECTORY}{mine.slug}/",
                mine.role,
                mine.level,
                new.get(mine.community_id, 0),
            )
            for mine in self.viewer.belongings
        )

    def place(self, community_id: int) -> Place | None:
        """The viewer's own line for a community, None where they are not a member."""
        return next((place for place in self.places if place.id == community_id), None)

    def links(self) -> tuple[tuple[Link, int], ...]:
        """The lines at the top of the side navigation, each with its count."""
        shown = sorted(_links.values(), key=lambda link: link.order)
        return tuple(
            (link, total(self.get(link.needs)) if link.counted else 0)
            for link in shown
            if not link.needs or self.get(link.needs)
        )

    def navigation(self, path: str) -> dict[str, Any]:
        """What the side navigation shows on the page `path`: all of it values, the page itself only as far as it is
        one of the addresses (`here`) or below that of one of my communities (`within`)."""
        links, places, channels = self.links(), self.places, self.get("channels") or ()
        addresses = {part.url for part in (*(link for link, _ in links), *places, *channels)}
        return {
            "links": links,
            "places": places,
            "channels": channels,
            "here": path if path in addresses else "",
            "within": next((place.url for place in places if path.startswith(place.url)), ""),
        }

    def reads(self, community: Any) -> bool:
        """Whether the viewer may read what stands in a community that they know. A query for strangers only."""
        return self.viewer.is_member_of(community.pk) or Reach.opens(community.readers_audience, self.viewer)

    def tabs(self, community: Any) -> list[tuple[Tab, str, int, int]]:
        """The tabs of a community that this viewer may open: tab, address, what is new, mentions."""
        reads = self.reads(community)
        return [
            (tab, tab.address(community), self._count(tab.count, community.pk), self._count(tab.named, community.pk))
            for tab in sorted(_tabs.values(), key=lambda tab: tab.order)
            if (reads or not tab.needs_reading) and tab.shown(self.viewer, community)
        ]

    def _count(self, part: str, community_id: int) -> int:
        return (self.get(part) or {}).get(community_id, 0) if part else 0


def total(part: Any) -> int:
    """The number that stands for a part: of counts by community their sum."""
    return sum(part.values()) if isinstance(part, Mapping) else int(part or 0)


def frame_of(request: HttpRequest) -> Frame:
    """The one frame of this request."""
    if not hasattr(request, "frame"):
        request.frame = Frame(getattr(request, "viewer", VISITOR))
    return request.frame


def keys_off(request: HttpRequest) -> bool:
    """Whether single letters must not act as shortcuts: a person's own setting, a visitor's cookie."""
    viewer = getattr(request, "viewer", VISITOR)
    return request.COOKIES.get("keys") == "off" if viewer.is_visitor else not viewer.user.single_keys


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the layouts need beside the page's own context."""
    theme = request.COOKIES.get("theme", "")
    return {
        "frame": frame_of(request),
        "viewer": getattr(request, "viewer", VISITOR),
        "theme": theme if theme in THEMES else "",
        "keys_off": keys_off(request),
    }
