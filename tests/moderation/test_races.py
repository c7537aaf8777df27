"""What many do at the same moment: claiming one item, and reporting one post."""

import threading
from collections.abc import Callable

from django.db import connections

from communities.refusal import Refused
from forum.moderation import actions, claims
from forum.moderation.models import Claim, Report, ReviewItem
from forum.threads import actions as threads


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Run all of them in threads of their own that begin together; what each answered or raised."""
    barrier, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        try:
            barrier.wait(10)
            answers[place] = acts[place]()
        except Refused as refusal:
            answers[place] = refusal
        finally:
            connections.close_all()

    running = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(30)
    return answers


def test_reports_and_claims_of_the_same_moment_make_one_item_and_one_holder(lasting_world):
    world = lasting_world
    thread = threads.start_thread(
        viewer=world.viewer("gus"), community=world.opioid, title="Dinner", source="On the 5th."
    )
    post = thread.posts.select_related("thread__community").get(number=1)
    reporters = [world.viewer(who) for who in ("mem", "bo", "mia", "mem")]
    at_once([lambda v=viewer: actions.report(viewer=v, subject=post, ground="spam") for viewer in reporters])
    item = ReviewItem.objects.select_related("community").get()
    assert Report.objects.filter(item=item).count() == 3
    moderators = [world.viewer(who) for who in ("bo", "mia", "bo", "mia")]
    answers = at_once([lambda v=viewer: claims.take(viewer=v, waiting=item) for viewer in moderators])
    holder = Claim.objects.get().moderator_id
    for viewer, answer in zip(moderators, answers, strict=True):
        assert isinstance(answer, Claim) == (viewer.id == holder)
