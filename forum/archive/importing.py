"""An import from end to end: read what the files hold, leave out what is here, find the threads, write them."""

from collections.abc import Callable, Iterable
from pathlib import Path

from communities.models import Community
from forum.models import ListMessage
from forum.threads.models import Thread

from .batches import batches
from .message import Envelope, content, envelope, key_of
from .people import address_of, known_people, stage
from .reading import Place, read, reread
from .report import Report
from .threading import Conversation, Known, base_subject, conversations
from .writing import Writing

Progress = Callable[[int], None]


def import_archives(
    paths: Iterable[Path], community: Community, *, is_trial: bool = False, progress: Progress = lambda done: None
) -> Report:
    """Bring the mail of `paths` into `community`. What an earlier import brought is not brought again.

    With `is_trial` all is read, threaded and counted, and nothing is written. Raises NotAnArchiveError."""
    report = Report(is_trial=is_trial)
    places, envelopes = _survey(paths, report)
    known = _known(community, envelopes)
    fresh = [one for one in envelopes if one.key not in known.threads or one.key in known.missing]
    report.known = len(envelopes) - len(fresh)
    report.added = len(fresh)
    found = conversations(fresh, known)
    _count(found, report)
    authors = [one.author for one in fresh]
    if is_trial:
        report.people_staged = len({address_of(one) for one in authors} - known_people(authors).keys())
        _look_through(found, places, report, progress)
        return report
    people, report.people_staged = stage(authors)
    writing = Writing(community, people, places, report)
    done = 0
    for conversation in found:
        for written in writing.write(conversation):
            done += written
            progress(done)
    return report


def _survey(paths: Iterable[Path], report: Report) -> tuple[dict[str, Place], list[Envelope]]:
    """Every message once: its envelope, and where its bytes are."""
    places: dict[str, Place] = {}
    envelopes: list[Envelope] = []
    for raw in read(paths):
        report.read += 1
        if raw.is_too_large:
            report.too_large.append(str(raw.place))
            continue
        one = envelope(raw)
        report.seen(one.sent_at)
        if one.key in places:
            report.doubled += 1
        else:
            places[one.key] = raw.place
            envelopes.append(one)
    return places, envelopes


def _known(community: Community, envelopes: list[Envelope]) -> Known:
    """What the site knows of these messages, of those that they name, and of the subjects of the community's lists."""
    keys = {one.key for one in envelopes} | {key_of(name) for one in envelopes for name in one.references}
    threads: dict[str, int] = {}
    missing: set[str] = set()
    for some in batches(sorted(keys), 400):
        rows = ListMessage.objects.filter(community=community, key__in=some).values_list("key", "thread_id", "post_id")
        for key, thread_id, post_id in rows:
            threads[key] = thread_id
            if post_id is None:
                missing.add(key)
    lists = Thread.objects.filter(community=community, origin=Thread.Origin.MAIL).order_by("last_post_at")
    rows = lists.values_list("title", "pk", "last_post_at").iterator(2_000)
    subjects = {base_subject(title): (pk, at) for title, pk, at in rows}
    return Known(threads, frozenset(missing), subjects)


def _count(found: list[Conversation], report: Report) -> None:
    report.threads_begun = sum(1 for one in found if one.home is None)
    report.threads_continued = len({one.home for one in found if one.home is not None})
    report.joined_by_subject = sum(one.joined_by_subject for one in found)
    report.longest_thread = max((len(one.links) for one in found), default=0)
    report.deepest_answer = max((link.depth for one in found for link in one.links), default=0)


def _look_through(found: list[Conversation], places: dict[str, Place], report: Report, progress: Progress) -> None:
    """A trial's second reading: what the bodies hold."""
    for done, link in enumerate((link for one in found for link in one.links), start=1):
        inside = content(reread(places[link.envelope.key]))
        report.files_kept += len(inside.files)
        report.signatures_left_out += inside.signatures_left_out
        report.html_alone += inside.was_html
        progress(done)
