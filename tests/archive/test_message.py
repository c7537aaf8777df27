"""Mail as it really is: wrong charsets, encoded words, broken dates, hostile structure. Reading it never raises."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from forum.archive.message import content, envelope

from .letters import letter, raw

pytestmark = pytest.mark.plain


def body(text, content_type="text/plain", charset=None, encoding="8bit"):
    label = f"; charset={charset}" if charset else ""
    head = f"Content-Type: {content_type}{label}\nContent-Transfer-Encoding: {encoding}\n\n"
    return content(raw(head.encode() + text))


@pytest.mark.parametrize(
    ("text", "written_in", "labelled"),
    [
        ("Straße, naïve, 5 €", "utf-8", "utf-8"),
        ("Straße, naïve", "iso-8859-1", "iso-8859-1"),
        ("5 € “quoted”", "windows-1252", "iso-8859-1"),
        ("Καλημέρα", "iso-8859-7", "iso-8859-7"),
        ("道路安全", "gbk", "gbk"),
        ("道路安全", "gb2312", "gb2312"),
        ("道路安全镕", "gb18030", "gb2312"),
        ("Straße", "utf-8", None),
        ("Straße", "utf-8", "us-ascii"),
        ("Straße", "utf-8", "iso-8859-1"),
        ("Straße", "windows-1252", None),
        ("Straße", "windows-1252", "utf-8"),
        ("Straße", "utf-8", "x-unknown"),
        ("こんにちは", "iso-2022-jp", "iso-2022-jp"),
    ],
)
def test_text_is_read_in_the_charset_it_was_written_in(text, written_in, labelled):
    assert body(text.encode(written_in), charset=labelled).text == text


@pytest.mark.parametrize(
    "label", ["zlib", "rot13", "unicode_escape", "idna", "punycode", "undefined", "../../x", "\x00"]
)
def test_a_charset_that_is_no_charset_runs_no_codec(label):
    assert body(b"caf\\u00e9 \xe9", charset=label).text == "caf\\u00e9 é"


def test_controls_are_dropped_and_lines_end_in_one_way():
    assert body(b"one\r\ntwo\x00\x07\rthree\x0cfour").text == "one\ntwo\nthree\nfour"


def test_headers_are_decoded_and_unfolded():
    head = raw(
        b"From: =?iso-8859-1?Q?Jos=E9?= =?utf-8?B?IE3DvGxsZXI=?= <Jose@County.EXAMPLE>\n"
        b"Subject: =?UTF-8?Q?Stra=C3=9Fe?=\n sweeping\nMessage-ID: <a@b>\n\n"
    )
    found = envelope(head)
    assert (found.author.name, found.author.address) == ("José Müller", "jose@county.example")
    assert found.subject == "Straße sweeping"


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ('"Alder, Ruth" <ruth@roads.example>', "Alder, Ruth", "ruth@roads.example"),
        ("ruth@roads.example", "ruth", "ruth@roads.example"),
        ("<ruth@roads.example>", "ruth", "ruth@roads.example"),
        ("ruth at roads.example (Ruth Alder)", "Ruth Alder", "ruth@roads.example"),
        ("ruth at roads.example (ruth at roads.example)", "ruth", "ruth@roads.example"),
        ("Ruth Alder", "Ruth Alder", ""),
        ("", "", ""),
        ("José <jose@roads.example>", "José", "jose@roads.example"),
    ],
)
def test_authors_are_found_in_every_way_they_are_written(value, name, address):
    author = envelope(raw(f"From: {value}\n\n")).author
    assert author.address == address
    assert author.name == name


def test_the_date_is_kept_in_utc_and_mended_when_it_cannot_be():
    assert envelope(raw("Date: Mon, 19 Apr 2021 11:28:51 -0400\n\n")).sent_at == datetime(
        2021, 4, 19, 15, 28, 51, tzinfo=UTC
    )
    relayed = "Date: soon\nReceived: from a; Tue, 20 Apr 2021 10:00:00 +0200\n\n"
    assert envelope(raw(relayed)).sent_at == datetime(2021, 4, 20, 8, tzinfo=UTC)
    stamped = raw("Date: 99 Foo\n\n", b"From ksummit Mon Apr 19 15:28:51 2021\n")
    assert envelope(stamped).sent_at == datetime(2021, 4, 19, 15, 28, 51, tzinfo=UTC)
    to_come = (datetime.now(UTC) + timedelta(days=900)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    assert envelope(raw(f"Date: {to_come}\n\n", b"From k Mon Apr 19 15:28:51 2021\n")).sent_at.year == 2021


def test_a_message_without_an_id_is_known_by_what_it_says():
    one = b"From: a@b.example\nSubject: x\nDate: Mon, 19 Apr 2021 11:28:51 -0400\n\nHello  there\n"
    other = one.replace(b"From:", b"Received: by relay; Mon, 19 Apr 2021 11:29:00 -0400\nX-Spam: no\nFrom:").replace(
        b"\n", b"\r\n"
    )
    assert envelope(raw(one)).key == envelope(raw(other)).key
    assert envelope(raw(one)).key != envelope(raw(one.replace(b"Hello", b"Good day"))).key


def test_ancestors_are_listed_oldest_first_with_the_parent_last():
    found = envelope(raw("Message-ID: <d@x>\nReferences: <a@x>\n <b@x> <d@x> <c@x>\nIn-Reply-To: <b@x> <z@x>\n\n"))
    assert found.references == ("a@x", "c@x", "b@x")


def test_of_alternatives_the_plain_text_is_read_and_html_only_is_made_readable():
    both = EmailMessage()
    both.set_content("Plain words")
    both.add_alternative("<p>Rich words</p>", subtype="html")
    assert content(raw(both.as_bytes())).text == "Plain words"
    rich = EmailMessage()
    rich.set_content(
        "<style>p{}</style><p>First <b>bold</b> line<br>second</p><ul><li>salt<li>sand</ul>"
        "<blockquote>earlier</blockquote><table><tr><td>a<td>b</table><script>alert(1)</script>"
        '<a href="https://x.example/y">the page</a><img src="https://track.example/1.gif">',
        subtype="html",
    )
    read = content(raw(rich.as_bytes()))
    assert read.was_html
    assert read.text.split("\n\n") == [
        "First bold line\nsecond",
        "- salt\n- sand",
        "> earlier",
        "a | b",
        "the page <https://x.example/y>",
    ]


def test_files_are_kept_signatures_are_not_and_names_lose_their_folders():
    mail = EmailMessage()
    mail.set_content("See the sheet.")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="../../etc/p\u00e4ss.png")
    mail.add_attachment(b"secret", maintype="application", subtype="pgp-signature", filename="signature.asc")
    mail.add_attachment(b"x,y", maintype="application", subtype="octet-stream")
    read = content(raw(mail.as_bytes()))
    assert [(file.name, file.content) for file in read.files] == [
        ("päss.png", b"\x89PNG"),
        ("application-2.bin", b"x,y"),
    ]
    assert read.text == "See the sheet."
    assert read.signatures_left_out == 1


def test_a_mail_within_the_mail_is_kept_as_a_file():
    outer = EmailMessage()
    outer.set_content("Forwarded.")
    inner = EmailMessage()
    inner["Subject"] = "Inside"
    inner.set_content("Hidden treasure")
    outer.add_attachment(inner)
    read = content(raw(outer.as_bytes()))
    assert read.text == "Forwarded."
    assert b"Hidden treasure" in read.files[0].content
    assert read.files[0].name.endswith(".eml")


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\n\n",
        b"\x00" * 2_000,
        b"Content-Type: multipart/mixed\n\nno boundary",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x\n--x--",
        b"Content-Type: text/plain; charset\n\nx",
        b"Content-Transfer-Encoding: base64\n\n!!!!",
        b"Content-Type: message/rfc822\n\n",
        b"Subject: =?utf-8?B?####?=\n\nx",
        b"From: =?zlib?B?eJw=?=\nDate: Thu, 99 Xxx 0000 99:99:99 +9999\nReferences: <<<>>>\n\nx",
        b"Content-Type: text/html\n\n<!DOCTYPE <![CDATA[ <a <b <!-- &#xFFFFFFFF; &#0; " + b"<blockquote>" * 5_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)),
        b"".join(b"Content-Type: message/rfc822\n\n" for n in range(3_000)),
    ],
)
def test_hostile_mail_is_read_somehow(source):
    envelope(raw(source))
    assert isinstance(content(raw(source)).text, str)


def test_the_helper_makes_letters_that_are_read_back():
    found = envelope(raw(letter(2, parent=1, references=[0, 1])))
    assert found.message_id == "letter-2@roads.example"
    assert found.references == ("letter-0@roads.example", "letter-1@roads.example")
