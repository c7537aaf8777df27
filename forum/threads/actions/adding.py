"""What starting and replying share: the next post of a thread that is locked already."""

from collections.abc import Sequence

from django.utils.timezone import now

from communities.viewer import Viewer

from .. import cards, events, texts
from ..models import Attachment, Draft, Mention, Post, Thread, ThreadEvent


def add_post(
    viewer: Viewer, thread: Thread, text: texts.Text, files: Sequence[Attachment] = (), reply_to: Post | None = None
) -> Post:
    """Write the next post of `thread` with its card, mentions and event. Its row is locked, and is saved here."""
    post = Post(
        thread=thread,
        number=thread.last_number + 1,
        author=viewer.user,
        audience=thread.audience,
        source=text.source,
        html=text.html,
        reply_to=reply_to,
        # Never before the post above, whatever the clocks of two servers say.
        written_at=max(now(), thread.last_post_at) if thread.last_number else now(),
    )
    texts.stamp(post, viewer, thread.community_id)
    cards.draw(post, viewer.user, files, reply_to.number if reply_to else None)
    post.save(force_insert=True)
    hang_files(files, post)
    Mention.objects.bulk_create(Mention(post=post, user_id=pk) for pk in text.mentions)
    _count(thread, post)
    events.happened(thread, ThreadEvent.Kind.POST, viewer, post)
    thread.save(
        update_fields=[
            "last_number", "last_shown", "posts_count", "last_post_at", "last_post_by", "event_head"
        ]
    )  # fmt: skip
    events.touch(thread.community, post)
    return post


def hang_files(files: Sequence[Attachment], post: Post) -> None:
    """Hang `files` that the author uploaded and that hang nowhere yet on `post`; they are read by who reads it."""
    if files:
        mine = Attachment.objects.filter(pk__in=[file.pk for file in files], uploaded_by=post.author, post=None)
        mine.update(post=post, community=post.thread.community, audience=post.audience)


def drop_draft(viewer: Viewer, place: str) -> None:
    """The draft has become a post."""
    Draft.objects.filter(user_id=viewer.id, place=place).delete()


def _count(thread: Thread, post: Post) -> None:
    thread.last_number = thread.last_shown = post.number
    thread.posts_count += 1
    thread.last_post_at, thread.last_post_by_id = post.written_at, post.author_id
