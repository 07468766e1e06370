from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mhst.core.actors import Machine
from mhst.core.errors import DomainError
from mhst.places.actions.calendar_import import take_over_dates
from mhst.places.queries.calendar_copy import Owner
from mhst.places.queries.register import council_by_code, school_by_urn
from mhst.places.readers import dates_csv, dates_ics
from mhst.places.readers.dates import DatesFile
from mhst.places.readers.report import OnlyChecked


class Command(BaseCommand):
    help = (
        "Take over term dates from a CSV or iCalendar file for a council or a school. "
        "Replaces the school years the file has terms of; all or nothing. See docs/importing.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="….csv or ….ics")
        owner = parser.add_mutually_exclusive_group(required=True)
        owner.add_argument("--council", metavar="CODE", help="the council's LA code: 805")
        owner.add_argument("--school", metavar="URN", help="the school's URN, with /SITE for one of several sites")
        parser.add_argument("--source", default="", help="where the dates come from, shown to people")
        parser.add_argument("--check", action="store_true", help="report what would change and write nothing")
        parser.add_argument("--skip-rejected", action="store_true", help="import the rest when lines are wrong")
        parser.add_argument("--everything", action="store_true", help="list everything, however long")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            owner = self._owner(options)
            file = self._read(options["file"])
            self._take(owner, file, options)
        except DomainError as refused:
            for line in refused.details.get("rejected", ()):
                self.stderr.write(str(line))
            raise CommandError(refused.message) from refused

    def _owner(self, options: dict[str, Any]) -> Owner:
        if options["council"]:
            return council_by_code(options["council"])
        return school_by_urn(options["school"])

    def _read(self, path: Path) -> DatesFile:
        reader = dates_ics if path.suffix.lower() in {".ics", ".ical", ".icalendar"} else dates_csv
        return reader.read_dates(path)

    def _take(self, owner: Owner, file: DatesFile, options: dict[str, Any]) -> None:
        try:
            report = take_over_dates(
                owner=owner,
                file=file,
                source=options["source"] or options["file"].name,
                skip_rejected=options["skip_rejected"],
                only_check=options["check"],
                by=Machine("import of term dates"),
            )
        except OnlyChecked as checked:
            report = checked.report
        for line in report.lines(everything=options["everything"]):
            self.stdout.write(line)
        if report.refusal:
            raise CommandError(f"The import would be refused. {report.refusal}")
        self.stdout.write("Only checked: nothing was written." if options["check"] else "Done.")
