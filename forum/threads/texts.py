"""From what was typed to what is stored: a text's checks, the people it names, its HTML, the affiliation stamp."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Membership, Role, User
from communities.viewer import Viewer
from forum import markup

from .models import Attachment, Post

MAX_SOURCE = 10_000
MAX_MENTIONS = 20


@dataclass(frozen=True)
class Text:
    """A checked text: its source, its HTML, and the ids of the people whom it names."""

    source: str
    html: str
    mentions: tuple[int, ...] = ()


def cleaned(source: str) -> str:
    """`source` with line ends of one kind and no blank ends. Raises ValidationError when it is empty or too long."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip()
    if not source.strip():
        raise ValidationError(_("Write some text first."), code="empty")
    over = len(source) - MAX_SOURCE
    if over > 0:
        message = ngettext(
            "The text is %(over)d character too long: %(most)s are possible. Cut it, or attach it as a file.",
            "The text is %(over)d characters too long: %(most)s are possible. Cut it, or attach it as a file.",
            over,
        )
        raise ValidationError(message % {"over": over, "most": f"{MAX_SOURCE:,}"}, code="long")
    return source


def prepared(viewer: Viewer, source: str | Text, files: Iterable[Attachment] = ()) -> Text:
    """What an action works with. A caller that holds a transaction renders before it, so that nobody waits for it."""
    return source if isinstance(source, Text) else render(viewer, cleaned(source), files)


def render(viewer: Viewer, source: str, files: Iterable[Attachment] = ()) -> Text:
    """Render a cleaned `source` as `viewer` writes it. Only people whom the author may know become mentions."""
    document = markup.parse(source)
    people = _people(viewer, document.handles)
    names = {handle: markup.Person(user.name, user.get_absolute_url()) for handle, user in people.items()}
    pictures = {file.name: _picture(file) for file in files if file.is_picture}
    _check_descriptions(document, pictures)
    mentions = tuple(sorted(user.pk for user in people.values()))
    return Text(source, document.html(names, pictures), mentions)


def stamp(post: Post, viewer: Viewer, community_id: int) -> None:
    """Freeze on `post` where its author stands now."""
    standing = viewer.user.affiliation()
    post.agency_name, post.agency_type = standing.agency_name, standing.agency_type
    post.author_title = standing.title
    if viewer.roles.get(community_id) == Role.GUEST:
        current = Membership.objects.current().filter(user_id=viewer.id, community_id=community_id)
        post.guest_until = current.values_list("until", flat=True).first()


def _people(viewer: Viewer, handles: frozenset[str]) -> Mapping[str, User]:
    if not handles or viewer.is_visitor:
        return {}
    asked = sorted(handles)[:MAX_MENTIONS]
    known = User.objects.visible_to(viewer).filter(Q(handle__in=asked))
    return {user.handle.lower(): user for user in known}


def _picture(file: Attachment) -> markup.File:
    return markup.File(file.get_absolute_url(), file.width, file.height)


def _check_descriptions(document: markup.Document, pictures: Mapping[str, markup.File]) -> None:
    """A picture in a text says what it shows: some readers hear it instead of seeing it."""
    for name, description in document.pictures:
        if name in pictures and not description:
            message = _(
                "Say what %(name)s shows, for people who cannot see it: write it between the square brackets, "
                "like ![A pouch behind the seat](%(name)s)."
            )
            raise ValidationError(message % {"name": name}, code="description")
