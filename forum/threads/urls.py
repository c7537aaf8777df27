"""Addresses of threads, posts, files and drafts."""

from django.urls import path, register_converter

from .converters import ThreadConverter
from .views import drafts, editing, files, listing, posts, reading, similar, writing

register_converter(ThreadConverter, "thread")

app_name = "threads"

PLACE = "communities/<slug:slug>/threads/"
THREAD = f"{PLACE}<thread:thread_id>/"
POST = f"{THREAD}posts/<int:number>/"

urlpatterns = [
    path(PLACE, listing.listing, name="list"),
    path(f"{PLACE}new/", writing.compose, name="compose"),
    path(f"{PLACE}new/similar/", similar.similar, name="similar"),
    path(f"{PLACE}new/answered/", similar.answered_before, name="answered_before"),
    path(f"{PLACE}read/", listing.mark_all_read, name="mark_all_read"),
    path(f"{PLACE}people/", writing.people, name="people"),
    path(THREAD, reading.detail, name="detail"),
    path(f"{THREAD}reply/", writing.reply, name="reply"),
    path(f"{THREAD}read/", reading.mark_read, name="mark_read"),
    path(POST, posts.post, name="post"),
    path(f"{POST}acts/", posts.acts, name="acts"),
    path(f"{POST}quote/", posts.quote, name="quote"),
    path(f"{POST}edit/", editing.edit, name="edit"),
    path(f"{POST}remove/", posts.remove, name="remove"),
    path(f"{POST}restore/", posts.restore, name="restore"),
    path(f"{POST}answer/", posts.answer, name="answer"),
    path(f"{POST}unread/", posts.mark_unread, name="mark_unread"),
    path(f"{POST}revisions/", editing.revisions, name="revisions"),
    path("communities/<slug:slug>/files/<int:pk>/<str:name>", files.attachment, name="attachment"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<slug:place>/", drafts.draft, name="draft"),
    path("drafts/<slug:place>/discard/", drafts.discard, name="discard_draft"),
]
