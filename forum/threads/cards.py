"""The card of a post: HTML made once, when the post is written, and the same for every reader.

Its links are relative to the page of its thread, so neither a new title nor another community makes a card stale. What
does: the author's name (`sinks.py` hears of it) and a higher `VERSION` of this file or of the renderer; such cards are
made again when they are read. Made by string formatting: a template costs three times as much, and an import makes
thousands of cards.
"""

import re
from collections.abc import Iterable

from django.template.defaultfilters import filesizeformat
from django.utils import dateformat, timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from communities.models import User
from communities.templatetags.interface import agency, avatar, icon, stamp
from forum import markup

from .lines import PostLine
from .models import Attachment, Post

_LAYOUT = 2
# Counts both what surrounds a text and how the text itself is rendered.
VERSION = _LAYOUT * 100 + markup.VERSION

_CARD = (
    '<article class="post" id="post-{number}" data-number="{number}" data-author="{author_id}"'
    ' aria-labelledby="by-{number}">{avatar}<div>'
    '<header class="post__head">'
    '<h2 class="post__by" id="by-{number}">{name}<span class="visually-hidden">, post {number}</span></h2>'
    "{agency}{guest}"
    '<p class="post__when">{when}{edited} · <a href="posts/{number}/" aria-label="Post {number}, lasting address">'
    "#{number}</a></p>"
    "</header>"
    '{reply_to}<div class="prose" hx-ignore>{text}</div>{files}'
    '<footer class="post__foot"><div class="post__tools">'
    '<a class="button button--small button--quiet" href="posts/{number}/quote/" data-key="quote">{quote_icon}Quote</a>'
    '<a class="button button--small button--quiet" href="reply/?to={number}" data-key="reply">{reply_icon}Reply</a>'
    '<menu-details><details class="menu"><summary class="button button--small button--quiet button--icon">{more_icon}'
    '<span class="visually-hidden">More for post {number}</span></summary>'
    '<ul class="menu__list" hx-get="posts/{number}/acts/" hx-trigger="toggle from:\'closest details\' once">'
    '<li><a class="menu__item" href="posts/{number}/acts/">What you can do with post {number}</a></li>'
    "</ul></details></menu-details>"
    "</div></footer></div></article>"
)
_NAME = '<a href="/people/{}/">{}</a>'
_GUEST = ' <span class="badge badge--guest">Guest until {}</span>'
_REPLY_TO = '<p class="small quiet">In reply to <a href="posts/{0}/">post {0}</a></p>'
_FILE = '<a class="file" href="{}">{}<span>{}<br><span class="quiet small">{}</span></span></a>'
_PICTURE = '<a class="picture" href="{0}"><img src="{0}" alt="{1}" width="{2}" height="{3}" loading="lazy"></a>'

_NOTE = '<p class="post__note post__note--answer">{}Answer</p>'
_COPY_NOTE = '<p class="post__note post__note--answer">{}Answer <a class="small" href="{}">Go to its place</a></p>'
_TOMBSTONE = (
    '<p class="tombstone" id="post-{number}" data-number="{number}" data-author="{author_id}">{icon}'
    '<span>Post {number} was removed by {who} {when}{reason}. <a href="posts/{number}/acts/">More</a></span></p>'
)
_NUMBER = re.compile(r'data-number="(\d+)"')
_AVATAR = '<span class="avatar'


def draw(post: Post, author: User, files: Iterable[Attachment] = (), reply_to: int | None = None) -> None:
    """Set the card of `post`, whose `html` is there. `files` hang on it, `reply_to` is the number it answers."""
    # One language and one zone for all readers; script turns the time into the reader's own.
    with timezone.override(timezone.get_default_timezone()), translation.override(None):
        post.card = _card(post, author, files, reply_to)
    post.card_version = VERSION


def _card(post: Post, author: User, files: Iterable[Attachment], reply_to: int | None) -> SafeString:
    return format_html(
        _CARD,
        number=post.number,
        author_id=author.pk,
        avatar=avatar(author.name, post.agency_type),
        name=author.name if author.is_staged else format_html(_NAME, author.handle, author.name),
        agency=agency(post.agency_name, post.agency_type, post.author_title),
        guest=format_html(_GUEST, _day(post)) if post.guest_until else "",
        when=stamp(post.written_at),
        edited=" · edited" if post.edited_at else "",
        reply_to=format_html(_REPLY_TO, reply_to) if reply_to else "",
        text=markup.trusted(post.html),
        files=_files(post, files),
        quote_icon=icon("quote"),
        reply_icon=icon("reply"),
        more_icon=icon("more"),
    )


def _day(post: Post) -> str:
    return dateformat.format(timezone.localtime(post.guest_until), "j M")


def _files(post: Post, files: Iterable[Attachment]) -> SafeString:
    """What hangs on a post and does not stand in its text already: pictures in view, other files by name and size."""
    loose = [file for file in files if f"/files/{file.pk}/" not in post.html]
    return format_html_join("", "{}", ((_file(file),) for file in loose))


def _file(file: Attachment) -> SafeString:
    url = f"../../files/{file.pk}/{file.name}"
    if file.is_picture:
        return format_html(_PICTURE, url, file.name, file.width, file.height)
    return format_html(_FILE, url, icon("clip"), file.name, filesizeformat(file.size))


def current(post: Post | PostLine) -> SafeString:
    """The card as it is stored; one of an older version is drawn again for now, and stored by the clock."""
    return markup.trusted(post.card) if post.card_version == VERSION else redrawn(post)


def redrawn(post: Post | PostLine) -> SafeString:
    """The card of `post` as it would be drawn today; the row stays as it is."""
    fresh = Post.objects.select_related("author", "reply_to").prefetch_related("attachments").get(pk=post.pk)
    draw(fresh, fresh.author, fresh.attachments.all(), fresh.reply_to.number if fresh.reply_to else None)
    return markup.trusted(fresh.card)


def marked_as_answer(card: str) -> SafeString:
    """The card in its own place, marked as the answer of the question."""
    return _with_note(card, format_html(_NOTE, icon("solved")))


def as_answer(card: str, page: int) -> SafeString:
    """A copy of the card for the place under the question, with ids of its own and a link to where it stands."""
    number = _NUMBER.search(card).group(1)
    where = f"?page={page}#post-{number}" if page > 1 else f"#post-{number}"
    copy = card.replace(f'id="post-{number}"', 'id="answer"', 1).replace(f'"by-{number}"', '"by-answer"', 2)
    return _with_note(copy, format_html(_COPY_NOTE, icon("solved"), where))


def _with_note(card: str, note: str) -> SafeString:
    card = card.replace('class="post"', 'class="post is-answer"', 1)
    return markup.trusted(card.replace(_AVATAR, note + _AVATAR, 1))


def tombstone(post: Post | PostLine) -> SafeString:
    """The line in the place of a post that its readers cannot read any more; the same for all of them."""
    with timezone.override(timezone.get_default_timezone()), translation.override(None):
        return format_html(
            _TOMBSTONE,
            number=post.number,
            author_id=post.author_id,
            icon=icon("hidden" if post.state == Post.State.HIDDEN else "history"),
            who="a moderator" if post.state == Post.State.HIDDEN else "its author",
            when=stamp(post.state_at) if post.state_at else "",
            reason=format_html(": <b>{}</b>", post.state_reason.rstrip(".")) if post.state_reason else "",
        )
