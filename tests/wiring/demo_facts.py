"""What a site with the demo holds, told as JSON by a process on its data."""

import json

from django.apps import apps

from communities.models import Agency, Community, User
from forum.chat.models import Message
from forum.demo.loading import load
from forum.demo.sign_ins import SIGN_INS
from forum.moderation.models import ReviewItem
from forum.threads.addresses import POSTS_A_PAGE
from forum.threads.models import Post, Thread
from home.models import EditionPage, PaperPage


def tell(password: str) -> None:
    """Print what there is, and how many rows of each kind there are before and after the demo is loaded again."""
    told = facts(password) | {"before": rows()}
    load(password)
    print(json.dumps(told | {"after": rows()}))


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def facts(password: str) -> dict:
    return {
        "types": sorted(set(Agency.objects.values_list("type", flat=True))),
        "visibilities": sorted(set(Community.objects.values_list("visibility", flat=True))),
        "policies": sorted(set(Community.objects.values_list("join_policy", flat=True))),
        "threads": Thread.objects.count(),
        "posts": Post.objects.count(),
        "of two pages": sum(thread.posts_count > POSTS_A_PAGE for thread in Thread.objects.all()),
        "messages": Message.objects.count(),
        "editions": EditionPage.objects.live().count(),
        "papers": PaperPage.objects.live().count(),
        "waiting": ReviewItem.objects.waiting().count(),
        "with the password": [email for email in SIGN_INS if User.objects.get(email=email).check_password(password)],
        "moderator": roles("moderator@lakecounty.example"),
        "employee": roles("employee@easton.example"),
    }


def roles(email: str) -> dict[str, str]:
    """The communities of this person, and what they are there."""
    return dict(User.objects.get(email=email).memberships.current().values_list("community__slug", "role"))
