"""Addresses of the live app over HTTP."""

from django.urls import path

from . import views

app_name = "live"
urlpatterns = [path("live/sync/", views.sync, name="sync")]
