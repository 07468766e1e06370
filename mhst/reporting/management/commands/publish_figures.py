from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import CannotTell
from mhst.core.errors import DomainError, NotFound
from mhst.reporting import facts
from mhst.reporting.actions import contact, publication
from mhst.reporting.queries.commission import teams_paid_for
from mhst.reporting.queries.due import Due, due
from mhst.reporting.queries.publication import is_published, quarter_at
from mhst.reporting.queries.release import work_out, work_out_again


class Command(BaseCommand):
    help = "Publish the figures that are due, or revise a quarter, and show how the gate gets on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--revise", metavar="YYYY-MM", help="The first month of a published quarter.")

    def handle(self, *args: Any, revise: str | None, **options: Any) -> None:
        for source in facts.sources():
            contact.roll_up(source=source, by=SYSTEM)
        if revise:
            self._each(self._out(revise), self._revise, "Not revised")
        else:
            self._each(due(clock.today()), self._publish, "Not published")

    def _each(self, all_of_them: list[Due], do: Callable[[Due], None], if_not: str) -> None:
        """What stops one does not keep the others from theirs."""
        stopped = [told for each in all_of_them if (told := _why_not(do, each))]
        if stopped:
            raise CommandError(f"{if_not}: {'; '.join(stopped)}")

    def _out(self, revise: str) -> list[Due]:
        """Every team whose quarter is out."""
        try:
            quarter = quarter_at(revise)
        except NotFound as why:
            raise CommandError(f"{revise} is not the first month of a quarter, such as 2026-01.") from why
        found = [Due(team, quarter) for team in teams_paid_for(quarter) if is_published(team.pk, quarter)]
        if not found:
            raise CommandError("Only a published quarter can be revised.")
        return found

    def _publish(self, each: Due) -> None:
        worked_out = self._watched(lambda step: work_out(each.team, each.period, clock.now(), step))
        publication.publish(worked_out=worked_out, by=SYSTEM)

    def _revise(self, each: Due) -> None:
        worked_out = self._watched(lambda step: work_out_again(each.team, each.period, clock.now(), step))
        publication.revise(worked_out=worked_out, by=SYSTEM)
        if not worked_out.changed:
            self.stdout.write(f"{each.team}, {each.period}: no figure would change, so there is no new edition")

    def _watched(self, work: Any) -> Any:
        with tqdm(desc="Groups asked about", file=self.stderr) as bar:

            def step(settled: int, of: int) -> None:
                bar.total, bar.n = of, settled
                bar.refresh()

            worked_out = work(step)
        for line in worked_out.release.log:
            self.stdout.write(f"{worked_out.team}, {worked_out.period}: {line.table}: {line.how} ({line.because})")
        self.stdout.write(f"{worked_out.team}, {worked_out.period}: {len(worked_out.release.tables)} tables")
        return worked_out


def _why_not(do: Callable[[Due], None], each: Due) -> str:
    """Does it, or says why that was not possible."""
    try:
        do(each)
    except (CannotTell, DomainError) as why:
        return f"{each.team}, {each.period}: {why}"
    return ""
