"""The demo: what the contract promises of it, loaded once and once more."""

from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command

from communities.models import Agency, Community, User
from forum.chat.models import Message
from forum.demo import sign_ins
from forum.demo.loading import load
from forum.demo.papers import chart
from forum.moderation.models import ReviewItem
from forum.threads.addresses import POSTS_A_PAGE
from forum.threads.models import Post, Thread
from home.blocks import ProseBlocks
from home.models import EditionPage, PaperPage

PASSWORD = "a password of the tests"


def rows():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.fixture
def empty_site(transactional_db):
    """A site as new as after its first migration, without the world of the tests."""
    call_command("flush", interactive=False, verbosity=0)


def test_the_demo_is_what_the_contract_says_and_loading_it_again_changes_nothing(empty_site, mailoutbox):
    load(PASSWORD)
    types = Counter(Agency.objects.values_list("type", flat=True))
    assert set(types) == set(Agency.Type.values)
    assert set(Community.objects.values_list("visibility", flat=True)) == set(Community.Visibility.values)
    assert set(Community.objects.values_list("join_policy", flat=True)) == set(Community.JoinPolicy.values)
    assert Thread.objects.count() >= 95
    assert Post.objects.count() / Thread.objects.count() >= 3.5
    assert sum(thread.posts_count > POSTS_A_PAGE for thread in Thread.objects.all()) >= 2, (
        "some threads have a second page"
    )
    assert Message.objects.count() >= 70
    assert EditionPage.objects.live().count() > PaperPage.objects.live().count() >= 8
    assert ReviewItem.objects.waiting().count() == 4
    assert mailoutbox == []

    for email in sign_ins.SIGN_INS:
        assert User.objects.get(email=email).check_password(PASSWORD), email
    moderator = User.objects.get(email="moderator@lakecounty.example")
    employee = User.objects.get(email="employee@easton.example")
    roles = dict(moderator.memberships.current().values_list("community__slug", "role"))
    assert roles == {"opioid-response": "moderator"}
    assert "opioid-response" not in employee.memberships.current().values_list("community__slug", flat=True)
    assert employee.memberships.current().filter(community__slug="fleet-managers", role="member").exists()

    before = rows()
    load(PASSWORD)
    assert rows() == before


def test_the_charts_of_the_demo_have_their_numbers():
    drawn = chart("Title", "Note", "Own", "Shared", "Source", ("Small", 9.8, 4.6), ("Large", 5.1, 4.1))
    rows = ProseBlocks().to_python([drawn])[0].value["rows"]
    assert [(row["label"], float(row["first"]), float(row["second"])) for row in rows] == [
        ("Small", 9.8, 4.6),
        ("Large", 5.1, 4.1),
    ]
