"""What every site has from the start: the roots of the trees, the directory's place, who `public` and `staff` are."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, Locale

from ..audience import PUBLIC, STAFF
from ..models import BasePage, CommunitiesIndex, Reach


def root_page() -> BasePage:
    """The root of the page tree, made when a database is new (or was made without migrations)."""
    root = BasePage.get_first_root_node()
    if root is None:
        # An emptied database has new rows of content types, which the cache of this process does not know of.
        ContentType.objects.clear_cache()
        Locale.objects.get_or_create(language_code="en")
        kind = ContentType.objects.get_for_model(BasePage)
        root = BasePage.add_root(title="Root", slug="root", content_type=kind)
    return root


@transaction.atomic
def lay_out_communities(parent: BasePage | None = None) -> CommunitiesIndex:
    """Make what is missing and leave the rest alone. The directory stands under `parent`, else under the root."""
    for everybody in (PUBLIC, STAFF):
        Reach.objects.get_or_create(audience=everybody, name=everybody)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = root_page()
    index = CommunitiesIndex.objects.first()
    if index is None:
        index = (parent or root).add_child(
            instance=CommunitiesIndex(title="Communities", slug="communities", audience=PUBLIC)
        )
    elif parent is not None and not index.is_child_of(parent):
        index.move(parent, pos="last-child")
        index.refresh_from_db()
    return index
