"""Judged queries at the desk: what editors type, and the results that answer it well."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.answers import answer, send_on
from communities.writing import once

from .. import actions
from ..finder import find, look_up
from ..models import JudgedQuery
from .door import for_editors
from .forms import JudgeForm, key_of, value_of

SHOWN = 20


@require_safe
@for_editors
def judged(request: HttpRequest) -> HttpResponse:
    """All judged queries."""
    rows = JudgedQuery.objects.prefetch_related("good")
    return render(request, "search/desk/judged.html", {"rows": rows, "at": "judged"})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def judge(request: HttpRequest) -> HttpResponse:
    """Which results answer a query well, ticked in its own answer."""
    text = " ".join((request.POST.get("text") or request.GET.get("text", ""))[:200].split())
    query = JudgedQuery.objects.filter(text=text).prefetch_related("good").first()
    good = [(one.kind, one.key) for one in query.good.all()] if query else []
    found = [*look_up(request.viewer, good), *(find(request.viewer, text, per_page=SHOWN).results if text else ())]
    choices = {value_of(result): result for result in found}
    form = JudgeForm(request.POST or None, choices=list(choices), initial={"text": text})
    if request.method == "POST" and form.is_valid():
        listed = reverse("searchdesk:judged")
        # What was judged before and this editor may not see stays good.
        unseen = [key for key in good if "{}:{}".format(*key) not in choices]
        keys = [*filter(None, map(key_of, form.cleaned_data["good"])), *unseen]

        def save() -> str:
            actions.judge(viewer=request.viewer, text=text, good=keys)
            return listed

        once(request.viewer, form.cleaned_data["form_token"], save)
        messages.success(request, _("Saved. Changes are tried by this query from now on."))
        return send_on(request, listed)
    ticked = set(request.POST.getlist("good")) or {"{}:{}".format(*key) for key in good}
    context = {"form": form, "text": text, "choices": choices.items(), "ticked": ticked, "at": "judged"}
    return answer(request, "search/desk/judge.html", context, status=422 if form.errors else 200)


@require_POST
@for_editors
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes are tried by it no more."""
    actions.forget_judged(viewer=request.viewer, query=get_object_or_404(JudgedQuery, pk=pk))
    messages.success(request, _("Taken away."))
    return send_on(request, reverse("searchdesk:judged"))
