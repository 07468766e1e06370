"""The months of a quarter side by side, each as it was published."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mhst.core.disclosure import SafeTable
from mhst.reporting import words
from mhst.reporting.documents.laid_out import LaidOut, Tables, lay_out
from mhst.reporting.models import Publication

ALL = "All"
#: Of a revised quarter: what its own edition tells of each month.
NOW = "All, in this edition"


@dataclass(frozen=True)
class Line:
    """A value in words, and what each month shows of it."""

    label: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """All, or by gender, or by time of the week."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Months:
    publications: tuple[Publication, ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...]


#: From which table, and in words.
GROUPS = (("month", "Together"), ("month_by_gender", "By gender"), ("month_by_time", "By time of the week"))
EACH = "Each month is told as it was published. Somebody who came in two months is in both, and once in the quarter."


def side_by_side(
    months: Sequence[tuple[Publication, Tables]], notes: Iterable[str], now: SafeTable | None = None
) -> Months:
    """`notes`: how the quarter is counted and protected; `now`: of a revised quarter, its own months. Raises:
    NotProtected."""
    groups = tuple(
        Group(title, (*_lines(key, title, months), *(_now(months, now) if key == "month" else ())))
        for key, title in GROUPS
    )
    said = {figure for group in groups for line in group.lines for _, figure in line.cells}
    otherwise = [words.TOLD_OTHERWISE] if words.OTHERWISE in said else []
    return Months(tuple(month for month, _ in months), groups, (EACH, *otherwise, *notes))


def _lines(key: str, title: str, months: Sequence[tuple[Publication, Tables]]) -> Iterator[Line]:
    """A month that shows nothing of it is as one that does not tell of it: each would say which of the two it is."""
    shown = [(f"{month.period}", _shown(tables.get(key))) for month, tables in months]
    labels = dict.fromkeys(label for _, found in shown for label in found)
    for label in labels or [ALL if key == "month" else title]:
        yield Line(label, tuple((name, _said(label, found)) for name, found in shown))


def _now(months: Sequence[tuple[Publication, Tables]], now: SafeTable | None) -> Iterator[Line]:
    told = {row.label: row.figure for row in lay_out(now).rows} if now and now.shows_something else {}
    if told:
        yield Line(
            NOW, tuple((name, told.get(name, words.HIDDEN)) for name in (f"{month.period}" for month, _ in months))
        )


def _shown(table: SafeTable | None) -> dict[str, str]:
    return _by_label(lay_out(table)) if table and table.shows_something else {}


def _said(label: str, found: dict[str, str]) -> str:
    return found.get(label, words.OTHERWISE if found else words.HIDDEN)


def _by_label(laid_out: LaidOut) -> dict[str, str]:
    return {", ".join(row.labels[1:]) or ALL: row.figure for row in laid_out.rows}
