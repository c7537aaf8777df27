"""The pages that every site has from the start. Safe to call again: it makes what is missing and leaves the rest."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.timezone import localdate
from wagtail.models import Collection, Site, Task, Workflow, WorkflowTask

from communities.actions.layout import lay_out_communities, root_page
from communities.audience import PUBLIC
from communities.models import BasePage

from ..models import HomePage, NewsIndex, PapersIndex, ReviewTask, StandardPage
from .first_words import FOOTER

EDITORS_SHELF = "Papers and news"
REVIEW = "Review by a second person"


@transaction.atomic
def lay_out_site() -> HomePage:
    """The site, its home page, the indexes, the footer's pages, the editors' shelf and the one workflow."""
    home = HomePage.objects.first() or _front_door(root_page())
    lay_out_communities(parent=home)
    papers = _below(home, PapersIndex, title="White papers", slug="papers")
    if papers.collection_id is None:
        papers.collection = Collection.get_first_root_node().add_child(name=EDITORS_SHELF)
        papers.save()
    _below(home, NewsIndex, title="News", slug="news")
    for slug, (title, body) in FOOTER.items():
        if not StandardPage.objects.filter(slug=slug).exists():
            page = StandardPage(title=title, slug=slug, body=body, updated_on=localdate(), show_in_menus=True)
            _publish(home, page)
    _one_workflow()
    return home


def _front_door(root: BasePage) -> HomePage:
    """The home page in the place of the one that Wagtail's first migration leaves behind."""
    for welcome in root.get_children().filter(slug="home"):
        Site.objects.filter(root_page_id=welcome.pk).delete()
        # Not live, so that its end is no activity.
        BasePage.objects.filter(pk=welcome.pk).update(live=False)
        BasePage.objects.get(pk=welcome.pk).delete()
    root = BasePage.objects.get(pk=root.pk)
    home = root.add_child(instance=HomePage(title="Interlocal", slug="home", audience=PUBLIC, show_in_menus=False))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Interlocal")
    return home


def _below(home: HomePage, kind: type[BasePage], **words: Any) -> BasePage:
    found = kind.objects.first()
    return found or BasePage.objects.get(pk=home.pk).add_child(instance=kind(audience=PUBLIC, **words))


def _publish(home: HomePage, page: StandardPage) -> None:
    page.audience = PUBLIC
    page.live = False
    BasePage.objects.get(pk=home.pk).add_child(instance=page)
    page.save_revision().publish(skip_permission_checks=True)


def _one_workflow() -> None:
    """Ours in the place of Wagtail's, whose task lets authors approve themselves; and no groups."""
    if ReviewTask.objects.exists():
        return
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    Group.objects.all().delete()
    task = ReviewTask.objects.create(name=REVIEW)
    WorkflowTask.objects.create(workflow=Workflow.objects.create(name=REVIEW), task=task)
