"""Two places that know nothing of each other, each with a page, a paper, a picture and a file of its own."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from communities import actions
from communities.cms.places import place_of
from communities.models import Appointment, BasePage, CommunityPage, File, Picture
from home.actions import writing
from tests.home.made import draft, fresh, pdf


@pytest.fixture(autouse=True)
def _full_text_table(db):
    """Without migrations SQLite gets a plain table where Wagtail's search needs a virtual one."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE wagtailsearch_indexentry_fts")
            cursor.execute("CREATE VIRTUAL TABLE wagtailsearch_indexentry_fts USING fts5(autocomplete, body, title)")


@dataclass
class Belongings:
    """What one place has."""

    page: BasePage
    paper: BasePage
    edition: BasePage
    picture: Picture
    file: File


def png(color: str = "navy") -> bytes:
    """A small real picture."""
    target = BytesIO()
    Image.new("RGB", (40, 30), color).save(target, "PNG")
    return target.getvalue()


def belongings(owner, page, word: str) -> Belongings:
    """A paper, a picture and a file of `page`, all called after `word`."""
    edition = draft(owner, page, title=f"{word} paper")
    shelf = place_of(fresh(owner), page).collection_id
    picture = Picture(title=f"{word} picture", file=ContentFile(png(), f"{word}.png"), collection_id=shelf)
    picture._set_image_file_metadata()
    picture.save()
    file = writing.upload(author=fresh(owner), place=page, title=f"{word} file", content=pdf(word))
    return Belongings(page, edition.get_parent(), edition, picture, file)


@pytest.fixture
def strange(world):
    """A hidden community of Mia's; nobody else knows of it."""
    community = actions.found_community(
        viewer=None,
        name="Zebrafish covert",
        purpose="Zebrafish purpose",
        visibility="hidden",
        join_policy="by-invitation",
        owner=world.mia,
    )
    return belongings(world.mia, CommunityPage.objects.get(community=community), "Zebrafish")


@pytest.fixture
def own(world):
    """What Bo moderates: opioid-response."""
    return belongings(world.bo, CommunityPage.objects.get(community=world.opioid), "Ownership")


@pytest.fixture
def second(world):
    """Ada, another editor."""
    Appointment.objects.create(user=world.ada, kind="editor")
    return world.ada
