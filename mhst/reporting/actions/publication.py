"""Publishing figures. The working out is done before, outside the transaction: see queries/release.py."""

from mhst.audit import recording
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.disclosure import Known, SafeTable
from mhst.core.errors import Conflict
from mhst.places.models import Team
from mhst.reporting.models import Publication, PublishedTable
from mhst.reporting.queries.publication import latest_edition
from mhst.reporting.queries.release import WorkedOut, around
from mhst.reporting.rules import publication as rules


@action
def publish(*, worked_out: WorkedOut, by: Actor) -> Publication:
    """The first edition of a month or a quarter. Raises: Refused, Conflict."""
    rules.check_can_publish(worked_out.team, by)
    rules.check_is_due(worked_out.period)
    _lock(worked_out.team)
    rules.check_in_order(worked_out.team, worked_out.period)
    return _write(worked_out)


@action
def revise(*, worked_out: WorkedOut, by: Actor) -> Publication:
    """A later edition of a quarter, beside the one before, which stays. Where it would show no other figure there is
    none: the one before stays the newest, and that it was looked at is written down. Raises: Refused, Conflict."""
    rules.check_can_publish(worked_out.team, by)
    _lock(worked_out.team)
    rules.check_is_published(worked_out.team, worked_out.period)
    return _write(worked_out) if worked_out.changed else _left(worked_out)


def _lock(team: Team) -> None:
    Team.objects.select_for_update(of=("self",), no_key=True).get(pk=team.pk)


def _left(worked_out: WorkedOut) -> Publication:
    """Raises: Conflict."""
    _check_is_all(worked_out)
    newest = latest_edition(worked_out.team, worked_out.period)
    recording.note(newest, revised=False)
    return newest


def _check_is_all(worked_out: WorkedOut) -> None:
    """Raises: Conflict when something else was published since it was worked out: the gate did not know of it."""
    if worked_out.audited != around(worked_out.team, worked_out.period):
        raise Conflict("Something was published meanwhile. Work it out again.")


def _write(worked_out: WorkedOut) -> Publication:
    """Raises: Conflict."""
    _check_is_all(worked_out)
    release, period = worked_out.release, worked_out.period
    publication = Publication.objects.create(
        team=worked_out.team, first=period.first, months=period.months, edition=worked_out.edition,
        counted_at=worked_out.counted_at, log=[[line.table, line.how, line.because] for line in release.log],
        known=[_plain(figure) for figure in release.known], places=[place.plain for place in worked_out.places],
    )  # fmt: skip
    PublishedTable.objects.bulk_create(_row(publication, table) for table in release.tables)
    return publication


def _plain(figure: Known) -> list[object]:
    return [list(figure.cell), figure.least, figure.most, figure.edition, list(figure.tables)]


def _row(publication: Publication, table: SafeTable) -> PublishedTable:
    return PublishedTable(
        publication=publication, key=table.key, contents=table.contents, signature=table.signature
    )  # fmt: skip
