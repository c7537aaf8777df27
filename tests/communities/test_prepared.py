"""Prepared queries: the same answer as the queryset, for every value; and what they refuse to keep."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.timezone import now

from communities.models import Community, Membership, SentForm, User
from communities.prepared import LEAST, Prepared
from communities.viewer import holding


def test_a_prepared_query_answers_as_its_queryset_does_for_each_viewer(world):
    readable = Prepared(lambda names: Community.objects.readable_by(holding(names)).order_by("pk"))
    for who in ("ana", "bo", "cy", "gus", "mia"):
        viewer = world.viewer(who)
        expected = list(Community.objects.readable_by(viewer).order_by("pk"))
        assert readable(names=viewer.sorted_names) == expected
        assert expected, who


def test_it_is_compiled_once_a_shape_and_run_with_one_query(world, django_assert_num_queries):
    built = []

    def build(names, slug):
        built.append(slug)
        return Community.objects.known_to(holding(names)).filter(slug=slug)

    known, names = Prepared(build), world.viewer("cy").sorted_names
    with django_assert_num_queries(4):
        for slug in ("fleet-managers", "opioid-response", "no-such", "narcotics-intelligence"):
            known(names=names, slug=slug)
    assert len(built) == 2  # Once to keep, once to see that nothing else went in.


def test_rows_bring_their_joined_rows_and_their_converted_columns(world, django_assert_num_queries):
    people = Prepared(lambda pk: User.objects.select_related("agency").filter(pk=pk))
    columns = Prepared(lambda pk: Community.objects.filter(pk=pk).values_list("subjects", "edit_window"))
    with django_assert_num_queries(2):
        assert people.first(pk=world.ana.pk).agency.name == world.easton.name
        assert columns(pk=world.opioid.pk) == [(world.opioid.subjects, world.opioid.edit_window)]
    assert people.first(pk=0) is None


def test_times_are_values_like_any_other(world):
    current = Prepared(lambda user, at: Membership.objects.filter(user_id=user).active(at).values_list("pk", flat=True))
    held = set(world.ana.memberships.current().values_list("pk", flat=True))
    assert set(current(user=world.ana.pk, at=now())) == held
    assert current(user=world.ana.pk, at=now() - timedelta(days=9_999)) == []


def test_numbers_of_forms_are_values_too(world):
    token = uuid4()
    SentForm.objects.create(user=world.ana, token=token)
    sent = Prepared(lambda token: SentForm.objects.filter(token=token).values_list("user_id", flat=True))
    assert (sent(token=token), sent(token=uuid4())) == ([world.ana.pk], [])


@pytest.mark.parametrize("count", [1, LEAST - 1, LEAST, LEAST + 1, 5 * LEAST])
def test_lists_of_any_length_are_filled_up_without_another_answer(world, count):
    some = Prepared(lambda pks: User.objects.filter(pk__in=pks).values_list("pk", flat=True))
    pks = (world.ana.pk, *range(900_000, 900_000 + count - 1))
    assert some(pks=pks) == [world.ana.pk]
    assert some(pks=()) == []


@pytest.mark.parametrize(
    ("build", "why"),
    [
        (lambda pk: User.objects.filter(pk=pk, joined_at__lt=now()), "depends on more"),
        (lambda pk: User.objects.filter(pk=pk + 1), "depends on more"),
        (lambda pk: User.objects.all(), "does not put"),
    ],
)
def test_a_query_that_depends_on_anything_else_is_refused(world, build, why):
    with pytest.raises(ImproperlyConfigured, match=why):
        Prepared(build)(pk=world.ana.pk)
