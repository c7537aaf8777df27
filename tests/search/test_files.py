"""What an attached file says is found by who may read its post, and goes when the post goes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forum.threads import actions as threads
from forum.threads.file_words import READER, await_unread
from forum.threads.models import FileReading, Passage
from search.finder import find
from tests.search import made

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def post(world, drain):
    """Posts a reply with a file of this content, and lets the relay do its work."""
    viewer = world.viewer("mia")
    thread = threads.start_thread(viewer=viewer, community=world.opioid, title="Winter kit", source="What is in it?")

    def post(name, content):
        upload = SimpleUploadedFile(name, content)
        file = threads.attach(viewer=viewer, community=world.opioid, upload=upload)
        made = threads.reply(viewer=viewer, thread=thread, source="See the list.", files=[file])
        relay(drain)
        return made

    return post


def relay(drain):
    while FileReading.objects.filter(read_at=None).exists():
        READER.read_on(seconds=10)
    drain()


def found(viewer, text):
    return find(viewer, text).results


def test_what_a_file_says_is_found_with_its_page_in_the_row_of_its_thread(world, client, post):
    reply = post("kit list.pptx", made.pptx("Blankets", "Naloxone and gloves"))
    (result,) = found(world.viewer("mem"), "gloves")
    assert result.best.facts.file == "kit-list.pptx, page 2"
    assert result.best.facts.heading == "Winter kit"
    assert result.best.facts.url == reply.get_absolute_url()
    world.login(client, "mem")
    page = client.get("/search/?q=type:file+gloves").text
    assert "kit-list.pptx, page 2" in page
    assert "<mark>gloves</mark>" in page
    assert found(world.viewer("mem"), "type:file winter") == []
    assert found(world.viewer("mem"), "kit-list.pptx")
    assert found(world.viewer("cy"), "gloves") == []


def test_it_goes_with_its_post_and_comes_back_with_it(world, post, drain):
    reply = post("list.txt", b"Naloxone and gloves")
    threads.hide_post(viewer=world.viewer("bo"), post=reply, reason="A name in it.")
    for _ in range(2):
        assert found(world.viewer("mem"), "gloves") == []
        drain()
    reply.refresh_from_db()
    threads.restore_post(viewer=world.viewer("bo"), post=reply)
    drain()
    assert len(found(world.viewer("mem"), "gloves")) == 1


def test_a_file_that_was_attached_and_not_posted_is_found_by_nobody(world, drain):
    viewer = world.viewer("mia")
    threads.attach(viewer=viewer, community=world.opioid, upload=made.text_file("Naloxone and gloves"))
    relay(drain)
    assert Passage.objects.count() == 1
    assert found(viewer, "gloves") == []


def test_hostile_files_do_not_keep_others_waiting(world, post):
    post("bomb.docx", made.laughs())
    post("noise.pdf", b"%PDF-1.7 nothing")
    post("list.csv", b"item,number\ngloves,2")
    assert FileReading.objects.filter(read_at=None).count() == 0
    assert [result.best.facts.file for result in found(world.viewer("mem"), "gloves")] == ["list.csv"]


def test_a_file_that_is_gone_from_the_disk_is_passed_over(world, drain):
    viewer = world.viewer("mia")
    file = threads.attach(viewer=viewer, community=world.opioid, upload=made.text_file("Gloves"))
    file.file.storage.delete(file.file.name)
    relay(drain)
    assert FileReading.objects.get().read_at


def test_a_saved_page_is_found_by_what_it_shows_and_is_handed_out_as_text_alone(world, client, post):
    page = b"<title>Kit</title><script>alert('gloves')</script><p>Two pairs of <b>mittens</b>"
    reply = post("saved page.htm", page)
    assert [result.best.facts.file for result in found(world.viewer("mem"), "mittens")] == ["saved-page.html"]
    assert found(world.viewer("mem"), "type:file gloves") == []
    response = world.login(client, "mem").get(reply.attachments.get().get_absolute_url())
    assert response["Content-Type"].startswith("text/plain")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == page


def test_files_that_were_never_asked_for_their_words_are_read_later(world, post, drain):
    post("list.txt", b"Naloxone and gloves")
    post("picture-like.bin.csv", b"more,mittens")
    FileReading.objects.all().delete()
    Passage.objects.all().delete()
    await_unread()
    await_unread()
    assert FileReading.objects.filter(read_at=None).count() == 2
    relay(drain)
    assert len(found(world.viewer("mem"), "mittens")) == 1
    await_unread()
    assert not FileReading.objects.filter(read_at=None).exists()
