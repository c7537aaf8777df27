"""The gate: a moderator and an editor go through every address of the editor, and learn nothing of other places."""

import pytest
from django.urls import NoReverseMatch, resolve, reverse

from communities.cms.open_names import CHANGING, DOORS, EDITABLE, FILE, OPEN, PAGE, PICTURE, UPLOAD
from home.models import EditionPage

from .addresses import CLOSED, addresses

MISSING = 987_654
WORDS = {
    "content_type_app_name": "home",
    "content_type_model_name": "paperpage",
    "app_label": "home",
    "model_name": "paperpage",
    "app_name": "home",
    "action_name": "approve",
    "filter_spec": "max-100x100",
    "action": "delete",
    "uidb64": "MQ",
    "token": "x-y",
    "restriction_id": 1,
}


def test_every_address_of_the_editor_is_open_or_closed_on_purpose():
    known = addresses()
    assert set(known) - DOORS - set(OPEN) == CLOSED, "name it in the table of open names, or as closed"
    for name, checks in OPEN.items():
        for parameters in known[name]:
            assert {check for check in checks if not check.startswith("?")} <= set(parameters), name
    assert set(OPEN) >= CHANGING


def ids_of(place, kind) -> int:
    if kind == PICTURE:
        return place.picture.pk
    if kind == FILE:
        return place.file.pk
    return MISSING if kind == UPLOAD else place.paper.pk


def address(name, parameters, value):
    values = {key: WORDS.get(key, value) for key in parameters}
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return reverse(name, kwargs={**values, **{key: str(value) for key in values if key not in WORDS}})


def answers(client, name, url):
    """The four ways in which a browser asks; of a closed address, which is closed before anything is read, two."""
    script = {"X-Requested-With": "XMLHttpRequest"}
    yield client.get(url)
    yield client.post(url, {"q": "Zebra"}, headers=script)
    if name in OPEN:
        yield client.get(url, headers=script)
        yield client.post(url, {"q": "Zebra"})


def with_ids(name, parameters, value) -> str:
    """The address with `value` for every id, in the path or the query."""
    query = [f"?{check[1:]}={value}" for check in OPEN.get(name, ()) if check.startswith("?")]
    return address(name, parameters, value) + "".join(query)


def strange_ids(name, strange) -> list[int]:
    """Ids of what is strange: of the kind that the address takes."""
    if checks := OPEN.get(name):
        return [ids_of(strange, next(iter(checks.values())))]
    kinds = {"wagtailimages": strange.picture.pk, "wagtaildocs": strange.file.pk}
    return [kinds.get(name.partition(":")[0], strange.page.pk)]


def guarded(who) -> list:
    """Every address with ids to check, and every closed one: these are closed before anybody looks who asks."""
    known = [(name, known) for name, known in sorted(addresses().items()) if name in OPEN or who == "bo"]
    pairs = [(name, parameters) for name, variants in known for parameters in variants if OPEN.get(name) != {}]
    return [pair for pair in pairs if resolve(address(*pair, 1)).view_name not in DOORS]


@pytest.mark.parametrize("who", ["bo", "dee"])
def test_nobody_learns_of_a_place_that_is_not_theirs(world, client, strange, own, who):
    client.raise_request_exception = False
    world.login(client, who)
    checked = 0
    for name, parameters in guarded(who):
        for value in strange_ids(name, strange):
            private, missing = with_ids(name, parameters, value), with_ids(name, parameters, MISSING)
            for one, other in zip(answers(client, name, private), answers(client, name, missing), strict=True):
                assert one.status_code == other.status_code == 404, (name, value, one.status_code)
                assert one.content == other.content, (name, value)
                assert b"fish" not in one.content, (name, value)
                checked += 1
    assert checked > 100


