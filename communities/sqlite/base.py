"""Django's SQLite backend with one lock in the process around everything that writes.

Nine writers that each held a transaction of 3 ms waited up to 4.2 s on the busy timeout of SQLite, which polls; with
this lock 24 to 51 ms, and no "database is locked". Other processes still meet at the busy timeout."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")

_locks: dict[str, threading.RLock] = {}
_locks_guard = threading.Lock()


def write_lock(name: str) -> threading.RLock:
    """The lock of the database file `name`, the same for all connections of this process."""
    with _locks_guard:
        return _locks.setdefault(name, threading.RLock())


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that waits its turn for a single statement that writes outside of any transaction."""

    def __init__(self, connection: Any, wrapper: "DatabaseWrapper") -> None:
        super().__init__(connection)
        self.wrapper = wrapper

    def execute(self, query: str, params: Any = None) -> Any:
        with self.wrapper.turn_for(query):
            return super().execute(query, params)

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        return super().convert_query(query, param_names=param_names) if param_names is not None else _converted(query)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self.wrapper.turn_for(query):
            return super().executemany(query, param_list)


@lru_cache(maxsize=1_000)
def _converted(query: str) -> str:
    """`?` in the place of each `%s`. Pages ask the same few hundred queries, some of them thousands of letters long."""
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits its turn before BEGIN IMMEDIATE and passes it on after COMMIT or ROLLBACK."""

    holds_write_lock = False

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=lambda connection: Cursor(connection, self))

    @contextmanager
    def turn_for(self, query: str) -> Iterator[None]:
        """Hold the lock while `query` runs, if it writes and no transaction of this connection holds it already."""
        alone = not self.holds_write_lock and query.startswith(WRITES)
        if alone:
            self._take_turn()
        try:
            yield
        finally:
            if alone:
                self._pass_on()

    def _take_turn(self) -> None:
        lock = write_lock(str(self.settings_dict["NAME"]))
        if not lock.acquire(timeout=self.settings_dict.get("OPTIONS", {}).get("timeout", 20)):
            raise OperationalError("database is locked: another thread of this process holds a transaction")
        self.holds_write_lock = True

    def _pass_on(self) -> None:
        if self.holds_write_lock:
            self.holds_write_lock = False
            write_lock(str(self.settings_dict["NAME"])).release()

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._pass_on()
            raise

    def _commit(self) -> Any:
        answer = super()._commit()
        self._pass_on()
        return answer

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._pass_on()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._pass_on()
