"""The pages for what cannot be shown or done. Private and missing are one page, byte for byte."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from ..answers import typed

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no page here, or none for this viewer: nothing tells the two apart."""
    return _answer(request, "errors/not_found.html", 404, _("There is no page at this address."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The viewer may know of the thing but may not do this; the sentence says who can."""
    sentence = str(exception) if exception and str(exception) else _("You cannot do this here.")
    return _answer(request, "errors/forbidden.html", 403, sentence)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read at all."""
    return _answer(request, "errors/bad_request.html", 400, _("We could not read what was sent."))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: mostly an old page. What was typed is shown, so that it can be kept."""
    sentence = _("This form was too old. Load the page again.")
    return _answer(request, "errors/stale_form.html", 403, sentence, kept=typed(request))


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed on our side. Needs neither database nor session; the number leads to the log line."""
    number = f"{secrets.token_hex(2)}-{timezone.now():%Y%m%d-%H%M}"
    logger.error("Answered 500, number %s", number)
    return HttpResponse(render_to_string("errors/broken.html", {"number": number}), status=500)


def _answer(request: HttpRequest, template: str, status: int, sentence: str, **more: object) -> HttpResponse:
    if getattr(request, "htmx", None):
        template = "errors/part.html"
    return render(request, template, {"sentence": sentence, **more}, status=status)
