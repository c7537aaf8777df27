"""Files on posts: what may be attached, what is taken out of pictures, and who gets them."""

import zipfile
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from forum.threads import actions
from forum.threads.models import Attachment, Post

LIST = "/communities/opioid-response/threads/"
GPS = 0x8825
ORIENTATION = 0x0112


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(size=(60, 40), form="JPEG", place=True):
    image = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "SecretCam"
    if place:
        exif.get_ifd(GPS)[1] = "N"
        exif.get_ifd(GPS)[2] = (41.0, 30.0, 0.0)
    out = BytesIO()
    image.save(out, format=form, exif=exif)
    return out.getvalue()


def package(*parts, first=None):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for part in parts:
            archive.writestr(part, "<x/>")
    return out.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
XLSX = package("[Content_Types].xml", "xl/workbook.xml")
PPTX = package("[Content_Types].xml", "ppt/presentation.xml")
ODT = package("content.xml", first="application/vnd.oasis.opendocument.text")
MACROS = package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


def post_with(client, thread, name, data, source="See the file", **more):
    form = {"source": source, "form_token": uuid4(), "files": SimpleUploadedFile(name, data), **more}
    return client.post(f"{LIST}{thread.pk}/reply/", form)


@pytest.mark.parametrize(
    ("name", "data", "stored", "media_type"),
    [
        ("report.pdf", b"%PDF-1.7\n...", "report.pdf", "application/pdf"),
        ("letter.docx", DOCX, "letter.docx", "vnd.openxmlformats"),
        ("table.xlsx", XLSX, "table.xlsx", "spreadsheetml"),
        ("slides.pptx", PPTX, "slides.pptx", "presentationml"),
        ("notes.odt", ODT, "notes.odt", "opendocument.text"),
        ("list.csv", b"a,b\n1,2\n", "list.csv", "text/csv"),
        ("read me.txt", "Grüße".encode(), "read-me.txt", "text/plain"),
        ("unicode.txt", "Grüße".encode("utf-16"), "unicode.txt", "text/plain"),
        ("saved page.HTM", b"<!doctype html><script>alert(1)</script>", "saved-page.html", "text/plain"),
        ("looks.txt", b"%PDF-1.4 it is not", "looks.pdf", "application/pdf"),
        ("../../etc/pass wd.csv", b"a,b", "pass-wd.csv", "text/csv"),
        ("camera.heic.jpg", photo(), "camera.heic.jpg", "image/jpeg"),
        ("drawing.jpg", photo(form="PNG"), "drawing.png", "image/png"),
    ],
)
def test_what_a_file_is_decides_and_not_its_name(world, client, thread, name, data, stored, media_type):
    world.login(client, "mem")
    assert post_with(client, thread, name, data).status_code == 303
    file = Attachment.objects.get()
    assert file.name == stored
    assert media_type in file.media_type
    assert file.post.number == 3
    assert file.audience == file.post.audience


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("run.exe", b"MZ\x90\x00" + b"\x00" * 100, "cannot be attached"),
        ("binary.html", b"<p>\x00", "cannot be attached"),
        ("half.txt", "Grüße".encode("utf-16")[:-1], "cannot be attached"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "cannot be attached"),
        ("macros.docx", MACROS, "cannot be attached"),
        ("any.zip", package("a.txt"), "cannot be attached"),
        ("binary.txt", b"text\x00more", "cannot be attached"),
        ("broken.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "cannot be read as a picture"),
        ("cut.jpg", photo((600, 400))[:300], "cannot be read as a picture"),
        ("empty.pdf", b"", "empty"),
    ],
)
def test_other_files_are_refused_with_a_sentence_and_the_text_is_kept(world, client, thread, name, data, says):
    world.login(client, "mem")
    response = post_with(client, thread, name, data, source="My long text")
    assert response.status_code == 422
    assert says in response.text
    assert "My long text" in response.text
    assert Post.objects.filter(thread=thread).count() == 2


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unfolded(world, client, thread):
    out = BytesIO()
    Image.new("1", (9_000, 5_000)).save(out, format="PNG")
    assert out.tell() < 100_000
    world.login(client, "mem")
    response = post_with(client, thread, "bomb.png", out.getvalue())
    assert response.status_code == 422
    assert "more than 40 million pixels" in response.text


