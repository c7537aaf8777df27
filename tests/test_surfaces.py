"""Every address and every socket operation × roles: what is private answers as what does not exist.

The addresses come from the resolver, so that a new one that nobody placed in a table here fails. The editor's own
addresses (`/cms/`) are crawled in `tests/cms/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse

from communities import actions
from communities.models import Invitation, JoinRequest, Membership
from forum.chat import actions as chat
from forum.chat.models import Channel
from forum.moderation.actions import report
from forum.moderation.models import ReviewItem
from forum.threads import actions as threads
from search.models import SavedSearch

# A visitor, staff, a guest elsewhere, an operator, an editor who also asked to join.
OUTSIDERS = ("visitor", "cy", "gus", "olu", "dee")
MISSING = 987_654_321

# Who gets what from addresses that name no community: GET, by role. Everything is written down once, here.
SIGNED_IN = {"visitor": 302, "cy": 200, "gus": 200, "olu": 200}
EVERYBODY = dict.fromkeys(SIGNED_IN, 200)
POST_ONLY = dict.fromkeys(SIGNED_IN, 405)
PLAIN = {
    "healthz": EVERYBODY,
    "account_login": {"visitor": 200, "cy": 302, "gus": 302, "olu": 302},
    "account_logout": {"visitor": 302, "cy": 200, "gus": 200, "olu": 200},
    "account_inactive": EVERYBODY,
    "account_change_password": SIGNED_IN,
    "account_reset_password": EVERYBODY,
    "account_reset_password_done": EVERYBODY,
    "account_reset_password_from_key_done": EVERYBODY,
    "live:sync": {"visitor": 404, "cy": 404, "gus": 404, "olu": 404},
    "chat:habits": SIGNED_IN,
    "notices:list": SIGNED_IN,
    "notices:read": POST_ONLY,
    "notices:settings": SIGNED_IN,
    "moderation:everywhere": {"visitor": 302, "cy": 404, "gus": 404, "olu": 404},
    "search:results": EVERYBODY,
    "search:api": EVERYBODY,
    "search:suggest": EVERYBODY,
    "search:mine": SIGNED_IN,
    "search:save": SIGNED_IN,
    "search:recent": POST_ONLY,
    "threads:drafts": SIGNED_IN,
    "communities:directory": EVERYBODY,
    "communities:found": {"visitor": 302, "cy": 403, "gus": 403, "olu": 200},
    "communities:agencies": SIGNED_IN,
    "communities:profile": SIGNED_IN,
    "communities:display": EVERYBODY,
    "communities:keyboard": EVERYBODY,
    "communities:ground_rules": SIGNED_IN,
    "home:home": EVERYBODY,
    "home:papers_feed": EVERYBODY,
    "home:news_feed": EVERYBODY,
}

# Addresses that name something by an id or a token of its own: the same for a private thing as for a missing one.
BY_ID = {
    "search:change",
    "search:delete",
    "notices:open",
    "notices:unsubscribe",
    "threads:draft",
    "threads:discard_draft",
    "communities:invitation",
    "communities:person",
    "communities:deactivate",
    "communities:picture",
    "communities:file",
    "chat:hook",
    "search:opened",
}
# Agencies are known to everybody who may see the directory.
OF_AGENCIES = {"communities:agency", "communities:staff"}
# allauth's own, closed or answering without any thing of ours.
ALLAUTH = {
    f"account_{name}"
    for name in (
        "set_password",
        "signup",
        "reauthenticate",
        "email",
        "email_verification_sent",
        "confirm_email",
        "confirm_login_code",
        "reset_password_from_key",
    )
}
# Wagtail's pages are tried in tests/home, the probe of readiness in tests/wiring; the icon is a redirect.
ELSEWHERE = {"wagtail_serve", "readyz", "favicon.ico"}


def routes() -> dict[str, list[str]]:
    """Every named address outside of the editor, with the names of its parameters."""
    found: dict[str, list[str]] = {}

    def walk(patterns, prefix="", spaces=()):
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, path, (*spaces, pattern.namespace) if pattern.namespace else spaces)
            elif not path.startswith("cms/"):
                name = ":".join([*spaces, pattern.name or path.strip("^$/") or "?"])
                found[name] = re.findall(r"<(?:\w+:)?(\w+)>", path)

    walk(get_resolver().url_patterns)
    return found


ROUTES = routes()
IN_COMMUNITIES = sorted(name for name, parameters in ROUTES.items() if "slug" in parameters and name not in OF_AGENCIES)


@dataclass(frozen=True)
class Hidden:
    """One of everything in narcotics-intelligence, of which the outsiders must not learn."""

    slug: str
    ids: dict[str, object]


@pytest.fixture
def hidden(world, drain) -> Hidden:
    bo, mia, place = world.viewer("bo"), world.viewer("mia"), world.narcotics
    drain()
    thread = threads.start_thread(viewer=mia, community=place, title="Zebra crossing at dawn", source="Zebra stripes.")
    threads.reply(viewer=bo, thread=thread, source="More zebra.")
    channel = Channel.objects.get(community=place)
    message = chat.say(viewer=mia, channel=channel, source="Zebra at six.", client_id=uuid4())
    file = chat.attach(viewer=mia, channel=channel, upload=ContentFile(b"Zebra.", name="zebra.txt"))
    chat.say(viewer=mia, channel=channel, source="Zebra as a file.", client_id=uuid4(), files=[file.pk])
    report(viewer=bo, subject=thread.posts.get(number=1), ground="other", note="Zebra.")
    invitation = actions.invite(viewer=mia, community=place, email="nobody@elsewhere.example")
    request = JoinRequest.objects.create(community=place, user=world.dee, note="Zebra?")
    ids = {
        "thread_id": thread.pk,
        "number": 1,
        "channel": channel.slug,
        "name": "zebra.txt",
        "handle": world.mia.handle,
        "message": message.pk,
        "file": file.pk,
        "report": ReviewItem.objects.get(community=place).pk,
        "request": request.pk,
        "invitation": Invitation.objects.get(pk=invitation.pk).pk,
        "member": Membership.objects.current().get(community=place, user=world.bo).pk,
    }
    return Hidden(place.slug, ids)


def pk_of(name: str, hidden: Hidden) -> object:
    """Which of the things an address's `pk` means."""
    for word in ("invitation", "request", "report_message", "message", "report"):
        if word in name:
            return hidden.ids["message" if word == "report_message" else word]
    if name in {"chat:acknowledge", "chat:begin", "chat:edit", "chat:react", "chat:remove", "chat:unread"}:
        return hidden.ids["message"]
    if name == "chat:file":
        return hidden.ids["file"]
    if name in {"moderation:approve", "moderation:decline", "communities:decide"}:
        return hidden.ids["request"]
    if name in {"moderation:claim", "moderation:release", "moderation:decide"}:
        return hidden.ids["report"]
    return hidden.ids["member"]


