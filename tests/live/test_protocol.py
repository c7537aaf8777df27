"""The socket as contract.md describes it, against a real daphne."""

import time
from uuid import uuid4

import pytest
from websockets.exceptions import InvalidStatus

from communities.pace import CAPACITY, PER_SECOND

from .serving import session_of, tab


def test_a_message_is_acknowledged_and_reaches_every_reader_once_and_in_order(server, lasting_world, general):
    topic = general.topic
    with tab(server, lasting_world.mem) as mem, tab(server, lasting_world.bo) as bo:
        assert mem.open(topic) == {"ev": "opened", "topic": topic, "head": 0, "items": []}
        bo.open(topic)
        for number in range(1, 6):
            ack = mem.say(topic, f"Line *{number}*")
            assert (ack["ev"], ack["seq"]) == ("ack", number)
        items = []
        while len(items) < 5:
            items += bo.until("events")["items"]
        assert [item["seq"] for item in items] == [1, 2, 3, 4, 5]
        assert items[0]["html"].strip() == "<p>Line <em>1</em></p>"
        assert items[0]["author"]["name"] == "Jamal Brooks"
        assert items[0]["author"]["agency"] == "City of Easton"
        assert bo.is_quiet()


def test_the_same_client_id_is_said_once_and_acknowledged_alike(server, lasting_world, general):
    client_id = str(uuid4())
    with tab(server, lasting_world.mem) as one, tab(server, lasting_world.mem) as two:
        first = one.say(general.topic, "Once", client_id=client_id)
        assert two.say(general.topic, "Once", client_id=client_id) == first
        assert one.open(general.topic)["head"] == 1


def test_opening_gives_a_page_and_sync_the_rest(server, lasting_world, general):
    with tab(server, lasting_world.mem) as mem:
        for number in range(120):
            mem.say(general.topic, f"Line {number}")
        opened = mem.open(general.topic)
        assert [item["seq"] for item in opened["items"]] == list(range(1, 101))
        assert opened["head"] == 120
        mem.send(op="sync", topic=general.topic, after=100)
        rest = mem.until("events")
        assert [item["seq"] for item in rest["items"]] == list(range(101, 121))
        assert mem.open(general.topic, after=120)["items"] == []
        assert mem.open(general.topic, after=121)["ev"] == "reset", "a number from another history"


@pytest.mark.parametrize("who", ["ana", "cy", "olu", "dee"])
def test_a_private_channel_and_a_missing_one_answer_alike(server, lasting_world, general, who):
    with tab(server, lasting_world[who]) as stranger:
        answers = []
        for topic in (general.topic, "channel:987654321"):
            opened = stranger.open(topic)
            stranger.send(op="sync", topic=topic, after=0)
            synced = stranger.until("refused", op="sync")
            said = stranger.say(topic, "Hello", client_id="0e3b1f3a-92a7-4b8e-a7f1-57f9ad1b9d58")
            for answer in (opened, synced, said):
                assert (answer["ev"], answer["code"]) == ("refused", "unknown_topic")
                assert answer.pop("topic") == topic
            answers.append((opened, synced, said))
        assert answers[0] == answers[1]


@pytest.mark.promise(9)
def test_a_foreign_origin_and_a_missing_session_are_refused_in_the_handshake(server, lasting_world):
    for session, origin in [(session_of(lasting_world.mem), "https://evil.example"), ("nonsense", None)]:
        with pytest.raises(InvalidStatus) as caught, tab(server, None, session=session, origin=origin):
            pass
        assert caught.value.response.status_code == 403


NONSENSE = [
    "[" * 60_000,
    '{"op":' * 9_000,
    "nonsense",
    "7",
    "{}",
    '{"op":null}',
    '{"op":["open"]}',
    '{"op":"fly"}',
    '{"op":"open","topic":7}',
    '{"op":"open","topic":"channel:1","after":"x"}',
    '{"op":"open","topic":"channel:1","after":-1}',
    '{"op":"say","topic":"channel:1"}',
    '{"op":"open","topic":"channel:' + "9" * 300 + '"}',
    '{"op":"open","topic":"channel:0"}',
    '{"op":"sync","topic":"me:3","after":0}',
    '{"op":"open","topic":"access"}',
]


@pytest.mark.promise(9)
def test_nonsense_is_refused_and_the_socket_lives_on(server, lasting_world):
    with tab(server, lasting_world.mem) as mem:
        for text in NONSENSE:
            mem.line.send(text)
            assert mem.receive()["ev"] == "refused", text[:80]
        assert mem.is_answered()


@pytest.mark.promise(9)
@pytest.mark.parametrize(("frame", "code"), [("[" * 200 * 1024, 1009), (b"\xff\xfe", None)])
def test_what_is_too_large_or_no_text_harms_nobody_else(server, lasting_world, frame, code):
    with tab(server, lasting_world.bo) as bo, tab(server, lasting_world.mem) as mem:
        mem.line.send(frame)
        if code:
            assert mem.closed_with() in (code, 1006)
        else:
            assert mem.receive()["code"] == "malformed"
        assert bo.is_answered()


@pytest.mark.promise(9)
def test_invalid_utf8_closes_that_socket_only(server, lasting_world):
    with tab(server, lasting_world.bo) as bo, tab(server, lasting_world.mem) as mem:
        mem.line.send(b"\xc3\x28", text=True)
        assert mem.closed_with() in (1007, 1006)
        assert bo.is_answered()


@pytest.mark.promise(9)
def test_a_flood_is_refused_with_a_time_to_try_again_and_the_socket_lives_on(server, lasting_world):
    with tab(server, lasting_world.mem) as mem, tab(server, lasting_world.bo) as bo:
        began = time.monotonic()
        for _ in range(400):
            mem.send(op="seen", topic="channel:987654321", seq=1)
        answers = [mem.until("refused") for _ in range(400)]
        gained = (time.monotonic() - began) * PER_SECOND
        refused = [answer for answer in answers if answer["code"] == "too_fast"]
        assert {answer["retry_after"] for answer in refused} == {1}
        assert 100 < len(answers) - len(refused) <= CAPACITY + gained
        time.sleep(1)
        assert mem.is_answered()
        assert bo.is_answered()
