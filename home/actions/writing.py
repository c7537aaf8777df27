"""Writing pages without the editor: by a command, a demo, an import. The rules are the editor's own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File as Content
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from communities.cms.places import place_of
from communities.models import Agency, BasePage, File, User
from communities.refusal import require

from ..models import EditionPage, NewsIndex, NewsPage, PaperPage

Body = list[dict[str, Any]]


@transaction.atomic
def draft_paper(
    *, author: User, place: BasePage, title: str, summary: str, motif: str = PaperPage.Motif.WAVES
) -> PaperPage:
    """A new paper below `place`: the index of papers, or a community's page. Raises PermissionDenied elsewhere."""
    require(place_of(author, place), _("You cannot write papers here."))
    paper = PaperPage(title=title, summary=summary, motif=motif, owner=author, live=False)
    paper.audience = place.specific.audience_below()
    place.add_child(instance=paper)
    paper.save_revision(user=author)
    return paper


@transaction.atomic
def draft_edition(
    *,
    author: User,
    paper: PaperPage,
    authors: Iterable[str],
    body: Body,
    agencies: Iterable[Agency] = (),
    day: date | None = None,
    file: File | None = None,
    what_is_new: str = "",
) -> EditionPage:
    """The next edition of `paper`, as a draft."""
    require(place_of(author, paper), _("You cannot write papers here."))
    highest = EditionPage.objects.child_of(paper).aggregate(highest=Max("number"))["highest"] or 0
    edition = EditionPage(
        number=highest + 1,
        title=_("%(paper)s, edition %(number)s") % {"paper": paper.title, "number": highest + 1},
        slug=str(highest + 1),
        authors="\n".join(authors),
        body=body,
        day=day or localdate(),
        file=file,
        what_is_new=what_is_new,
        owner=author,
        audience=paper.audience,
        live=False,
    )
    BasePage.objects.get(pk=paper.pk).add_child(instance=edition)
    edition.agencies = list(agencies)
    edition.save()
    edition.save_revision(user=author)
    return edition


@transaction.atomic
def draft_news(*, author: User, title: str, summary: str, body: Body, day: date | None = None) -> NewsPage:
    """A piece of news, as a draft."""
    index = NewsIndex.objects.get()
    require(place_of(author, index), _("Only editors write news."))
    page = NewsPage(title=title, summary=summary, body=body, day=day or localdate(), owner=author, live=False)
    page.audience = index.audience_below()
    index.add_child(instance=page)
    page.save_revision(user=author)
    return page


@transaction.atomic
def upload(*, author: User, place: BasePage, title: str, content: Content) -> File:
    """Put a file on the shelf of the place in which `place` stands."""
    shelf = place_of(author, place)
    require(shelf, _("You cannot put files here."))
    file = File(title=title, file=content, collection_id=shelf.collection_id, uploaded_by_user=author)
    file.full_clean(exclude=["tags"])
    file._set_document_file_metadata()
    file.save()
    return file


@transaction.atomic
def hand_in(*, author: User, page: BasePage) -> TaskState:
    """Give a draft to the review."""
    require(page.permissions_for_user(author).can_submit_for_moderation(), _("This page cannot be handed in now."))
    return page.get_workflow().start(page, author).current_task_state


@transaction.atomic
def approve(*, reviewer: User, page: BasePage, comment: str = "") -> None:
    """Let go live what was handed in. Raises PermissionDenied unless `reviewer` may and wrote none of it."""
    state = page.current_workflow_task_state
    if state is None:
        raise PermissionDenied(_("Nothing was handed in here."))
    state.task.specific.on_action(state, reviewer, "approve", comment=comment)
