"""Starting a thread and replying; and the people whom one can mention while writing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.access import community_or_404
from communities.answers import answer, signed_in
from communities.models import BasePage, Community, Membership, User

from .. import actions, addresses, places, rules
from ..forms import ReplyForm, ThreadForm
from ..models import Thread
from . import unsent
from .composing import act_once, draft_of, preview_of, surroundings, writing
from .drafts import saved
from .finding import thread_or_404
from .similar import found_for

SUGGESTED = 8


@writing
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest, slug: str) -> HttpResponse:
    """A new thread: write, look at it, keep it for later, or post it."""
    viewer, community = request.viewer, community_or_404(request.viewer, slug)
    if not rules.may_start(viewer, community):
        raise PermissionDenied(_("Only members can start a thread. Join first."))
    place, posted = places.new_thread(community), request.method == "POST"
    draft = draft_of(viewer, place)
    initial = {"paper": request.GET.get("paper")} | _kept(draft) | unsent.kept(request)
    form = ThreadForm(
        viewer,
        community,
        request.POST if posted else None,
        request.FILES if posted else None,
        draft=draft,
        initial=initial,
    )
    if posted and form.is_valid() and form.is_posting and (answered := _started(request, form, community)):
        return answered
    context = {"community": community, "form": form, "place": place, **surroundings(viewer, community)}
    return _unfinished(request, form, context | found_for(viewer, form), place, "threads/compose.html")


@writing
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    """A reply: the page of its own that a quote, an answer to one post, and a form to mend lead to."""
    viewer, thread = request.viewer, thread_or_404(request.viewer, thread_id)
    if not rules.may_reply(viewer, thread):
        raise PermissionDenied(_("Only members can reply, and only while the thread is open."))
    place, posted = places.in_thread(thread), request.method == "POST"
    draft = draft_of(viewer, place)
    initial = {"to": request.GET.get("to")} | _kept(draft) | unsent.kept(request)
    form = ReplyForm(
        viewer,
        thread.community,
        request.POST if posted else None,
        request.FILES if posted else None,
        draft=draft,
        initial=initial,
    )
    if posted and form.is_valid() and form.is_posting and (answered := _replied(request, form, thread)):
        return answered
    context = {"thread": thread, "community": thread.community, "form": form, "place": place}
    return _unfinished(request, form, context | surroundings(viewer, thread.community), place, "threads/reply.html")


@signed_in
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom somebody here may mean by the first letters of a name: members first, and nobody who cannot read it."""
    viewer, community = request.viewer, community_or_404(request.viewer, slug)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    if not words or not viewer.is_member_of(community.pk):
        return JsonResponse({"people": []})
    belongs = Exists(Membership.objects.current().filter(user=OuterRef("pk"), community=community))
    named = Q(name__istartswith=words) | Q(name__icontains=f" {words}") | Q(handle__istartswith=words)
    found = User.objects.visible_to(viewer).filter(named).annotate(belongs=belongs).select_related("agency")
    if community.visibility in {Community.Visibility.MEMBERS, Community.Visibility.HIDDEN}:
        found = found.filter(belongs=True)
    return JsonResponse({"people": [_suggestion(person) for person in found.order_by("-belongs", "name")[:SUGGESTED]]})


def _suggestion(person: User) -> dict[str, str]:
    return {"handle": person.handle, "name": person.name, "agency": person.affiliation().agency_name}


def _started(request: HttpRequest, form: ThreadForm, community: Community) -> HttpResponse | None:
    values = form.cleaned_data

    def act() -> str:
        thread = actions.start_thread(
            viewer=request.viewer,
            community=community,
            title=values["title"],
            source=form.text,
            kind=values["kind"],
            tags=values["tags"],
            files=values["attached"],
            paper=BasePage.objects.live().visible_to(request.viewer).filter(pk=values["paper"] or 0).first(),
        )
        return thread.get_absolute_url()

    return act_once(request, form, act)


def _replied(request: HttpRequest, form: ReplyForm, thread: Thread) -> HttpResponse | None:
    values = form.cleaned_data

    def act() -> str:
        post = actions.reply(
            viewer=request.viewer,
            thread=thread,
            source=form.text,
            reply_to=values["to"],
            files=values["attached"],
        )
        return addresses.of_post(post)

    return act_once(request, form, act)


def _unfinished(
    request: HttpRequest, form: ThreadForm | ReplyForm, context: dict[str, Any], place: str, template: str
) -> HttpResponse:
    """The form again: to be mended, with its preview, or with its draft saved."""
    context["draft"] = saved(request, form, place)
    if "preview" in request.POST:
        context["preview"] = preview_of(form)
    return answer(request, template, context, part="threads/parts/preview.html", status=422 if form.errors else 200)


def _kept(draft: Any) -> dict[str, str]:
    if draft is None:
        return {}
    return {name: getattr(draft, name) for name in ("title", "kind", "tags", "source") if getattr(draft, name)}