def test_a_file_over_the_limit_is_refused(world, client, thread, settings):
    settings.ATTACHMENT_MAX_BYTES = 1_000
    world.login(client, "mem")
    response = post_with(client, thread, "large.csv", b"a,b\n" * 1_000)
    assert response.status_code == 422
    assert "larger than" in response.text


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_camera_data_and_places_are_gone_and_the_picture_stands_upright(world, client, thread, form):
    world.login(client, "mem")
    post_with(client, thread, "photo.jpg", photo(form=form))
    file = Attachment.objects.get()
    data = file.file.read()
    assert b"SecretCam" not in data
    with Image.open(BytesIO(data)) as image:
        assert not dict(image.getexif())
        # Turned by a quarter, as the camera had noted.
        assert image.size == (file.width, file.height) == (40, 60)


def test_only_readers_of_the_post_get_its_file(world, client, thread):
    world.login(client, "mem")
    post_with(client, thread, "report.pdf", b"%PDF-1.7\n...")
    url = Attachment.objects.get().get_absolute_url()
    for who, status in (("mem", 200), ("gus", 200), ("cy", 404), ("visitor", 404)):
        world.login(client, who)
        response = client.get(url)
        assert response.status_code == status
        if status == 200:
            assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
            assert response["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in response["Content-Security-Policy"]
            assert "private" in response["Cache-Control"]
            assert b"".join(response.streaming_content) == b"%PDF-1.7\n..."
    world.login(client, "mem")
    etag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    actions.hide_post(viewer=world.viewer("bo"), post=Post.objects.get(thread=thread, number=3), reason="x")
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 404


def test_a_file_of_a_moved_thread_is_found_at_its_old_address(world, client, thread):
    world.login(client, "mem")
    post_with(client, thread, "report.pdf", b"%PDF-1.7\n...")
    old = Attachment.objects.get().get_absolute_url()
    actions.move_thread(viewer=world.viewer("mia"), thread=thread, community=world.fleet)
    world.login(client, "cy")
    assert client.get(old)["Location"].startswith("/communities/fleet-managers/files/")
    assert client.get(client.get(old)["Location"]).status_code == 200


def test_a_picture_in_the_text_needs_a_description(world, client, thread):
    world.login(client, "mem")
    response = post_with(client, thread, "pouch.png", photo(form="PNG"), source="Look: ![](pouch.png)")
    assert response.status_code == 422
    assert "Say what pouch.png shows" in response.text
    # The file is taken in already and goes along when the form is sent again.
    file = Attachment.objects.get()
    assert f'name="attached" value="{file.pk}"' in response.text
    again = {"source": "Look: ![A pouch](pouch.png)", "form_token": uuid4(), "attached": file.pk}
    assert client.post(f"{LIST}{thread.pk}/reply/", again).status_code == 303
    page = client.get(thread.get_absolute_url()).text
    assert f'<img src="{file.get_absolute_url()}" alt="A pouch"' in page
    assert page.count("pouch.png") == 2


def test_files_that_stand_in_no_text_hang_below_it(world, client, thread):
    world.login(client, "mem")
    post_with(client, thread, "report.pdf", b"%PDF-1.7\n...")
    page = client.get(thread.get_absolute_url()).text
    assert 'class="file"' in page
    assert "report.pdf" in page


def test_nobody_can_attach_another_persons_file(world, client, thread):
    file = actions.attach(
        viewer=world.viewer("mem"), community=world.opioid, upload=SimpleUploadedFile("a.csv", b"a,b")
    )
    world.login(client, "gus")
    form = {"source": "Not mine", "form_token": uuid4(), "attached": file.pk}
    assert client.post(f"{LIST}{thread.pk}/reply/", form).status_code == 422
    file.refresh_from_db()
    assert file.post is None
    assert client.get(file.get_absolute_url()).status_code == 404
    world.login(client, "mem")
    assert client.get(file.get_absolute_url()).status_code == 200
