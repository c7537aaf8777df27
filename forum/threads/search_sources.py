"""What search finds of this app: a thread by its title and opening post, and each later post by its words."""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Level, User
from communities.viewer import Viewer
from forum import markup
from search.documents import Document, Facts, Source
from search.documents import register as make_findable
from search.lang.resolving import register_circle

from .file_words import READ
from .models import Attachment, Passage, Post, Thread
from .unread import new_threads

THREAD_CHANGES = frozenset(
    f"thread.{verb}"
    for verb in ["started", "imported", "edited", "solved", "restored", "locked", "unlocked", "pinned", "unpinned"]
)
THREAD_ENDS = frozenset({"thread.hidden", "thread.moved"})
POST_CHANGES = frozenset({"post.added", "post.edited", "post.restored"})
POST_ENDS = frozenset({"post.removed", "post.hidden"})
ICONS = {Thread.Kind.QUESTION: "question", Thread.Kind.ANNOUNCEMENT: "megaphone"}


def register() -> None:
    """Called once at start-up."""
    make_findable(ThreadSource())
    make_findable(PostSource())
    make_findable(FileSource())
    register_circle("followed", _followed)
    register_circle("unread", _unread)


# What a result says of a thread, and of who started it.
_SHOWN = ("title", "slug", "kind", "answer_id", "posts_count", "community__slug")
_BY = (
    *(f"started_by__{name}" for name in ("name", "title", "organization", "is_staged", "is_of_service")),
    *(f"started_by__agency__{name}" for name in ("name", "type")),
)


class _Conversation(Source):
    """What threads and posts share: the posts they are made of, and what is said of them in a result."""

    tab, label, icon = "threads", _("Thread"), "threads"
    goes_by_names = True
    withdrawals = THREAD_ENDS | POST_ENDS

    def rows(self, ids: Collection[int]) -> Iterator[Document]:
        posts = self._posts(ids).select_related("thread__community", "author").defer("source", "card")
        for post in posts.prefetch_related("mentions", "attachments"):
            yield self._document(post)

    @abstractmethod
    def _posts(self, ids: Collection[int]) -> QuerySet[Post]:
        """The posts that the documents of `ids` are made of."""

    def _document(self, post: Post) -> Document:
        thing = post.thread if post.is_opening else post
        return _written(
            post,
            kind=self.kind,
            id=thing.pk,
            audience=thing.audience,
            title=post.thread.title if post.is_opening else "",
            body=markup.words_of(post.html),
            url=thing.get_absolute_url(),
            mentions=tuple(mention.user_id for mention in post.mentions.all()),
        )


class ThreadSource(_Conversation):
    """A thread: its title, its tags, and the text of its opening post."""

    kind = "thread"
    activities = THREAD_CHANGES | THREAD_ENDS | {"post.edited", "post.added"}
    arrivals = frozenset({"thread.started"})
    withdrawals = THREAD_ENDS

    def _posts(self, ids: Collection[int]) -> QuerySet[Post]:
        return Post.objects.filter(thread__in=ids, number=1)

    def ids_after(self, last: int, limit: int) -> Sequence[int]:
        return list(Thread.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:limit])

    def visible_to(self, viewer: Any) -> QuerySet[Thread]:
        return Thread.objects.visible_to(viewer).select_related("community", "started_by__agency").only(*_SHOWN, *_BY)

    def touched(self, activity: Any) -> Iterable[int]:
        """The thread itself, that of an edited opening post, or one that nobody had answered before."""
        if activity.subject_type == Post._meta.label_lower:
            number = 2 if activity.kind == "post.added" else 1
            posts = Post.objects.filter(pk=activity.subject_id, number=number)
            return list(posts.values_list("thread_id", flat=True))
        return (activity.subject_id,)

    def facts(self, document: Document, thing: Thread) -> Facts:
        return _facts(thing, thing.get_absolute_url(), _affiliated(thing.started_by))


class PostSource(_Conversation):
    """A post after the opening one; what changes its thread changes its document too."""

    kind = "post"
    activities = POST_CHANGES | POST_ENDS | THREAD_ENDS | (THREAD_CHANGES - {"thread.started"})
    arrivals = frozenset({"post.added"})

    def _posts(self, ids: Collection[int]) -> QuerySet[Post]:
        return Post.objects.filter(pk__in=ids, number__gt=1)

    def ids_after(self, last: int, limit: int) -> Sequence[int]:
        later = Post.objects.filter(pk__gt=last, number__gt=1)
        return list(later.order_by("pk").values_list("pk", flat=True)[:limit])

    def visible_to(self, viewer: Any) -> QuerySet[Post]:
        shown = ("number", "agency_name", "agency_type", "author__name", *(f"thread__{name}" for name in _SHOWN))
        return Post.objects.visible_to(viewer).select_related("thread__community", "author").only(*shown)

    def touched(self, activity: Any) -> Iterable[int]:
        """The post itself, or all of its thread."""
        if activity.subject_type == Thread._meta.label_lower:
            later = Post.objects.filter(thread=activity.subject_id, number__gt=1)
            return list(later.values_list("pk", flat=True))
        return (activity.subject_id,)

    def facts(self, document: Document, thing: Post) -> Facts:
        is_answer = thing.pk == thing.thread.answer_id
        who = (thing.author.name, thing.agency_name, thing.agency_type)
        return _facts(thing.thread, thing.get_absolute_url(), who, badge=_("Answer") if is_answer else "")