def address(name: str, hidden: Hidden, slug: str) -> str:
    values = {
        parameter: slug if parameter == "slug" else pk_of(name, hidden) if parameter == "pk" else hidden.ids[parameter]
        for parameter in ROUTES[name]
    }
    return reverse(name, kwargs=values)


def seen(client, method: str, url: str, slug: str) -> tuple:
    """What an outsider can tell from an answer: status, headers, body, with the asked-for slug taken out."""
    response = getattr(client, method)(url)
    body = response.content.decode(errors="replace")
    headers = {k: v.replace(slug, "…") for k, v in response.items() if k not in {"Date", "Content-Length", "ETag"}}
    return response.status_code, headers, re.sub(r'value="[0-9a-f-]{36}"', "", body.replace(slug, "…"))


def test_every_address_stands_in_a_table():
    placed = set(PLAIN) | BY_ID | OF_AGENCIES | ALLAUTH | ELSEWHERE | set(IN_COMMUNITIES)
    assert set(ROUTES) == placed


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_hidden_community_answers_at_every_address_as_one_that_does_not_exist(world, client, hidden, who):
    world.login(client, who)
    missing = "no-such-community"
    told = []
    for name in IN_COMMUNITIES:
        for method in ("get", "post"):
            there = seen(client, method, address(name, hidden, hidden.slug), hidden.slug)
            nowhere = seen(client, method, address(name, hidden, missing), missing)
            if there != nowhere or "ebra" in there[2]:
                told.append((method, name, there[0], nowhere[0]))
            assert there[0] in {302, 400, 401, 404, 405}, (name, method, there[0])
    assert told == []


@pytest.fixture
def private(world, drain):
    """A private channel of opioid-response with one message, of which its other members must not learn."""
    bo = world.viewer("bo")
    channel = chat.open_channel(viewer=bo, community=world.opioid, name="Zebra", is_private=True, purpose="Zebra hunt")
    bo = world.viewer("bo")  # Who is in the channel from now on.
    file = chat.attach(viewer=bo, channel=channel, upload=ContentFile(b"Zebra.", name="zebra.txt"))
    message = chat.say(viewer=bo, channel=channel, source="Zebra at six.", client_id=uuid4(), files=[file.pk])
    drain()
    return channel, message


