"""A thread that every test of this room knows."""

import pytest

from forum.threads import actions


@pytest.fixture
def thread(world):
    """A question of mem's in opioid-response, with one answer by bo."""
    thread = actions.start_thread(
        viewer=world.viewer("mem"),
        community=world.opioid,
        title="Who carries naloxone on night shift?",
        source="Our fleet takes over six vehicles.",
        kind="question",
        tags=["Naloxone", "night shift"],
    )
    actions.reply(viewer=world.viewer("bo"), thread=thread, source="Everybody on shift carries one dose.")
    thread.refresh_from_db()
    return thread
