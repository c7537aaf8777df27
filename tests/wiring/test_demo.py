"""The demo: what the contract promises of it, loaded once and once more."""

import json
from pathlib import Path

from communities.models import Agency, Community
from forum.demo import sign_ins
from forum.demo.papers import chart
from home.blocks import ProseBlocks
from tests.serving import DEMO_PASSWORD, MAIL, demo_site, new_site


def test_the_demo_is_what_the_contract_says_and_loading_it_again_changes_nothing(tmp_path):
    made = demo_site()
    with new_site(tmp_path, made) as site:
        tell = f"from tests.wiring.demo_facts import tell; tell({DEMO_PASSWORD!r})"
        code, printed = site.manage("shell", "-v", "0", "-c", tell)
    assert code == 0, printed
    told = json.loads(printed.splitlines()[-1])
    assert set(told["types"]) == set(Agency.Type.values)
    assert set(told["visibilities"]) == set(Community.Visibility.values)
    assert set(told["policies"]) == set(Community.JoinPolicy.values)
    assert told["threads"] >= 95
    assert told["posts"] / told["threads"] >= 3.5
    assert told["of two pages"] >= 2, "some threads have a second page"
    assert told["messages"] >= 70
    assert told["editions"] > told["papers"] >= 8
    assert told["waiting"] == 4
    assert not any((Path(made.data) / MAIL).glob("*")), "none of its mail is sent"

    assert told["with the password"] == list(sign_ins.SIGN_INS)
    assert told["moderator"] == {"opioid-response": "moderator"}
    assert "opioid-response" not in told["employee"]
    assert told["employee"]["fleet-managers"] == "member"
    assert told["after"] == told["before"]


def test_the_charts_of_the_demo_have_their_numbers():
    drawn = chart("Title", "Note", "Own", "Shared", "Source", ("Small", 9.8, 4.6), ("Large", 5.1, 4.1))
    rows = ProseBlocks().to_python([drawn])[0].value["rows"]
    assert [(row["label"], float(row["first"]), float(row["second"])) for row in rows] == [
        ("Small", 9.8, 4.6),
        ("Large", 5.1, 4.1),
    ]
