"""The role as which figures are read (`reading.py`): made where it is missing, and held to what it may read.

Each start of the containers does so after `migrate`; whoever runs without them gives `grant_reading` after an upgrade.
"""

from collections.abc import Iterator

from django.db import connection
from django.db.backends.utils import CursorWrapper

from mhst.reporting.queries.reading import READABLE
from mhst.settings.environment import environment

#: Since this version of PostgreSQL a member need not be one who may speak as the role.
SPEAKING_IS_A_RIGHT_OF_ITS_OWN = 16_00_00
SPEAKS = "SELECT bool_or(pg_has_role(oid, %s)) FROM pg_roles WHERE rolname = %s"
#: Every column of ours that a role may read, by whatever right: its own, everybody's, or a superuser's.
READS = """
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    AND a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege(%s, c.oid, a.attnum, 'SELECT')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname, a.attnum
"""


def bring(cursor: CursorWrapper) -> Iterator[str]:
    """Make the role, let us speak as it, and give it what it may read and nothing else; each statement as it is done.
    Done again it changes nothing."""
    for statements in (_made, _taken_back, _granted):
        for statement in statements(cursor):
            cursor.execute(statement)
            yield statement


def wrong(cursor: CursorWrapper) -> list[str]:
    """What keeps figures from being read as the role, or would let it read more: a sentence each."""
    name = f"The role {environment.reading_role}"
    if not _speaks(cursor):
        return [f"There is no role {environment.reading_role} as which this user may read: run grant_reading."]
    reads = set(_reads(cursor))
    lacking = sorted(table for table, columns in READABLE.items() if not _has(table, columns, reads))
    beyond = _beyond(cursor)
    return [
        *([f"{name} may not read {', '.join(lacking)}: run grant_reading."] if lacking else []),
        *(
            [f"{name} may also read {', '.join(beyond[:3])} ({len(beyond)} tables): name another role."]
            if beyond
            else []
        ),
    ]


def _made(cursor: CursorWrapper) -> Iterator[str]:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [environment.reading_role])
    if not cursor.fetchone():
        yield f"CREATE ROLE {_role()} NOLOGIN"
    if not _speaks(cursor):
        yield f"GRANT {_role()} TO CURRENT_USER"


def _taken_back(cursor: CursorWrapper) -> list[str]:
    """What an earlier version let it read."""
    return [f"REVOKE ALL ON {_quoted(table)} FROM {_role()}" for table in _beyond(cursor)]


def _granted(cursor: CursorWrapper) -> list[str]:
    named = {table: f" ({', '.join(map(_quoted, columns))})" if columns else "" for table, columns in READABLE.items()}
    return [f"GRANT SELECT{columns} ON {_quoted(table)} TO {_role()}" for table, columns in named.items()]


def _speaks(cursor: CursorWrapper) -> bool:
    """Whether there is such a role, and we may speak as it."""
    right = "SET" if _version() >= SPEAKING_IS_A_RIGHT_OF_ITS_OWN else "MEMBER"
    cursor.execute(SPEAKS, [right, environment.reading_role])
    return bool(cursor.fetchone()[0])


def _version() -> int:
    return int(connection.pg_version)  # type: ignore[attr-defined]  # of PostgreSQL's wrapper alone


def _reads(cursor: CursorWrapper) -> list[tuple[str, str]]:
    cursor.execute(READS, [environment.reading_role])
    return [(str(table), str(column)) for table, column in cursor.fetchall()]


def _beyond(cursor: CursorWrapper) -> list[str]:
    """Tables of which it may read more than it should."""
    return list(dict.fromkeys(table for table, column in _reads(cursor) if not _may(table, column)))


def _may(table: str, column: str) -> bool:
    columns = READABLE.get(table)
    return columns is not None and (not columns or column in columns)


def _has(table: str, columns: tuple[str, ...], reads: set[tuple[str, str]]) -> bool:
    if columns:
        return {(table, column) for column in columns} <= reads
    return any(read == table for read, _ in reads)


def _role() -> str:
    return _quoted(environment.reading_role)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
