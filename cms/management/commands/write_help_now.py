from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.actions import help_page
from mhst.core.actors import SYSTEM


class Command(BaseCommand):
    """The page a proxy shows while the service is away. Run after each deployment; the editor writes it anew too."""

    help = "Writes the help-now page as one file that needs no server, style sheet or script of ours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, help="Left out: help-now.html beside the editors' pictures.")

    def handle(self, *args: Any, **options: Any) -> None:
        where = help_page.write(to=options["to"], by=SYSTEM)
        self.stdout.write(f"Written to {where}.")
