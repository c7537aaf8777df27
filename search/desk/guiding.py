"""Words alike and picks at the desk: their lists, and the forms that show what a change does before it is saved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.access import visible_or_404
from communities.answers import answer, send_on
from communities.writing import once

from .. import actions
from ..finder import find, look_up
from ..guidance import Alike, Picked, Whom
from ..models import Pick, Synonyms
from .door import for_editors
from .forms import AlikeForm, GuidedForm, LookForm, PickForm, key_of, value_of
from .trying import trial

FORM = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 10


@require_safe
@for_editors
def alike(request: HttpRequest) -> HttpResponse:
    """All words that mean the same."""
    rows = Synonyms.objects.visible_to(request.viewer)
    return render(request, "search/desk/alike.html", {"rows": rows, "at": "alike"})


@FORM
@for_editors
def new_alike(request: HttpRequest) -> HttpResponse:
    """Words that are to mean the same from now on."""
    terms = request.GET.get("terms", "")[:400]
    return _alike(request, Synonyms(), {"terms": terms})


@FORM
@for_editors
def edit_alike(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, or for others."""
    row = visible_or_404(request.viewer, Synonyms.objects.all(), pk=pk)
    shown = {name: getattr(row, name) for name in ("is_ambiguous", "community", "agency", "language")}
    return _alike(request, row, shown | {"terms": "\n".join(row.terms)})


def _alike(request: HttpRequest, row: Synonyms, initial: dict[str, Any]) -> HttpResponse:
    form = AlikeForm(request.POST or None, viewer=request.viewer, initial=initial)

    def change() -> Alike:
        return Alike(tuple(form.cleaned_data["terms"]), form.cleaned_data["is_ambiguous"])

    return _tried_and_kept(request, form, row, change, "alike", {})


@require_POST
@for_editors
def drop_alike(request: HttpRequest, pk: int) -> HttpResponse:
    """They do not mean the same any more."""
    row = visible_or_404(request.viewer, Synonyms.objects.all(), pk=pk)
    return _dropped(request, row, "searchdesk:alike")


@require_safe
@for_editors
def picks(request: HttpRequest) -> HttpResponse:
    """All picks, each with the result as the editor may see it."""
    rows = list(Pick.objects.visible_to(request.viewer))
    found = look_up(request.viewer, list(dict.fromkeys((row.kind, row.key) for row in rows)))
    results = {result.best.document.key: result for result in found}
    shown = [(row, results.get((row.kind, row.key))) for row in rows]
    return render(request, "search/desk/picks.html", {"shown": shown, "at": "picks", "today": localdate()})


@FORM
@for_editors
def new_pick(request: HttpRequest) -> HttpResponse:
    """A result to show first for a phrase, or to leave out."""
    return _pick(request, Pick(), {})


@FORM
@for_editors
def edit_pick(request: HttpRequest, pk: int) -> HttpResponse:
    """Another result, other days, or for others."""
    row = visible_or_404(request.viewer, Pick.objects.all(), pk=pk)
    return _pick(request, row, PickForm.initial_of(row))


def _pick(request: HttpRequest, row: Pick, initial: dict[str, Any]) -> HttpResponse:
    look = LookForm(request.GET or {"phrase": row.phrase})
    wanted = look.cleaned_data if look.is_valid() else {}
    phrase = request.POST.get("phrase", "") or wanted.get("phrase") or row.phrase
    form = PickForm(request.POST or None, viewer=request.viewer, initial=initial | {"phrase": phrase})
    held = key_of(str(form["result"].value() or ""))
    found = look_up(request.viewer, [held]) if held else []
    asked = wanted.get("look") or phrase
    found += find(request.viewer, asked, per_page=SHOWN, is_literal=True).results if asked else []
    choices = {value_of(result): result for result in found}

    def change() -> Picked:
        words = form.words()
        return Picked(
            words["phrase"], (words["kind"], words["key"]), words["group"], words["is_excluded"],
            words["starts_on"], words["ends_on"], Whom(),
        )  # fmt: skip

    context = {"look": look, "phrase": phrase, "choices": choices.items(), "held": form["result"].value()}
    return _tried_and_kept(request, form, row, change, "pick", context)


@require_POST
@for_editors
def drop_pick(request: HttpRequest, pk: int) -> HttpResponse:
    """The phrase finds by its words alone again."""
    row = visible_or_404(request.viewer, Pick.objects.all(), pk=pk)
    return _dropped(request, row, "searchdesk:picks")


def _tried_and_kept(
    request: HttpRequest,
    form: GuidedForm,
    row: Synonyms | Pick,
    change: Callable[[], Alike | Picked],
    name: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The form; what it would do, once that is asked; and the change, once what it does was looked at."""
    context |= {"form": form, "row": row if row.pk else None, "at": "alike" if name == "alike" else "picks"}
    if request.method == "POST" and form.is_valid():
        if "save" in request.POST and form.was_tried:
            listed = reverse(f"searchdesk:{context['at']}")

            def save() -> str:
                actions.keep(viewer=request.viewer, row=row, **form.words())
                return listed

            once(request.viewer, form.cleaned_data["form_token"], save)
            messages.success(request, _("Saved. It holds from now on."))
            return send_on(request, listed)
        context["trial"] = trial(request.viewer, change(), row)
        form.note_tried()
    return answer(request, f"search/desk/{name}_form.html", context, status=422 if form.errors else 200)


def _dropped(request: HttpRequest, row: Synonyms | Pick, listed: str) -> HttpResponse:
    actions.drop(viewer=request.viewer, row=row)
    messages.success(request, _("Taken away."))
    return send_on(request, reverse(listed))
