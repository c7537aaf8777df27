"""One message: its lasting address, another wording, taking it away."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import pace
from communities.answers import SeeOther, signed_in
from communities.refusal import Refused

from .. import actions, rules
from ..forms import EditForm, RemoveForm
from ..log import PAGE
from ..models import Message
from ..places import message_or_404


@require_safe
def message(request: HttpRequest, slug: str, channel: str, pk: int) -> HttpResponse:
    """On to the page that the message stands on, with some lines after it."""
    found = message_or_404(request.viewer, slug, channel, pk)
    later = Message.objects.in_stream(found.channel, found.conversation).filter(seq__gt=found.seq).order_by("seq")
    end = list(later.values_list("seq", flat=True)[PAGE // 2 : PAGE // 2 + 1])
    before = f"?before={end[0]}" if end else ""
    return HttpResponseRedirect(f"{found.stands_at}{before}#m-{pk}")


@signed_in
@require_POST
def unread(request: HttpRequest, slug: str, channel: str, pk: int) -> HttpResponse:
    """Have this message and what follows be new again; the page that shows it leaves it so."""
    found = message_or_404(request.viewer, slug, channel, pk)
    actions.mark_unread(viewer=request.viewer, message=found)
    return SeeOther(f"{found.stands_at}?unread#new")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, channel: str, pk: int) -> HttpResponse:
    """Another wording. The page's script takes the form out of this page and sends it by the socket."""
    found = message_or_404(request.viewer, slug, channel, pk)
    form = EditForm(request.POST if request.method == "POST" else None, initial={"source": found.source})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            pace.pay(request.viewer.id)
            actions.edit(viewer=request.viewer, message=found, source=form.cleaned_data["source"])
            return SeeOther(f"{found.stands_at}#m-{pk}")
        except Refused as refused:
            form.add_error("source", refused.message)
            status = refused.status
    elif request.method == "POST":
        status = 422
    return _page(request, "chat/edit.html", found, form, status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, channel: str, pk: int) -> HttpResponse:
    """Take a message away, after a question; a line stays in its place."""
    found = message_or_404(request.viewer, slug, channel, pk)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.remove(viewer=request.viewer, message=found, reason=form.cleaned_data["reason"])
        return SeeOther(found.stands_at)
    return _page(request, "chat/remove.html", found, form, 422 if form.is_bound else 200)


def _page(request: HttpRequest, template: str, found: Message, form: object, status: int) -> HttpResponse:
    moment = now()
    context = {
        "message": found,
        "channel": found.channel,
        "community": found.channel.community,
        "form": form,
        "may_edit": rules.may_edit(request.viewer, found, moment),
        "may_remove": rules.may_remove(request.viewer, found, moment),
    }
    return render(request, template, context, status=status)
