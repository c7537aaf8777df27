"""What notices do with activities: tell people, and mail those who want it. Both may hear of the same thing twice."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now

from communities import activity, audience
from communities.models import Delivery, Membership
from communities.viewer import viewer_of

from . import asking, papers, rules
from .bells import bell_of, ring
from .happenings import TOLD
from .mail import mail_for
from .models import Bell, Notice

# So many people are told in one transaction, which holds up every other writer.
CHUNK = 40
# In chat people are mostly there: mail waits until they have had time to read.
CHAT_WAIT = timedelta(minutes=2)


class Telling:
    """Makes notices of what happened, for whoever has a reason to know."""

    name = "notices"

    def wants(self, kind: str) -> bool:
        return kind in TOLD

    def deliver(self, batch: Sequence[Delivery]) -> None:
        for delivery in batch:
            store_in_chunks(TOLD[delivery.activity.kind](delivery.activity))


def store_in_chunks(notices: Sequence[Notice]) -> None:
    """`store` of any number of notices of one activity."""
    for start in range(0, len(notices), CHUNK):
        store(notices[start : start + CHUNK])


@transaction.atomic
def store(notices: Sequence[Notice]) -> None:
    """Keep those of `notices` that are new, ring the bells, and set mail in motion for those who want it."""
    happened, people = notices[0].activity, [notice.user_id for notice in notices]
    # What these people have read in its thread is settled here, so that unread ones never pile up.
    Notice.objects.filter(user__in=people).seen_in_place().update(read_at=now())
    told = set(Notice.objects.filter(activity=happened).values_list("user_id", flat=True))
    fresh = [notice for notice in notices if notice.user_id not in told]
    Notice.objects.bulk_create(fresh)
    ring(notice.user_id for notice in fresh)
    for notice in _to_be_mailed(fresh):
        activity.record(
            kind="notice.mail",
            actor=None,
            subject=notice,
            audience=audience.person(notice.user_id),
            community=happened.community_id,
            due_at=now() + CHAT_WAIT if notice.message or notice.kind == Notice.Kind.URGENT else None,
        )


def _to_be_mailed(notices: Sequence[Notice]) -> list[Notice]:
    """Those whose person wants this kind by mail. Whether it is really sent is asked again when it is."""
    alone = {Notice.Kind.URGENT}
    about = [notice for notice in notices if notice.place is not None or notice.is_of_paper or notice.kind in alone]
    ids = [notice.user_id for notice in about]
    bells = {bell.user_id: bell for bell in Bell.objects.filter(user__in=ids)}
    levels = _levels(ids, about[0].activity.community_id) if about else {}
    return [
        notice
        for notice in about
        if rules.comes_by_mail(notice.kind, levels.get(notice.user_id), bells.get(notice.user_id) or Bell())
    ]


def _levels(user_ids: Sequence[int], community_id: int | None) -> dict[int, str]:
    current = Membership.objects.current().filter(user__in=user_ids, community=community_id)
    return dict(current.values_list("user_id", "level"))


class Mailing:
    """Sends one mail for one notice, if the person still wants it, has not read it here, and may read the post."""

    name = "notice-mail"

    def wants(self, kind: str) -> bool:
        return kind == "notice.mail"

    def deliver(self, batch: Sequence[Delivery]) -> None:
        rows = Notice.objects.with_what_a_row_shows().select_related("user__agency")
        notices = rows.in_bulk([delivery.activity.subject_id for delivery in batch])
        for delivery in batch:
            notice = notices.get(delivery.activity.subject_id)
            if notice and self._is_wanted(notice):
                mail_for(notice, delivery_id=delivery.pk).send()
                Notice.objects.filter(pk=notice.pk).update(mailed_at=now())

    def _is_wanted(self, notice: Notice) -> bool:
        """Everything that may have changed since the notice was made, asked of the database as it is."""
        viewer = viewer_of(notice.user)
        if notice.kind == Notice.Kind.URGENT:
            # It names no message of its own: having seen the line in its channel does not settle it.
            notice.message = asking.message_for(notice, viewer)
            return notice.message is not None and rules.comes_by_mail(notice.kind, None, bell_of(notice.user_id))
        if notice.is_of_paper:
            papers.look_up(viewer, [notice])
        if (notice.message and asking.is_asked(notice)) or (notice.is_of_paper and notice.page is None):
            return False
        still_there = Notice.objects.visible_to(viewer).unread().filter(pk=notice.pk, mailed_at__isnull=True)
        if viewer.is_visitor or (notice.post and not notice.post.is_shown) or not still_there.exists():
            return False
        levels = {one.community_id: one.level for one in viewer.belongings}
        level = levels.get(notice.activity.community_id)
        return rules.comes_by_mail(notice.kind, level, bell_of(notice.user_id))
