"""The pages of what one person keeps of searching: saved searches under their names, and the recent ones."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.access import visible_or_404
from communities.answers import send_on, signed_in
from communities.forms import OnceForm
from communities.writing import once

from . import recents, saved
from .finder import tabs
from .lang import parse
from .models import SavedSearch
from .models.saved import MOST


class SavedForm(OnceForm):
    """The name of a saved search, and when its person wants to hear of something new."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=SavedSearch._meta.get_field("name").max_length)
    alert = forms.ChoiceField(
        label=gettext_lazy("When something new is found"),
        choices=SavedSearch.Alert.choices,
        initial=SavedSearch.Alert.NEVER,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("You are told of what has all the words of the search, and only of what you may read."),
    )


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """My searches."""
    context = {
        "searches": SavedSearch.objects.visible_to(request.viewer).order_by("name"),
        "most": MOST,
        "recents": recents.recents_of(request.viewer),
        "habits": recents.habits_of(request.viewer),
    }
    return render(request, "search/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search `q` of the `tab` under a name."""
    given = request.POST if request.method == "POST" else request.GET
    query, tab = parse(given.get("q", "")), given.get("tab", "")
    tab = tab if tab in tabs() else ""
    form = SavedForm(request.POST or None, initial={"name": query.text[:60]})
    if request.method == "POST" and form.is_valid() and query.is_answerable:

        def act() -> str:
            name, alert = form.cleaned_data["name"], form.cleaned_data["alert"]
            return saved.save(
                viewer=request.viewer, name=name, text=query.text, tab=tab, alert=alert
            ).get_absolute_url()

        try:
            address = once(request.viewer, form.cleaned_data["form_token"], act)
        except ValidationError as error:
            form.add_error("name", error)
        else:
            messages.success(request, _("Saved. It stands among your searches."))
            return send_on(request, address)
    context = {"form": form, "query": query, "tab": tab}
    return render(request, "search/save.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or another alert."""
    search = visible_or_404(request.viewer, SavedSearch.objects.all(), pk=pk)
    form = SavedForm(request.POST or None, initial={"name": search.name, "alert": search.alert})
    if request.method == "POST" and form.is_valid():
        try:
            name, alert = form.cleaned_data["name"], form.cleaned_data["alert"]
            saved.change(viewer=request.viewer, search=search, name=name, alert=alert)
        except ValidationError as error:
            form.add_error("name", error)
        else:
            messages.success(request, _("Saved."))
            return send_on(request, reverse("search:mine"))
    context = {"form": form, "search": search, "query": parse(search.text)}
    return render(request, "search/save.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Let go of a saved search."""
    search = visible_or_404(request.viewer, SavedSearch.objects.all(), pk=pk)
    saved.delete(search=search)
    messages.success(request, _("“%s” is deleted.") % search.name)
    return send_on(request, reverse("search:mine"))


@require_POST
@signed_in
def recent(request: HttpRequest) -> HttpResponse:
    """What the button said: `clear`, or `keep` them `on` or `off`."""
    wanted = request.POST.get("keep", "")
    if wanted in {"on", "off"}:
        recents.keep(viewer=request.viewer, is_on=wanted == "on")
        kept, none = _("Your searches are kept from now on, for you alone."), _("No recent searches are kept any more.")
        messages.success(request, kept if wanted == "on" else none)
    else:
        recents.forget(request.viewer.id)
        messages.success(request, _("Your recent searches are cleared."))
    return send_on(request, reverse("search:mine"))
