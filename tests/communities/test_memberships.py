"""Coming, going and changing roles: rows are history, and every change acts at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from communities import actions
from communities.actions import memberships
from communities.models import Activity, Community, JoinRequest, Membership, User
from communities.refusal import Refused


def held(person, community):
    return Membership.objects.current().filter(user=person, community=community).first()


def test_staff_join_an_open_community_at_once_and_others_do_not(world):
    actions.join(viewer=world.viewer("cy"), community=world.fleet)
    assert held(world.cy, world.fleet).role == "member"
    assert Community.objects.get(pk=world.fleet.pk).member_count == 4
    for who, where in (("cy", world.opioid), ("gus", world.fleet), ("visitor", world.roads), ("cy", world.narcotics)):
        with pytest.raises(PermissionDenied):
            actions.join(viewer=world.viewer(who), community=where)


def test_joining_twice_is_one_membership(world):
    first = actions.join(viewer=world.viewer("cy"), community=world.fleet)
    assert actions.join(viewer=world.viewer("cy"), community=world.fleet) == first
    assert Activity.objects.filter(kind="membership.started", subject_id=first.pk).count() == 1


def test_a_request_is_approved_by_a_moderator_of_that_place_only(world):
    request = actions.ask_to_join(viewer=world.viewer("ana"), community=world.opioid, note="We carry naloxone too.")
    assert actions.ask_to_join(viewer=world.viewer("ana"), community=world.opioid) == request
    for who in ("cy", "mem", "gus", "dee", "olu"):
        with pytest.raises(PermissionDenied):
            actions.approve(viewer=world.viewer(who), request=request)
    actions.approve(viewer=world.viewer("bo"), request=request)
    actions.approve(viewer=world.viewer("mia"), request=request)
    assert held(world.ana, world.opioid).origin == "request"
    assert world.viewer("ana").is_member_of(world.opioid.pk)
    assert Activity.objects.filter(kind="join.approved", subject_id=request.pk).count() == 1


def test_a_refused_request_keeps_its_reason_and_a_new_one_may_be_made(world):
    request = actions.ask_to_join(viewer=world.viewer("ana"), community=world.opioid)
    actions.refuse(viewer=world.viewer("bo"), request=request, reason="For clinical staff.")
    assert JoinRequest.objects.get(pk=request.pk).reason == "For clinical staff."
    assert held(world.ana, world.opioid) is None
    assert actions.ask_to_join(viewer=world.viewer("ana"), community=world.opioid) != request


def test_a_removed_person_stays_out_when_it_was_for_good(world):
    membership = held(world.mem, world.opioid)
    with pytest.raises(PermissionDenied):
        actions.remove_member(viewer=world.viewer("gus"), membership=membership)
    actions.remove_member(viewer=world.viewer("bo"), membership=membership, reason="Spam", for_good=True)
    assert not world.viewer("mem").is_member_of(world.opioid.pk)
    with pytest.raises(Refused, match="for good"):
        actions.ask_to_join(viewer=world.viewer("mem"), community=world.opioid)


def test_moderators_cannot_remove_moderators_and_owners_can(world):
    actions.change_role(viewer=world.viewer("mia"), membership=held(world.mem, world.opioid), role="moderator")
    with pytest.raises(PermissionDenied):
        actions.remove_member(viewer=world.viewer("bo"), membership=held(world.mem, world.opioid))
    actions.remove_member(viewer=world.viewer("mia"), membership=held(world.mem, world.opioid))
    assert held(world.mem, world.opioid) is None


def test_a_change_of_role_ends_one_row_and_begins_the_next(world):
    before = held(world.mem, world.opioid)
    memberships.set_level(viewer=world.viewer("mem"), community=world.opioid, level="watching")
    before.refresh_from_db()
    after = actions.change_role(viewer=world.viewer("mia"), membership=before, role="moderator")
    before.refresh_from_db()
    assert (before.state, before.role, after.role, after.level) == ("ended", "member", "moderator", "watching")
    assert world.viewer("mem").moderates(world.opioid.pk)
    at_noon = before.since + (before.until - before.since) / 2
    assert list(Membership.objects.current(at_noon).filter(user=world.mem, community=world.opioid)) == [before]


def test_the_last_owner_stays(world):
    with pytest.raises(Refused, match="only owner"):
        actions.leave(viewer=world.viewer("mia"), community=world.fleet)
    with pytest.raises(Refused, match="only owner"):
        actions.change_role(viewer=world.viewer("mia"), membership=held(world.mia, world.fleet), role="member")


def test_a_guest_ends_by_date_at_once_and_the_clock_closes_the_row(world):
    membership = held(world.gus, world.opioid)
    Membership.objects.filter(pk=membership.pk).update(until=now() - timedelta(seconds=1))
    assert not world.viewer("gus").is_member_of(world.opioid.pk)
    memberships.end_expired()
    membership.refresh_from_db()
    assert (membership.state, membership.reason) == ("ended", "expired")
    assert Activity.objects.filter(kind="membership.ended", subject_id=membership.pk).exists()


def test_deactivation_ends_sessions_and_memberships_and_keeps_words(world, client):
    world.login(client, "mem")
    with pytest.raises(PermissionDenied):
        actions.deactivate(viewer=world.viewer("bo"), user=world.mem)
    actions.deactivate(viewer=world.viewer("ada"), user=world.mem)
    assert held(world.mem, world.fleet) is None
    assert world.viewer("mem").is_visitor
    actions.reactivate(viewer=world.viewer("ada"), user=User.objects.get(pk=world.mem.pk))
    # The session that was open before does not come back to life.
    assert client.get("/communities/").wsgi_request.user.is_anonymous


def test_an_agency_admin_has_no_say_over_another_agency(world):
    with pytest.raises(PermissionDenied):
        actions.deactivate(viewer=world.viewer("ada"), user=world.bo)


class TestInvitations:
    """A link for one address, once."""

    def newcomer(self):
        return actions.Newcomer(name="Nia Stone", password="correct horse battery")

    def test_a_newcomer_gets_an_account_the_agency_of_the_domain_and_the_membership(self, world):
        invitation = actions.invite(viewer=world.viewer("bo"), community=world.opioid, email="Nia@Easton.example")
        user = actions.accept(token=invitation.token, viewer=world.viewer("visitor"), newcomer=self.newcomer())
        assert (user.agency, user.email) == (world.easton, "nia@easton.example")
        assert held(user, world.opioid).origin == "invitation"
        with pytest.raises(Refused):
            actions.accept(token=invitation.token, viewer=world.viewer("visitor"), newcomer=self.newcomer())

    def test_an_older_a_revoked_and_a_forged_link_do_not_work(self, world):
        moderator = world.viewer("bo")
        invitation = actions.invite(viewer=moderator, community=world.opioid, email="nia@easton.example")
        older = invitation.token
        actions.send_again(viewer=moderator, invitation=invitation)
        invitation.refresh_from_db()
        forged = invitation.token[:-1] + ("A" if invitation.token[-1] != "A" else "B")
        actions.revoke(viewer=moderator, invitation=invitation)
        for token in (older, forged, invitation.token, "", "1-x", "☃"):
            with pytest.raises(Refused, match="no longer works"):
                actions.accept(token=token, viewer=world.viewer("visitor"), newcomer=self.newcomer())

    def test_a_link_sent_to_another_address_is_refused(self, world):
        invitation = actions.invite(viewer=world.viewer("bo"), community=world.opioid, email=world.ana.email)
        with pytest.raises(PermissionDenied):
            actions.accept(token=invitation.token, viewer=world.viewer("cy"))
        actions.accept(token=invitation.token, viewer=world.viewer("ana"))
        assert held(world.ana, world.opioid)

    def test_a_guest_needs_an_end_date_and_has_a_sponsor(self, world):
        with pytest.raises(ValidationError, match="until when"):
            actions.invite(viewer=world.viewer("bo"), community=world.opioid, email="out@harbor.example", role="guest")
        until = now() + timedelta(days=9)
        invitation = actions.invite(
            viewer=world.viewer("bo"), community=world.opioid, email="out@harbor.example", role="guest", until=until
        )
        guest = actions.accept(token=invitation.token, viewer=world.viewer("visitor"), newcomer=self.newcomer())
        membership = held(guest, world.opioid)
        assert (membership.until, membership.sponsor, guest.is_guest) == (until, world.bo, True)

    def test_only_owners_invite_moderators(self, world):
        with pytest.raises(PermissionDenied):
            actions.invite(
                viewer=world.viewer("bo"), community=world.opioid, email="x@easton.example", role="moderator"
            )
        for role in ("moderator", "member"):
            actions.invite(viewer=world.viewer("mia"), community=world.opioid, email="x@easton.example", role=role)

    def test_the_mail_carries_a_link_that_works_and_is_not_sent_once_revoked(self, world, drain, mailoutbox):
        invitation = actions.invite(viewer=world.viewer("bo"), community=world.opioid, email="nia@easton.example")
        drain()
        assert [mail.to for mail in mailoutbox] == [["nia@easton.example"]]
        assert invitation.token in mailoutbox[0].body
        actions.send_again(viewer=world.viewer("bo"), invitation=invitation)
        actions.revoke(viewer=world.viewer("bo"), invitation=invitation)
        drain()
        assert len(mailoutbox) == 1

    def test_a_staged_name_from_an_archive_is_claimed_by_the_link(self, world):
        staged = actions.register_person(email="old@easton.example", name="Old Hand", is_staged=True)
        assert not User.objects.visible_to(world.viewer("ana")).contains(staged)
        invitation = actions.invite(viewer=world.viewer("bo"), community=world.opioid, email="old@easton.example")
        claimed = actions.accept(token=invitation.token, viewer=world.viewer("visitor"), newcomer=self.newcomer())
        assert (claimed.pk, claimed.is_staged, claimed.name) == (staged.pk, False, "Nia Stone")
        assert User.objects.visible_to(world.viewer("ana")).contains(claimed)


def test_the_first_operator_comes_by_a_link_that_works_once_and_never_beside_another_operator(world):
    assert actions.first_operator_invitation() is None


def test_people_are_seen_by_staff_and_guests_only_where_they_meet(world):
    def sees(who, whom):
        return User.objects.visible_to(world.viewer(who)).contains(world[whom])

    assert sees("ana", "bo")
    assert sees("gus", "mem")
    assert not sees("gus", "ana")
    assert sees("mem", "gus")
    assert not sees("ana", "gus")
    assert not sees("visitor", "ana")
