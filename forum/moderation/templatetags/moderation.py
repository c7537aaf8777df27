"""What moderation adds to the pages of threads and chat: menus for moderators, and the link to report."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from forum.threads.models import Post, Thread

from .. import rules
from ..forms import DecisionForm
from ..queue import Waiting

register = template.Library()


@register.inclusion_tag("moderation/parts/thread_menu.html", takes_context=True)
def moderate_thread(context: dict[str, Any], thread: Thread) -> dict[str, Any]:
    """The menu "Moderate this thread"; nothing for anybody but the moderators of its community."""
    viewer = context["viewer"]
    return {
        "is_shown": viewer.moderates(thread.community_id),
        "thread": thread,
        "community": thread.community,
        "may_move": len(viewer.moderated) > 1,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("moderation/parts/post_acts.html", takes_context=True)
def post_acts(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """The lines of a post's menu that moderation adds: report, hide, show again."""
    viewer, community = context["viewer"], post.thread.community
    moderates = viewer.moderates(community.pk)
    return {
        "post": post,
        "community": community,
        "may_report": rules.may_report(viewer, community_id=community.pk, author_id=post.author_id),
        "may_hide": moderates and post.is_shown and not post.is_opening,
        "may_show": moderates and post.state == Post.State.HIDDEN,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("moderation/parts/decision.html", takes_context=True)
def decision_form(context: dict[str, Any], one: Waiting) -> dict[str, Any]:
    """The fields to decide on a report: empty, or as they were sent when there is something to mend."""
    mending = context.get("mending")
    if mending is None or mending.item.pk != one.item.pk:
        mending = DecisionForm(item=one.item, who_reads=_who_reads(one))
    return {"form": mending}


def _who_reads(one: Waiting) -> str:
    """Who is told of a decision: everybody who reported it, and the author of what is hidden."""
    reporters = ", ".join(report.reporter.name for report in one.reports)
    if one.shown is None:
        return _("%s and the record get these words.") % reporters
    words = _("%(reporters)s and the record get these words; %(author)s too, if you hide it.")
    return words % {"reporters": reporters, "author": one.shown.author_name}
