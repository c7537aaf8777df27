"""What the templates of notices and their mail ask for: the first words of a post, and the hue of a person."""

from django import template

from communities.models import User
from forum.chat.models import Message
from forum.markup import excerpt, parse
from forum.threads.models import Post

register = template.Library()


@register.filter
def gist(post: Post | Message, length: int = 140) -> str:
    """The first words of a post or message as plain text, quotes left out."""
    return excerpt(parse(post.source[: length * 20]).text, length)


@register.filter
def hue_of(user: User) -> str:
    """The kind that colours a person's avatar: the type of the agency, or guest."""
    return user.affiliation().agency_type
