"""What a person may do with one page in the editor. The place gives all rights; this takes away what is not for a page.

A kind of page says by `editing` how it is changed:
`FIXED` stands as laid out, `CURATED` is changed and published at once by those who moderate its place,
`REVIEWED` is written by anybody of its place and published by a second person's review alone.
"""

from typing import Any

from wagtail.models import AbstractPage
from wagtail.models.pages import PagePermissionTester

from .places import place_of

FIXED, CURATED, REVIEWED = "fixed", "curated", "reviewed"


class PlaceTester(PagePermissionTester):
    """Wagtail's questions about a page, answered from the place in which it stands. Superusers do not exist."""

    def __init__(self, user: Any, page: AbstractPage) -> None:
        super().__init__(user, page)
        self.place = place_of(user, page)
        self.permissions = {"add", "change", "publish"} if self.place else set()
        self.editing = getattr(page.specific_class, "editing", FIXED)

    def can_edit(self) -> bool:
        """A front page by its moderators, a reviewed page by anybody of the place, nothing else by anybody."""
        if not self.place or self.page_is_root:
            return False
        if self.editing == CURATED:
            return self.place.is_moderated and self.place.page_id == self.page.pk
        return self.editing == REVIEWED

    def can_publish(self) -> bool:
        """Only what is curated: all else goes live by its review."""
        return self.editing == CURATED and self.can_edit()

    def can_submit_for_moderation(self) -> bool:
        """Only what is reviewed, and not while it is under review already."""
        may_hand_in = self.editing == REVIEWED and self.can_edit() and self.page.specific.can_be_handed_in
        return may_hand_in and super().can_submit_for_moderation()

    def can_unschedule(self) -> bool:
        """Taking back a date opens nothing, so that whoever may edit may do it."""
        return self.can_edit()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Only drafts: what was published once stays, since others may have cited it."""
        if self.editing != REVIEWED or not self.can_edit() or self.page_locked():
            return False
        return not self.page.get_descendants(inclusive=True).filter(first_published_at__isnull=False).exists()

    def can_view_revisions(self) -> bool:
        """Whoever may edit also sees what changed."""
        return self.can_edit()

    def can_unpublish(self) -> bool:
        """Never: a page ends by its expiry date."""
        return False

    def can_publish_subpage(self) -> bool:
        """Never: a new page starts as a draft."""
        return False

    def can_lock(self) -> bool:
        """Never: the review locks."""
        return False

    def can_unlock(self) -> bool:
        """Never: as above."""
        return False

    def can_reorder_children(self) -> bool:
        """Never: order is by date, or laid out."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Never: the audience of the place decides who reads."""
        return False

    def can_move(self) -> bool:
        """Never: the address lasts, and so does the audience."""
        return False

    def can_move_to(self, destination: AbstractPage) -> bool:
        """Never: as above."""
        return False

    def can_copy(self) -> bool:
        """Never: a copy would carry words from one audience into another."""
        return False

    def can_copy_to(self, destination: AbstractPage, recursive: bool = False) -> bool:
        """Never: as above."""
        return False
