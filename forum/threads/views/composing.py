"""What every page with a composer needs: the form, filled with what was kept, and who will read what is written."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from communities import ground_rules
from communities.answers import send_on, signed_in
from communities.headcount import audience_line
from communities.models import Community
from communities.prepared import Prepared
from communities.viewer import Viewer
from communities.writing import once
from forum import markup

from .. import places, rules
from ..forms import ReplyForm, WritingForm
from ..models import Draft, Thread
from . import unsent


def writing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For people who are signed in; a text that arrives after the sign-in ended is kept for afterwards."""
    guarded = signed_in(view)

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.viewer.is_visitor:
            unsent.keep(request)
        return guarded(request, *args, **kwargs)

    return kept


def act_once(request: HttpRequest, form: WritingForm, act: Callable[[], str]) -> HttpResponse | None:
    """Act on a valid form, once, and lead to what came of it; None, with the reason in the form, when it is to mend.

    Who has to accept the ground rules first is led there; the text waits in the form of this address."""
    try:
        address = once(request.viewer, form.cleaned_data["form_token"], act)
    except ValidationError as fault:
        form.add_error(None, fault)
        return None
    except ground_rules.Unaccepted as refusal:
        unsent.keep(request)
        messages.warning(request, refusal.message)
        return send_on(request, ground_rules.address(back=request.path))
    unsent.forget(request)
    return send_on(request, address)


def composer(request: HttpRequest, thread: Thread) -> dict[str, Any]:
    """The reply form at the foot of a thread, and the rest of its context; nothing for who may not write there."""
    viewer = request.viewer
    if not rules.may_reply(viewer, thread):
        return {"form": None}
    draft = draft_of(viewer, places.in_thread(thread))
    initial = {"source": draft.source} if draft else {}
    form = ReplyForm(viewer, thread.community, draft=draft, initial=initial)
    return {"form": form, "draft": draft, "place": places.in_thread(thread), **surroundings(viewer, thread.community)}


def surroundings(viewer: Viewer, community: Community, *, members_only: bool = False) -> dict[str, Any]:
    """The line about who reads it, and whose record it becomes."""
    agency = viewer.user.agency if viewer.user.agency_id else None
    line = audience_line(community, members_url(viewer, community), members_only=members_only)
    return {"audience": line, "record_of": agency.name if agency else ""}


def members_url(viewer: Viewer, community: Community) -> str:
    return f"{community.get_absolute_url()}members/"


def draft_of(viewer: Viewer, place: str) -> Draft | None:
    return _draft.first(user=viewer.id, place=place)


_draft: Prepared[Draft] = Prepared(lambda user, place: Draft.objects.filter(user_id=user, place=place))


def preview_of(form: WritingForm) -> str:
    """The text of a form as it would look. Pictures that are attached already are shown."""
    pictures = {
        file.name: markup.File(file.get_absolute_url(), file.width, file.height)
        for file in [*form.hanging(), *form.files_so_far]
        if file.is_picture
    }
    return markup.parse(str(form["source"].value() or "")[:20_000]).html(files=pictures)
