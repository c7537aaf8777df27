"""One notice as a mail: plain text and HTML, with the headers that let mail programs thread it and end it."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from communities.models import User

from . import papers
from .models import Notice
from .unsubscribing import link_for


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written, as a mail names it: a thread's title, a channel, or a paper."""

    title: str
    is_chat: bool
    is_reply: bool
    conversation: str

    @classmethod
    def of(cls, notice: Notice) -> Place:
        if notice.page:
            return cls(notice.page.draft_title, False, False, f"page-{notice.page.pk}")
        if notice.post:
            thread = notice.post.thread
            return cls(thread.title, False, not notice.post.is_opening, f"thread-{thread.pk}")
        channel = notice.message.channel
        return cls(channel.name, True, False, f"channel-{channel.pk}")


def mail_for(notice: Notice, *, delivery_id: int) -> EmailMultiAlternatives:
    """The mail that tells `notice.user` of `notice`, in the person's language and time zone.

    `delivery_id` makes its Message-ID, so that a mail sent twice is one mail in the mailbox. The caller has asked
    whether the person may read the post or message now."""
    user, place = notice.user, Place.of(notice)
    with translation.override(user.language), timezone.override(user.time_zone):
        context = {
            "notice": notice,
            "written": notice.place,
            "place": place,
            "community": notice.activity.community,
            "author": _author_of(notice),
            "comment": papers.comments_on([notice]).get(notice.activity_id, ""),
            "site": settings.BASE_URL.rstrip("/"),
            "unsubscribe": link_for(notice),
        }
        mail = EmailMultiAlternatives(
            subject=_one_line(render_to_string("mail/notice_subject.txt", context)),
            body=render_to_string("mail/notice.txt", context),
            from_email=_sender(context["author"].name if context["author"] else ""),
            to=[user.email],
            headers=_headers(notice, place, delivery_id, context["unsubscribe"]),
        )
        mail.attach_alternative(render_to_string("mail/notice.html", context), "text/html")
    return mail


def _author_of(notice: Notice) -> User | None:
    """Who wrote, handed in or decided; nobody where a date came."""
    return notice.place.author if notice.place else notice.activity.actor


def _headers(notice: Notice, place: Place, delivery_id: int, unsubscribe: str) -> dict[str, str]:
    """RFC 8058 for the way out, RFC 2919 for the list's name, RFC 3834 so that absence notes stay away."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    community = notice.activity.community
    return {
        "Message-ID": f"<delivery-{delivery_id}@{host}>",
        "References": f"<{place.conversation}@{host}>",
        "List-Id": f"<{community.slug if community else 'papers'}.{host}>",
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def _sender(name: str) -> str:
    """The site's own address, with the name of who wrote: it is the site that sends, and nobody is impersonated."""
    return formataddr(
        (f"{_one_line(name)} · Interlocal" if name else "Interlocal", parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    )


def _one_line(text: str) -> str:
    """A subject has no line break, whatever a title holds."""
    return " ".join(text.split())
