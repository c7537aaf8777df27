"""The desk of papers: what waits and what is begun, the forms that write it, and the page on which one decides.

All stands behind the editor's gate, which answers 404 for every page that is not of one's own places."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.answers import answer, send_on
from communities.cms.gate import own
from communities.cms.open_names import EDITABLE
from communities.cms.places import Place, place_of, places_of
from communities.models import BasePage
from communities.refusal import Refused, require
from communities.writing import once

from ..actions import reviewing, writing
from ..models import EditionPage, PaperPage
from ..models.reviewed import ReviewedPage
from . import lists
from .as_text import Source, source_of
from .forms import DecisionForm, EditionFields, FirstEditionForm, NewPaperForm, NextEditionForm, PaperForm
from .sheet import sheet

FORM = require_http_methods(["GET", "HEAD", "POST"])


def told_here(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wagtail answers a refusal with its own home page. Here it is told in a page of the site, as everywhere else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            message = str(refusal) or _("Somebody else of this place decides.")
            raise Refused("forbidden", message, status=403) from refusal

    return guarded


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """What waits for this person's review, this person's drafts, and those of others in the same places."""
    mine, others = lists.drafts_of(request.user)
    waiting = lists.waiting_for(request.user)
    return render(request, "home/desk/papers.html", {"waiting": waiting, "mine": mine, "others": others})


@FORM
@told_here
def new(request: HttpRequest) -> HttpResponse:
    """A paper that begins, with its first edition."""
    places = [place for place in places_of(request.user) if PaperPage.can_create_at(place.page)]
    require(places, _("You have no place for papers."))
    asked = request.GET.get("where", "")
    initial = {"where": asked, "authors": request.user.name, "agencies": [request.user.agency_id]}
    form = NewPaperForm(*_sent(request), user=request.user, places=places, source=Source(), initial=initial)

    def act() -> BasePage:
        paper = writing.draft_paper(author=request.user, place=form.place().page, **form.paper())
        return writing.draft_edition(author=request.user, paper=paper, **form.edition())

    return _written(request, form, act, {"heading": _("Hand in a paper"), "leave": reverse("desk:papers")})


@FORM
@told_here
def edition(request: HttpRequest, page_id: int) -> HttpResponse:
    """The next edition of a paper, begun with the words of the one before."""
    paper = _page_or_404(request, page_id, PaperPage)
    before = EditionPage.objects.child_of(paper).order_by("-number").first()
    if before and not before.first_published_at:
        # It is begun already: go on with that one.
        return send_on(request, reverse("desk:look", args=[before.pk]))
    source, initial = _shown(before, paper) if before else (Source(), {"authors": request.user.name})
    initial = {name: value for name, value in initial.items() if name not in {"day", "what_is_new", "seen"}}
    kind = NextEditionForm if before else EditionFields
    form = kind(*_sent(request), user=request.user, places=_places(request, paper), source=source, initial=initial)

    def act() -> BasePage:
        return writing.draft_edition(author=request.user, paper=paper, **form.edition())

    leave = reverse("desk:papers")
    heading = _("New edition of “%(paper)s”") % {"paper": paper.draft_title}
    return _written(request, form, act, {"heading": heading, "leave": leave})


@FORM
@told_here
def edit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Go on with a draft."""
    page = _page_or_404(request, page_id, PaperPage, EditionPage)
    if request.method != "POST":
        # What was typed already comes back in the form, with the same words.
        writing.require_open(request.user, page)
    form, act = (_of_edition if isinstance(page, EditionPage) else _of_paper)(request, page)
    context = {"heading": page.draft_title, "leave": reverse("desk:look", args=[page.pk]), "page": page}
    return _written(request, form, act, context)


def _of_paper(request: HttpRequest, paper: PaperPage) -> tuple[Form, Callable[[], BasePage]]:
    draft = paper.get_latest_revision_as_object()
    form = PaperForm(request.POST or None, initial=_paper_words(draft))

    def act() -> BasePage:
        words = {name: form.cleaned_data[name] for name in _paper_words(draft)}
        return writing.revise_paper(author=request.user, paper=paper, **words)

    return form, act


def _of_edition(request: HttpRequest, page: EditionPage) -> tuple[Form, Callable[[], BasePage]]:
    paper = page.get_parent().specific
    source, initial = _shown(page, paper)
    kind = NextEditionForm if paper.live else FirstEditionForm
    form = kind(*_sent(request), user=request.user, places=_places(request, page), source=source, initial=initial)

    def act() -> BasePage:
        if not paper.live:
            writing.revise_paper(author=request.user, paper=paper, **form.paper())
        seen = form.cleaned_data["seen"]
        return writing.revise_edition(author=request.user, edition=page, seen=seen, **form.edition())

    return form, act


