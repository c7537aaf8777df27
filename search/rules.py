"""Who may tell the search what."""

from communities.viewer import Viewer


def may_guide(viewer: Viewer, agency_id: int | None) -> bool:
    """Editors of the service guide the search of everybody, those of one agency only that of its people."""
    return viewer.holds("editor", agency_id) if agency_id else ("editor", None) in viewer.appointments


def may_judge(viewer: Viewer) -> bool:
    """Every editor names good results: they change nothing that anybody finds."""
    return viewer.is_editor
