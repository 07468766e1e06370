"""Published figures are read as a role of PostgreSQL that may read nothing else, where a deployment has set one.

A mistake in a page, or somebody who gets a word into its queries, then meets a database that refuses: of contacts,
young people and referrals this role has no SELECT. On SQLite, and without the setting, nothing changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from mhst.settings.environment import environment

#: What may be read, by table, and of publications not what the gate keeps for itself. Nothing named: every column.
READABLE: dict[str, tuple[str, ...]] = {
    "reporting_publication": ("id", "created_at", "team_id", "first", "months", "edition", "counted_at", "places"),
    "reporting_publishedtable": (),
    "reporting_commission": (),
    "places_team": (),
}


@contextmanager
def as_reader() -> Iterator[None]:
    """Whatever is asked inside is asked as the reading role. What decides who may read is asked before."""
    if not environment.reading_role or connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(environment.reading_role)}")
        yield
        cursor.execute("RESET ROLE")  # after an error the savepoint takes it back
