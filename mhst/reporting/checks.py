"""What Django's `check --deploy` says of how figures are read."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection

from mhst.reporting.queries import reader
from mhst.settings.environment import environment


@register(Tags.security, deploy=True)
def figures_are_read_as_a_role(databases: Sequence[str] | None = None, **asked: Any) -> list[CheckMessage]:
    """Whether a role is named; with `--database default` also whether it is there, and may read what it should."""
    if connection.vendor != "postgresql":
        return []
    if not environment.reading_role:
        hint = "Name one in MHST_READING_ROLE, and run grant_reading after migrate (docs/first-day.md)."
        return [Warning("Published figures are read as a user who may read everything.", hint, id="reporting.W001")]
    if connection.alias not in (databases or ()):
        return []
    with connection.cursor() as cursor:
        return [Warning(sentence, id="reporting.W002") for sentence in reader.wrong(cursor)]
