"""The front page of a community: known to some, its content for its readers."""

import pytest
from django.utils.timezone import localdate, timedelta

from communities import actions
from communities.models import CommunityPage

from .made import out, place


@pytest.mark.parametrize(
    ("slug", "who", "status"),
    [
        ("opioid-response", "mem", 200),
        ("opioid-response", "cy", 200),
        ("opioid-response", "visitor", 404),
        ("road-safety", "visitor", 200),
        ("fleet-managers", "cy", 200),
        ("fleet-managers", "gus", 404),
        ("narcotics-intelligence", "bo", 200),
        ("narcotics-intelligence", "cy", 404),
        ("narcotics-intelligence", "olu", 404),
        ("nonesuch", "cy", 404),
    ],
)
def test_a_front_page_is_for_those_who_may_know_of_the_community(world, client, slug, who, status):
    assert world.login(client, who).get(f"/communities/{slug}/").status_code == status


def test_what_stands_in_a_members_only_community_is_not_on_its_front_page_for_others(world, client, editor):
    out(editor, world.bo, place(world, world.opioid), title="Naloxone in patrol vehicles")
    member = world.login(client, "mem").get("/communities/opioid-response/").content.decode()
    stranger = world.login(client, "cy").get("/communities/opioid-response/").content.decode()
    assert "Naloxone in patrol vehicles" in member
    assert "Naloxone in patrol vehicles" not in stranger
    assert "What opioid response is for." in stranger
    assert "Mia Lindqvist" in stranger


def test_visitors_of_a_public_community_see_its_purpose_and_no_people(world, client):
    page = client.get("/communities/road-safety/").content.decode()
    assert "What road safety is for." in page
    assert "Mia Lindqvist" not in page


def test_blocks_of_the_front_page_show_what_moderators_put_there(world, client):
    front = CommunityPage.objects.get(community=world.opioid)
    tomorrow, yesterday = localdate() + timedelta(days=1), localdate() - timedelta(days=1)
    front.pinned_notice = "Supply call on Thursday."
    front.body = [
        ("text", "<p>No case details, please.</p>"),
        ("people", {"heading": "Whom to ask", "people": [{"handle": world.bo.handle, "role": "lot numbers"}]}),
        (
            "links",
            {"heading": "Links", "links": [{"title": "Lot list", "url": "https://a.example/", "note": "Monthly"}]},
        ),
        (
            "dates",
            {
                "heading": "Next dates",
                "dates": [
                    {"day": tomorrow, "title": "Supply call", "where": "online", "url": ""},
                    {"day": yesterday, "title": "Past refresher", "where": "", "url": ""},
                ],
            },
        ),
    ]
    front.save()
    page = world.login(client, "mem").get("/communities/opioid-response/").content.decode()
    for shown in ("Supply call on Thursday.", "No case details", "lot numbers", "Lot list", "Supply call"):
        assert shown in page
    assert "Past refresher" not in page
    CommunityPage.objects.filter(pk=front.pk).update(pinned_until=yesterday)
    assert "Supply call on Thursday." not in client.get("/communities/opioid-response/").content.decode()


def test_a_front_page_costs_a_bounded_number_of_queries(world, client, django_assert_max_num_queries):
    world.login(client, "mem").get("/communities/opioid-response/")
    with django_assert_max_num_queries(20):
        client.get("/communities/opioid-response/")


def test_an_old_address_of_a_community_leads_on_for_those_who_may_know_of_it(world, client):
    actions.rename_community(
        viewer=world.viewer("mia"), community=world.opioid, name="Overdose response", slug="overdose"
    )
    answer = world.login(client, "mem").get("/communities/opioid-response/")
    assert (answer.status_code, answer["Location"]) == (301, "/communities/overdose/")
    assert client.get("/communities/overdose/").status_code == 200
    assert world.login(client, "visitor").get("/communities/opioid-response/").status_code == 404
