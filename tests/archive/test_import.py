"""The whole import, from files to what stands in the database."""

from email.message import EmailMessage

import pytest
from django.core.management import CommandError, call_command

from communities.actions.invitations import Newcomer, accept, invite_to_agency
from communities.models import Activity, Delivery, User
from communities.viewer import VISITOR
from forum.archive.importing import import_archives
from forum.archive.reading import NotAnArchiveError
from forum.models import ListMessage
from forum.threads.models import Attachment, Mention, Post, Thread
from forum.threads.sinks import draw_stale_cards

from .letters import letter, mbox


@pytest.fixture
def archive(tmp_path):
    """Seven letters: a thread with its answers, one whose parent is missing, one that says what everybody says."""
    path = tmp_path / "roads.mbox"
    long_quote = "\n".join(f"> line {number} of what was said before" for number in range(14))
    path.write_bytes(
        mbox(
            letter(1, day=1, subject="Salt", body="How much salt do you spread? @ana should know."),
            letter(3, day=3, subject="Re: Salt", parent=2, references=[1, 2], body=f"{long_quote}\n\nHalf of that."),
            letter(2, day=2, subject="Re: Salt", parent=1, references=[1], body="Forty grams."),
            letter(2, day=2, subject="Re: Salt", parent=1, references=[1], body="Forty grams."),
            letter(4, day=4, subject="Re: Sand", parent=9, references=[9], body="Sand works."),
            letter(5, day=5, subject="Re: Sand", parent=9, references=[9], body="It does not."),
            letter(6, day=6, subject="RE: salt", body="Late, but: thirty."),
        )
    )
    return path


def rows(community):
    return list(Post.objects.filter(thread__community=community).order_by("thread_id", "number"))


def test_threads_stand_as_they_were_written(world, archive):
    report = import_archives([archive], world.roads)
    assert (report.read, report.added, report.doubled, report.known) == (7, 6, 1, 0)
    assert (report.threads_begun, report.joined_by_subject, report.deepest_answer) == (2, 1, 2)
    salt, sand = Thread.objects.filter(community=world.roads).order_by("pk")
    assert (salt.title, salt.origin, salt.posts_count, salt.last_number) == ("Salt", "mail", 4, 4)
    assert (sand.title, sand.posts_count) == ("Sand", 2)
    assert salt.started_at.isoformat() == "2019-03-01T08:00:00+00:00"
    assert salt.last_post_at.isoformat() == "2019-03-06T08:00:00+00:00"
    posts = list(salt.posts.order_by("number"))
    assert [post.reply_to and post.reply_to.number for post in posts] == [None, 1, 2, None]
    assert [post.written_at.day for post in posts] == [1, 2, 3, 6]
    assert {post.audience for post in posts} == {world.roads.readers_audience}
    assert "<details" in posts[2].html
    assert all(f'id="post-{post.number}"' in post.card for post in posts)


def test_a_second_run_adds_nothing_and_a_later_archive_only_what_is_new(world, archive, tmp_path):
    import_archives([archive], world.roads)
    before = rows(world.roads), User.objects.count(), Activity.objects.count()
    again = import_archives([archive], world.roads)
    assert (again.added, again.known, again.doubled, again.threads_begun) == (0, 6, 1, 0)
    assert (rows(world.roads), User.objects.count(), Activity.objects.count()) == before
    later = tmp_path / "later.mbox"
    later.write_bytes(mbox(letter(9, subject="Sand"), letter(7, day=7, parent=6, references=[6]), letter(1)))
    more = import_archives([later], world.roads)
    assert (more.added, more.known, more.threads_begun, more.threads_continued) == (2, 1, 0, 2)
    salt, sand = Thread.objects.filter(community=world.roads).order_by("pk")
    assert salt.posts.get(number=5).reply_to.number == 4
    # The missing question arrived after its answers: it comes last, with the date it has.
    assert sand.posts.get(number=3).written_at.day == 1
    assert sand.last_post_at.day == 5
    assert not ListMessage.objects.filter(community=world.roads, post=None).exists()


