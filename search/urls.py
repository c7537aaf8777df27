"""Addresses of search: the page, the same for programs, the way to a result, and what one person keeps of it."""

from django.urls import path

from . import api, mine, suggest, views

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="results"),
    path("search/suggest/", suggest.suggest, name="suggest"),
    path("search/opened/<slug:query>/", views.opened, name="opened"),
    path("search/mine/", mine.mine, name="mine"),
    path("search/mine/save/", mine.save, name="save"),
    path("search/mine/<int:pk>/", mine.change, name="change"),
    path("search/mine/<int:pk>/delete/", mine.delete, name="delete"),
    path("search/mine/recent/", mine.recent, name="recent"),
    path("api/v1/search", api.search, name="api"),
]
