"""Addresses of the desk of search, below the editor's own."""

from django.urls import path

from . import asked, guiding, judging

app_name = "searchdesk"
urlpatterns = [
    path("", asked.queries, name="queries"),
    path("words/", guiding.alike, name="alike"),
    path("words/new/", guiding.new_alike, name="new_alike"),
    path("words/<int:pk>/", guiding.edit_alike, name="edit_alike"),
    path("words/<int:pk>/drop/", guiding.drop_alike, name="drop_alike"),
    path("picks/", guiding.picks, name="picks"),
    path("picks/new/", guiding.new_pick, name="new_pick"),
    path("picks/<int:pk>/", guiding.edit_pick, name="edit_pick"),
    path("picks/<int:pk>/drop/", guiding.drop_pick, name="drop_pick"),
    path("judged/", judging.judged, name="judged"),
    path("judged/new/", judging.judge, name="judge"),
    path("judged/<int:pk>/drop/", judging.drop, name="drop_judged"),
]
