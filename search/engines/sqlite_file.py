"""The file of the SQLite index: its tables, a connection for each thread, and what happens when it is lost."""

import contextlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from .base import Unavailable
from .exact import has
from .spanish import stemmed

VERSION = 3

# Ids are places in the order of prominence, the newest first (see `place.py`): FTS5 walks its lists in the order of
# ids, so the newest matches of a common word are had without reading the others.
# `entry` is narrow, since each match is looked up there; what is counted of it stands once in `profile`.
# `content` is what the full-text table indexes and cites.
SCHEMA = """
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE profile (id INTEGER PRIMARY KEY, facts TEXT NOT NULL UNIQUE);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key INTEGER NOT NULL, grp TEXT NOT NULL, audience TEXT NOT NULL,
    profile INTEGER NOT NULL
);
CREATE UNIQUE INDEX entry_by_key ON entry (kind, key);
CREATE INDEX entry_by_audience ON entry (audience);
CREATE TABLE content (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, readers TEXT NOT NULL, facts TEXT NOT NULL,
    kept TEXT NOT NULL, language TEXT NOT NULL
);
CREATE TABLE word (word TEXT PRIMARY KEY, backwards TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX word_backwards ON word (backwards);
CREATE VIRTUAL TABLE words USING fts5(
    title, body, readers, facts, content='content', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER content_added AFTER INSERT ON content BEGIN
    INSERT INTO words (rowid, title, body, readers, facts) VALUES (new.id, {new}, new.readers, new.facts);
END;
CREATE TRIGGER content_removed AFTER DELETE ON content BEGIN
    INSERT INTO words (words, rowid, title, body, readers, facts)
    VALUES ('delete', old.id, {old}, old.readers, old.facts);
END;
CREATE TRIGGER content_changed AFTER UPDATE OF title, body, readers, facts ON content BEGIN
    INSERT INTO words (words, rowid, title, body, readers, facts)
    VALUES ('delete', old.id, {old}, old.readers, old.facts);
    INSERT INTO words (rowid, title, body, readers, facts) VALUES (new.id, {new}, new.readers, new.facts);
END;
"""
# A Spanish text is indexed by its stems, word for word, so that places in the index are places in the text.
_INDEXED = "CASE {row}.language WHEN 'es' THEN spanish({row}.{column}) ELSE {row}.{column} END"
_TEXTS = {
    row: ", ".join(_INDEXED.format(row=row, column=column) for column in ("title", "body")) for row in ("new", "old")
}
PRAGMAS = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; PRAGMA temp_store=MEMORY;
PRAGMA cache_size=-1000;
"""
# Seconds for which a file that was replaced stays: somebody may be about to open it.
GRACE = 1.0


class Connection(sqlite3.Connection):
    """A connection with what its threads hold in common of the file: `profiles`, by their numbers."""

    profiles: dict[int, tuple[str, ...]]


class IndexFile:
    """One file, opened once in each thread. A file that was replaced on disk is noticed and opened anew.

    The path is a link to a file with a name of its own, so that another file can take its place in one step: what
    SQLite keeps beside a file is called by the file's own name, and stays with it. One that is `only_beside` another
    is made by `renew` alone: it may have taken the other's place, and writers must not bring it back."""

    def __init__(self, path: str, only_beside: bool = False) -> None:
        self.path = Path(path)
        self.only_beside = only_beside
        self._local = threading.local()
        self._profiles: tuple[int, dict[int, tuple[str, ...]]] = (0, {})
        self._writing = threading.RLock()

    def connection(self) -> Connection:
        """This thread's connection. Raises Unavailable when there is no sound file."""
        known = getattr(self._local, "known", None)
        on_disk = self._stamp()
        if known is not None and known[0] == on_disk:
            return known[1]
        self.forget()
        if on_disk is None:
            raise Unavailable("there is none")
        try:
            return self._open(on_disk)
        except Unavailable:
            # Another file may have taken its place in this very moment.
            if (since := self._stamp()) in {on_disk, None}:
                raise
            return self._open(since)

    def forget(self) -> None:
        """Close this thread's connection."""
        known = getattr(self._local, "known", None)
        self._local.known = None
        if known is not None:
            known[1].close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to ask. What SQLite reports as damage marks the file, so that the clock makes a new one."""
        try:
            yield self.connection()
        except sqlite3.OperationalError as error:
            raise Unavailable(str(error)) from error
        except sqlite3.DatabaseError as error:
            self.mark_damaged()
            raise Unavailable(str(error)) from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The one writer of the file, in this process and among processes. Makes the file where there is none."""
        with self._writing:
            if not self.is_sound() and not self.only_beside:
                self.renew()
            with self.reading() as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")

    def is_sound(self) -> bool:
        """True when the file is there, opens, is of this version, and nobody met damage in it."""
        return not self.flaw()

    def flaw(self) -> str:
        """Why the file cannot be used; nothing when it can."""
        if self._damage_mark.exists():
            return "it is damaged"
        try:
            self.connection().execute("SELECT (SELECT count(*) FROM note), (SELECT 1 FROM words LIMIT 1)").fetchone()
        except Unavailable as unavailable:
            return str(unavailable)
        except sqlite3.DatabaseError:
            return "it is damaged"
        return ""

    def renew(self) -> None:
        """Replace the file by an empty index. Other threads and processes notice by the file's identity."""
        with self._writing:
            self.forget()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.path.with_name(f"{self.path.name}.{time.time_ns()}")
            connection = sqlite3.connect(fresh, isolation_level=None)
            connection.executescript(
                f"BEGIN; {SCHEMA.format(**_TEXTS)} PRAGMA user_version={VERSION};"
                f"PRAGMA application_id={secrets.randbits(31)}; COMMIT;"
            )
            connection.close()
            link = fresh.with_name(fresh.name + ".link")
            link.symlink_to(fresh.name)
            self._become(link)

    def take(self, other: "IndexFile") -> None:
        """Let the file of `other` stand in the place of this one, from one moment to the next."""
        self._become(other.path, GRACE)
        other.forget()

    def _become(self, link: Path, grace: float = 0.0) -> None:
        with self._writing:
            former = self.path.resolve()
            link.replace(self.path)
            self._damage_mark.unlink(missing_ok=True)
            self.forget()
        time.sleep(grace)
        if former != self.path:
            former.unlink(missing_ok=True)
        for suffix in ("-wal", "-shm", "-journal"):
            former.with_name(former.name + suffix).unlink(missing_ok=True)

    def mark_damaged(self) -> None:
        """Note beside the file that it is damaged: whoever runs the clock may be another process."""
        with contextlib.suppress(OSError):
            self._damage_mark.touch()

    @property
    def _damage_mark(self) -> Path:
        return self.path.with_name(self.path.name + ".damaged")

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _open(self, stamp: tuple[int, int]) -> Connection:
        address = f"{self.path.resolve().as_uri()}?mode=rw"
        connection = None
        try:
            connection = sqlite3.connect(
                address, uri=True, factory=Connection, isolation_level=None, check_same_thread=False
            )
            connection.executescript(PRAGMAS)
            connection.create_function("has_phrase", -1, has, deterministic=True)
            connection.create_function("spanish", 1, stemmed, deterministic=True)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            if connection is not None:
                connection.close()
            raise Unavailable(str(error)) from error
        if version != VERSION:
            connection.close()
            raise Unavailable(f"it is of version {version}, not {VERSION}")
        connection.profiles = self._profiles_of(connection.execute("PRAGMA application_id").fetchone()[0])
        self._local.known = (stamp, connection)
        return connection

    def _profiles_of(self, identity: int) -> dict[int, tuple[str, ...]]:
        """What is known of the file with this number; another file gives its profiles other numbers."""
        if self._profiles[0] != identity:
            self._profiles = identity, {}
        return self._profiles[1]
