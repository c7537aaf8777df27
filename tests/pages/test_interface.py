"""The small parts of every template, as pure functions."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone

from communities.templatetags import interface

pytestmark = pytest.mark.plain

HERE = ZoneInfo("America/New_York")


@pytest.fixture
def noon(monkeypatch):
    moment = datetime(2026, 11, 24, 12, 0, tzinfo=HERE)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    with timezone.override(HERE):
        yield moment


@pytest.mark.parametrize(
    ("back", "day", "when", "lately"),
    [
        (timedelta(seconds=20), "today", "today 11:59", "just now"),
        (timedelta(minutes=20), "today", "today 11:40", "20 min ago"),
        (timedelta(hours=3, minutes=29), "today", "today 08:31", "08:31"),
        (timedelta(hours=20), "yesterday", "yesterday 16:00", "yesterday"),
        (timedelta(days=21), "3 Nov", "3 Nov, 12:00", "3 Nov"),
        (timedelta(days=400), "20 Oct 2025", "20 Oct 2025, 12:00", "20 Oct 2025"),
    ],
)
def test_times_read_as_people_say_them(noon, back, day, when, lately):
    at = noon - back
    assert (interface.day(at), interface.when(at), interface.lately(at)) == (day, when, lately)


def test_a_time_is_the_readers(noon):
    late = datetime(2026, 11, 25, 1, 0, tzinfo=ZoneInfo("UTC"))
    assert interface.day(late) == "today", "it is still the 24th where the reader is"
    assert 'datetime="2026-11-25T01:00+00:00"' in interface.local_time(late)


@pytest.mark.parametrize(
    ("name", "initials", "tile"),
    [
        ("Ana Reyes", "AR", "Ar"),
        ("Opioid response", "OR", "Or"),
        ("Mia van der Lindqvist", "ML", "Mv"),
        ("Plato", "P", "Pl"),
        ("(ret.) Jo Bell", "JB", "Jb"),
        ("…", "", "…"),
    ],
)
def test_initials(name, initials, tile):
    assert (interface.initials(name), interface.tile(name)) == (initials, tile)


def test_people_are_escaped_and_only_known_kinds_colour():
    shown = interface.avatar("<b> <i>", 'city" onclick="x')
    assert "<b>" not in shown
    assert "onclick" not in shown
    assert (
        interface.agency("City of Easton", "city", "Clerk")
        == '<span class="agency is-city">City of Easton, Clerk</span>'
    )
    assert interface.agency("", "city") == ""


@pytest.mark.parametrize(("number", "words"), [(0, "0 posts"), (1, "1 post"), (1204, "1,204 posts"), (None, "0 posts")])
def test_counts_are_plural_safe(number, words):
    assert interface.counted(number, "post,posts") == words


def test_the_title_says_when_a_form_is_to_be_mended():
    broken = SimpleNamespace(errors={"title": ["Write one"]})
    assert interface.page_title("Threads", "Opioid response") == "Threads · Opioid response · Interlocal"
    assert interface.page_title("Start", form=broken) == "Error: Start · Interlocal"
    assert Template("{% page_title name %}").render(Context({"name": "<x>"})) == "&lt;x&gt; · Interlocal"


def test_a_constant_part_is_rendered_once_and_may_show_no_variable():
    drawn = []
    template = Template("{% constant %}{% page_title %}{% endconstant %}")
    for word in ("one", "two"):
        drawn.append(template.render(Context({"word": word})))
    assert drawn == ["Interlocal", "Interlocal"]
    with pytest.raises(TemplateSyntaxError, match="kept for everybody"):
        Template("{% constant %}{{ word }}{% endconstant %}")
