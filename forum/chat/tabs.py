"""The tab of chat on every community's pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.frame import Tab, register_tab


def register() -> None:
    """Add it: for everybody who reads the community and is signed in, since a socket has a person."""
    register_tab(
        Tab(
            30,
            "chat",
            _("Chat"),
            address=lambda community: reverse("chat:index", args=[community.slug]),
            shown=lambda viewer, community: not viewer.is_visitor,
            count="unread_chat",
            counted=_("new messages"),
            named="named_chat",
        )
    )
