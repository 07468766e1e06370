"""The months of a quarter side by side, each as it was published."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mhst.reporting import words
from mhst.reporting.documents.laid_out import LaidOut, Tables, lay_out
from mhst.reporting.models import Publication

ALL = "All"


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


def side_by_side(months: Sequence[tuple[Publication, Tables]], notes: Iterable[str]) -> Months:
    """`notes`: how the quarter is counted and protected. Raises: NotProtected."""
    groups = (Group(title, tuple(_lines(key, months))) for key, title in GROUPS)
    return Months(tuple(month for month, _ in months), tuple(group for group in groups if group.lines), (EACH, *notes))


def _lines(key: str, months: Sequence[tuple[Publication, Tables]]) -> Iterator[Line]:
    shown = [(f"{month.period}", _by_label(lay_out(tables[key])) if key in tables else {}) for month, tables in months]
    for label in dict.fromkeys(label for _, found in shown for label in found):
        yield Line(label, tuple((name, found.get(label, words.HIDDEN)) for name, found in shown))


def _by_label(laid_out: LaidOut) -> dict[str, str]:
    return {", ".join(row.labels[1:]) or ALL: row.figure for row in laid_out.rows}
