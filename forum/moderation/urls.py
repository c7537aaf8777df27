"""Addresses of the moderators' queue and record, of reporting, and of what moderators do to threads and posts."""

from django.urls import path

from .views import items, posts, queue, reports, requests, threads

app_name = "moderation"

PLACE = "communities/<slug:slug>/"
DESK = f"{PLACE}moderation/"
THREAD = f"{DESK}threads/<int:thread_id>/"
POST = f"{PLACE}threads/<int:thread_id>/posts/<int:number>/"

urlpatterns = [
    path("moderation/", queue.everywhere, name="everywhere"),
    path(DESK, queue.queue, name="queue"),
    path(f"{DESK}decided/", queue.decided, name="decided"),
    path(f"{DESK}record/", queue.record, name="record"),
    path(f"{DESK}reports/<int:pk>/claim/", items.claim, name="claim"),
    path(f"{DESK}reports/<int:pk>/release/", items.release, name="release"),
    path(f"{DESK}reports/<int:pk>/decide/", items.decide, name="decide"),
    path(f"{DESK}requests/<int:pk>/claim/", requests.claim, name="claim_request"),
    path(f"{DESK}requests/<int:pk>/release/", requests.release, name="release_request"),
    path(f"{DESK}requests/<int:pk>/approve/", requests.approve, name="approve"),
    path(f"{DESK}requests/<int:pk>/decline/", requests.decline, name="decline"),
    path(f"{THREAD}pin/", threads.pin, name="pin"),
    path(f"{THREAD}unpin/", threads.unpin, name="unpin"),
    path(f"{THREAD}lock/", threads.lock, name="lock"),
    path(f"{THREAD}unlock/", threads.unlock, name="unlock"),
    path(f"{THREAD}hide/", threads.hide, name="hide_thread"),
    path(f"{THREAD}restore/", threads.restore, name="restore_thread"),
    path(f"{THREAD}move/", threads.move, name="move"),
    path(f"{POST}report/", reports.report_post, name="report_post"),
    path(f"{POST}hide/", posts.hide, name="hide_post"),
    path(f"{POST}show/", posts.show, name="show_post"),
    path(f"{PLACE}chat/messages/<int:pk>/show/", posts.show_message, name="show_message"),
    path(f"{PLACE}chat/messages/<int:pk>/report/", reports.report_message, name="report_message"),
]
