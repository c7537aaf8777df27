"""The list of a community's threads."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from communities.access import community_or_404
from communities.answers import answer, back_to, send_on, signed_in

from .. import actions, lists
from ..forms import FilterForm


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Pinned threads, then the others by their last post, in numbered pages."""
    viewer, community = request.viewer, community_or_404(request.viewer, slug)
    form = FilterForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    page = lists.listed(viewer, community, asked.get("show", ""), asked.get("tag", ""), asked.get("sort", "")).get_page(
        request.GET.get("page")
    )
    on_top = lists.pinned(viewer, community) if page.number == 1 and not any(asked.values()) else []
    above = {thread.pk for thread in on_top}
    shown = [*on_top, *(thread for thread in page.object_list if thread.pk not in above)]
    context = {
        "community": community,
        "tab": "threads",
        "page": page,
        "rows": lists.rows(viewer, shown, community),
        "show": asked.get("show", ""),
        "tag": asked.get("tag", ""),
        "sort": asked.get("sort", ""),
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
