"""The pages of notices: what happened to me, how I hear from it, and the way out of mail."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.access import visible_or_404
from communities.answers import answer, send_on, signed_in, wants_part
from communities.cms.backend import may_enter
from communities.models import Community

from . import actions, papers, unsubscribing
from .bells import bell_of, unread
from .forms import SettingsForm
from .models import Notice
from .rows import by_day, grouped
from .targets import address_of, with_reasons

PER_PAGE = 60
TABS = ("unread", "mentions", "all")


@require_GET
@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    """What happened to me: unread, mentions, or all of the page asked for."""
    return _list(request, request.GET.get("show", ""))


@require_GET
@signed_in
def opened(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about. This is reading, so it marks the notice as read."""
    notices = Notice.objects.with_what_a_row_shows()
    notice = visible_or_404(request.viewer, notices, pk=pk)
    actions.opened(viewer=request.viewer, notice=notice)
    return redirect(address_of(request.viewer, notice))


@require_POST
@signed_in
def read(request: HttpRequest) -> HttpResponse:
    """Mark the notices of one row as read, or all of them when none is named."""
    ids = [value for value in request.POST.getlist("notice") if value.isascii() and value.isdigit()][:PER_PAGE]
    mine = Notice.objects.filter(user_id=request.viewer.id)
    actions.mark_read(viewer=request.viewer, notices=mine.filter(pk__in=ids) if ids else mine)
    if wants_part(request):
        return _list(request, request.POST.get("show", ""))
    return send_on(request, reverse("notices:list"))


@require_http_methods(["GET", "POST"])
@signed_in
def settings(request: HttpRequest) -> HttpResponse:
    """One level for each community, and what comes by mail."""
    viewer = request.viewer
    form = SettingsForm(
        request.POST or None,
        belongings=viewer.belongings,
        bell=bell_of(viewer.id),
        writes_papers=may_enter(viewer.user),
    )
    if request.method == "POST" and form.is_valid():
        levels = form.levels()
        places = Community.objects.in_bulk(levels)
        actions.choose(
            viewer=viewer,
            levels={places[pk]: level for pk, level in levels.items()},
            switches=form.switches(),
        )
        messages.success(request, _("Saved. This is how you hear from us from now on."))
        return send_on(request, reverse("notices:settings"))
    return render(request, "notices/settings.html", {"form": form}, status=422 if form.errors else 200)


@csrf_exempt  # RFC 8058: a mail program posts here without a cookie; the signature in the address is the proof.
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End one kind of mail for the person whom the signed link was made for. Opening the link alone changes nothing."""
    wish = unsubscribing.wish_of(token)
    if wish is None:
        return render(request, "notices/unsubscribe.html", {"wish": None}, status=404)
    if request.method == "POST":
        actions.stop_mail(user=wish.user, switch=wish.switch)
    return render(request, "notices/unsubscribe.html", {"wish": wish, "is_done": request.method == "POST"})


def _list(request: HttpRequest, show: str) -> HttpResponse:
    tab = show if show in TABS else "unread"
    page = _page(request, tab)
    papers.look_up(request.viewer, page.object_list)
    rows = with_reasons(grouped(one for one in page.object_list if not one.is_found_no_more))
    context = {"tab": tab, "page": page, "days": by_day(rows), "unread": unread(request.viewer)}
    context["is_part"] = wants_part(request)
    return answer(request, "notices/list.html", context, part="notices/parts/list.html")


def _page(request: HttpRequest, tab: str) -> Page:
    notices = Notice.objects.visible_to(request.viewer).with_what_a_row_shows().order_by("-id")
    if tab == "unread":
        notices = notices.unread()
    elif tab == "mentions":
        notices = notices.filter(kind=Notice.Kind.MENTION)
    return Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))