@require_safe
def look(request: HttpRequest, page_id: int) -> HttpResponse:
    """A draft as it would stand, how far it is, and what this person can do with it."""
    page = _page_or_404(request, page_id, ReviewedPage)
    return render(request, "home/desk/look.html", sheet(request, page))


@require_POST
@told_here
def hand_in(request: HttpRequest, page_id: int) -> HttpResponse:
    """Give a draft to the review."""
    page = _page_or_404(request, page_id, ReviewedPage)
    reviewing.hand_in(author=request.user, page=page)
    messages.success(request, _("Handed in. A second person of the same place decides."))
    return send_on(request, reverse("desk:look", args=[page_id]))


@require_POST
@told_here
def take_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """End the review, so that the draft can be changed."""
    reviewing.take_back(author=request.user, page=_page_or_404(request, page_id, ReviewedPage))
    messages.success(request, _("Taken back. It is a draft again."))
    return send_on(request, reverse("desk:look", args=[page_id]))


@FORM
@told_here
def discard(request: HttpRequest, page_id: int) -> HttpResponse:
    """Delete a draft that was never out, after asking once more."""
    page = _page_or_404(request, page_id, PaperPage, EditionPage)
    if request.method != "POST":
        return render(request, "home/desk/discard.html", {"page": page})
    writing.discard(author=request.user, page=page)
    messages.success(request, _("The draft is gone."))
    return send_on(request, reverse("desk:papers"))


@require_POST
@told_here
def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """What the second person decides: let it go live, or send it back with what has to change."""
    page = _page_or_404(request, page_id, ReviewedPage)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return answer(request, "home/desk/look.html", sheet(request, page, form), status=422)
    data = form.cleaned_data

    def act() -> str:
        decide = reviewing.approve if data["decision"] == "approve" else reviewing.send_back
        decide(reviewer=request.user, page=page, comment=data["comment"], seen=data["state"])
        return reverse("desk:look", args=[page_id])

    address = once(request.viewer, data["form_token"], act)
    is_approved = data["decision"] == "approve"
    messages.success(request, _("Approved.") if is_approved else _("Sent back. Its authors read your comment."))
    return send_on(request, address)


def _written(request: HttpRequest, form: Form, act: Callable[[], BasePage], context: dict[str, Any]) -> HttpResponse:
    """One form that saves a draft and, when that was the button, hands it in; shown again with what is to be mended."""
    if request.method == "POST" and form.is_valid() and (address := _saved(request, form, act)):
        return send_on(request, address)
    if form.errors and isinstance(form, EditionFields):
        form.keep()
    return answer(request, "home/desk/write.html", {**context, "form": form}, status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: Form, act: Callable[[], BasePage]) -> str | None:
    wants_review = "hand_in" in request.POST

    def save() -> str:
        page = act()
        if wants_review:
            reviewing.hand_in(author=request.user, page=page)
        return reverse("desk:look", args=[page.pk])

    try:
        address = once(request.viewer, form.cleaned_data["form_token"], save)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return None
    except ValidationError as error:
        form.add_error(None, error.messages)
        if error.code == "changed":
            form.put_over(error.params["revision"])
        return None
    messages.success(
        request, _("Handed in. A second person of the same place decides.") if wants_review else _("Saved.")
    )
    return address


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _page_or_404(request: HttpRequest, page_id: int, *kinds: type[BasePage]) -> Any:
    """The page in its own class, when it is of one of `kinds`. The gate asked before; this asks again."""
    found = own(EDITABLE, request.user).filter(pk=page_id).first()
    if found is None or not isinstance(found := found.specific, kinds):
        raise Http404
    return found


def _places(request: HttpRequest, page: BasePage) -> list[Place]:
    return [place_of(request.user, page)]


def _paper_words(paper: PaperPage) -> dict[str, str]:
    return {"title": paper.title, "summary": paper.summary, "motif": paper.motif}


def _shown(page: EditionPage, paper: PaperPage) -> tuple[Source, dict[str, Any]]:
    """The words of an edition, and of a paper that is not out yet, as the form shows them."""
    draft = page.get_latest_revision_as_object()
    source = source_of(draft.body.get_prep_value())
    words = {} if paper.live else _paper_words(paper.get_latest_revision_as_object())
    return source, words | {
        "authors": draft.authors,
        "day": draft.day,
        "agencies": [agency.pk for agency in draft.agencies.all()],
        "what_is_new": draft.what_is_new,
        "text": source.text,
        "stored": draft.file_id,
        "seen": page.latest_revision_id,
    }
