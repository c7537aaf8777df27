"""What appointed editors edit beside the communities: papers of no community, news, and the footer's pages."""

from collections.abc import Iterator

from communities.cms.places import Place
from communities.viewer import Viewer

from .models import NewsIndex, PapersIndex, StandardPage


def editors_places(viewer: Viewer) -> Iterator[Place]:
    """The branches of an editor; none for anybody else."""
    if not viewer.is_editor:
        return
    papers = PapersIndex.objects.first()
    shelf = papers.collection_id if papers else None
    pages = [papers, NewsIndex.objects.first(), *StandardPage.objects.order_by("path")]
    yield from (Place(page, shelf) for page in pages if page)
