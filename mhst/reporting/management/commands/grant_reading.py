from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from mhst.reporting.queries.reading import grants
from mhst.settings.environment import environment


class Command(BaseCommand):
    help = "Let the role of MHST_READING_ROLE read published figures, and nothing else. For PostgreSQL."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql" or not environment.reading_role:
            raise CommandError("This needs PostgreSQL and MHST_READING_ROLE.")
        with connection.cursor() as cursor:
            for statement in grants():
                cursor.execute(statement)
                self.stdout.write(statement)
