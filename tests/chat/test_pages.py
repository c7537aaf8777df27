"""The pages of chat, as a browser without script gets them."""

from uuid import uuid4

import pytest

from forum.chat.models import Channel, ChannelEvent, Message, ReadPosition

CHAT = "/communities/opioid-response/chat/"
GENERAL = f"{CHAT}general/"


@pytest.mark.parametrize(
    ("who", "status"), [("mem", 200), ("bo", 200), ("gus", 200), ("ana", 404), ("cy", 404), ("olu", 404), ("dee", 404)]
)
def test_a_channel_is_for_members(world, client, general, who, status):
    world.login(client, who)
    assert client.get(GENERAL).status_code == status


def test_private_and_missing_channels_answer_alike(world, client, general):
    world.login(client, "cy")
    private, missing = client.get(GENERAL), client.get(f"{CHAT}nowhere/")
    assert private.status_code == missing.status_code == 404
    assert private.content == missing.content
    assert private.headers == missing.headers


def test_the_way_into_chat(world, client, general):
    world.login(client, "mem")
    assert client.get(CHAT, follow=True).redirect_chain == [(GENERAL, 302)]
    world.login(client, "cy")
    assert client.get(CHAT).status_code == 404
    assert "Chat is for members" in client.get("/communities/fleet-managers/chat/").content.decode()


def test_a_form_says_something_once(world, client, general):
    world.login(client, "mem")
    form = {"source": "Two boxes left at **station 4**", "client_id": str(uuid4())}
    for _ in range(2):
        response = client.post(GENERAL, form, follow=True)
        assert response.status_code == 200
    page = response.content.decode()
    assert page.count("<strong>station 4</strong>") == 1
    assert "City of Easton" in page


def test_what_cannot_be_said_comes_back_with_the_text(world, client, general):
    world.login(client, "mem")
    long = "A " * 2_001
    response = client.post(GENERAL, {"source": long, "client_id": str(uuid4())})
    assert response.status_code == 422
    assert long.strip() in response.content.decode()
    assert client.post(GENERAL, {"source": "  ", "client_id": str(uuid4())}).status_code == 422
    assert not Message.objects.exists()


def test_the_page_shows_days_what_is_new_and_names_once_a_turn(world, client, general, say):
    for text in ("First", "Second"):
        say("bo", general, text)
    world.login(client, "mem")
    first = client.get(GENERAL).content.decode()
    assert first.index('id="new"') < first.index("First"), "what was said since the membership began is new"
    seen = client.get(GENERAL).content.decode()
    assert seen.count('id="new"') == seen.count('data-blank="new"')
    say("bo", general, "Third")
    page = client.get(GENERAL).content.decode()
    assert page.count("message--first") - page.count('data-blank="first"') == 2, "the first line, and after the mark"
    assert page.index('id="new"') < page.index("Third")
    assert ReadPosition.objects.get(user=world.mem, channel=general).number == 3


def test_older_messages_come_by_page_without_script(world, client, general, say):
    messages = [say("bo", general, f"Line {number}.") for number in range(130)]
    world.login(client, "bo")
    page = client.get(GENERAL).content.decode()
    assert "Line 129." in page
    assert "Line 69." not in page
    older = client.get(f"{GENERAL}?before={messages[70].seq}").content.decode()
    assert "Line 69." in older
    assert "Line 70." not in older
    assert "Newest messages" in older
    part = client.get(f"{GENERAL}history/?before={messages[70].seq}").content.decode()
    assert "Line 69." in part
    assert "<html" not in part
    link = client.get(messages[20].get_absolute_url())
    assert "Line 20." in client.get(link.url.partition("#")[0]).content.decode()


def test_an_author_edits_and_removes_and_a_moderator_removes(world, client, general, say):
    message = say("mem", general, "The form is with Tomas")
    edit, remove = f"{message.get_absolute_url()}edit/", f"{message.get_absolute_url()}remove/"
    for who in ("bo", "gus"):
        world.login(client, who)
        assert client.post(edit, {"source": "Words of another"}).status_code == 403
    assert client.post(remove).status_code == 403
    world.login(client, "mem")
    assert client.get(edit).status_code == 200
    client.post(edit, {"source": "The form is with Tomasz"})
    page = client.get(GENERAL).content.decode()
    assert "with Tomasz" in page
    assert ">edited<" in page
    assert message.revisions.get().source == "The form is with Tomas"
    world.login(client, "bo")
    client.post(remove, {"reason": "personal data"})
    assert "with Tomasz" not in client.get(GENERAL).content.decode()
    assert client.get(edit).status_code == 404
    kinds = ChannelEvent.objects.filter(channel=general).order_by("seq").values_list("seq", "kind")
    assert list(kinds) == [(1, "message"), (2, "edit"), (3, "remove")]


def test_moderators_make_rename_open_and_archive_channels(world, client, general):
    world.login(client, "mem")
    assert client.get(f"{CHAT}new/").status_code == 403
    world.login(client, "bo")
    form = {"form_token": str(uuid4()), "name": "Naloxone supply", "purpose": "Orders and swaps", "readers": "members"}
    assert client.post(f"{CHAT}new/", form).url == f"{CHAT}naloxone-supply/"
    assert client.post(f"{CHAT}new/", form).url == f"{CHAT}naloxone-supply/", "the same form again"
    assert client.post(f"{CHAT}new/", form | {"form_token": str(uuid4())}).status_code == 422, "the name is taken"
    settings = f"{CHAT}naloxone-supply/settings/"
    assert client.post(settings, form | {"name": "Naloxone", "readers": "community"}).status_code == 303
    channel = Channel.objects.get(slug="naloxone-supply")
    assert (channel.name, channel.is_open) == ("Naloxone", True)
    client.post(f"{CHAT}naloxone-supply/archive/")
    world.login(client, "mem")
    page = client.get(f"{CHAT}naloxone-supply/")
    assert "in the archive" in page.content.decode()
    said = client.post(f"{CHAT}naloxone-supply/", {"source": "Late", "client_id": str(uuid4())})
    assert said.status_code == 409


def test_readers_read_an_open_channel_and_only_members_write(world, client, drain):
    from forum.chat import actions

    channel = actions.open_channel(viewer=world.viewer("mia"), community=world.fleet, name="Open", is_open=True)
    world.login(client, "cy")
    page = client.get(channel.get_absolute_url())
    assert page.status_code == 200
    assert 'name="source"' not in page.content.decode()
    assert client.post(channel.get_absolute_url(), {"source": "Hi", "client_id": str(uuid4())}).status_code == 403


def test_the_queries_of_a_page_do_not_grow_with_its_lines(world, client, general, say, django_assert_max_num_queries):
    world.login(client, "mem")
    for number in range(3):
        say("bo", general, f"Line {number}")
    with django_assert_max_num_queries(25) as few:
        client.get(GENERAL)
    for number in range(60):
        say("gus" if number % 2 else "bo", general, f"More @jamal-brooks {number}")
    with django_assert_max_num_queries(len(few)):
        client.get(GENERAL)
