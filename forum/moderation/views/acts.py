"""The page that asks for a word before one act (a reason, a date, another community), and the answer after it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from communities.answers import send_on
from communities.models import Community


@dataclass(frozen=True, slots=True)
class Act:
    """What is about to be done: where, the question, the words on the button, the place where it shows (and the way
    back without doing it), and what is said when it was done."""

    community: Community
    title: str
    button: str
    back: str
    lead: str = ""
    is_grave: bool = False
    quoted: str = ""
    quoted_by: str = ""
    said: str = ""


def asked(request: HttpRequest, act: Act, form: BaseForm, do: Callable[..., object]) -> HttpResponse:
    """Ask for what `act` needs; once `form` has it, `do` it with the viewer and the fields of the form."""
    if not form.is_valid():
        return act_page(request, act, form)
    do(viewer=request.viewer, **form.cleaned_data)
    return done(request, act.said, act.back)


def act_page(request: HttpRequest, act: Act, form: BaseForm) -> HttpResponse:
    """The form of `act`; 422 when there is something to mend."""
    context = {"act": act, "form": form, "community": act.community}
    return render(request, "moderation/act.html", context, status=422 if form.errors else 200)


def done(request: HttpRequest, words: str, address: str) -> HttpResponse:
    """Say what was done, at the place where it shows."""
    messages.success(request, words)
    return send_on(request, address)
