"""Addresses of the desk of papers, below the editor's own."""

from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.papers, name="papers"),
    path("new/", views.new, name="new"),
    path("<int:page_id>/", views.look, name="look"),
    path("<int:page_id>/edit/", views.edit, name="edit"),
    path("<int:page_id>/edition/", views.edition, name="edition"),
    path("<int:page_id>/hand-in/", views.hand_in, name="hand_in"),
    path("<int:page_id>/take-back/", views.take_back, name="take_back"),
    path("<int:page_id>/discard/", views.discard, name="discard"),
    path("<int:page_id>/review/", views.review, name="review"),
]
