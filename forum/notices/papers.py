"""Notices of the review: who is told what of a paper or a piece of news, and what of it a person may still know."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import TaskState

from communities.cms.places import place_of
from communities.models import Activity, BasePage, User
from communities.viewer import Viewer, viewer_of
from home import publishing, reviews

from .bells import ring
from .models import Notice

Kind = Notice.Kind


def of_hand_in(happened: Activity) -> list[Notice]:
    """Those who may decide on it, as long as nobody has. Whoever handed it in knows."""
    settle(happened)
    state, page = _state_of(happened), _page_of(happened)
    if page is None or state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return []
    return _told(Kind.REVIEW, happened, {user.pk for user in reviews.reviewers_of(page)})


def of_taking_back(happened: Activity) -> list[Notice]:
    """Nobody: it waits for nobody any more."""
    settle(happened)
    return []


def of_decision(happened: Activity) -> list[Notice]:
    """Whose paper it is; for the others who might have decided it is settled."""
    settle(happened)
    return _to_authors(happened, _state_of(happened))


def of_publication(happened: Activity) -> list[Notice]:
    """Whose paper it is, when it went live on its day. What goes live by its approval is told with that."""
    earlier = _of_same_page(happened).filter(kind=reviews.APPROVED).order_by("-pk").first()
    if happened.actor_id or earlier is None or earlier.payload["is_out"]:
        return []
    return _to_authors(happened, _state_of(earlier))


def settle(happened: Activity) -> None:
    """What asked people to review the page before waits for them no longer."""
    waiting = Notice.objects.filter(kind=Kind.REVIEW, activity__in=_of_same_page(happened), read_at__isnull=True)
    people = list(waiting.values_list("user_id", flat=True))
    if people:
        waiting.update(read_at=now())
        ring(people)


def look_up(viewer: Viewer, notices: Iterable[Notice]) -> None:
    """Give those of `notices` that are about a paper its page, as far as the viewer may know of it now. Two queries.

    A draft is known to those who edit in its place, a page that is out to its readers."""
    about = [notice for notice in notices if notice.is_of_paper]
    pages = BasePage.objects.in_bulk({notice.activity.subject_id for notice in about}) if about else {}
    known = {pk for pk, page in pages.items() if place_of(viewer.user, page)}
    if others := pages.keys() - known:
        known.update(BasePage.objects.visible_to(viewer).filter(pk__in=others).values_list("pk", flat=True))
    for notice in about:
        notice.page = pages[notice.activity.subject_id] if notice.activity.subject_id in known else None


def address_of(viewer: Viewer, notice: Notice) -> str | None:
    """The page itself when it is told to be out, else its sheet at the desk; None where the viewer may see neither."""
    look_up(viewer, [notice])
    if notice.page is None:
        return None
    is_out = notice.activity.kind == publishing.PUBLISHED or notice.activity.payload.get("is_out")
    if (is_out and notice.page.live) or place_of(viewer.user, notice.page) is None:
        return notice.page.get_absolute_url()
    return reverse("desk:look", args=[notice.page.pk])


def comments_on(notices: Iterable[Notice]) -> dict[int, str]:
    """What was said with each decision, by the key of its activity. One query, and none without decisions."""
    states = {one.activity_id: one.activity.payload.get("state") for one in notices if one.kind == Kind.PAPER}
    kept = dict(TaskState.objects.filter(pk__in=states.values()).values_list("pk", "comment")) if states else {}
    return {activity: kept.get(state) or "" for activity, state in states.items()}


def _to_authors(happened: Activity, state: TaskState | None) -> list[Notice]:
    """Those of the authors who still edit in the place of the page, or may read it."""
    page = _page_of(happened)
    if page is None or state is None:
        return []
    people = User.objects.people().filter(pk__in=reviews.authors_of(state, page)).select_related("agency")
    return _told(Kind.PAPER, happened, {user.pk for user in people if _may_know(user, page)})


def _may_know(user: User, page: BasePage) -> bool:
    return bool(place_of(user, page)) or BasePage.objects.visible_to(viewer_of(user)).filter(pk=page.pk).exists()


def _told(kind: str, happened: Activity, people: Iterable[int]) -> list[Notice]:
    told = sorted(set(people) - {happened.actor_id})
    return [Notice(user_id=pk, kind=kind, activity=happened, at=happened.at) for pk in told]


def _state_of(happened: Activity) -> TaskState | None:
    states = TaskState.objects.select_related("workflow_state", "revision")
    return states.filter(pk=happened.payload["state"]).first()


def _page_of(happened: Activity) -> BasePage | None:
    return BasePage.objects.filter(pk=happened.subject_id).first()


def _of_same_page(happened: Activity) -> QuerySet[Activity]:
    """What happened to the page before."""
    return Activity.objects.filter(
        subject_type=happened.subject_type, subject_id=happened.subject_id, pk__lt=happened.pk
    )
