from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from mhst.core.actors import Machine
from mhst.core.errors import DomainError
from mhst.places.actions.register import take_over
from mhst.places.queries.register import known_urns
from mhst.places.readers.gias import Register, read_register
from mhst.places.readers.gias_links import Links, read_links
from mhst.places.readers.rejected import Rejected
from mhst.places.readers.report import LISTED, OnlyChecked


class Command(BaseCommand):
    help = (
        "Take over schools from the national register (GIAS): edubasealldata….csv as it is downloaded. "
        "All or nothing; the same file again changes nothing. See docs/importing.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="edubasealldata….csv")
        parser.add_argument("--council", nargs="+", action="extend", default=[], metavar="CODE", help="LA codes: 805")
        parser.add_argument("--links", type=Path, help="links_edubasealldata….csv, for successors of closed schools")
        parser.add_argument("--check", action="store_true", help="report what would change and write nothing")
        parser.add_argument("--skip-rejected", action="store_true", help="import the rest when lines are wrong")
        parser.add_argument("--everything", action="store_true", help="list everything, however long")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            register, links = self._read(options)
            self._take(register, links, options)
        except DomainError as refused:
            raise CommandError(refused.message) from refused

    def _read(self, options: dict[str, Any]) -> tuple[Register, Links | None]:
        path: Path = options["file"]
        size = path.stat().st_size if path.is_file() else 0
        known = known_urns(options["council"])
        with tqdm(total=size, unit="B", unit_scale=True, desc="Reading", disable=None) as bar:
            register = read_register(path, councils=set(options["council"]), known=known, watch=bar.update)
        links = read_links(options["links"], known | register.schools.keys()) if options["links"] else None
        return register, links

    def _take(self, register: Register, links: Links | None, options: dict[str, Any]) -> None:
        rejected = [*register.rejected, *(links.rejected if links else [])]
        try:
            report = take_over(
                register=register,
                links=links,
                councils=options["council"],
                skip_rejected=options["skip_rejected"],
                only_check=options["check"],
                by=Machine("import of the schools register"),
            )
        except OnlyChecked as checked:
            report = checked.report
        except DomainError:
            self._list(rejected, everything=options["everything"])
            raise
        for line in report.lines(everything=options["everything"]):
            self.stdout.write(line)
        if report.refusal:
            raise CommandError(f"The import would be refused. {report.refusal}")
        self.stdout.write("Only checked: nothing was written." if options["check"] else "Done.")

    def _list(self, rejected: list[Rejected], *, everything: bool) -> None:
        for line in rejected if everything else rejected[:LISTED]:
            self.stderr.write(str(line))
        if len(rejected) > LISTED and not everything:
            self.stderr.write(f"… and {len(rejected) - LISTED:,} more; --everything lists them")
