"""The names of the places where somebody can be writing, each with at most one draft a person."""

import re

from communities.models import Community

from .models import Post, Thread

_PLACE = re.compile(r"(?:thread|new|post)-[0-9]{1,18}")


def new_thread(community: Community) -> str:
    return f"new-{community.pk}"


def in_thread(thread: Thread) -> str:
    return f"thread-{thread.pk}"


def of_post(post: Post) -> str:
    return f"post-{post.pk}"


def is_place(name: str) -> bool:
    """Whether `name` has the form of one of these; whether it leads anywhere is asked when it is opened."""
    return _PLACE.fullmatch(name) is not None