def test_an_import_that_was_cut_off_goes_on_where_it_was(world, archive, monkeypatch):
    def cut_off(done):
        if done == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("forum.archive.writing.BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        import_archives([archive], world.roads, progress=cut_off)
    assert len(rows(world.roads)) == 3
    assert import_archives([archive], world.roads).added == 3
    salt = Thread.objects.get(title="Salt")
    assert [post.number for post in salt.posts.order_by("number")] == [1, 2, 3, 4]
    assert (salt.posts_count, Thread.objects.filter(community=world.roads).count()) == (4, 2)


def test_authors_are_staged_nobody_is_mentioned_and_nobody_is_told(world, archive, client, mailoutbox, drain):
    drain()
    import_archives([archive], world.roads)
    author = User.objects.get(email="ruth2@roads.example")
    assert author.is_staged
    assert author.agency is None
    assert not author.has_usable_password()
    assert not Mention.objects.exists()
    assert set(Activity.objects.order_by("-pk").values_list("kind", flat=True)[:2]) == {"thread.imported"}
    drain()
    assert not Delivery.objects.exists()
    assert mailoutbox == []
    world.login(client, "ana")
    assert client.get(author.get_absolute_url()).status_code == 404
    assert author not in User.objects.visible_to(world.viewer("ana"))


def test_files_are_kept_and_what_is_unknown_is_for_download_alone(world, tmp_path):
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "a@b.example", "Sheets", "<files@b.example>"
    mail.set_content("See these.")
    mail.add_attachment("a,b\n", subtype="csv", filename="salt.csv")
    mail.add_attachment("<script>alert(1)</script>", subtype="html", filename="page.html")
    mail.add_attachment(b"MZ\x00", maintype="image", subtype="png", filename="../salt.csv")
    mail.add_attachment(b"%PDF-1.4\n", maintype="application", subtype="x-any", filename="plan.exe")
    (tmp_path / "one.eml").write_bytes(mail.as_bytes())
    report = import_archives([tmp_path / "one.eml"], world.roads)
    assert (report.files_kept, report.files_refused) == (4, [])
    files = Attachment.objects.filter(post__thread__community=world.roads).order_by("pk")
    assert [(file.name, file.media_type) for file in files] == [
        ("salt.csv", "text/csv"),
        ("page.html", "text/plain"),
        ("salt-2.csv", "application/octet-stream"),
        ("plan.pdf", "application/pdf"),
    ]
    assert {file.audience for file in files} == {world.roads.readers_audience}
    assert all(f"/files/{file.pk}/" in file.post.card for file in files)


def test_who_takes_up_an_invitation_by_the_address_claims_the_posts(world, archive, drain):
    import_archives([archive], world.roads)
    staged = Post.objects.get(thread__title="Salt", number=2).author
    invitation = invite_to_agency(viewer=world.viewer("olu"), agency=world.easton, email="Ruth2@roads.example")
    assert User.objects.get(pk=staged.pk).is_staged
    newcomer = Newcomer(name="Ruth Alder-Voss", password="correct horse battery")
    person = accept(token=invitation.token, viewer=VISITOR, newcomer=newcomer)
    assert person == staged
    assert person in User.objects.visible_to(world.viewer("ana"))
    drain()
    draw_stale_cards()
    post = Post.objects.get(thread__title="Salt", number=2)
    assert f'<a href="{person.get_absolute_url()}">Ruth Alder-Voss</a>' in post.card


def test_a_known_address_is_the_person_who_has_it(world, tmp_path):
    path = tmp_path / "one.eml"
    path.write_bytes(letter(1, sender="Ana R. <ANA@easton.example>"))
    report = import_archives([path], world.roads)
    assert report.people_staged == 0
    post = Post.objects.get(thread__community=world.roads)
    assert post.author == world.ana
    assert post.agency_name == ""


def test_a_trial_counts_and_writes_nothing(world, archive):
    before = User.objects.count(), Post.objects.count(), Activity.objects.count()
    trial = import_archives([archive], world.roads, is_trial=True)
    assert (User.objects.count(), Post.objects.count(), Activity.objects.count()) == before
    real = import_archives([archive], world.roads)
    trial.is_trial = False
    assert trial == real


def test_the_same_archive_may_go_into_two_communities(world, archive):
    import_archives([archive], world.roads)
    assert import_archives([archive], world.opioid).added == 6
    assert {post.audience for post in rows(world.opioid)} == {world.opioid.readers_audience}


def test_the_command_reports_and_refuses_in_sentences(world, archive, tmp_path, capsys):
    call_command("import_mail", str(archive), community="road-safety", verbosity=0)
    assert "Messages read: 7" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no community with the address nowhere"):
        call_command("import_mail", str(archive), community="nowhere")
    (tmp_path / "x.bin").write_bytes(b"\x00")
    with pytest.raises(CommandError, match="neither an mbox"):
        call_command("import_mail", str(tmp_path / "x.bin"), community="road-safety")
    with pytest.raises(NotAnArchiveError):
        import_archives([tmp_path / "missing"], world.roads)


def test_a_text_that_no_page_could_hold_is_cut_at_a_line_and_kept_whole_as_a_file(world, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    lines = [f"{number}: spread forty grams on the bridge and write down when it was" for number in range(4_000)]
    path = tmp_path / "long.mbox"
    path.write_bytes(mbox(letter(1, body="\n".join(lines))))
    import_archives([path], world.roads)
    (post,) = rows(world.roads)
    assert len(post.source) < 210_000
    assert post.source.endswith("all of it is in the attached file.)")
    (file,) = Attachment.objects.filter(post=post)
    assert (file.name, file.media_type.partition(";")[0]) == ("whole-message.txt", "text/plain")
    whole = file.file.open("rb").read().decode()
    assert whole.splitlines() == lines
    assert "whole-message.txt" in post.card
