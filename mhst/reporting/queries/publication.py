"""Reading what was published: rows of published tables only, never a contact."""

import datetime as dt
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import TruncQuarter

from mhst.access.check import among, granted, visible
from mhst.access.models import User
from mhst.core.disclosure import SafeTable, reopened
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.core.prepared import Prepared
from mhst.core.reach import Reach
from mhst.places.models import Team
from mhst.reporting.dates import Period, quarter_of
from mhst.reporting.models import Publication, PublishedTable
from mhst.reporting.queries.reading import as_reader

#: What the gate keeps for itself and no page shows; and where schools were laid out, which is asked for by itself.
KEPT = ("log", "known", "places")
#: Of months.
SIDE_BY_SIDE = ("month", "month_by_gender", "month_by_time")


def published(viewer: User) -> Any:
    """Every quarter that the viewer may read, and months whose quarter is not out yet; the newest edition first."""
    return _in_order(_out(visible(Publication.objects.all(), viewer, Permission.FIGURES_VIEW)))


def _out(readable: Any) -> Any:
    """Of a quarter in which somebody began to pay they read months alone: to them it is never out."""
    quarter = readable.filter(team=OuterRef("team"), months=3, first=OuterRef("quarter"))
    return readable.alias(quarter=TruncQuarter("first")).filter(Q(months=3) | ~Exists(quarter))


def _in_order(rows: Any) -> Any:
    return rows.select_related("team").defer(*KEPT).order_by("-first", "team__name", "-edition")


_readable: Prepared[Publication] = Prepared(
    lambda everywhere, organisations, teams, opened: _in_order(
        _out(
            among(
                Publication.objects.all(),
                Reach(None, everywhere, frozenset(organisations), frozenset(teams)), opened,
            )
        )
    )
)  # fmt: skip


def readable(viewer: User) -> list[Publication]:
    """All of `published`, for every page of figures."""
    if not viewer.is_active:
        return []
    extent = viewer.reach(Permission.FIGURES_VIEW)
    opened = tuple(UUID(id) for id in granted(viewer, Permission.FIGURES_VIEW, Publication))
    places = ((), ()) if extent.everywhere else (tuple(extent.organisations), tuple(extent.teams))
    with as_reader():
        return _readable(extent.everywhere, *places, opened)


def latest(viewer: User) -> Publication | None:
    """What opens first: the newest quarter, or the newest month of who can read no quarter yet."""
    held = readable(viewer)
    return next((row for row in held if row.period.is_quarter), next(iter(held), None))


def newest_of_each(viewer: User) -> list[Publication]:
    """What was published last of each team that they read, in the order of the teams' names."""
    by_team = {row.team_id: row for row in reversed(readable(viewer))}
    return sorted(by_team.values(), key=lambda row: row.team.name)


def get_visible(id: UUID, viewer: User) -> Publication:
    """A month or a quarter. Raises: NotFound."""
    rows = visible(Publication.objects.all(), viewer, Permission.FIGURES_VIEW)
    with as_reader():
        found = rows.select_related("team").defer(*KEPT).filter(pk=id).first()
    if found is None:
        raise NotFound
    return found


def log_of(publication: Publication) -> list[list[str]]:
    """Table, how and because of which group, in the order in which it was decided. For those who publish."""
    log: list[list[str]] = Publication.objects.values_list("log", flat=True).get(pk=publication.pk)
    return log


