"""The checks of titles and tags."""

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models.thread import MAX_TAG, MAX_TAGS, MAX_TITLE

MIN_TITLE = 3
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_NOT_TAG = re.compile(r"[^\w]+")


def cleaned_title(title: str) -> str:
    """`title` on one line. Raises ValidationError when it has under 3 or over 200 characters."""
    title = " ".join(_CONTROL.sub(" ", title).split())
    if len(title) < MIN_TITLE:
        raise ValidationError(_("Write a title that says what it is about."), code="short")
    if len(title) > MAX_TITLE:
        over = len(title) - MAX_TITLE
        message = _("The title is %(over)d characters too long: %(most)d are possible.")
        raise ValidationError(message % {"over": over, "most": MAX_TITLE}, code="long")
    return title


def cleaned_tags(tags: Sequence[str]) -> list[str]:
    """Tags in the form they are kept in: lower case, words joined by hyphens, each once, at most five."""
    names = list(dict.fromkeys(filter(None, map(_tag, tags))))
    if len(names) > MAX_TAGS:
        raise ValidationError(_("Choose at most %(most)d tags.") % {"most": MAX_TAGS}, code="many")
    for name in names:
        if len(name) > MAX_TAG:
            message = _("The tag “%(name)s…” is too long: %(most)d characters are possible.")
            raise ValidationError(message % {"name": name[:20], "most": MAX_TAG}, code="long")
    return names


def _tag(tag: str) -> str:
    return _NOT_TAG.sub("-", tag.strip().lower().lstrip("#")).strip("-_")
