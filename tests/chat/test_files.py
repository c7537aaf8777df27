"""Files in chat: checked and cleaned as in threads, read by whoever reads the line, kept in records and transcripts."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from communities.refusal import Refused
from forum.chat import actions
from forum.chat.items import items
from forum.chat.models import Message, MessageFile
from tests.threads.test_files import photo

PLACE = "/communities/opioid-response/chat/general/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def attach(world, general):
    def attached(who, data=b"Lot 17: two boxes", name="stock list.txt"):
        return actions.attach(viewer=world.viewer(who), channel=general, upload=ContentFile(data, name=name))

    return attached


def sent(client, who, world, name, data):
    world.login(client, who)
    return client.post(f"{PLACE}files/", {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_its_uploaders_until_it_is_said_and_then_the_channels(world, client, general, attach, say):
    file = attach("mem")
    url = file.get_absolute_url()

    def readers():
        told = {}
        for who in ("mem", "bo", "cy", "olu"):
            world.login(client, who)
            told[who] = client.get(url).status_code
        return told

    assert readers() == {"mem": 200, "bo": 404, "cy": 404, "olu": 404}
    message = say("mem", general, "The list", files=[file.pk])
    assert readers() == {"mem": 200, "bo": 200, "cy": 404, "olu": 404}
    world.login(client, "bo")
    answer = client.get(url)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="stock-list.txt"'
    assert url in items(general.pk, 0, 10)[0]["html"]
    assert url in client.get(PLACE).content.decode()
    assert url in client.get(f"{PLACE}record/?first=&last=").content.decode()
    actions.edit(viewer=world.viewer("mem"), message=message, source="The new list")
    assert url in Message.objects.get(pk=message.pk).html, "an edit changes the words alone"
    actions.remove(viewer=world.viewer("bo"), message=message)
    assert readers() == {"mem": 404, "bo": 404, "cy": 404, "olu": 404}
    actions.restore(viewer=world.viewer("bo"), message=Message.objects.get(pk=message.pk))
    assert readers()["bo"] == 200


def test_what_cannot_be_attached_is_refused_with_a_sentence_and_to_strangers_nothing_is_there(world, client, general):
    answer = sent(client, "mem", world, "tool.exe", b"MZ" + bytes(100))
    assert answer.status_code == 422
    assert "cannot be attached" in answer.json()["message"]
    assert client.post(f"{PLACE}files/").status_code == 422
    assert sent(client, "cy", world, "list.txt", b"Lot 17").status_code == 404
    assert sent(client, "mem", world, "list.txt", b"Lot 17").json()["name"] == "list.txt"
    assert MessageFile.objects.count() == 1


def test_pictures_lose_what_the_camera_wrote_and_are_shown(world, client, general, attach, say):
    file = attach("mem", photo(), "IMG 1.jpg")
    message = say("mem", general, "", files=[file.pk])
    assert f'<img src="{file.get_absolute_url()}"' in message.html
    with Image.open(BytesIO(client_bytes(client, world, file))) as image:
        assert not dict(image.getexif())


def client_bytes(client, world, file):
    world.login(client, "bo")
    return b"".join(client.get(file.get_absolute_url()).streaming_content)


def test_a_file_goes_with_one_line_said_once_and_never_with_somebody_elses(world, general, attach, say):
    file, client_id = attach("mem"), uuid4()
    first = say("mem", general, "Once", files=[file.pk], client_id=client_id)
    assert say("mem", general, "Once", files=[file.pk], client_id=client_id) == first
    for who, source, ids in (("mem", "Again", [file.pk]), ("bo", "Not mine", [attach("mem").pk])):
        with pytest.raises(Refused, match="not there any more"):
            say(who, general, source, files=ids)
    with pytest.raises(Refused, match="Write something"):
        say("mem", general, "  ")
    assert Message.objects.count() == 1


def test_without_script_a_form_sends_the_line_and_its_files(world, client, general):
    world.login(client, "mem")
    form = {"source": "", "client_id": str(uuid4()), "files": SimpleUploadedFile("list.txt", b"Lot 17")}
    assert client.post(PLACE, form).status_code == 303
    assert [file.name for file in Message.objects.get().files.all()] == ["list.txt"]
    named = {"source": f"@{world.cy.handle} look", "client_id": str(uuid4())}
    page = client.post(PLACE, named | {"files": SimpleUploadedFile("map.txt", b"Map")})
    waiting = MessageFile.objects.get(message=None)
    assert page.status_code == 422
    assert f'name="attached" value="{waiting.pk}"' in page.content.decode()
    assert client.post(PLACE, named | {"attached": [waiting.pk], "anyway": "1"}).status_code == 303
    assert Message.objects.latest("pk").files.get() == waiting


def test_a_transcript_keeps_the_files_for_the_readers_of_its_thread(world, client, general, attach, say):
    lines = [
        say("mem", general, "The list", files=[attach("mem").pk]).pk,
        say("bo", general, "", files=[attach("bo", photo(), "van.jpg").pk, attach("bo").pk]).pk,
    ]
    made = actions.make_thread(viewer=world.viewer("bo"), channel=general, messages=lines, title="Stock")
    post = made.thread.posts.get(number=1)
    hanging = {file.name: file for file in post.attachments.all()}
    assert set(hanging) == {"stock-list.txt", "stock-list-2.txt", "van.jpg"}
    assert f"/files/{hanging['van.jpg'].pk}/" in post.html, "the picture stands where it was shown"
    for who, status in (("gus", 200), ("cy", 404)):
        world.login(client, who)
        assert {client.get(file.get_absolute_url()).status_code for file in hanging.values()} == {status}


def test_files_that_no_line_came_to_have_are_forgotten(world, general, attach, say):
    kept, unused = attach("mem"), attach("mem")
    say("mem", general, "The list", files=[kept.pk])
    MessageFile.objects.update(uploaded_at="2026-01-01T00:00Z")
    actions.forget_unused_files()
    assert list(MessageFile.objects.all()) == [kept]
    assert not unused.file.storage.exists(unused.file.name)
