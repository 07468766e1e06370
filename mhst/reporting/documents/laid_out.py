"""A table in words: headings, rows and how each figure is written. Files, pages and pictures are all made of this."""

from dataclasses import dataclass

from mhst.core.disclosure import NotProtected, SafeTable
from mhst.reporting import words


@dataclass(frozen=True)
class Row:
    """The words of each dimension, what is shown and its share."""

    labels: tuple[str, ...]
    shown: int | None
    share: float | None

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
    def has_shares(self) -> bool:
        return any(row.share is not None for row in self.rows)

    @property
    def notes(self) -> list[str]:
        notes = [words.PEOPLE, words.TIMES, f"Protected: {self.table.rule}."]
        if self.table.coarser:
            notes.append(f"Made coarser so that nobody can be found: {self.table.coarser}.")
        return notes


def lay_out(table: SafeTable) -> LaidOut:
    """Raises: NotProtected for what did not come from the protection."""
    if not isinstance(table, SafeTable):
        raise NotProtected("Only a SafeTable may be shown.")
    headings = tuple(words.DIMENSIONS[name] for name in table.dimensions)
    rows = tuple(
        Row(tuple(words.value(value) for value in figure.values), figure.shown, table.share(*figure.values))
        for figure in table.figures
    )
    return LaidOut(table, headings, rows)
