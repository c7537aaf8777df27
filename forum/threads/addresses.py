"""Where threads and posts stand: pages of twenty posts by number, and the address of one post on its page."""

from django.core.paginator import Page, Paginator

from .models import Post, Thread

POSTS_A_PAGE = 20


def page_of(number: int) -> int:
    """The page of its thread that the post of this number stands on, whatever became of others."""
    return (number - 1) // POSTS_A_PAGE + 1


def on_page(thread: Thread, number: int) -> str:
    """The page of `thread` that shows this post, at the post."""
    page = page_of(number)
    return f"{thread.get_absolute_url()}{f'?page={page}' if page > 1 else ''}#post-{number}"


def of_post(post: Post) -> str:
    return on_page(post.thread, post.number)


def pages(thread: Thread, wanted: str) -> Page:
    """The page `wanted` of `thread`: the numbers of posts that it shows. A page out of range is the nearest one."""
    return Paginator(range(1, thread.last_number + 1), POSTS_A_PAGE).get_page(wanted)
