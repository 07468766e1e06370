"""A table in words: headings, rows and how each figure is written. Files, pages and pictures are all made of this."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from mhst.core.disclosure import TOP, Figure, NotProtected, SafeTable
from mhst.core.disclosure.declared import ENDINGS_KEYS
from mhst.places.enums import TeamKind
from mhst.reporting import words
from mhst.reporting.documents.expected import cannot_have, counts_endings


@dataclass(frozen=True)
class Whose:
    """The team that figures are of, of which kind it is, and what their publication says of itself: which schools are
    in which cluster and, where figures are taken away, from when to when they are of and when they were counted."""

    team: str = ""
    kind: str = ""
    clusters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    counted_on: dt.date | None = None

    @property
    def is_anonymous(self) -> bool:
        """Whether it asks nobody for a name, and so counts accounts."""
        return self.kind == TeamKind.COUNSELLING

    @property
    def has_functions(self) -> bool:
        """Whether it has the three of a mental health support team."""
        return self.kind == TeamKind.MHST

    @property
    def has_schools(self) -> bool:
        """Whether it works at schools, and so is told of by place."""
        return self.kind in (TeamKind.MHST, TeamKind.CAMHS)

    @property
    def cannot_have(self) -> frozenset[str]:
        """The tables that are left out of everything about it."""
        return cannot_have(self.kind)


NOBODYS = Whose()
T = TypeVar("T")
#: With more rows than these.
LONG = 8
#: What is published of another period, by key.
Tables = Mapping[str, SafeTable]


@dataclass(frozen=True)
class Row:
    """The words of each dimension, what is shown and its share in whole per cents, as far as rounded figures tell."""

    labels: tuple[str, ...]
    named: tuple[tuple[str, str], ...]  # each label with the heading over it, but for a month that is the only one
    shown: int | None
    share: int | None
    earlier: tuple[tuple[str, str], ...] = ()  # each with the heading over it: the quarter before, a year before
    is_outside: bool = False  # none of those whom shares are of

    @property
    def label(self) -> str:
        """Beside a picture."""
        return ", ".join(label for _, label in self.named)

    @property
    def figure(self) -> str:
        return words.figure(self.shown)

    @property
    def share_said(self) -> str:
        """In a column of shares."""
        if self.is_outside:
            return words.NOT_OF_THESE
        if self.shown is None:
            return words.HIDDEN
        return "too few" if self.share is None else str(self.share)


@dataclass(frozen=True)
class LaidOut:
    """With everything that must stand beside figures: how many in all, when, how counted, how protected."""

    table: SafeTable
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    whose: Whose
    said: frozenset[str] = frozenset()  # notes that stand above it already, and clusters whose schools do

    @property
    def counted(self) -> str:
        return words.counted(self.table.key, is_anonymous=self.whose.is_anonymous)

    @property
    def of_whom(self) -> str:
        return words.of_whom(self.table.key, self.table.of_whom)

    @property
    def shares(self) -> str:
        """Over the column of shares."""
        return f"Per cent of {self.of_whom} (about)"

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings on a page, which says by itself of which month it is."""
        return _but_month(self.table, self.headings) or self.headings

    @property
    def whole(self) -> int | None:
        """How many it is of; a figure of all is of itself."""
        return self.rows[0].shown if _is_of_all(self.table) else self.table.whole

    @property
    def about(self) -> str:
        """When, and how many it is of, where this table says so."""
        if self.whole is None:
            return self.table.period
        whose = "in all" if self.of_whom == "all" else f"among {self.of_whom}"
        return f"{self.table.period}, about {self.whole} {self.counted.lower()} {whose}"

    @property
    def has_shares(self) -> bool:
        return any(row.share is not None for row in self.rows)

    @property
    def has_earlier(self) -> bool:
        """Whether there is anything to compare it with."""
        nothing = {words.HIDDEN, words.OTHERWISE_COUNTED, words.OTHERWISE}
        return any(said not in nothing for row in self.rows for _, said in row.earlier)

    @property
    def before(self) -> tuple[str, ...]:
        """The headings of what it is compared with."""
        return tuple(heading for heading, _ in self.rows[0].earlier) if self.has_earlier else ()

    @property
    def across(self) -> int:
        """So many columns there are on paper."""
        return len(self.columns) + 1 + self.has_shares + len(self.before)

    @property
    def is_long(self) -> bool:
        """Whether it may be parted on paper: kept together it would leave a sheet half empty."""
        return len(self.rows) > LONG

    @property
    def in_short(self) -> str:
        """What is counted, in a word, and the notes of this table: for paper, where the whole stands once."""
        _, *rest = (note for note in self.notes if note not in {words.NOT_SHOWN, *self.said})
        return " ".join([self.in_a_word, *rest])

    @property
    def in_a_word(self) -> str:
        """What is counted."""
        return f"{self._counting.partition('. ')[0].removesuffix('.')}."

    @property
    def protected(self) -> str:
        return f"Protected: {self.table.rule}."

    @property
    def _counting(self) -> str:
        return words.counting(self.table.key, is_anonymous=self.whose.is_anonymous)

    @property
    def span(self) -> str:
        return _span(self.table)

    @property
    def notes(self) -> list[str]:
        """How it is counted and protected."""
        told = [words.NOTES[name] for name in self.table.dimensions if name in words.NOTES]
        notes = [self._counting, *told, self.protected, words.NOT_SHOWN]
        if any(said == words.OTHERWISE for row in self.rows for _, said in row.earlier) and self.has_earlier:
            notes.append(words.TOLD_OTHERWISE_THEN)
        if schools := self._schools:
            notes.append(f"Schools in each cluster: {words.clusters(schools)}")
        if self.table.coarser:
            notes.append(f"Told as: {self.table.coarser}.")
        return notes

    @property
    def to_say_once(self) -> frozenset[str]:
        """What tables below it in the same part need not say again."""
        return words.SAID_ONCE.intersection(self.notes).union(cluster for cluster, _ in self._schools)

    @property
    def _schools(self) -> list[tuple[str, tuple[str, ...]]]:
        """Of the clusters that it tells of."""
        told = {value for row in self.table.figures for value in row.values if "place" in self.table.dimensions}
        return [(cluster, schools) for cluster, schools in self.whose.clusters if cluster in told - self.said]


