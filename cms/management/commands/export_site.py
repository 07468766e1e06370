from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.actions import exported_site
from mhst.core.actors import SYSTEM


class Command(BaseCommand):
    """For another area to start from. Drafts, pictures, recordings and the ways to get help stay."""

    help = "Writes the published pages as files, one a page, in the form of cms/starting."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        told = exported_site.write_to(folder=options["folder"], by=SYSTEM)
        left = f" {told['left']} pictures and recordings stayed behind." if told["left"] else ""
        self.stdout.write(f"{told['pages']} pages written to {options['folder']}.{left}")
