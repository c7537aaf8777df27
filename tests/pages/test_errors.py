"""The pages for what cannot be shown or done."""

import logging
import re

import pytest
from django.urls import path

from forum.urls import handler500  # noqa: F401 - the addresses of this file are the site's, with one fault.
from forum.urls import urlpatterns as site


def fault(request):
    """A view that breaks."""
    raise RuntimeError("on purpose")


urlpatterns = [path("fault/", fault), *site]

PRIVATE = [
    "/communities/narcotics-intelligence/members/",
    "/communities/narcotics-intelligence/invitations/",
    "/communities/narcotics-intelligence/ask/",
    "/communities/opioid-response/members/",
    "/people/gus-marlow/",
]


def everything(answer):
    return answer.status_code, dict(answer.headers), answer.content


@pytest.mark.parametrize("address", PRIVATE)
@pytest.mark.parametrize("who", ["cy", "olu"])
def test_private_and_missing_are_the_same_bytes(world, client, who, address):
    world.login(client, who)
    missing = re.sub(r"(narcotics-intelligence|opioid-response|gus-marlow)", "no-such-thing", address)
    private, gone = client.get(address), client.get(missing)
    assert private.status_code == 404
    assert everything(private) == everything(gone)
    assert b"csrf" not in private.content
    assert not private.cookies


def test_a_missing_page_offers_sign_in_to_visitors_only(world, client):
    assert b"/account/login/" in client.get("/no-such-thing/x/").content
    inside = world.login(client, "ana").get("/no-such-thing/x/").content
    assert b"sign in" not in inside
    assert b"Fleet managers" in inside, "the frame is the one that this person always gets"


def test_a_refusal_says_who_can_to_a_page_and_to_htmx(world, client):
    world.login(client, "mem")
    page = client.get("/communities/opioid-response/invitations/")
    assert page.status_code == 403
    assert b"<h1>Only moderators can invite people.</h1>" in page.content
    part = client.get("/communities/opioid-response/invitations/", headers={"HX-Request": "true"})
    assert part.status_code == 403
    assert part.content.startswith(b"<hx-partial")
    assert b"Only moderators can invite people." in part.content


def test_a_stale_form_keeps_what_was_typed(world):
    from django.test import Client

    client = world.login(Client(enforce_csrf_checks=True), "cy")
    text = "A note that took a while to write, with <b>marks</b>."
    answer = client.post("/communities/opioid-response/ask/", {"note": text})
    assert answer.status_code == 403
    assert b"This form was too old" in answer.content
    assert b"with &lt;b&gt;marks&lt;/b&gt;." in answer.content


def test_a_stale_form_never_shows_a_password(world):
    from django.test import Client

    secret = "a long secret that nobody should read over a shoulder"
    stale = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "cy@easton.example", "password": secret})
    assert stale.status_code == 403
    assert secret.encode() not in stale.content


def test_a_fault_of_ours_gives_a_number_that_stands_in_the_log(world, client, settings, caplog):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, "communities.views.errors"):
        answer = client.get("/fault/")
    assert answer.status_code == 500
    number = re.search(rb"\w{4}-\d{8}-\d{4}", answer.content).group().decode()
    assert number in caplog.text
