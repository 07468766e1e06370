"""Reading what was published: rows of published tables only, never a contact."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from mhst.access.check import among, granted, visible
from mhst.access.models import User
from mhst.core.disclosure import SafeTable, reopened
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.core.prepared import Prepared
from mhst.core.reach import Reach
from mhst.reporting.dates import Period, quarter_of
from mhst.reporting.models import Publication, PublishedTable
from mhst.reporting.queries.reading import as_reader

#: What the gate keeps for itself and no page shows.
KEPT = ("log", "known", "places")


def quarters(viewer: User) -> Any:
    """The newest edition first of every published quarter that the viewer may read."""
    return _in_order(visible(Publication.objects.filter(months=3), viewer, Permission.FIGURES_VIEW))


def _in_order(rows: Any) -> Any:
    return rows.select_related("team").defer(*KEPT).order_by("-first", "team__name", "-edition")


_readable: Prepared[Publication] = Prepared(
    lambda everywhere, organisations, teams, opened: _in_order(
        among(
            Publication.objects.filter(months=3),
            Reach(None, everywhere, frozenset(organisations), frozenset(teams)), opened,
        )
    )
)  # fmt: skip


def readable(viewer: User) -> list[Publication]:
    """All of `quarters`, for every page of figures."""
    if not viewer.is_active:
        return []
    extent = viewer.reach(Permission.FIGURES_VIEW)
    opened = tuple(UUID(id) for id in granted(viewer, Permission.FIGURES_VIEW, Publication))
    places = ((), ()) if extent.everywhere else (tuple(extent.organisations), tuple(extent.teams))
    with as_reader():
        return _readable(extent.everywhere, *places, opened)


def latest(viewer: User) -> Publication | None:
    """What opens first: the newest quarter."""
    return next(iter(readable(viewer)), None)


def get_visible(id: UUID, viewer: User) -> Publication:
    """A month or a quarter. Raises: NotFound."""
    rows = visible(Publication.objects.all(), viewer, Permission.FIGURES_VIEW)
    with as_reader():
        found = rows.select_related("team").defer(*KEPT).filter(pk=id).first()
    if found is None:
        raise NotFound
    return found


def get_table(publication: Publication, key: str) -> SafeTable:
    """Raises: NotFound, NotProtected."""
    with as_reader():
        row = PublishedTable.objects.filter(publication=publication, key=key).first()
    if row is None:
        raise NotFound
    return reopened(row.contents, row.signature)


def tables(publication: Publication | None) -> dict[str, SafeTable]:
    """Every table of the quarter, and of its months where no later edition holds them, by key and in order.

    Raises: NotProtected when a stored one is not what was published.
    """
    if publication is None:
        return {}
    with as_reader():
        rows = list(PublishedTable.objects.filter(publication=publication))
    return {row.key: reopened(row.contents, row.signature) for row in rows}


def months_of(publication: Publication) -> list[tuple[Publication, SafeTable | None]]:
    """The months of a quarter as they were published, each with its whole. Two queries."""
    period = publication.period
    rows = Publication.objects.filter(
        team=publication.team_id, months=1, first__gte=period.first, first__lt=period.end
    ).prefetch_related(Prefetch("tables", PublishedTable.objects.filter(key="month")))
    with as_reader():
        return [(month, _only(month)) for month in rows.defer(*KEPT).order_by("first")]


def _only(month: Publication) -> SafeTable | None:
    rows = list(month.tables.all())
    return reopened(rows[0].contents, rows[0].signature) if rows else None


@dataclass(frozen=True)
class Opened:
    """A publication as somebody opened it: the quarters it stands beside, and all that may be chosen instead."""

    publication: Publication
    before: Publication | None
    year_before: Publication | None
    choices: tuple[Publication, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Of the teams, which are called otherwise one day: publications are the same as long as their ids are."""
        return tuple(str(each.team) for each in (self.publication, *self.choices))


def opened(id: UUID, viewer: User) -> Opened:
    """One query for a quarter, two for a month. Raises: NotFound."""
    held = readable(viewer)
    found = next((row for row in held if row.pk == id), None) or get_visible(id, viewer)
    return Opened(found, *_beside(found, held), tuple(_newest(held)))


def earlier(publication: Publication, viewer: User) -> tuple[Publication | None, Publication | None]:
    """The quarter before and the same quarter a year before, where they were published. One query."""
    return _beside(publication, readable(viewer))


def _beside(publication: Publication, held: list[Publication]) -> tuple[Publication | None, Publication | None]:
    period = publication.period
    if not period.is_quarter:
        return None, None
    by_first = {row.first: row for row in _newest(held) if row.team_id == publication.team_id}
    return by_first.get(period.before.first), by_first.get(period.year_before.first)


def _newest(held: list[Publication]) -> list[Publication]:
    """The last edition for each team and quarter."""
    return list({(row.team_id, row.first): row for row in reversed(held)}.values())[::-1]


def is_published(team_id: Any, period: Period) -> bool:
    return Publication.objects.filter(team=team_id, first=period.first, months=period.months).exists()


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
