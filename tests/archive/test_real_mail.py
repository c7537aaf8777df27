"""The pure parts on real archives, where INTERLOCAL_TRIAL_DATA names them."""

import os
from collections import Counter
from pathlib import Path

import pytest

from forum.archive.body import to_markdown
from forum.archive.message import content, envelope
from forum.archive.reading import read
from forum.archive.threading import conversations

pytestmark = [
    pytest.mark.plain,
    pytest.mark.trial,
    pytest.mark.skipif(not os.environ.get("INTERLOCAL_TRIAL_DATA"), reason="INTERLOCAL_TRIAL_DATA names no folder"),
]


@pytest.fixture(scope="module")
def mail():
    return Path(os.environ["INTERLOCAL_TRIAL_DATA"]) / "mail"


def test_six_years_of_a_list_become_its_threads(mail):
    """The figures are those of the data's own README: 2,028 messages, one twice, 80 threads by reference alone."""
    found = [envelope(raw) for raw in read(sorted((mail / "ksummit").glob("ksummit-*.mbox")))]
    threads = conversations({one.key: one for one in found}.values())
    assert len(found) == 2028
    assert sum(len(thread.links) for thread in threads) == 2027
    assert len(threads) + sum(thread.joined_by_subject for thread in threads) == 80
    assert max(len(thread.links) for thread in threads) == 200
    assert max(link.depth for thread in threads for link in thread.links) == 36
    assert all(one.author.address and one.author.name for one in found)


def test_the_same_month_with_every_header_has_the_same_keys(mail):
    plain = {envelope(raw).key for raw in read([mail / "ksummit/ksummit-2024.mbox"])}
    noisy = [envelope(raw).key for raw in read([mail / "ksummit/raw-headers-2024-10.mbox"])]
    assert len(noisy) == 89
    assert set(noisy) <= plain


def test_a_list_without_message_ids_is_threaded_by_subject(mail):
    found = [envelope(raw) for raw in read([mail / "listserv"])]
    assert len(found) == len({one.key for one in found}) == 53
    threads = conversations(found)
    assert len(threads) < 25
    files = Counter(file.name.rpartition(".")[2] for raw in read([mail / "listserv"]) for file in content(raw).files)
    assert files["doc"] == 3
    assert files["docx"] == 1


def test_every_message_becomes_markdown_without_replacement_characters(mail):
    for folder in ("ksummit", "listserv", "pipermail"):
        for raw in read([mail / folder]):
            source = to_markdown(content(raw).text)
            assert not {"\x00", "\ufffd"} & set(source), raw.place
