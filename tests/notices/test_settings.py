"""How people choose to be told."""

from django.urls import reverse

from communities.models import Level, Membership
from forum.notices.models import Bell


def test_levels_and_mail_are_kept(world, client):
    world.login(client, "mem")
    page = client.get(reverse("notices:settings")).content.decode()
    assert "Opioid response" in page
    assert "Fleet managers" in page
    assert "Narcotics" not in page
    answer = client.post(
        reverse("notices:settings"),
        {
            f"level-{world.opioid.pk}": Level.WATCHING,
            f"level-{world.fleet.pk}": Level.MUTED,
            "mails_replies": "on",
        },
    )
    assert answer.status_code == 303
    levels = dict(Membership.objects.current().filter(user=world.mem).values_list("community_id", "level"))
    assert levels == {world.opioid.pk: Level.WATCHING, world.fleet.pk: Level.MUTED}
    bell = Bell.objects.get(user=world.mem)
    assert (bell.mails_mentions, bell.mails_replies) == (False, True)


def test_a_level_that_does_not_exist_and_a_community_of_others_change_nothing(world, client):
    world.login(client, "mem")
    answer = client.post(
        reverse("notices:settings"),
        {f"level-{world.opioid.pk}": "shouting", f"level-{world.fleet.pk}": Level.MUTED},
    )
    assert answer.status_code == 422
    assert b"Error:" in answer.content
    client.post(
        reverse("notices:settings"),
        {
            f"level-{world.opioid.pk}": Level.FOLLOWING,
            f"level-{world.fleet.pk}": Level.FOLLOWING,
            f"level-{world.narcotics.pk}": Level.MUTED,
        },
    )
    assert not Membership.objects.filter(user=world.mem).exclude(level=Level.FOLLOWING).exists()


def test_visitors_are_sent_to_sign_in(world, client):
    for name in ("list", "settings"):
        answer = client.get(reverse(f"notices:{name}"))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))
