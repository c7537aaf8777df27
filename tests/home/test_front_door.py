"""The home page: what is open for visitors, what is mine for those who are signed in."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from communities.models import CommunityPage
from home.actions import writing

from .made import fresh, out, place, published


def test_visitors_see_public_communities_and_papers_and_nothing_else(world, client, editor, second):
    out(world.dee, second, place(world), title="Open paper")
    out(editor, world.bo, place(world, world.opioid), title="Closed paper")
    page = client.get("/").content.decode()
    assert "Road safety" in page
    assert "Open paper" in page
    for hidden in ("Opioid response", "Fleet managers", "Narcotics", "Closed paper", "Border counties"):
        assert hidden not in page


def test_staff_see_their_communities_with_the_next_date_news_and_papers(world, client, second):
    front = CommunityPage.objects.get(community=world.fleet)
    day = localdate() + timedelta(days=3)
    dates = {"heading": "Dates", "dates": [{"day": day, "title": "Charger visit", "where": "Depot", "url": ""}]}
    front.body = [("dates", dates)]
    front.save()
    news = writing.draft_news(author=fresh(world.dee), title="Cedar Lake joins", summary="Forty people.", body=[])
    published(news, world.dee, second)
    page = world.login(client, "ana").get("/").content.decode()
    assert "Fleet managers" in page
    assert "Charger visit" in page
    assert "Cedar Lake joins" in page
    assert "Opioid response" not in page
    assert "Charger visit" not in world.login(client, "cy").get("/").content.decode()


def test_the_home_page_costs_at_most_16_queries_however_much_there_is(world, client, second):
    client = world.login(client, "mem")
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get("/")
    for number in range(5):
        out(world.dee, second, place(world), title=f"Paper {number}")
        news = writing.draft_news(author=fresh(world.dee), title=f"News {number}", summary="Short.", body=[])
        published(news, world.dee, second)
    with CaptureQueriesContext(connection) as after:
        client.get("/")
    assert len(after) <= 16, [query["sql"][:90] for query in after]
    assert len(after) <= len(before) + 1
    with CaptureQueriesContext(connection) as visitor:
        world.login(client, "visitor").get("/")
    assert len(visitor) <= 16


def test_pages_of_the_footer_are_real_and_linked_from_every_page(world, client):
    page = client.get("/").content.decode()
    for slug, title in (("ground-rules", "Ground rules"), ("privacy", "Privacy"), ("accessibility", "Accessibility")):
        assert f'href="/{slug}/"' in page
        assert f"<h1>{title}</h1>" in client.get(f"/{slug}/").content.decode()


def test_news_has_a_list_a_page_and_a_feed(world, client, second):
    news = writing.draft_news(
        author=fresh(world.dee),
        title="Ground rules, version 4",
        summary="One change.",
        body=[{"type": "text", "value": "<p>Guests need a sponsor.</p>"}],
    )
    assert client.get("/news/ground-rules-version-4/").status_code == 404
    published(news, world.dee, second)
    assert "Guests need a sponsor." in client.get("/news/ground-rules-version-4/").content.decode()
    assert "One change." in client.get("/news/").content.decode()
    assert b"Ground rules, version 4" in client.get("/feeds/news/").content
