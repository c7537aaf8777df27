"""Atom feeds of papers and news: of what the one who asks may read, so of what is public without signing in."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from communities.viewer import Viewer

from .citation import names_of, together
from .models import NewsPage, PaperPage

ITEMS = 30


class PapersFeed(Feed):
    """The papers with the newest editions."""

    feed_type = Atom1Feed
    title = _("White papers · Interlocal")
    subtitle = _("The newest editions first")
    link = "/papers/"

    def get_object(self, request: HttpRequest) -> Viewer:
        """Whoever asks."""
        return request.viewer

    def items(self, viewer: Viewer) -> QuerySet:
        """What they may read."""
        return PaperPage.objects.visible_to(viewer).out().with_newest()[:ITEMS]

    def item_title(self, paper: PaperPage) -> str:
        """The paper's name with its edition."""
        return paper.newest.title

    def item_description(self, paper: PaperPage) -> str:
        """Its summary."""
        return paper.summary

    def item_link(self, paper: PaperPage) -> str:
        """The lasting address of the edition."""
        return paper.newest.get_absolute_url()

    def item_author_name(self, paper: PaperPage) -> str:
        """Its authors."""
        return together(names_of(paper.newest.authors))

    def item_pubdate(self, paper: PaperPage) -> datetime:
        """The day of the edition."""
        return make_aware(datetime.combine(paper.newest.day, time()))

    def item_updateddate(self, paper: PaperPage) -> datetime:
        """When its words last changed."""
        return paper.newest.last_published_at


class NewsFeed(Feed):
    """The latest news."""

    feed_type = Atom1Feed
    title = _("News · Interlocal")
    link = "/news/"

    def get_object(self, request: HttpRequest) -> Viewer:
        """Whoever asks."""
        return request.viewer

    def items(self, viewer: Viewer) -> QuerySet:
        """What they may read."""
        return NewsPage.objects.visible_to(viewer).newest_first()[:ITEMS]

    def item_title(self, news: NewsPage) -> str:
        """Its heading."""
        return news.title

    def item_description(self, news: NewsPage) -> str:
        """Its summary."""
        return news.summary

    def item_link(self, news: NewsPage) -> str:
        """Its address."""
        return news.get_absolute_url()

    def item_pubdate(self, news: NewsPage) -> datetime:
        """Its day."""
        return make_aware(datetime.combine(news.day, time()))

    def item_updateddate(self, news: NewsPage) -> datetime:
        """When its words last changed."""
        return news.last_published_at
