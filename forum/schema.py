"""Whether the database has the tables that this code expects."""

from enum import Enum

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Schema(Enum):
    NEW = "new"
    BEHIND = "behind"
    CURRENT = "current"


def schema() -> Schema:
    """Compare the migrations on disk with those the database says it has had. Raises DatabaseError when it is away."""
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        return Schema.NEW
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Schema.BEHIND if plan else Schema.CURRENT
