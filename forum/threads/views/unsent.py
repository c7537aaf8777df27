"""What somebody had typed when the sign-in ended: it waits in the session and stands in the form after signing in.

Only there: who signs in as somebody else in this browser starts a new session, since Django empties it."""

from django.http import HttpRequest

KEY = "unsent"
MOST = 20_000
_FIELDS = ("source", "title", "tags", "kind", "to")


def keep(request: HttpRequest) -> None:
    """Remember the text of this form, which nobody is signed in to post."""
    fields = {name: request.POST[name][:MOST] for name in _FIELDS if name in request.POST}
    if fields.get("source", "").strip():
        request.session[KEY] = {"path": request.path, "fields": fields}


def kept(request: HttpRequest) -> dict[str, str]:
    """What waits for the form of this address."""
    waiting = request.session.get(KEY)
    return dict(waiting["fields"]) if waiting and waiting["path"] == request.path else {}


def forget(request: HttpRequest) -> None:
    """It is posted."""
    if KEY in request.session:
        del request.session[KEY]
