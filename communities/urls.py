"""Addresses of the directory, of communities' people, of people and agencies."""

from django.urls import path

from .cms import views as cms_views

app_name = "communities"
urlpatterns: list = [
    path("pictures/<int:pk>/<str:name>", cms_views.picture, name="picture"),
    path("files/<int:pk>/<str:name>", cms_views.file, name="file"),
]