def lay_out(table: SafeTable, earlier: tuple[Tables, ...] = (), whose: Whose = NOBODYS) -> LaidOut:
    """`earlier`: what is published of other periods. Raises: NotProtected for what did not come from the protection."""
    then = [tables[table.key] for tables in earlier if table.key in tables] if isinstance(table, SafeTable) else []
    if not all(isinstance(each, SafeTable) for each in (table, *then)):
        raise NotProtected("Only a SafeTable may be shown.")
    is_of_a_quarter = _is_of_a_quarter(table)
    headings = tuple(words.heading(table.key, name, is_of_a_quarter=is_of_a_quarter) for name in table.dimensions)
    before = [each for each in zip((f"The {_span(table)} before", "A year before"), earlier, strict=False) if each[1]]
    rows = tuple(_row(table, figure, headings, before) for figure in table.figures)
    return LaidOut(table, headings, rows, whose)


def _row(table: SafeTable, figure: Figure, headings: tuple[str, ...], before: list[tuple[str, Tables]]) -> Row:
    is_outside = not words.OUTSIDE.get(table.of_whom, set()).isdisjoint(figure.values)
    share = None if _is_of_all(table) or is_outside else table.share(*figure.values)
    labels = tuple(words.value(value) for value in figure.values)
    named = tuple(zip(headings, labels, strict=True))
    return Row(
        labels, _but_month(table, named) or named, figure.shown,
        None if share is None else round(share),
        tuple((heading, _then(each, table, _but_month(table, figure.values))) for heading, each in before),
        is_outside,
    )  # fmt: skip


def _span(table: SafeTable) -> str:
    """Of what it is one: the one before is compared with it."""
    return "month" if "month" in table.dimensions and not _is_of_a_quarter(table) else "quarter"


def _is_of_a_quarter(table: SafeTable) -> bool:
    """Whether all its months are told of as one."""
    return "month" in table.dimensions and table.of("month") == (TOP,)


def _is_of_all(table: SafeTable) -> bool:
    """Whether it is one figure, of everybody in a month or a quarter. "Answered in time" alone is of some of them."""
    return len(table.figures) == 1 and table.dimensions == ("month",)


def _then(tables: Tables, now: SafeTable, values: tuple[str, ...]) -> str:
    """What was shown there in another period. Of what was published then, small and left out are called the same."""
    if now.key in ENDINGS_KEYS and not counts_endings(tables):
        return words.OTHERWISE_COUNTED
    then = tables.get(now.key)
    if then is None or not then.shows_something:
        return words.HIDDEN
    shown = {_but_month(then, figure.values): figure.shown for figure in then.figures}
    is_otherwise = values not in shown and _is_in_another_form(then, now)
    return words.OTHERWISE if is_otherwise else words.figure(shown.get(values))


def _is_in_another_form(then: SafeTable, now: SafeTable) -> bool:
    """Whether it told of groups that are together now, or apart. Names of months and of schools differ by themselves:
    there only what the table says of itself tells."""
    told = [(each.coarser, each.dimensions, _by_itself(each)) for each in (then, now)]
    return told[0] != told[1]


def _by_itself(table: SafeTable) -> list[tuple[str, ...]]:
    """The values of each dimension that has the same ones everywhere."""
    return [table.of(name) for name in table.dimensions if name not in ("month", "place")]


def _but_month(table: SafeTable, values: tuple[T, ...]) -> tuple[T, ...]:
    """Where it is of one month alone, which is another one in what it is compared with."""
    if "month" not in table.dimensions or table.has_several_months:
        return values
    place = table.dimensions.index("month")
    return (*values[:place], *values[place + 1 :])
