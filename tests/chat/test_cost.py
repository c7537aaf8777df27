"""What a line of chat costs the database: to say, and to bring to notices and search afterwards."""

from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from communities import outbox
from communities.models import Delivery, User
from communities.viewer import viewer_of
from forum.chat import actions


def queries_of(act):
    """How many statements `act` sends, those apart that only mark where a transaction begins and ends."""
    with CaptureQueriesContext(
        connection,
    ) as held:
        act()
    return len([each for each in held if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_saying_a_line_asks_eleven_questions_whatever_was_said_before(world, general, say):
    def line():
        actions.say(viewer=viewer, channel=general, source="A line", client_id=uuid4())

    # Once in five minutes a line also notes that its community is active: not now, however long ago the world was made.
    general.community.last_active_at = now()
    viewer = viewer_of(User.objects.select_related("agency").get(pk=world.mem.pk))
    say("mem", general, "To be warm")
    say("bo", general, "New to the other")
    first = queries_of(line)
    for number in range(5):
        say("bo", general, f"Line {number}")
    assert first == queries_of(line) == 11


def test_many_lines_are_told_to_notices_and_search_as_one(world, general, say, drain):
    say("mem", general, "To be warm")
    drain()
    say("mem", general, "A line")
    one = queries_of(drain)
    for number in range(12):
        say("mem", general, f"Line {number}")
    assert Delivery.objects.count() == 24
    assert queries_of(drain) == one
    assert not Delivery.objects.exists()


def test_the_relay_hears_whether_it_was_woken():
    outbox.wait(0)
    assert outbox.wait(0) is False
    outbox.wake()
    assert outbox.wait(0) is True