@pytest.mark.parametrize("who", ["mem", "gus", "mia", "cy", "visitor"])
def test_a_private_channel_answers_its_own_community_as_one_that_does_not_exist(world, client, private, drain, who):
    channel, message = private
    world.login(client, who)
    told = []
    of_channels = {name for name in IN_COMMUNITIES if "channel" in ROUTES[name]}
    for name in sorted(of_channels | {"moderation:report_message"}):
        for method in ("get", "post"):
            answers = []
            there = message.files.get().pk if name == "chat:file" else message.pk
            for slug, pk in ((channel.slug, there), ("nowhere", MISSING)):
                values = {"slug": "opioid-response", "channel": slug, "pk": pk, "name": "zebra.txt"}
                url = reverse(name, kwargs={key: values[key] for key in ROUTES[name]})
                answers.append(re.sub(rf"(/|%2F){pk}(/|%2F)", "/…/", str(seen(client, method, url, slug))))
            if answers[0] != answers[1]:
                told.append((method, name))
    assert told == []
    surfaces = (
        "communities/opioid-response/chat/general/",
        "moderation/",
        "search/?q=zebra",
        "api/v1/search?q=zebra",
        "search/suggest/?q=ze",
    )
    for path in (*surfaces, "communities/opioid-response/moderation/record/", "communities/opioid-response/"):
        page = client.get(f"/{path}", follow=True).content.decode().replace("q=zebra", "").replace('"zebra"', "")
        assert "Zebra" not in page, path


def test_its_members_get_an_answer_of_their_own_at_these_addresses(world, client, hidden):
    world.login(client, "mia")
    statuses = {name: client.get(address(name, hidden, hidden.slug)).status_code for name in IN_COMMUNITIES}
    reached = {name for name, status in statuses.items() if status in {200, 302, 303, 405}}
    # There is no such file or conversation here, and the channel is no private one; nobody reports what they wrote
    # themselves, or asks to join where they are.
    nothing_there = {
        "chat:conversation",
        "chat:members",
        "threads:attachment",
        "moderation:report_post",
        "moderation:report_message",
        "chat:history",
    }
    assert set(IN_COMMUNITIES) - reached <= nothing_there | {"communities:ask", "communities:withdraw"}


@pytest.mark.parametrize("who", sorted(SIGNED_IN))
@pytest.mark.parametrize("name", sorted(PLAIN))
def test_addresses_without_a_community_answer_each_role_as_the_table_says(world, client, name, who):
    world.login(client, who)
    assert client.get(reverse(name) if ":" in name or "_" in name else f"/{name}").status_code == PLAIN[name][who]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_has_an_address_of_its_own_is_private_and_missing_alike(world, client, hidden, who):
    world.login(client, who)
    kept = SavedSearch.objects.create(user=world.mia, name="Zebra", text="zebra")
    # Gus is a guest; of Mia, who is nowhere with a visitor, a visitor learns nothing.
    pairs = [
        (reverse("notices:open", args=[1]), reverse("notices:open", args=[MISSING])),
        (reverse("search:change", args=[kept.pk]), reverse("search:change", args=[MISSING])),
        (reverse("search:delete", args=[kept.pk]), reverse("search:delete", args=[MISSING])),
        (reverse("notices:unsubscribe", args=["forged"]), reverse("notices:unsubscribe", args=["other"])),
        (reverse("communities:picture", args=[1, "x.png"]), reverse("communities:picture", args=[MISSING, "x.png"])),
        (reverse("communities:file", args=[1, "x.pdf"]), reverse("communities:file", args=[MISSING, "x.pdf"])),
        (reverse("search:opened", args=["a" * 32]), reverse("search:opened", args=["b" * 32])),
        (reverse("chat:hook", args=["forged"]), reverse("chat:hook", args=["other"])),
        (reverse("threads:draft", args=["x"]), reverse("threads:draft", args=["y"])),
        (reverse("communities:invitation", args=["forged"]), reverse("communities:invitation", args=["other"])),
    ]
    for private, missing in pairs:
        for method in ("get", "post"):
            one, other = (getattr(client, method)(url) for url in (private, missing))
            assert one.status_code == other.status_code, (private, method)
            assert one.status_code < 500, private


SURFACES = (
    "",
    "communities/",
    "papers/",
    "feeds/papers/",
    "search/?q=zebra+dawn",
    "api/v1/search?q=zebra+dawn",
    "search/suggest/?q=zebra",
    "notices/",
)


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("path", SURFACES)
def test_lists_search_and_feeds_tell_nothing_of_a_hidden_community(world, client, hidden, drain, who, path):
    drain()
    world.login(client, who)
    body = client.get(f"/{path}").content.lower()
    for word in (b"narcotics", b"crossing", b"stripes"):
        assert word not in body


def test_its_members_find_it_by_the_same_lists(world, client, hidden, drain):
    drain()
    world.login(client, "mia")
    assert b"narcotics" in client.get("/communities/").content.lower()
    assert b"crossing" in client.get("/search/?q=zebra+dawn").content.lower()
