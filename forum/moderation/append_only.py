"""The record can only grow: the database itself refuses to change or to remove an activity, whoever asks."""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from communities.models import Activity

_TABLE = Activity._meta.db_table
_WORDS = "activities are never changed and never removed"

_STATEMENTS = {
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS activity_{verb}_refused BEFORE {verb} ON {_TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"CREATE OR REPLACE FUNCTION activity_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER activity_refused BEFORE UPDATE OR DELETE ON {_TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION activity_refuses()",
    ],
}


def seal(connection: BaseDatabaseWrapper) -> None:
    """Have the database refuse, from now on, with an IntegrityError. Doing it again changes nothing."""
    with connection.cursor() as cursor:
        for statement in _STATEMENTS[connection.vendor]:
            cursor.execute(statement)


def is_sealed(connection: BaseDatabaseWrapper) -> bool:
    """True when the database refuses. For checks of a running site."""
    lists = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'activity_%_refused'",
        "postgresql": "SELECT 2 * count(*) FROM pg_trigger WHERE tgname = 'activity_refused'",
    }
    with connection.cursor() as cursor:
        cursor.execute(lists[connection.vendor])
        return cursor.fetchone()[0] == 2


def seal_after_migration(using: str, **_signal: object) -> None:
    """After each `migrate`: SQLite drops triggers when it rebuilds a table to alter it.

    A database made without migrations, as tests make theirs, stays open, so that they can empty it."""
    connection = connections[using]
    if ("moderation", "0001_reports") in MigrationRecorder(connection).applied_migrations():
        seal(connection)
