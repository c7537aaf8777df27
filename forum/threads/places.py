"""The names of the places where somebody can be writing, each with at most one draft a person."""

from communities.models import Community

from .models import Post, Thread


def new_thread(community: Community) -> str:
    return f"new-{community.pk}"


def in_thread(thread: Thread) -> str:
    return f"thread-{thread.pk}"


def of_post(post: Post) -> str:
    return f"post-{post.pk}"
