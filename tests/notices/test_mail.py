"""Mail about notices: to whom, with what in it, once, and how to end it."""

import re
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from django.core import mail

from communities import relay
from communities.actions import memberships, people
from communities.models import Delivery, Level
from forum.notices.models import Bell, Notice
from forum.threads import actions


@pytest.fixture
def mailed(world, start, reply, drain):
    """Bo answers Jamal by name; the mail that went out to Jamal."""

    def _mailed(source: str = "") -> mail.EmailMultiAlternatives:
        reply("bo", start("mem"), source or f"The lead, @{world.mem.handle}: *two* doses.")
        drain()
        (sent,) = [one for one in mail.outbox if one.to == [world.mem.email]]
        return sent

    return _mailed


def test_a_mention_is_mailed_as_text_and_html_with_the_way_to_the_post(world, mailed):
    sent = mailed()
    post = Notice.objects.get(user=world.mem).post
    assert sent.subject == "[Opioid response] Re: Night shift"
    assert str(make_header(decode_header(sent.message()["From"]))).startswith("Bo Larsen · Interlocal")
    assert sent.from_email.endswith("<noreply@interlocal.example>")
    for body in (sent.body, sent.alternatives[0].content):
        assert "Bo Larsen mentioned you" in body
        assert "two doses." in body
        assert f"http://127.0.0.1:8000{post.get_absolute_url()}" in body
        assert "/notices/unsubscribe/" in body
    assert sent.alternatives[0].mimetype == "text/html"


def test_a_name_cannot_write_headers_or_mark_up(world, start, reply, drain):
    thread = start("mem", title="Tea <b>& biscuits</b>")
    reply("bo", thread, f"@{world.mem.handle} <script>alert(1)</script>")
    drain()
    (sent,) = [one for one in mail.outbox if one.to == [world.mem.email]]
    assert sent.subject == "[Opioid response] Re: Tea <b>& biscuits</b>"
    assert "Tea <b>& biscuits</b>" in sent.body
    assert "<script>" not in sent.alternatives[0].content
    assert "Tea &lt;b&gt;&amp; biscuits" in sent.alternatives[0].content
    sent.message().as_bytes()


def test_the_headers_let_mail_programs_thread_the_mail_and_end_it(world, mailed):
    headers = mailed().extra_headers
    assert re.fullmatch(r"<delivery-\d+@127\.0\.0\.1>", headers["Message-ID"])
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/notices/unsubscribe/")
    assert headers["Auto-Submitted"] == "auto-generated"


def test_the_link_out_survives_the_wire_unfolded(world, mailed):
    sent = mailed()
    wire = message_from_bytes(sent.message().as_bytes())
    assert wire["List-Unsubscribe"].strip() == sent.extra_headers["List-Unsubscribe"]


def test_a_delivery_that_comes_twice_sends_one_mail(world, start, reply, drain):
    reply("bo", start("mem"))
    drain()
    notice = Notice.objects.get(user=world.mem)
    sent = len(mail.outbox)
    again = Delivery(pk=77, activity=_activity_of(notice), sink="notice-mail")
    relay.hand_over([again])
    assert len(mail.outbox) == sent == 1


def test_when_the_mail_server_is_down_the_mail_is_sent_later_and_once(world, start, reply, drain, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    reply("bo", start("mem"))
    drain()
    waiting = Delivery.objects.get(sink="notice-mail")
    assert waiting.attempts == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Delivery.objects.filter(pk=waiting.pk).update(due_at=waiting.activity.at)
    drain()
    drain()
    assert [one.extra_headers["Message-ID"] for one in mail.outbox] == [f"<delivery-{waiting.pk}@127.0.0.1>"]


def _hidden(world, post):
    actions.hide_post(viewer=world.viewer("mia"), post=post, reason="personal data")


def _left(world, post):
    memberships.leave(viewer=world.viewer("mem"), community=world.opioid)


def _gone(world, post):
    people.deactivate(viewer=world.viewer("olu"), user=world.mem)


def _muted(world, post):
    memberships.set_level(viewer=world.viewer("mem"), community=world.opioid, level=Level.MUTED)


def _read_here(world, post):
    post.thread.refresh_from_db()
    actions.mark_read(viewer=world.viewer("mem"), thread=post.thread, number=post.number)


def _switched_off(world, post):
    Bell.objects.update_or_create(user=world.mem, defaults={"mails_mentions": False})


@pytest.mark.parametrize("meanwhile", [_hidden, _left, _gone, _muted, _read_here, _switched_off])
def test_what_changed_before_the_mail_goes_out_keeps_it_back(world, start, reply, meanwhile):
    post = reply("bo", start("mem"), f"@{world.mem.handle}: the key is under the mat.")
    _hand_over("notices")
    assert Delivery.objects.filter(sink="notice-mail", activity__subject_id__gt=0).exists()
    meanwhile(world, post)
    _hand_over("notice-mail")
    assert world.mem.email not in [address for one in mail.outbox for address in one.to]


def test_an_account_that_is_only_staged_is_told_nothing(world, start, reply, drain):
    people_model = type(world.mem)
    people_model.objects.filter(pk=world.mem.pk).update(is_staged=True)
    reply("bo", start("mia"), f"@{world.mem.handle} and @{world.gus.handle}")
    drain()
    assert not Notice.objects.filter(user=world.mem).exists()
    assert [one.to for one in mail.outbox if one.to != [world.mia.email]] == [[world.gus.email]]


def test_one_click_in_a_mail_program_ends_that_kind_of_mail_without_a_session(
    world, client, mailed, start, reply, drain
):
    link = mailed().extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert client.get(link).status_code == 200
    assert not Bell.objects.filter(user=world.mem, mails_mentions=False).exists()
    client.handler.enforce_csrf_checks = True
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(link.rstrip("/") + "x/", {"List-Unsubscribe": "One-Click"}).status_code == 404
    mail.outbox.clear()
    thread = start("mem", "Another")
    reply("bo", thread, f"@{world.mem.handle}?")
    drain()
    assert mail.outbox == []
    reply("bo", thread, "Nobody is named here.")
    drain()
    assert [one.to for one in mail.outbox] == [[world.mem.email]]


def test_the_page_behind_the_link_names_nobody(world, client, mailed):
    link = mailed().extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    page = client.get(link).content.decode()
    assert "Stop this mail" in page
    for word in (world.mem.email, world.mem.name, "Opioid"):
        assert word not in page


def _activity_of(notice: Notice):
    from communities.models import Activity

    return Activity.objects.get(kind="notice.mail", subject_id=notice.pk)


def _hand_over(sink: str) -> None:
    """Deliver what waits for one sink only, so that things can happen in between."""
    waiting = Delivery.objects.filter(sink=sink).select_related("activity").order_by("pk")
    relay.hand_over(list(waiting))
