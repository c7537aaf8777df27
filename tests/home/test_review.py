"""The review: a second person lets a page go live, all at once or not at all."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.timezone import now
from wagtail.test.utils.form_data import nested_form_data, streamfield

from communities.models import Activity, CommunityPage
from home import clock, publishing
from home.actions import reviewing
from home.models import EditionPage, PaperPage

from .made import again, draft, edition_of, fresh, out, place


@pytest.fixture
def handed_in(world, editor):
    """An edition of opioid-response that Dee wrote and handed in."""
    edition = draft(editor, place(world, world.opioid))
    state = reviewing.hand_in(author=fresh(editor), page=again(edition))
    return again(edition), state


def act(client, edition, state, action="approve"):
    return client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[edition.pk, action, state.pk]), {"comment": ""}
    )


def test_authors_cannot_approve_and_nobody_else_finds_the_page(world, client, handed_in):
    edition, state = handed_in
    for who, status in (("dee", 302), ("mem", 404), ("ana", 404), ("cy", 404)):
        assert act(world.login(client, who), edition, state).status_code == status, who
        assert not again(edition).live, who
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, fresh(world.dee), "approve")
    act(world.login(client, "bo"), edition, state)
    assert again(edition).live
    assert PaperPage.objects.get(pk=edition.get_parent().pk).live


def test_an_editor_of_public_papers_has_no_say_in_a_communitys_paper(world, client, handed_in, second):
    edition, state = handed_in
    assert act(world.login(client, "ada"), edition, state).status_code == 404
    assert not again(edition).live


def test_nobody_edits_what_is_under_review(world, client, handed_in):
    edition, _ = handed_in
    for who in ("dee", "bo"):
        world.login(client, who)
        form = nested_form_data({"day": "2026-11-24", "authors": "Somebody Else", "file": "", "body": streamfield([])})
        client.post(reverse("wagtailadmin_pages:edit", args=[edition.pk]), form)
        assert again(edition).get_latest_revision_as_object().authors == "Ed Novak\nPriya Nair"


def test_who_wrote_the_last_words_cannot_approve_them(world, client, editor):
    edition = draft(editor, place(world, world.opioid))
    page = again(edition)
    page.authors = "Bo Larsen"
    page.save_revision(user=world.bo)
    state = reviewing.hand_in(author=fresh(editor), page=again(edition))
    act(world.login(client, "bo"), edition, state)
    assert not again(edition).live
    act(world.login(client, "mia"), edition, state)
    assert again(edition).live


def test_what_was_written_after_handing_in_does_not_go_live(world, client, handed_in):
    edition, state = handed_in
    page = again(edition)
    page.authors = "Slipped In"
    page.save_revision(user=world.dee)
    act(world.login(client, "bo"), edition, state)
    assert not again(edition).live


def test_a_paper_changed_after_its_first_edition_was_handed_in_holds_it_up(world, client, handed_in):
    edition, state = handed_in
    paper = PaperPage.objects.get(pk=edition.get_parent().pk)
    paper.summary = "Slipped in."
    paper.save_revision(user=world.dee)
    act(world.login(client, "bo"), edition, state)
    assert not again(edition).live


def test_an_approval_happens_once(world, client, handed_in):
    edition, state = handed_in
    for _ in range(2):
        act(world.login(client, "bo"), edition, state)
    assert Activity.objects.filter(kind="page.published", subject_id=edition.pk).count() == 1


def test_changes_can_be_asked_for_and_handed_in_again(world, client, handed_in, editor):
    edition, state = handed_in
    act(world.login(client, "bo"), edition, state, "reject")
    assert not again(edition).live
    page = again(edition)
    assert page.current_workflow_state.status == "needs_changes"
    page.authors = "Ed Novak"
    page.save_revision(user=editor)
    page = again(edition)
    page.current_workflow_state.resume(user=editor)
    reviewing.approve(reviewer=fresh(world.bo), page=again(edition))
    assert again(edition).authors == "Ed Novak"


def test_when_the_activity_cannot_be_written_nothing_is_published(world, client, handed_in, monkeypatch):
    edition, state = handed_in

    def broken(**kwargs):
        raise RuntimeError("no activity")

    monkeypatch.setattr(publishing.activity, "record", broken)
    client.raise_request_exception = False
    assert act(world.login(client, "bo"), edition, state).status_code == 500
    assert not again(edition).live
    assert again(edition).current_workflow_task_state.status == "in_progress"


def test_an_approved_page_with_a_date_goes_live_by_the_clock_and_ends_by_it(world, client, editor):
    edition = draft(editor, place(world, world.opioid))
    page = again(edition)
    page.go_live_at, page.expire_at = now() + timedelta(hours=1), now() + timedelta(hours=2)
    page.save_revision(user=editor)
    reviewing.hand_in(author=fresh(editor), page=again(edition))
    reviewing.approve(reviewer=fresh(world.bo), page=again(edition))
    clock.follow_dates()
    assert not again(edition).live
    revision = again(edition).scheduled_revision
    content = {**revision.content, "go_live_at": (now() - timedelta(minutes=1)).isoformat()}
    revision.content, revision.approved_go_live_at = content, now() - timedelta(minutes=1)
    revision.save()
    clock.follow_dates()
    page = again(edition)
    assert page.live
    address = PaperPage.objects.get(pk=page.get_parent().pk).get_absolute_url()
    assert world.login(client, "mem").get(address).status_code == 200
    EditionPage.objects.filter(pk=page.pk).update(expire_at=now() - timedelta(minutes=1))
    clock.follow_dates()
    assert not again(edition).live
    assert client.get(address).status_code == 404
    kinds = Activity.objects.filter(subject_id=page.pk).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["page.handed_in", "page.approved", "page.published", "page.unpublished"]


def test_the_sweep_tells_of_what_a_crash_left_out(world, editor):
    edition = out(editor, world.bo, place(world, world.opioid))
    EditionPage.objects.filter(pk=edition.pk).update(last_published_at=now() - timedelta(minutes=10))
    PaperPage.objects.update(newest=None, newest_on=None)
    Activity.objects.filter(kind="page.published", subject_id=edition.pk).update(at=now() - timedelta(hours=9))
    clock.sweep()
    assert Activity.objects.filter(kind="page.published", subject_id=edition.pk).count() == 2
    assert PaperPage.objects.get().newest_id == edition.pk
    clock.sweep()
    assert Activity.objects.filter(kind="page.published", subject_id=edition.pk).count() == 2


def test_old_revisions_of_a_front_page_do_not_open_it_again(world):
    page = CommunityPage.objects.get(community=world.opioid)
    stale = page.revisions.first()
    CommunityPage.objects.filter(pk=page.pk).update(audience=world.opioid.moderators_audience)
    stale.refresh_from_db()
    stale.publish(skip_permission_checks=True)
    page.refresh_from_db()
    assert page.audience == world.opioid.moderators_audience


def test_the_second_edition_needs_its_own_review(world, client, editor):
    first = out(editor, world.bo, place(world, world.opioid))
    paper = PaperPage.objects.get(pk=first.get_parent().pk)
    edition = edition_of(paper, editor)
    assert PaperPage.objects.get(pk=paper.pk).newest_id == first.pk
    state = reviewing.hand_in(author=fresh(editor), page=again(edition))
    act(world.login(client, "bo"), edition, state)
    assert PaperPage.objects.get(pk=paper.pk).newest_id == edition.pk
