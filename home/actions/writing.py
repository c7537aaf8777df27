"""Writing pages without the editor: by a command, a demo, an import. The rules are the editor's own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File as Content
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from communities.audience import NOBODY
from communities.clock import Clock
from communities.cms.places import place_of
from communities.models import Agency, BasePage, File, User
from communities.refusal import require

from ..citation import name_of_edition
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
    BasePage.objects.get(pk=place.pk).add_child(instance=paper)
    paper.save_revision(user=author, log_action=True)
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
        title=name_of_edition(paper.draft_title, highest + 1),
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
    edition.save_revision(user=author, log_action=True)
    return edition


@transaction.atomic
def revise_paper(*, author: User, paper: PaperPage, title: str, summary: str, motif: str) -> PaperPage:
    """A new draft of what a paper says of itself, when that changed."""
    draft = _open_draft(author, paper)
    words = {"title": title, "summary": summary, "motif": motif}
    if all(getattr(draft, name) == value for name, value in words.items()):
        return draft
    if draft.first_published_at is None:
        # As in the editor: until it is published, the address follows the title.
        draft.slug = ""
    return _saved(author, draft, words)


@transaction.atomic
def revise_edition(
    *, author: User, edition: EditionPage, seen: int | None, authors: Iterable[str], **words: Any
) -> EditionPage:
    """A new draft of an edition, over the revision `seen`. Raises ValidationError when there is a later one."""
    draft = _open_draft(author, edition)
    if seen != draft.latest_revision_id:
        raise _meanwhile(draft)
    draft.title = name_of_edition(draft.get_parent().specific.draft_title, draft.number)
    return _saved(author, draft, {"authors": "\n".join(authors), **words})


@transaction.atomic
def discard(*, author: User, page: BasePage) -> None:
    """Delete a draft that was never published; with the last edition of such a paper, the paper."""
    above = page.get_parent().specific
    doomed = above if isinstance(above, PaperPage) and not above.live and above.numchild == 1 else page
    require(doomed.permissions_for_user(author).can_delete(), _("What was published once stays."))
    doomed.delete(user=author)


def require_open(author: User, page: BasePage) -> None:
    """Raise PermissionDenied unless `author` may change `page` now."""
    tester = page.permissions_for_user(author)
    require(tester.can_edit() and not tester.page_locked(), _("Nobody changes a page while it is reviewed."))


def _open_draft(author: User, page: BasePage) -> Any:
    """The latest words of `page`, which nobody else changes meanwhile."""
    held = type(page).objects.select_for_update().get(pk=page.pk)
    require_open(author, held)
    return held.get_latest_revision_as_object()


def _saved(author: User, draft: Any, words: dict[str, Any]) -> Any:
    for name, value in words.items():
        setattr(draft, name, value)
    draft.save_revision(user=author, log_action=True)
    return draft


def _meanwhile(page: BasePage) -> ValidationError:
    revision = page.latest_revision
    message = _(
        "%(name)s saved this draft after you opened it, %(when)s. Read it first;"
        " then save again to put your text in its place."
    )
    name = revision.user.name if revision.user else _("Somebody")
    words = {"name": name, "when": Clock().when(revision.created_at), "revision": revision.pk}
    return ValidationError(message, code="changed", params=words)


@transaction.atomic
def draft_news(*, author: User, title: str, summary: str, body: Body, day: date | None = None) -> NewsPage:
    """A piece of news, as a draft."""
    index = NewsIndex.objects.get()
    require(place_of(author, index), _("Only editors write news."))
    page = NewsPage(title=title, summary=summary, body=body, day=day or localdate(), owner=author, live=False)
    page.audience = index.audience_below()
    index.add_child(instance=page)
    page.save_revision(user=author, log_action=True)
    return page


def can_stand(author: User, file: File, place: BasePage) -> bool:
    """Whether a page at `place` may show `file`: one of its shelf, or an upload of one's own that nothing shows yet."""
    shelf = place_of(author, place)
    is_loose = file.uploaded_by_user_id == author.pk and file.audience == NOBODY
    return shelf is not None and (file.collection_id == shelf.collection_id or is_loose)


@transaction.atomic
def put_on_shelf(*, author: User, file: File, place: BasePage) -> None:
    """Move an upload to where the page stands that will show it."""
    require(can_stand(author, file, place), _("You cannot put files here."))
    File.objects.filter(pk=file.pk).update(collection_id=place_of(author, place).collection_id)


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
