"""Signing in, the limits on it, and passwords by mail."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.test import Client

from communities.actions import register_person
from communities.models import Allowance
from tests.world import PASSWORD

LOGIN = "/account/login/"


def sign_in(client, email, password, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_the_address_comes_first_and_then_the_password(world, client):
    first = client.post(LOGIN, {"login": "ana@easton.example", "next": "/communities/"})
    assert first.status_code == 200
    assert b'type="password"' in first.content
    assert b'value="ana@easton.example"' in first.content
    assert b'name="next" value="/communities/"' in first.content
    second = sign_in(client, "ana@easton.example", PASSWORD, next="/communities/")
    assert (second.status_code, second["Location"]) == (302, "/communities/")
    assert client.get("/account/profile/").status_code == 200


def test_an_unknown_address_looks_like_a_known_one(world, client):
    def strip(answer):
        return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"|[\w.]+@\w+\.example', b"", answer.content)

    known, unknown = (client.post(LOGIN, {"login": f"{who}@easton.example"}) for who in ("ana", "nobody"))
    assert known.status_code == unknown.status_code == 200
    assert strip(known) == strip(unknown)
    known, unknown = (sign_in(client, f"{who}@easton.example", "wrong wrong wrong") for who in ("ana", "nobody"))
    assert known.status_code == unknown.status_code == 422
    assert strip(known) == strip(unknown)


@pytest.mark.parametrize("typed", ["ana.reyes", "", "ana@"])
def test_an_address_to_mend_says_how_and_stays_in_the_form(world, client, typed):
    answer = client.post(LOGIN, {"login": typed})
    assert answer.status_code == 422
    assert b"<title>Error: Sign in" in answer.content
    assert b"Write your full work address, like name@agency.gov" in answer.content
    assert f'value="{typed}"'.encode() in answer.content or not typed


def test_too_many_wrong_passwords_close_the_door_for_a_while_even_for_the_right_one(world, client):
    for _ in range(8):
        assert sign_in(client, "ana@easton.example", "wrong wrong wrong").status_code == 422
    for password in ("wrong wrong wrong", PASSWORD):
        answer = sign_in(Client(), "ANA@easton.example", password)
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 900
        assert b"Too many tries" in answer.content
        assert b"ANA@easton.example" in answer.content, "what was typed stays"
        assert password.encode() not in answer.content
    assert sign_in(Client(), "bo@lakecounty.example", PASSWORD).status_code == 302
    assert not Allowance.objects.filter(key__contains="ana").exists(), "addresses do not stand in the table"


def test_right_passwords_are_not_counted(world, client):
    for _ in range(12):
        assert sign_in(Client(), "ana@easton.example", PASSWORD).status_code == 302


def test_many_tries_at_once_do_not_slip_through(lasting_world):
    def attempt(_):
        return sign_in(Client(), "ana@easton.example", "wrong wrong wrong").status_code

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(attempt, range(24)))
    assert answers.count(422) == 8
    assert answers.count(429) == 16


def test_who_was_deactivated_or_only_named_by_an_archive_cannot_sign_in(world, client):
    staged = register_person(email="old@list.example", name="Old Author", password=PASSWORD, is_staged=True)
    assert sign_in(client, staged.email, PASSWORD).status_code == 422
    world.ana.is_active = False
    world.ana.save()
    assert sign_in(client, "ana@easton.example", PASSWORD).status_code in {302, 422}
    assert client.get("/account/profile/").status_code == 302


def test_nobody_signs_up_alone(world, client):
    for address in ("signup/", "email/", "password/set/", "confirm-email/", "reauthenticate/"):
        assert client.get(f"/account/{address}").status_code == 404


def test_a_foreign_address_is_not_followed_after_sign_in(world, client):
    answer = sign_in(client, "ana@easton.example", PASSWORD, next="https://evil.example/")
    assert answer["Location"] == "/"


def test_a_password_is_made_anew_by_mail_once(world, client):
    asked = client.post("/account/password/reset/", {"email": "ana@easton.example"})
    assert asked.status_code == 302
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[0].body).group(1)
    page = client.get(link, follow=True)
    assert b"Choose a new password" in page.content
    form = page.redirect_chain[-1][0]
    assert client.post(form, {"password1": "short"}).status_code == 422
    assert client.post(form, {"password1": "a wholly new sentence"}).status_code == 302
    assert sign_in(Client(), "ana@easton.example", PASSWORD).status_code == 422
    assert sign_in(Client(), "ana@easton.example", "a wholly new sentence").status_code == 302
    assert b"no longer works" in Client().get(link, follow=True).content


def test_asking_for_a_password_tells_nothing_and_reaches_only_people_with_an_account(world, client):
    register_person(email="old@list.example", name="Old Author", is_staged=True)
    answers = [
        client.post("/account/password/reset/", {"email": email})
        for email in ("nobody@easton.example", "old@list.example", "bo@lakecounty.example")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/account/password/reset/done/")}
    assert [message.to for message in mail.outbox] == [["bo@lakecounty.example"]]


def test_asking_too_often_is_answered_with_a_time_to_wait(world, client):
    answers = [client.post("/account/password/reset/", {"email": "ana@easton.example"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert b'value="ana@easton.example"' in answers[-1].content


def test_a_changed_password_ends_the_other_sessions(world, client):
    other = world.login(Client(), "ana")
    world.login(client, "ana")
    wrong = client.post("/account/password/change/", {"oldpassword": "no", "password1": "a wholly new sentence"})
    assert wrong.status_code == 422
    right = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "a wholly new sentence"})
    assert (right.status_code, right["Location"]) == (302, "/account/profile/")
    assert client.get("/account/profile/").status_code == 200
    assert other.get("/account/profile/").status_code == 302


def test_signing_out_asks_first_and_then_ends_the_session(world, client):
    world.login(client, "ana")
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/account/profile/").status_code == 200
    assert client.post("/account/logout/").status_code == 302
    assert client.get("/account/profile/").status_code == 302


def test_the_ground_rules_of_each_version_are_accepted_once_at_sign_in(world, client, settings):
    settings.GROUND_RULES_VERSION = 2
    answer = sign_in(client, "ana@easton.example", PASSWORD, next="/communities/")
    assert answer["Location"] == "/account/ground-rules/?next=%2Fcommunities%2F"
    form = client.get(answer["Location"]).context["form"]
    number = {"form_token": form["form_token"].value(), "version": "2", "next": "/communities/"}
    assert client.post("/account/ground-rules/", number).status_code == 422
    accepted = client.post("/account/ground-rules/", {**number, "accepted": "on"})
    assert accepted["Location"] == "/communities/"
    assert sign_in(Client(), "ana@easton.example", PASSWORD, next="/communities/")["Location"] == "/communities/"
    assert list(world.ana.accepted_rules.values_list("version", flat=True).order_by("version")) == [1, 2]


@pytest.mark.parametrize("key", ["\\000" * 40, "a" * 4_000, "'; --", "ünïcode" * 5])
def test_a_session_cookie_that_was_never_given_out_is_no_session(world, client, key):
    response = client.get("/communities/opioid-response/threads/", headers={"cookie": f'sessionid="{key}"'})
    assert response.status_code == 404
