"""Addresses of the front door, of a community's papers and of the feeds. All other pages are Wagtail's."""

from django.urls import path

from . import feeds, views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("communities/<slug:slug>/papers/", views.community_papers, name="community_papers"),
    path("feeds/papers/", feeds.PapersFeed(), name="papers_feed"),
    path("feeds/news/", feeds.NewsFeed(), name="news_feed"),
]
