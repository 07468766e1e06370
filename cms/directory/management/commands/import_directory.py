from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cms.directory.actions.taking_over import take_over
from cms.directory.readers import hsds, table
from cms.directory.readers.entry import Entries
from mhst.core.actors import Machine
from mhst.core.errors import DomainError
from mhst.places.readers.report import OnlyChecked


class Command(BaseCommand):
    help = (
        "Take over services from an Open Referral UK (HSDS 3) JSON file, or from a CSV file like that of the export. "
        "All or nothing; the same file again changes nothing. See docs/directory.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="….json or ….csv")
        parser.add_argument("--check", action="store_true", help="report what would change and write nothing")
        parser.add_argument("--skip-rejected", action="store_true", help="import the rest when lines are wrong")
        parser.add_argument("--everything", action="store_true", help="list everything, however long")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._take(self._read(options["file"]), options)
        except DomainError as refused:
            for line in refused.details.get("rejected", ()):
                self.stderr.write(str(line))
            raise CommandError(refused.message) from refused

    def _read(self, path: Path) -> Entries:
        if path.suffix.lower() != ".csv":
            return hsds.read(path)
        size = path.stat().st_size if path.is_file() else 0
        with tqdm(total=size, unit="B", unit_scale=True, desc="Reading", disable=None) as bar:
            return table.read(path, watch=bar.update)

    def _take(self, entries: Entries, options: dict[str, Any]) -> None:
        with tqdm(total=len(entries.entries), desc="Taking over", disable=None) as bar:
            try:
                report = take_over(
                    entries=entries, skip_rejected=options["skip_rejected"], only_check=options["check"],
                    watch=bar.update, by=Machine("import of the directory"),
                )  # fmt: skip
            except OnlyChecked as checked:
                report = checked.report
        for line in report.lines(everything=options["everything"]):
            self.stdout.write(line)
        if report.refusal:
            raise CommandError(f"The import would be refused. {report.refusal}")
        self.stdout.write("Only checked: nothing was written." if options["check"] else "Done.")
