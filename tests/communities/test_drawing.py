"""Components: compiled with words and icons in them, drawn once for the same values, escaped all the same."""

import pytest
from django.template import engines
from django.utils import translation

from communities.drawing import draw, draw_each, draw_once

pytestmark = pytest.mark.plain

BAR = "layouts/bar.jinja"


def bar(**changed):
    return {"name": "Ana Reyes", "kind": "city", "bell": 0, "drafts": (), "cms": False, "sought": ""} | changed


def test_the_same_values_are_drawn_once_and_others_anew():
    assert draw_once(BAR, **bar()) is draw_once(BAR, **bar())
    assert draw_once(BAR, **bar()) == draw(BAR, **bar())
    assert "99+" in draw_once(BAR, **bar(bell=100))
    assert "99+" not in draw_once(BAR, **bar(bell=99))
    with translation.override("es"):
        assert draw_once(BAR, **bar()) is draw_once(BAR, **bar())


def test_what_is_kept_is_escaped_as_what_is_not():
    hostile = '"><script>alert(1)</script>'
    for drawn in (draw(BAR, **bar(sought=hostile)), draw_once(BAR, **bar(sought=hostile))):
        assert "<script>" not in drawn
        assert "&lt;script&gt;" in drawn


def test_a_row_that_is_no_value_is_a_mistake():
    with pytest.raises(TypeError, match="unhashable"):
        draw_each(BAR, [["a list"]])


def test_words_icons_and_addresses_are_compiled_in():
    env = engines["components"].env
    source = '{{ icon("pin") }}{{ _("Pinned until") }}{{ url("communities:profile") }}{{ icon(name) }}'
    code = env.compile(source, raw=True)
    assert "#i-pin" in code
    assert "Pinned until" in code
    assert "/account/" in code
    assert code.count("context.call") == 1
    markup = env.from_string('{% set pin, words = icon("pin"), _("Solved & closed") %}{{ pin }}{{ words }}').render()
    assert markup.startswith("<svg")
    assert markup.endswith("Solved &amp; closed")
