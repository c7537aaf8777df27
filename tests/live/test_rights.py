"""Rights that end: the socket is closed, or no longer told, within a second, and hears not one frame after."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError

from communities import actions
from communities.models import Membership
from forum.chat import actions as chat
from forum.live import hub

from .lossy import IS_LOSSY
from .serving import session_of, tab

pytestmark = pytest.mark.promise(7)

# Where rings get lost, the regular look makes up for it; here it comes every second instead of every thirty.
SOON = 5 if IS_LOSSY else 1


@pytest.fixture(autouse=IS_LOSSY)
def soon(monkeypatch):
    """The periodic look at everybody's rights comes within a second, as it does after half a minute at most."""
    monkeypatch.setattr(hub, "RECHECK_SECONDS", 1)


def leave(world):
    actions.leave(viewer=world.viewer("mem"), community=world.opioid)


def ban(world):
    membership = Membership.objects.current().get(user=world.mem, community=world.opioid)
    actions.remove_member(viewer=world.viewer("mia"), membership=membership, for_good=True)


def lose_by_hand(world):
    """What a lost doorbell leaves: the right has ended, and nobody said so."""
    Membership.objects.filter(user=world.mem, community=world.opioid).update(state="ended")


@pytest.mark.parametrize("end", [leave, ban])
def test_who_leaves_or_is_banned_is_told_and_hears_nothing_more(server, lasting_world, general, end):
    topic = general.topic
    with tab(server, lasting_world.mem) as mem, tab(server, lasting_world.bo) as bo:
        mem.open(topic)
        bo.open(topic)
        end(lasting_world)
        assert mem.until("withdrawn", SOON) == {"ev": "withdrawn", "topic": topic}
        assert bo.say(topic, "Only for members")["ev"] == "ack"
        assert bo.until("events")
        assert mem.is_quiet()
        assert mem.say(topic, "Still here?")["code"] == "unknown_topic"
        assert mem.open(topic)["code"] == "unknown_topic"


def test_a_lost_event_is_made_up_for_by_the_regular_look(server, lasting_world, general, soon):
    with tab(server, lasting_world.mem) as mem:
        mem.open(general.topic)
        lose_by_hand(lasting_world)
        assert mem.until("withdrawn", 4)


def test_deactivation_closes_every_socket_of_the_person(server, lasting_world, general):
    with tab(server, lasting_world.mem) as one, tab(server, lasting_world.mem) as two:
        one.open(general.topic)
        actions.deactivate(viewer=lasting_world.viewer("ada"), user=lasting_world.mem)
        assert one.closed_with(SOON) == 4401
        assert two.closed_with(SOON) == 4401


def test_signing_out_closes_the_sockets_of_that_session_only(server, lasting_world, general):
    session = session_of(lasting_world.mem)
    with tab(server, lasting_world.mem, session=session) as here, tab(server, lasting_world.mem) as elsewhere:
        here.open(general.topic)
        SessionStore(session).flush()
        assert here.closed_with(SOON) == 4401
        assert elsewhere.is_answered()


def test_a_new_password_closes_sockets_of_older_sessions(server, lasting_world, client, general):
    lasting_world.login(client, "mem")
    with tab(server, lasting_world.mem) as elsewhere:
        password = "another horse battery"
        form = {"oldpassword": "correct horse battery", "password1": password, "password2": password}
        assert client.post("/account/password/change/", form).status_code == 302
        assert elsewhere.closed_with(SOON) == 4401


def test_a_channel_that_is_closed_to_readers_is_withdrawn_from_them(server, lasting_world):
    mia = lasting_world.viewer("mia")
    channel = chat.open_channel(viewer=mia, community=lasting_world.roads, name="open", is_open=True)
    with tab(server, lasting_world.cy) as cy, tab(server, lasting_world.mia) as owner:
        assert cy.open(channel.topic)["ev"] == "opened"
        owner.open(channel.topic)
        chat.change_channel(viewer=mia, channel=channel, name="open", purpose="", is_open=False)
        assert cy.until("withdrawn", SOON)
        owner.say(channel.topic, "Among us")
        assert cy.is_quiet()


def test_while_nobody_can_say_who_may_still_read_nobody_hears_anything(server, lasting_world, monkeypatch):
    mia, answers = lasting_world.viewer("mia"), hub.standing
    channel = chat.open_channel(viewer=mia, community=lasting_world.roads, name="open", is_open=True)
    away = ["the first look fails", "and the second"]

    def standing(*asked):
        if away:
            raise OperationalError(away.pop())
        return answers(*asked)

    with tab(server, lasting_world.cy) as cy, tab(server, lasting_world.mia) as owner:
        cy.open(channel.topic)
        owner.open(channel.topic)
        monkeypatch.setattr(hub, "standing", standing)
        chat.change_channel(viewer=mia, channel=channel, name="open", purpose="", is_open=False)
        assert owner.say(channel.topic, "Only for members")["ev"] == "ack"
        assert cy.until("withdrawn", 10)
        if not IS_LOSSY:  # Where the ring was lost, nobody knows yet that there is something to hold back.
            assert "events" not in {frame["ev"] for frame in cy.seen}
        assert owner.until("events", 10)
