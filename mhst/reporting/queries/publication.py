"""Reading what was published: rows of published tables only, never a contact."""

import datetime as dt
from typing import Any

from mhst.access.check import visible
from mhst.access.models import User
from mhst.core.disclosure import SafeTable, reopened
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.reporting.dates import Period, quarter_of
from mhst.reporting.models import Publication, PublishedTable


def quarters(viewer: User) -> Any:
    """The newest edition first of every published quarter that the viewer may read."""
    rows = visible(Publication.objects.filter(months=3), viewer, Permission.FIGURES_VIEW)
    return rows.select_related("team").order_by("-first", "team__name", "-edition")


def latest(viewer: User) -> Publication | None:
    """What opens first: the newest quarter."""
    return quarters(viewer).first()


def get_visible(team_id: Any, first: dt.date, viewer: User) -> Publication:
    """A team's quarter in its newest edition. Raises: NotFound."""
    found = quarters(viewer).filter(team=team_id, first=first).first()
    if found is None:
        raise NotFound
    return found


def tables(publication: Publication) -> dict[str, SafeTable]:
    """Every table of the quarter, and of its months where no later edition holds them, by key and in order.

    Raises: NotProtected when a stored one is not what was published.
    """
    rows = PublishedTable.objects.filter(publication=publication)
    return {row.key: reopened(row.contents, row.signature) for row in rows}


def monthly(publication: Publication) -> list[dict[str, SafeTable]]:
    """The tables of each month of the quarter, as they were published, for a first edition. Two queries."""
    period = publication.period
    rows = Publication.objects.filter(
        team=publication.team_id, months=1, first__gte=period.first, first__lt=period.end
    ).prefetch_related("tables")
    return [
        {row.key: reopened(row.contents, row.signature) for row in month.tables.all()}
        for month in rows.order_by("first")
    ]


def beside(publication: Publication, viewer: User) -> dict[str, SafeTable | None]:
    """The whole of the quarter before and of the same quarter a year before, where they were published."""
    period = publication.period
    wanted = {"before": period.before, "year_before": period.year_before}
    found = quarters(viewer).filter(team=publication.team_id, first__in=[each.first for each in wanted.values()])
    by_first = {row.first: row for row in reversed(list(found))}
    return {name: _whole(by_first.get(each.first)) for name, each in wanted.items()}


def _whole(publication: Publication | None) -> SafeTable | None:
    return tables(publication).get("quarter") if publication else None


def choices(viewer: User) -> list[Publication]:
    """One for each team and quarter, to choose from."""
    return list({(row.team_id, row.first): row for row in reversed(list(quarters(viewer)))}.values())[::-1]


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
