from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string

from cms.queries import help_route
from mhst.settings.environment import ROOT, environment


class Command(BaseCommand):
    """The page a proxy shows while the service is away. Run after each deployment and each night."""

    help = "Writes the help-now page as one file that needs no server, style sheet or script of ours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=ROOT / "var" / "help-now.html")

    def handle(self, *args: Any, **options: Any) -> None:
        page = render_to_string(
            "cms/help_now/alone.html",
            {"ways": help_route.shown(), "service_name": environment.service_name},
        )
        options["to"].parent.mkdir(parents=True, exist_ok=True)
        options["to"].write_text(page)
        self.stdout.write(f"Written to {options['to']}.")
