"""Something to moderate: a thread by Jamal in opioid-response, with a reply by Gus, the guest."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from forum.threads import actions
from forum.threads.models import Post, Thread


@dataclass
class Talk:
    """The thread and the reply, with their addresses."""

    thread: Thread
    post: Post

    def url(self, name: str, *more: object) -> str:
        """An address of the moderators' desk of opioid-response."""
        return reverse(f"moderation:{name}", args=["opioid-response", *more])

    @property
    def place(self) -> tuple[int, int]:
        return (self.thread.pk, self.post.number)


@pytest.fixture
def talk(world) -> Talk:
    thread = actions.start_thread(
        viewer=world.viewer("mem"), community=world.opioid, title="Night shift", source="Who carries it?"
    )
    post = actions.reply(viewer=world.viewer("gus"), thread=thread, source="Our dinner is on the 5th.")
    return Talk(thread, post)


@pytest.fixture
def reported(world, client, talk):
    """The review item that Jamal's report of Gus's post opened."""
    from forum.moderation.models import ReviewItem

    world.login(client, "mem").post(
        talk.url("report_post", *talk.place), {"ground": "off-topic", "note": "Please take it out."}
    )
    return ReviewItem.objects.get()
