"""Parts of front pages and papers that come from elsewhere: newest threads, papers of a community, the discussion."""

from typing import Any

from django import template

from communities.cms.backend import may_enter
from communities.cms.places import place_of
from communities.models import BasePage, Community
from communities.viewer import Viewer
from home.conversations import Discussion, conversations
from home.models import PaperPage

register = template.Library()


@register.simple_tag
def newest_threads(viewer: Viewer, community: Community, limit: int = 5) -> Any:
    """Rows for `components/thread_row.jinja`."""
    return conversations().newest(viewer, limit, community)


@register.simple_tag
def papers_of(viewer: Viewer, community: Community, limit: int = 4) -> list[PaperPage]:
    """The newest papers of a community."""
    papers = PaperPage.objects.visible_to(viewer).child_of(community.page)
    return list(papers.out().with_newest()[:limit])


@register.simple_tag
def writes_at(viewer: Viewer, page: BasePage) -> bool:
    """Whether the viewer may write papers there. No query for those who write nowhere."""
    return not viewer.is_visitor and may_enter(viewer.user) and place_of(viewer.user, page) is not None


@register.simple_tag
def discussion(viewer: Viewer, paper: PaperPage) -> Discussion | None:
    """The thread about a paper, as far as the viewer may go there."""
    return conversations().discussion(viewer, paper)


@register.inclusion_tag("components/cover.html")
def cover(paper: PaperPage, size: str = "") -> dict[str, Any]:
    """The cover of a paper: its picture, else its drawing. Size: empty or `large`."""
    spec = "fill-352x470" if size == "large" else "fill-136x182"
    return {"paper": paper, "size": size, "picture": paper.cover.get_rendition(spec) if paper.cover_id else None}
