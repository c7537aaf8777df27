"""The list of a community's threads."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from communities.access import community_or_404
from communities.answers import answer, back_to, send_on, signed_in
from communities.frame import frame_of

from .. import actions, lists
from ..forms import FilterForm
from ..rows import rows


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Pinned threads, then the others by their last post, in numbered pages."""
    viewer, community = request.viewer, community_or_404(request.viewer, slug)
    asked = _asked(request)
    listing = lists.listing(viewer, community, asked)
    marks = None if viewer.is_visitor else frame_of(request)["unread"].marks
    context = {
        "community": community,
        "tab": "threads",
        "page": listing.page,
        "rows": rows(viewer, listing.lines, named=False, marks=marks),
        "asked": asked,
        "moderates": viewer.moderates(community.pk),
        "is_member": viewer.is_member_of(community.pk),
    }
    return answer(request, "threads/list.html", context, part="threads/parts/list.html")


@signed_in
@require_POST
def mark_all_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Nothing here is new to me any more."""
    community = community_or_404(request.viewer, slug)
    actions.mark_all_read(viewer=request.viewer, community=community)
    return send_on(request, back_to(request, f"{community.get_absolute_url()}threads/"))


def _asked(request: HttpRequest) -> lists.Asked:
    form = FilterForm(request.GET)
    form.is_valid()
    values = {name: form.cleaned_data.get(name, "") for name in ("show", "tag", "sort")}
    return lists.Asked(**values, page=form.cleaned_data.get("page") or 1)
