from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction

from mhst.reporting.queries import reader
from mhst.settings.environment import environment

REFUSED = (
    "PostgreSQL refuses: {problem}. Whoever runs it can say once `CREATE ROLE {role} NOLOGIN; GRANT {role} TO` the "
    "user of MHST_DATABASE_URL, who owns the tables. Then this goes on."
)


class Command(BaseCommand):
    help = "Make the role of MHST_READING_ROLE and let it read published figures, and nothing else. For PostgreSQL."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql" or not environment.reading_role:
            raise CommandError("This needs PostgreSQL and MHST_READING_ROLE.")
        with transaction.atomic(), connection.cursor() as cursor:
            try:
                for statement in reader.bring(cursor):
                    self.stdout.write(statement)
            except ProgrammingError as problem:
                raise CommandError(
                    REFUSED.format(problem=str(problem).strip(), role=environment.reading_role)
                ) from problem
            if wrong := reader.wrong(cursor):
                raise CommandError("\n".join(wrong))
