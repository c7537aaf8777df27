"""Archives in every form that list servers and mail programs leave behind, taken apart."""

import pytest

from forum.archive import reading
from forum.archive.reading import NotAnArchiveError, read, reread

from .letters import letter, mbox

pytestmark = pytest.mark.plain


def contents(*paths):
    return [one.content for one in read(paths)]


def test_an_mbox_is_split_at_its_postmarks_and_unquoted(tmp_path):
    first = letter(1, body="From the county I hear:\n>From old quoting\n")
    (tmp_path / "list.mbox").write_bytes(mbox(first, letter(2)))
    found = contents(tmp_path / "list.mbox")
    assert len(found) == 2
    assert b"\nFrom the county I hear:\n>From old quoting\n" in found[0]


def test_a_body_line_that_only_looks_like_a_postmark_does_not_split(tmp_path):
    body = b"From here it is 2019 miles\nFrom ana Fri Mar  1 08:00:00 2019\nno header follows\n"
    (tmp_path / "list.mbox").write_bytes(b"From a Fri Mar  1 08:00:00 2019\nSubject: x\n\n" + body)
    assert contents(tmp_path / "list.mbox") == [b"Subject: x\n\n" + body]


def test_maildir_and_single_messages_are_read_in_the_order_of_their_names(tmp_path):
    for folder in ("cur", "new", "tmp"):
        (tmp_path / "box" / folder).mkdir(parents=True)
    (tmp_path / "box/cur/1:2,S").write_bytes(letter(1))
    (tmp_path / "box/new/2").write_bytes(letter(2))
    (tmp_path / "box/tmp/3").write_bytes(letter(3))
    (tmp_path / "one.eml").write_bytes(letter(4))
    assert contents(tmp_path / "box", tmp_path / "one.eml") == [letter(1), letter(2), letter(4)]


def test_a_listserv_log_is_split_at_its_rules(tmp_path):
    rule = b"=" * 73 + b"\r\n"
    log = (
        rule
        + b"Date:         Thu, 28 Feb 2013\r\n\r\none\r\n\r\n"
        + rule
        + b"Date:         Fri\r\n\r\n"
        + b"=" * 73
        + b"\r\ntwo\r\n"
    )
    (tmp_path / "LIST.LOG1302D").write_bytes(log)
    first, second = contents(tmp_path / "LIST.LOG1302D")
    assert first.endswith(b"one\r\n")
    assert second.endswith(b"=\r\ntwo\r\n")


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 a zip", b"just words\n"])
def test_what_is_no_mail_is_refused_with_its_name(tmp_path, content):
    (tmp_path / "holiday.bin").write_bytes(content)
    with pytest.raises(NotAnArchiveError, match=r"holiday\.bin"):
        contents(tmp_path / "holiday.bin")
    with pytest.raises(NotAnArchiveError, match="no such file"):
        contents(tmp_path / "missing.mbox")


def test_a_message_beyond_the_limit_is_named_and_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_MESSAGE", 10_000)
    (tmp_path / "list.mbox").write_bytes(mbox(letter(1), letter(2, body="line\n" * 9_000), letter(3)))
    found = list(read([tmp_path / "list.mbox"]))
    assert [one.is_too_large for one in found] == [False, True, False]
    assert len(found[1].content) <= 10_000


def test_each_message_can_be_read_again_where_it_stands(tmp_path):
    (tmp_path / "list.mbox").write_bytes(mbox(letter(1, body=">From there\n"), letter(2), letter(3)))
    (tmp_path / "one.eml").write_bytes(letter(4))
    for one in read([tmp_path]):
        assert reread(one.place).content == one.content
