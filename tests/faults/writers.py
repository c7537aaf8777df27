"""Several writers of one channel in a process of their own: `python -m tests.faults.writers CHANNEL EACH USER…`."""

import sys
import threading
from uuid import uuid4

import django


def write(channel_id: int, user_id: int, count: int) -> None:
    from django.db import connection

    from communities.models import User
    from communities.viewer import viewer_of
    from forum.chat import actions
    from forum.chat.models import Channel

    viewer = viewer_of(User.objects.get(pk=user_id))
    channel = Channel.objects.select_related("community").get(pk=channel_id)
    for number in range(count):
        actions.say(viewer=viewer, channel=channel, source=f"Line {number}", client_id=uuid4())
    connection.close()


if __name__ == "__main__":
    django.setup()
    channel_id, each, *users = (int(word) for word in sys.argv[1:])
    threads = [threading.Thread(target=write, args=[channel_id, user, each]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
