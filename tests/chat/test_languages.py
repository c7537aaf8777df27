"""What is told live are facts: each page says them in the language of whoever looks at it."""

import pytest
from django.utils.html import strip_tags
from django.utils.translation import override, trans_real

from communities import drawing
from communities.models import User
from forum.chat import actions, room

WORDS = {
    ("person", 0): "persona",
    ("person", 1): "personas",
    ("agency", 0): "organismo",
    ("agency", 1): "organismos",
    "in": "en",
    "Here now": "Aquí ahora",
    "Nobody who shows it.": "Nadie que lo muestre.",
}


def forget_compiled():
    """Components are compiled once for each language, with its words in them."""
    for part in (drawing._component, drawing._compiled_for, drawing._drawn):
        part.cache_clear()


@pytest.fixture
def in_spanish(world):
    """Jamal reads Spanish, of which a few words stand in the catalogue."""
    catalog = trans_real.translation("es")._catalog
    catalog._catalogs.insert(0, WORDS)
    catalog._plurals.insert(0, lambda number: int(number != 1))
    forget_compiled()
    User.objects.filter(pk=world.mem.pk).update(language="es")
    yield
    del catalog._catalogs[0], catalog._plurals[0]
    forget_compiled()


def test_a_page_has_the_words_of_its_reader_for_what_is_told_to_all(world, client, general, in_spanish):
    pages = {who: world.login(client, who).get(general.get_absolute_url()).content.decode() for who in ("mem", "bo")}
    assert "4 personas en 3 organismos" in strip_tags(pages["mem"])
    assert "4 people in 3 agencies" in strip_tags(pages["bo"])
    # The page and its blanks, from which the script makes the line anew.
    assert pages["mem"].count('data-many="personas"') == 2
    assert pages["bo"].count('data-many="people"') == 2
    assert "Aquí ahora" in pages["mem"]
    assert "Nadie que lo muestre." in pages["mem"]


def test_what_is_told_is_the_same_in_every_language_and_has_no_words(world, general, in_spanish):
    actions.note_here(viewer=world.viewer("gus"), channel=general, is_here=True)
    told = {}
    for language in ("en", "es"):
        with override(language):
            told[language] = room.state(general, 7)
    assert told["en"] == told["es"]
    assert told["es"] == {
        "seq": 7,
        "kind": "state",
        "readers": {"reach": "members", "people": 4, "agencies": 3, "guests": 1},
        "here": {
            "people": [
                {
                    "name": "Gus Marlow",
                    "initials": "GM",
                    "agency": "Harbor Recovery Network",
                    "agency_type": "guest",
                }
            ],
            "count": 1,
        },
        "typing": [],
    }


def test_an_open_channel_has_a_line_for_each_circle_that_it_can_come_to(world, general):
    few = actions.open_channel(viewer=world.viewer("bo"), community=world.opioid, name="Few", is_private=True)
    assert [line.reach for line in room.audiences(general, "")] == ["agencies", "members", "public", "staff"]
    assert [line.reach for line in room.audiences(few, "")] == ["members"]
