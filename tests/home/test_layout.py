"""The tree that every site has from the start."""

from wagtail.models import Collection, Site, Task, Workflow

from communities.models import BasePage, CommunitiesIndex
from home.actions.layout import lay_out_site
from home.models import HomePage, PapersIndex, ReviewTask, StandardPage


def test_a_new_site_has_its_tree_and_a_second_layout_changes_nothing(world):
    before = list(BasePage.objects.order_by("path").values_list("path", "url_path", "title"))
    lay_out_site()
    assert list(BasePage.objects.order_by("path").values_list("path", "url_path", "title")) == before
    home = HomePage.objects.get()
    assert Site.objects.get().root_page_id == home.pk
    assert CommunitiesIndex.objects.get().is_child_of(home)
    assert PapersIndex.objects.get().collection.name == "Papers and news"
    assert {page.slug for page in StandardPage.objects.live()} == {"ground-rules", "privacy", "accessibility"}


def test_the_only_workflow_is_a_second_persons_review(world):
    assert [task.specific.__class__ for task in Task.objects.all()] == [ReviewTask]
    assert Workflow.objects.count() == 1


def test_each_community_has_a_shelf_of_its_own(world):
    shelves = {world.opioid.page.collection_id, world.fleet.page.collection_id, world.roads.page.collection_id}
    assert len(shelves) == 3
    assert Collection.objects.filter(pk__in=shelves).count() == 3


def test_checks_of_the_tree_find_nothing(world):
    assert BasePage.find_problems() == ([], [], [], [], [])
