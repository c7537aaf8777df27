"""A file that two papers show stays open until the last of them is gone; what the clock mends, and what that costs."""

import pytest
from django.db import transaction
from django.utils.timezone import now, timedelta

from communities import tasks
from communities.audience import NOBODY
from communities.models import Activity, BasePage, File
from home import clock
from home.actions import writing
from home.models import EditionPage, PaperPage
from home.publishing import PUBLISHED

from .made import edition_of, fresh, out, pdf, place, published


@pytest.fixture
def shared(world, second):
    """Two public papers that show the same file."""
    file = writing.upload(author=fresh(world.dee), place=place(world), title="Paper", content=pdf("Salt"))
    return file, [out(world.dee, second, place(world), title=title, file=file) for title in ("Salt", "Sand")]


def end(edition):
    with transaction.atomic():
        EditionPage.objects.get(pk=edition.pk).unpublish()


@pytest.mark.parametrize("is_settled", [True, False])
def test_a_file_closes_with_the_last_page_that_shows_it(shared, is_settled):
    file, (one, other) = shared
    if is_settled:
        tasks.run_waiting()
        BasePage.objects.update(last_published_at=now() - timedelta(days=1))
    end(one)
    assert File.objects.get(pk=file.pk).audience == "public"
    end(other)
    assert File.objects.get(pk=file.pk).audience == NOBODY


def test_closing_a_file_costs_the_same_whatever_else_is_published(world, second, shared, django_assert_max_num_queries):
    _file, (one, other) = shared
    tasks.run_waiting()
    BasePage.objects.update(last_published_at=now() - timedelta(days=1))
    with django_assert_max_num_queries(60) as asked:
        end(one)
    for number in range(5):
        out(world.dee, second, place(world), title=f"Paper {number}")
    tasks.run_waiting()
    BasePage.objects.update(last_published_at=now() - timedelta(days=1))
    with django_assert_max_num_queries(len(asked) + 1):  # The last one closes the file.
        end(other)


def test_the_sweep_writes_what_a_crash_left_out_and_shows_the_newest_edition(world, second):
    edition = out(world.dee, second, place(world), title="Salt")
    paper = edition.get_parent().specific
    newer = published(edition_of(paper, world.dee), world.dee, second)
    BasePage.objects.update(last_published_at=now() - timedelta(hours=1))
    Activity.objects.filter(kind=PUBLISHED, subject_id=newer.pk).delete()
    PaperPage.objects.filter(pk=paper.pk).update(newest=edition)
    clock.sweep()
    assert Activity.objects.filter(kind=PUBLISHED, subject_id=newer.pk).count() == 1
    assert PaperPage.objects.get(pk=paper.pk).newest_id == newer.pk
    clock.sweep()
    assert Activity.objects.filter(kind=PUBLISHED, subject_id=newer.pk).count() == 1
