"""Where moderation stands in the frame of every page: a line in the side navigation, and a tab in each community."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.frame import Link, Tab, register_frame, register_link, register_tab

from . import queue, rules


def register() -> None:
    """Called once at start-up."""
    register_frame("queue", queue.counts)
    # Without the part, which is empty for everybody else, the line is not there.
    register_link(Link(50, "shield", _("Moderators’ queue"), "/moderation/", needs="queue", counted=_("items")))
    register_tab(
        Tab(
            60,
            "moderation",
            _("Moderation"),
            address=lambda community: reverse("moderation:queue", args=[community.slug]),
            shown=lambda viewer, community: rules.may_see_queue(viewer, community.pk),
            count="queue",
            counted=_("items"),
        )
    )
