"""Coming and going: join, ask, withdraw, leave, and how much one is told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions
from ..access import known_community_or_404
from ..answers import answer, back_to, send_on, signed_in
from ..forms import AskForm, LevelForm
from ..standing import standing
from ..writing import once


@signed_in
@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Become a member of an open community."""
    community = known_community_or_404(request.viewer, slug)
    actions.join(viewer=request.viewer, community=community)
    messages.success(request, _("You are a member of %s now.") % community.name)
    return send_on(request, back_to(request, community.get_absolute_url()))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the moderators to be let in, with a note."""
    community = known_community_or_404(request.viewer, slug)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.ask_to_join(viewer=request.viewer, community=community, note=form.cleaned_data["note"])
            return community.get_absolute_url()

        address = once(request.viewer, form.cleaned_data["form_token"], act)
        messages.success(request, _("You asked to join %s. A moderator answers.") % community.name)
        return send_on(request, address)
    context = {"community": community, "form": form, "standing": standing(request.viewer, community)}
    return answer(request, "communities/ask.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back one's own request."""
    community = known_community_or_404(request.viewer, slug)
    actions.withdraw(viewer=request.viewer, community=community)
    messages.success(request, _("Your request to join %s is withdrawn.") % community.name)
    return send_on(request, back_to(request, community.get_absolute_url()))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave, after a question: where one has to ask, coming back is not up to oneself."""
    community = known_community_or_404(request.viewer, slug)
    if request.method != "POST":
        return answer(request, "communities/leave.html", {"community": community})
    actions.leave(viewer=request.viewer, community=community)
    messages.success(request, _("You left %s. What you wrote stays.") % community.name)
    return send_on(request, "/communities/")


@signed_in
@require_POST
def level(request: HttpRequest, slug: str) -> HttpResponse:
    """How much of the community the viewer is told about."""
    community = known_community_or_404(request.viewer, slug)
    form = LevelForm(request.POST)
    if form.is_valid():
        actions.set_level(viewer=request.viewer, community=community, level=form.cleaned_data["level"])
    return send_on(request, back_to(request, community.get_absolute_url()))
