"""Promise 11: a page that has heard every kind of event looks as one that was loaded afterwards."""

from uuid import uuid4

import pytest
from django.db import transaction

from forum.chat import actions
from forum.chat.models import ChannelEvent, Message
from tests.chat.browsing import at_channel, general, server

__all__ = ["at_channel", "general", "server"]

pytestmark = [pytest.mark.promise(11), pytest.mark.browser]

Kind = ChannelEvent.Kind

# What a reader sees of the log: each line, each word in it, and where its links and buttons lead.
SEEN = """() => [...document.querySelectorAll('[data-lines] > *')].filter((line) => line.id !== 'new').map((line) => [
    line.dataset.message ?? '', line.innerText.replace(/\\s+/g, ' ').trim(),
    ...[...line.querySelectorAll('[href], [formaction]')].map((to) => to.href ?? to.formAction)].join(' | '))"""


class Acts:
    """What people do at a channel, by the kind of event that it makes."""

    def __init__(self, world, channel):
        self.world, self.channel = world, channel

    def say(self, who="mem", source="Said", **more):
        words = {"source": source, "client_id": uuid4(), **more}
        return actions.say(viewer=self.world.viewer(who), channel=self.channel, **words)

    def message(self):
        self.first = self.say(source="First *word*").pk
        self.say("gus", "Reply", reply_to=self.first)

    def edit(self):
        actions.edit(viewer=self.world.viewer("mem"), message=self.say(), source="Said **otherwise**")

    def remove(self):
        """By the author, by a moderator who thinks again, and (in one step) before any page has heard of it."""
        actions.remove(viewer=self.world.viewer("mem"), message=self.say(source="Taken back"))
        with transaction.atomic():
            for who in ("mem", "mem", "gus"):
                actions.remove(viewer=self.world.viewer(who), message=self.say(who, "Never heard"))
        self.say("gus", "After it")
        gone = self.say(source="Removed and restored", reply_to=self.first)
        actions.react(viewer=self.world.viewer("bo"), message=gone, emoji="👍", is_on=True)
        actions.begin_conversation(viewer=self.world.viewer("mem"), root=gone, name="Below it")
        self.remove_and_restore(gone)

    def remove_and_restore(self, gone):
        actions.remove(viewer=self.world.viewer("bo"), message=gone, reason="By mistake")
        actions.restore(viewer=self.world.viewer("bo"), message=Message.objects.get(pk=gone.pk))

    def reaction(self):
        for who, is_on in (("bo", True), ("gus", True), ("gus", False)):
            message = Message.objects.filter(channel=self.channel, removed_at=None).earliest("seq")
            actions.react(viewer=self.world.viewer(who), message=message, emoji="👍", is_on=is_on)

    def transcript(self):
        lines = [self.say(source="For the thread").pk]
        mem = self.world.viewer("mem")
        actions.make_thread(viewer=mem, channel=self.channel, messages=lines, title="What was said")

    def urgent(self):
        mia = self.world.viewer("mia")
        said = {"source": "Leave the building", "client_id": uuid4(), "hours": 1, "everybody": True}
        message = actions.say_urgent(viewer=mia, channel=self.channel, **said)
        actions.acknowledge(viewer=self.world.viewer("gus"), message=Message.objects.get(pk=message.pk))
        self.remove_and_restore(message)

    def branch(self):
        actions.begin_conversation(viewer=self.world.viewer("mem"), root=self.say(source="A root"), name="Beds")


def test_every_kind_of_event_has_a_case():
    missing = [kind for kind in Kind if not hasattr(Acts, kind.value)]
    assert not missing, "give class Acts a method that makes this kind of event"


def test_a_page_that_heard_everything_looks_as_a_fresh_one(general, at_channel, lasting_world):
    old, bo, kinds = at_channel("bo"), lasting_world.viewer("bo"), list(Kind)
    acts = Acts(lasting_world, general)
    # A page that is opened costs seconds: one after some kinds, and one at the end.
    for some in (kinds[:3], kinds[3:]):
        for kind in some:
            getattr(acts, kind.value)()
            assert ChannelEvent.objects.filter(channel=general, kind=kind).exists()
        general.refresh_from_db()
        # The old page is being read: to the fresh one nothing is new either.
        actions.note_read(viewer=bo, channel=general, seq=general.head)
        fresh = at_channel("bo", wait=False)
        last = fresh.evaluate(SEEN)
        for _ in range(80):
            if (seen := old.evaluate(SEEN)) == last:
                break
            old.wait_for_timeout(100)
        assert seen == last, some
        fresh.close()
