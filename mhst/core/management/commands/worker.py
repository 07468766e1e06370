from typing import Any

from django.core.management.base import CommandParser
from django_tasks_db.management.commands.db_worker import Command as Worker

from mhst.core.sweeps import EVERY_SECONDS, Sweeper


class Command(Worker):
    """The package's worker takes jobs; beside it, the sweeps ring again for what was lost."""

    help = "Do the jobs that wait, and every minute whatever has been left"

    def add_arguments(self, parser: CommandParser) -> None:  # type: ignore[override]
        super().add_arguments(parser)
        parser.add_argument("--sweep-every", type=float, default=EVERY_SECONDS, help="Seconds between two sweeps.")

    def handle(self, *, sweep_every: float, **options: Any) -> None:  # type: ignore[override]
        with Sweeper(sweep_every):
            super().handle(**options)