@pytest.mark.parametrize("who", ["bo", "dee"])
def test_lists_choosers_and_searches_show_only_ones_own(world, client, strange, own, who):
    client.raise_request_exception = False
    world.login(client, who)
    seen = 0
    for name in sorted(OPEN):
        if OPEN[name]:
            continue
        for parameters in addresses()[name]:
            url = address(name, parameters, MISSING)
            for query in ("", "?q=Zebra", f"?collection_id={strange.file.collection_id}&q=z"):
                for headers in ({"X-Requested-With": "XMLHttpRequest"}, {})[bool(query) :]:
                    answer = client.get(url + query, headers=headers)
                    assert answer.status_code < 500, (name, query)
                    assert b"fish covert" not in answer.content, (name, query)
                    assert b"fish paper" not in answer.content, (name, query)
                    assert b"fish picture" not in answer.content, (name, query)
                    assert b"fish file" not in answer.content, (name, query)
                    seen += answer.status_code == 200
    assert seen > 40
    listing = client.get(reverse("wagtaildocs_chooser:choose")).content
    assert (b"Ownership file" in listing) == (who == "bo")


@pytest.mark.parametrize("who", ["mem", "cy", "gus", "olu", "rex"])
def test_who_edits_nothing_finds_no_editor(world, client, own, who):
    world.login(client, who)
    bytes_of_404 = client.get("/communities/nonesuch/").content
    for url in ("/cms/", "/cms/pages/", f"/cms/pages/{own.page.pk}/edit/", "/cms/account/", "/cms/nonesuch/"):
        answer = client.get(url)
        assert (answer.status_code, answer.content) == (404, bytes_of_404), url


def test_visitors_are_led_to_the_one_sign_in_page(client, world):
    for url in ("/cms/", "/cms/pages/", "/cms/pages/3/edit/"):
        answer = client.get(url)
        assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={url}")
    assert client.get("/cms/login/?next=/cms/pages/")["Location"] == "/account/login/?next=%2Fcms%2Fpages%2F"
    assert client.get("/cms/login/?next=https://evil.example/")["Location"] == "/account/login/"
    assert client.get("/cms/logout/")["Location"] == "/account/logout/"
    assert client.get("/cms/password_reset/").status_code == 404


def test_a_role_that_ended_closes_the_editor_at_the_next_request(world, client, own):
    from communities.models import Membership

    world.login(client, "bo")
    edit = reverse("wagtailadmin_pages:edit", args=[own.page.pk])
    assert client.get(edit).status_code == 200
    Membership.objects.current().filter(user=world.bo, community=world.opioid).update(state="ended")
    assert client.get(edit).status_code == 404
    assert client.get("/cms/").status_code == 404


def test_the_editor_has_a_policy_of_its_own_and_the_site_keeps_its_strict_one(world, client, own):
    world.login(client, "bo")
    inside = client.get("/cms/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in inside
    assert "frame-ancestors 'self'" in inside
    assert "unsafe-eval" not in inside
    assert "unsafe-inline" not in client.get("/")["Content-Security-Policy"]


@pytest.mark.parametrize("query", ['"', 'a "b', "\x00", " ", "'", "*", "a AND", "(", "x" * 900, '"" ""', "%", "\\"])
def test_no_query_upsets_a_search_box_of_the_editor(world, client, own, query):
    world.login(client, "bo")
    for name in ("wagtailadmin_pages:search", "wagtaildocs:index", "wagtailimages:index", "wagtaildocs_chooser:choose"):
        assert client.get(reverse(name), {"q": query}).status_code == 200, name


def test_editing_rights_by_kind_of_page(world, own):
    from tests.home.made import fresh

    def rights(who, page):
        tester = page.specific.permissions_for_user(fresh(world[who]))
        return tester.can_edit(), tester.can_publish(), tester.can_delete(), tester.can_add_subpage()

    assert rights("bo", own.page) == (True, True, False, True)
    assert rights("bo", own.paper) == (True, False, True, True)
    assert rights("bo", own.edition) == (True, False, True, False)
    assert rights("bo", own.page.get_parent()) == (False, False, False, False)
    assert rights("mem", own.page) == (False, False, False, False)
    assert rights("dee", own.page) == (False, False, False, False)
    for never in ("can_unpublish", "can_move", "can_copy", "can_lock", "can_unlock", "can_set_view_restrictions"):
        assert not getattr(own.page.specific.permissions_for_user(fresh(world.bo)), never)()
    assert EditionPage.objects.exists()


def test_the_kinds_in_the_table_are_the_ones_the_gate_knows():
    assert {kind for checks in OPEN.values() for kind in checks.values()} == {PAGE, EDITABLE, PICTURE, FILE, UPLOAD}
