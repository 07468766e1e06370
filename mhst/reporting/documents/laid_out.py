"""A table in words: headings, rows and how each figure is written. Files, pages and pictures are all made of this."""

from dataclasses import dataclass

from mhst.core.disclosure import Figure, NotProtected, SafeTable
from mhst.reporting import words


@dataclass(frozen=True)
class Row:
    """The words of each dimension, what is shown and its share in whole per cents, as far as rounded figures tell."""

    labels: tuple[str, ...]
    headings: tuple[str, ...]
    shown: int | None
    share: int | None
    earlier: tuple[str, ...] = ()  # the quarter before, and a year before

    @property
    def named(self) -> list[tuple[str, str]]:
        """Each label with the heading over it."""
        return list(zip(self.headings, self.labels, strict=True))

    @property
    def label(self) -> str:
        return ", ".join(self.labels)

    @property
    def figure(self) -> str:
        return words.figure(self.shown)


@dataclass(frozen=True)
class LaidOut:
    """With everything that must stand beside figures: how many in all, when, how counted, how protected."""

    table: SafeTable
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def counted(self) -> str:
        return words.counted(self.table.key)

    @property
    def of_whom(self) -> str:
        return words.of_whom(self.table.key)

    @property
    def shares(self) -> str:
        """Over the column of shares."""
        return f"Per cent of {self.of_whom} (about)"

    @property
    def whole(self) -> int | None:
        """How many it is of; a figure that stands alone is of itself."""
        return self.rows[0].shown if len(self.rows) == 1 else self.table.whole

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
        return any(said != words.NOT_PUBLISHED for row in self.rows for said in row.earlier)

    @property
    def notes(self) -> list[str]:
        told = [words.NOTES[name] for name in self.table.dimensions if name in words.NOTES]
        notes = [words.counting(self.table.key), *told, f"Protected: {self.table.rule}."]
        if self.table.coarser:
            notes.append(f"Told as: {self.table.coarser}.")
        return notes


def lay_out(table: SafeTable, earlier: tuple[SafeTable | None, ...] = ()) -> LaidOut:
    """`earlier`: the same table of other quarters. Raises: NotProtected for what did not come from the protection."""
    if not all(isinstance(each, SafeTable) for each in (table, *filter(None, earlier))):
        raise NotProtected("Only a SafeTable may be shown.")
    headings = tuple(words.heading(table.key, name) for name in table.dimensions)
    return LaidOut(table, headings, tuple(_row(table, figure, headings, earlier) for figure in table.figures))


def _row(
    table: SafeTable, figure: Figure, headings: tuple[str, ...], earlier: tuple[SafeTable | None, ...]
) -> Row:  # fmt: skip
    share = table.share(*figure.values) if len(table.figures) > 1 else None
    return Row(
        tuple(words.value(value) for value in figure.values), headings, figure.shown,
        None if share is None else round(share),
        tuple(_then(each, figure.values) for each in earlier),
    )  # fmt: skip


def _then(table: SafeTable | None, values: tuple[str, ...]) -> str:
    """What was shown there in another quarter; what was made coarser then cannot be compared."""
    if table is None or values not in {figure.values for figure in table.figures}:
        return words.NOT_PUBLISHED
    return words.figure(table.shown(*values))
