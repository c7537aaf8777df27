"""Lists of white papers: all that a viewer may read, or those of one community, narrowed by agency, year and words."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from communities.models import Agency, Community

from .models import PaperPage

PER_PAGE, MOST_PAGES, LONGEST = 12, 50, 100


@dataclass(frozen=True)
class PaperList:
    """One page of papers, with the filters that made it."""

    papers: QuerySet
    words: str
    agency: str
    year: str
    number: str

    @classmethod
    def asked(cls, request: HttpRequest, community: Community | None = None) -> "PaperList":
        """As the address asks, among what the viewer may read."""
        papers = PaperPage.objects.visible_to(request.viewer)
        if community:
            papers = papers.child_of(community.page)
        words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
        year = request.GET.get("year", "")
        return cls(
            papers.out(),
            words,
            request.GET.get("agency", "").replace("\x00", "")[:LONGEST],
            year if year.isdecimal() and len(year) == 4 else "",
            request.GET.get("page", "1"),
        )

    @cached_property
    def page(self) -> Page:
        """The papers of this page of the list."""
        found = self.papers.with_newest().prefetch_related("newest__agencies")
        for word in self.words.split()[:8]:
            found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
        if self.agency:
            found = found.filter(newest__agencies__slug=self.agency)
        if self.year:
            found = found.filter(newest_on__year=self.year)
        return Paginator(found, PER_PAGE).get_page(self.number)

    @cached_property
    def agencies(self) -> list[Agency]:
        """Agencies that papers in this list stand for."""
        return list(Agency.objects.filter(pk__in=self.papers.order_by().values("newest__agencies")))

    @cached_property
    def years(self) -> list[int]:
        """Years of the newest editions."""
        return [day.year for day in self.papers.order_by().dates("newest_on", "year", order="DESC")]

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is on."""
        return bool(self.words or self.agency or self.year)

    @property
    def chips(self) -> list[tuple[str, str]]:
        """What narrows the list: the words of each filter, and the address without it."""
        named = {"q": f"“{self.words}”" if self.words else "", "agency": self._agency_name(), "year": self.year}
        values = {"q": self.words, "agency": self.agency, "year": self.year}
        return [
            (label, "?" + urlencode({key: value for key, value in values.items() if value and key != name}))
            for name, label in named.items()
            if label
        ]

    def _agency_name(self) -> str:
        return next((agency.name for agency in self.agencies if agency.slug == self.agency), self.agency)


def paper_list(request: HttpRequest) -> dict[str, Any]:
    """The context of the list of all papers."""
    return {"papers": PaperList.asked(request)}