def clusters_of(publication: Publication) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which schools were in which cluster, as figures by place were laid out. Anybody can look that up."""
    with as_reader():
        laid_out = Publication.objects.values_list("places", flat=True).get(pk=publication.pk)
    found: dict[str, list[str]] = {}
    for _, school, cluster, *_ in laid_out:
        found.setdefault(cluster, []).append(school)
    return tuple((cluster, tuple(sorted(schools))) for cluster, schools in sorted(found.items()))


def get_table(publication: Publication, key: str, but: Container[str] = ()) -> SafeTable:
    """One of which something is shown: what is small throughout is not there, as if it had been left out. Whichever is
    asked for, all are opened, so that it takes as long to say of either that it is not there. `but`: those that teams
    of its kind cannot have.

    Raises: NotFound, NotProtected.
    """
    table = tables(publication).get(key)
    if table is None or not table.shows_something or key in but:
        raise NotFound
    return table


def tables(publication: Publication | None) -> dict[str, SafeTable]:
    """Every table of the quarter, and of its months where no later edition holds them, by key and in order.

    Raises: NotProtected when a stored one is not what was published.
    """
    if publication is None:
        return {}
    with as_reader():
        rows = list(PublishedTable.objects.filter(publication=publication))
    return {row.key: reopened(row.contents, row.signature) for row in rows}


def months_of(publication: Publication) -> list[tuple[Publication, dict[str, SafeTable]]]:
    """The months of a quarter as they were published, with the tables that stand side by side. Two queries."""
    period = publication.period
    rows = Publication.objects.filter(
        team=publication.team_id, months=1, first__gte=period.first, first__lt=period.end
    ).prefetch_related(Prefetch("tables", PublishedTable.objects.filter(key__in=SIDE_BY_SIDE)))
    with as_reader():
        months = list(rows.defer(*KEPT).order_by("first"))
    return [(month, {row.key: reopened(row.contents, row.signature) for row in month.tables.all()}) for month in months]


@dataclass(frozen=True)
class Opened:
    """A publication as somebody opened it: the periods it stands beside, and all that may be chosen instead."""

    publication: Publication
    before: Publication | None
    year_before: Publication | None
    choices: tuple[Publication, ...]
    editions: tuple[Publication, ...] = ()  # of the same period that they may read, the newest first

    @property
    def newest(self) -> Publication | None:
        """The edition that has taken its place."""
        return self.editions[0] if self.editions and self.editions[0] != self.publication else None

    @property
    def earlier_editions(self) -> tuple[Publication, ...]:
        return tuple(row for row in self.editions if row.edition < self.publication.edition)

    @property
    def names(self) -> tuple[str, ...]:
        """Of the teams, which are called otherwise one day: publications are the same as long as their ids are."""
        return tuple(str(each.team) for each in (self.publication, *self.choices))

    @property
    def newer(self) -> tuple[Publication, ...]:
        """Months of the team that are out before their quarter is, the first one first."""
        team, period = self.publication.team_id, self.publication.period
        return tuple(
            row for row in reversed(self.choices)
            if row.team_id == team and not row.period.is_quarter and row.first >= period.end
        )  # fmt: skip

    @property
    def chosen(self) -> UUID:
        """What stands in the choice: itself, or the quarter of a month that is not among them."""
        ids, quarter = {row.pk for row in self.choices}, self.publication.period.quarter.first
        its = (row for row in self.choices if row.team_id == self.publication.team_id and row.first == quarter)
        found = self.publication if self.publication.pk in ids else next(its, self.publication)
        return found.pk


def opened(id: UUID, viewer: User) -> Opened:
    """One query for a quarter, two for a month. Raises: NotFound."""
    held = readable(viewer)
    found = next((row for row in held if row.pk == id and row.period.is_quarter), None)
    beside = held if found else _months_beside(id, viewer)
    found = found or next((row for row in beside if row.pk == id), None)
    if found is None:
        raise NotFound
    return Opened(found, *_beside(found, beside), tuple(_newest(held)), tuple(_editions(found, beside)))


def earlier(publication: Publication, viewer: User) -> tuple[Publication | None, Publication | None]:
    """The period before and the same one a year before, where they were published. One query."""
    is_quarter = publication.period.is_quarter
    return _beside(publication, readable(viewer) if is_quarter else _months_beside(publication.pk, viewer))


def _months_beside(id: UUID, viewer: User) -> list[Publication]:
    """That month, and all others of its team."""
    rows = Publication.objects.filter(months=1, team__publications=id)
    rows = _in_order(visible(rows, viewer, Permission.FIGURES_VIEW))
    with as_reader():
        return list(rows)


def _beside(publication: Publication, held: list[Publication]) -> tuple[Publication | None, Publication | None]:
    period = publication.period
    alike = [row for row in held if (row.team_id, row.months) == (publication.team_id, publication.months)]
    by_first = {row.first: row for row in _newest(alike)}
    return by_first.get(period.before.first), by_first.get(period.year_before.first)


def _editions(publication: Publication, held: list[Publication]) -> list[Publication]:
    alike = (row for row in held if (row.team_id, row.period) == (publication.team_id, publication.period))
    return sorted(alike, key=lambda row: -row.edition)


def _newest(held: list[Publication]) -> list[Publication]:
    """The last edition for each team and quarter."""
    return list({(row.team_id, row.first): row for row in reversed(held)}.values())[::-1]


def is_published(team_id: Any, period: Period) -> bool:
    return Publication.objects.filter(team=team_id, first=period.first, months=period.months).exists()


def periods_out() -> dict[Any, set[Period]]:
    """Every month and quarter that is out, by team; of a team without any, none. One query."""
    out: dict[Any, set[Period]] = defaultdict(set)
    for team, first, months in Publication.objects.values_list("team", "first", "months").order_by().distinct():
        out[team].add(Period(first, months))
    return out


def latest_edition(team: Team, quarter: Period) -> Publication:
    """Raises: Publication.DoesNotExist."""
    rows = Publication.objects.filter(team=team, first=quarter.first, months=quarter.months)
    newest: Publication = rows.latest("edition")
    return newest


def is_complete(team_id: Any, quarter: Period) -> bool:
    """Whether all months of a quarter were published."""
    rows = Publication.objects.filter(team=team_id, months=1, first__in=quarter.starts, edition=1)
    return rows.count() == quarter.months


def quarter_at(text: str) -> Period:
    """From an address: "2026-01". Raises: NotFound."""
    try:
        first = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotFound from None
    period = quarter_of(first)
    if period.first != first:
        raise NotFound
    return period


def chosen(text: str, viewer: User) -> Publication:
    """What was picked from the choices. Raises: NotFound."""
    try:
        return get_visible(UUID(text), viewer)
    except ValueError:
        raise NotFound from None
