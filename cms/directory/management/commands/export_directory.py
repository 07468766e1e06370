import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.directory.documents.open_referral import service_of
from cms.directory.documents.table import csv_of
from cms.directory.queries import service as queries


class Command(BaseCommand):
    help = "Write every entry that is shown as Open Referral UK (HSDS 3) JSON or as CSV, by the ending of the file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="….json or ….csv")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        services = queries.listed()
        is_csv = path.suffix.lower() == ".csv"
        text = csv_of(services) if is_csv else json.dumps([service_of(one) for one in services], indent=2)
        path.write_text(text, encoding="utf-8", newline="")
        self.stdout.write(f"{len(services)} entries written to {path}.")
