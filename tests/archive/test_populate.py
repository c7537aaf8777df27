"""Made-up load: as much as asked for, the same for the same seed, and rows that the site itself would have written."""

import pytest
from django.core.management import CommandError, call_command

from communities.models import Community, User
from forum import markup
from forum.chat.models import Channel, Message
from forum.threads import cards
from forum.threads.models import Post, Thread

SIZE = {"communities": 3, "people": 12, "threads": 20, "posts": 90, "messages": 40, "verbosity": 0}


@pytest.fixture
def site(world):
    call_command("populate", **SIZE, seed=7)


def test_as_much_is_there_as_was_asked_for(world, site):
    assert User.objects.filter(email__endswith="@made-up.example").count() == 12
    assert Community.objects.filter(name__endswith=" 7").count() == 3
    threads = Thread.objects.filter(community__name__endswith=" 7")
    assert (threads.count(), Post.objects.filter(thread__in=threads).count()) == (20, 90)
    assert Message.objects.filter(channel__community__name__endswith=" 7").count() == 40


def test_rows_are_what_the_site_would_have_written(world, site):
    for post in Post.objects.filter(thread__community__name__endswith=" 7").select_related("author", "thread"):
        assert post.html == str(markup.parse(post.source).html())
        drawn = post.card
        cards.draw(post, post.author)
        assert post.card == drawn
        assert post.audience == post.thread.audience == post.thread.open_audience
        assert post.author.memberships.current().filter(community=post.thread.community_id).exists()
    for thread in Thread.objects.filter(community__name__endswith=" 7"):
        numbers = list(thread.posts.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, thread.posts_count + 1))
        assert thread.last_number == thread.last_shown == thread.posts_count
        assert thread.last_post_at == thread.posts.latest("number").written_at
    for channel in Channel.objects.filter(community__name__endswith=" 7"):
        assert list(channel.events.order_by("seq").values_list("seq", flat=True)) == list(range(1, channel.head + 1))
    for community in Community.objects.filter(name__endswith=" 7"):
        assert community.member_count == community.memberships.current().count()


def test_the_same_seed_makes_the_same_words_and_is_made_once(world, site, db):
    sources = list(Post.objects.order_by("pk").values_list("source", flat=True))
    with pytest.raises(CommandError, match="seed 7 is here already"):
        call_command("populate", **SIZE, seed=7)
    call_command("populate", **SIZE, seed=8)
    other = list(Post.objects.order_by("pk").values_list("source", flat=True))[len(sources) :]
    assert len(other) == len(sources)
    assert other != sources


def test_impossible_sizes_are_refused(world):
    with pytest.raises(CommandError, match="no thread without a post"):
        call_command("populate", **(SIZE | {"threads": 100}), seed=1)