class FileSource(Source):
    """What a file on a post says: a document for each passage, in the row of its thread."""

    kind, tab, label, icon = "file", "threads", _("File"), "clip"
    goes_by_names = True
    activities = POST_CHANGES | POST_ENDS | THREAD_CHANGES | THREAD_ENDS | {READ}
    arrivals = frozenset({"thread.started", "post.added", READ})
    withdrawals = THREAD_ENDS | POST_ENDS

    def rows(self, ids: Collection[int]) -> Iterator[Document]:
        passages = Passage.objects.filter(pk__in=ids, attachment__post__isnull=False)
        joined = passages.select_related("attachment__post__thread__community", "attachment__post__author")
        for passage in joined.prefetch_related("attachment__post__attachments"):
            file = passage.attachment
            yield _written(
                file.post,
                kind=self.kind,
                id=passage.pk,
                audience=file.audience,
                title=file.name,
                body=passage.text,
                url=file.post.get_absolute_url(),
            )

    def ids_after(self, last: int, limit: int) -> Sequence[int]:
        return list(Passage.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:limit])

    def visible_to(self, viewer: Any) -> QuerySet[Passage]:
        return Passage.objects.visible_to(viewer).select_related("attachment__post__thread", "attachment__post__author")

    def touched(self, activity: Any) -> Iterable[int]:
        """The passages of the file, of the files of a post, or of those of a thread."""
        of = {Attachment: "attachment", Post: "attachment__post", Thread: "attachment__post__thread"}
        paths = {model._meta.label_lower: path for model, path in of.items()}
        if (path := paths.get(activity.subject_type)) is None:
            return ()
        return list(Passage.objects.filter(**{path: activity.subject_id}).values_list("pk", flat=True))

    def facts(self, document: Document, thing: Passage) -> Facts:
        file, post = thing.attachment, thing.attachment.post
        who = (post.author.name, post.agency_name, post.agency_type)
        place = _("%(file)s, page %(page)d") if thing.page else "%(file)s"
        facts = _facts(post.thread, post.get_absolute_url(), who)
        return replace(facts, file=place % {"file": file.name, "page": thing.page})


def _written(post: Post, **own: Any) -> Document:
    """What a document takes from the post that it stands in, and what is its `own`."""
    thread = post.thread
    return Document(
        at=post.written_at,
        group=f"t-{thread.pk}",
        community_id=thread.community_id,
        thread_id=thread.pk,
        post_number=post.number,
        author_id=post.author_id,
        author_name=post.author.name,
        agency_name=post.agency_name,
        tags=tuple(thread.tags),
        is_solved=thread.is_solved,
        flags=tuple(_flags(post)),
        **own,
    )


def _flags(post: Post) -> Iterator[str]:
    """What `is:` and `has:` ask of a post and its thread."""
    thread = post.thread
    yield "is-closed" if thread.is_locked else "is-open"
    if thread.is_pinned:
        yield "is-pinned"
    if thread.posts_count == 1:
        yield "is-unanswered"
    if "<a href" in post.html:
        yield "has-link"
    files = post.attachments.all()
    if "<img" in post.html or any(file.is_picture for file in files):
        yield "has-image"
    if files:
        yield "has-file"


WRITTEN_AT_MOST, WATCHED_AT_MOST = 1_000, 5_000  # Threads, the latest of them.


def _followed(viewer: Viewer) -> set[str]:
    """The threads whose replies the viewer is told of: all of communities that the viewer watches, and those in which
    the viewer wrote, but where the level is mentions only or muted."""
    watched = [one.community_id for one in viewer.belongings if one.level == Level.WATCHING]
    told = [*watched, *(one.community_id for one in viewer.belongings if one.level == Level.FOLLOWING)]
    written = Post.objects.filter(author=viewer.id, thread__community__in=told).order_by("-id")
    threads = set(written.values_list("thread_id", flat=True)[:WRITTEN_AT_MOST])
    if watched:
        latest = Thread.objects.filter(community__in=watched).order_by("-last_post_at", "-pk")
        threads.update(latest.values_list("pk", flat=True)[:WATCHED_AT_MOST])
    return {f"t-{pk}" for pk in threads}


def _unread(viewer: Viewer) -> set[str]:
    return {f"t-{pk}" for pk, _new in new_threads(viewer)}


def _facts(thread: Thread, url: str, who: tuple[str, str, str], badge: str = "") -> Facts:
    label = thread.get_kind_display()
    posts = ngettext("%d post", "%d posts", thread.posts_count) % thread.posts_count
    return Facts(
        heading=thread.title,
        url=url,
        label=_("%s, solved") % label if thread.is_solved else label,
        icon="solved" if thread.is_solved else ICONS.get(thread.kind, "threads"),
        details=(posts,),
        badge=badge,
        author=who[0],
        agency=who[1],
        agency_type=who[2],
    )


def _affiliated(user: User) -> tuple[str, str, str]:
    standing = user.affiliation()
    return user.name, standing.agency_name, standing.agency_type
