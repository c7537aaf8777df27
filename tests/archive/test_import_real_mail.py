"""The second line of the trial: six years of a real list, into a community."""

import mailbox
import os
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from communities.models import User
from forum.archive.importing import import_archives
from forum.threads.models import Attachment, Post, Thread

pytestmark = [
    pytest.mark.trial,
    pytest.mark.skipif(not os.environ.get("INTERLOCAL_TRIAL_DATA"), reason="INTERLOCAL_TRIAL_DATA names no folder"),
]


@pytest.fixture(scope="module")
def archives():
    folder = Path(os.environ["INTERLOCAL_TRIAL_DATA"]) / "mail/ksummit"
    return sorted(folder.glob("ksummit-*.mbox")), folder / "raw-headers-2024-10.mbox"


def independent_count(paths):
    """The same figures by Python's own mailbox reader and the plainest union of references."""
    messages, parent, total = {}, {}, 0
    for path in paths:
        for message in mailbox.mbox(path, create=False):
            total += 1
            messages.setdefault(message["Message-ID"].strip(), message)

    def top(key):
        while parent.get(key, key) != key:
            key = parent[key]
        return key

    for key, message in messages.items():
        for other in re.findall(r"<[^>]+>", f"{message['References'] or ''} {message['In-Reply-To'] or ''}"):
            parent[top(other)] = top(key)
    sizes = Counter(top(key) for key in messages)
    senders = {re.search(r"[^\s<(]+@[^\s>)]+", str(one["From"]))[0].lower() for one in messages.values()}
    return total, len(messages), len(sizes), max(sizes.values()), len(senders)


def long_line(post):
    """A phrase from the middle of what was written in `post`; empty when there is none to be found by."""
    sentences = re.findall(r"(?m)^[A-Z][a-z]+ [A-Za-z ,']{60,200}", post.source)
    return " ".join(sentences[len(sentences) // 2].replace(",", "").split()[2:10]) if len(sentences) > 2 else ""


def test_six_years_of_a_list_come_in_whole_and_once(world, client, drain, archives):
    paths, same_month = archives
    total, distinct, by_reference, longest, senders = independent_count(paths)
    assert (total, distinct, by_reference, longest) == (2028, 2027, 80, 200)
    began = time.perf_counter()
    report = import_archives(paths, world.roads)
    rate = report.read / (time.perf_counter() - began)
    print(f"{rate:,.0f} messages a second")
    assert (report.read, report.added, report.doubled) == (total, distinct, total - distinct)
    assert report.threads_begun + report.joined_by_subject == by_reference
    assert (report.longest_thread, report.deepest_answer, report.people_staged) == (longest, 36, senders)
    posts = Post.objects.filter(thread__community=world.roads)
    assert posts.count() == distinct
    assert Thread.objects.filter(community=world.roads).count() == report.threads_begun
    assert User.objects.filter(is_staged=True, agency=None).count() == senders
    assert Attachment.objects.filter(post__in=posts).count() == report.files_kept

    assert import_archives([*paths, same_month], world.roads).added == 0
    assert posts.count() == distinct

    drain()
    thread = Thread.objects.get(title="[TECH TOPIC] Rust for Linux")
    post = next(post for post in thread.posts.filter(number__gt=60).order_by("number") if long_line(post))
    phrase = long_line(post)
    world.login(client, "cy")
    page = client.get("/search/", {"q": phrase})
    assert page.status_code == 200
    address = f"/threads/{thread.pk}/posts/{post.number}/"
    assert address in page.content.decode()
    opened = client.get(post.get_absolute_url(), follow=True)
    assert f'id="post-{post.number}"' in opened.content.decode()
    assert opened.redirect_chain[-1][0].endswith(f"#post-{post.number}")
    assert (
        client.get("/search/", {"q": thread.started_by.name, "tab": "people"}).content.decode().count("person-row") == 0
    )
