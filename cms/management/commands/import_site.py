from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import starting
from cms.actions import starting_site
from mhst.core.actors import SYSTEM
from mhst.core.errors import DomainError


class Command(BaseCommand):
    """Repeating it changes nothing: a page whose address is taken stays as it is. One wrong file stops it all."""

    help = "Publishes the pages that a folder of files describes, as export_site writes them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = starting_site.bring_in(wanted=starting.pages(options["folder"]), by=SYSTEM)
        except DomainError as refused:
            raise CommandError(refused.message) from refused
        if made:
            call_command("update_index", verbosity=0)
        self.stdout.write(f"{made} pages made." if made else "All there already.")
