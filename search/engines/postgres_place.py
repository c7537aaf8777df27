"""Where the tables of an index stand in PostgreSQL: those that answer in the site's own schema, and those of an index
that is being built to take their place in another, under the same names."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction

from .base import Unavailable
from .postgres_writer import TABLES

BESIDE = "search_beside"
# Shorter than PostgreSQL's own wait for a deadlock, so that never a reader is the one who is turned away.
PATIENCE_MS = 400
TRIES = 50


@contextmanager
def looking_at(cursor: Any, schema: str) -> Iterator[None]:
    """Within the block, tables are looked for in `schema` before anywhere else; without one nothing changes."""
    if not schema:
        yield
        return
    cursor.execute("SELECT current_setting('search_path')")
    (path,) = cursor.fetchone()
    # Local to the transaction, so an error takes it back together with everything else.
    cursor.execute("SELECT set_config('search_path', %s, true)", [f"{schema}, {path}"])
    yield
    cursor.execute("SELECT set_config('search_path', %s, true)", [path])


def take_place(lock: int) -> None:
    """Move the tables from beside to where they answer. Readers wait for some milliseconds, and then find by name."""
    for number in range(TRIES):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
                cursor.execute("SELECT current_schema(), set_config('lock_timeout', %s, true)", [f"{PATIENCE_MS}ms"])
                (schema, _) = cursor.fetchone()
                cursor.execute(f"DROP TABLE IF EXISTS {', '.join(TABLES)}")
                for table in TABLES:
                    cursor.execute(f'ALTER TABLE {BESIDE}.{table} SET SCHEMA "{schema}"')
                cursor.execute(f"DROP SCHEMA {BESIDE}")
                cursor.execute("SELECT set_config('lock_timeout', '0', true)")
            return
        except OperationalError as error:
            if number + 1 == TRIES:
                raise Unavailable("somebody reads the index all the time, so it could not be replaced") from error
            time.sleep(0.1)
