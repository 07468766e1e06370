"""From people to tables that may be published: round, ask what could be proved, coarsen, and ask again."""

from collections.abc import Iterable
from dataclasses import dataclass

from mhst.core.disclosure.design import Design, Form, Plan
from mhst.core.disclosure.gate import Progress, Proof, proofs
from mhst.core.disclosure.groups import ONCE_SMALL, SMALL, small_groups
from mhst.core.disclosure.people import People
from mhst.core.disclosure.reader import Known
from mhst.core.disclosure.shape import Cell
from mhst.core.disclosure.table import Figure, SafeTable, sealed


@dataclass(frozen=True)
class Coarsened:
    """One line of the log: which table was made coarser, how, and which group could have been proved."""

    table: str
    how: str
    because: str


@dataclass(frozen=True)
class Release:
    """What may be published, the log, and what a reader learns from it. A withheld table is not among them."""

    tables: tuple[SafeTable, ...]
    log: tuple[Coarsened, ...]
    known: tuple[Known, ...]

    @property
    def withheld(self) -> set[str]:
        return {line.table for line in self.log} - {table.key for table in self.tables}

    def beside(self, other: "Release") -> "Release":
        """Together with what was worked out of another population."""
        return Release(self.tables + other.tables, self.log + other.log, self.known + other.known)


def silent(settled: int, of: int) -> None:
    """Nobody watches."""


class Protection:
    """Works one period out. `already` is everything published of these people before; it cannot be taken back."""

    def __init__(
        self, plan: Plan, people: People, *, period: str, edition: int = 1, already: Iterable[Known] = (),
        progress: Progress = silent,
    ) -> None:  # fmt: skip
        self.plan, self.people, self.period, self.edition = plan, people, period, edition
        self.already = list(already)
        self.progress = progress
        self.level = dict.fromkeys((design.key for design in plan.designs), 0)
        self.log: list[Coarsened] = []

    def release(self) -> Release:
        """Coarsens until nothing more can be proved. Raises: CannotTell, and then nothing is published."""
        groups = small_groups(self.plan.shape, self.people, ONCE_SMALL if self._is_revision else SMALL)
        while found := proofs(self.plan.shape, [*self.already, *self._known()], groups, self.progress):
            if not self._coarsen(found):
                break
        return Release(tuple(self._tables()), tuple(self.log), tuple(self._known()))

    def _form(self, design: Design) -> Form | None:
        return dict(enumerate(design.forms)).get(self.level[design.key])

    def _forms(self) -> list[tuple[Design, Form]]:
        return [(design, form) for design in self.plan.designs if (form := self._form(design))]

    def _known(self) -> list[Known]:
        by_cell: dict[Cell, list[str]] = {}
        for design, form in self._forms():
            for cell in form.cells(self.plan.shape):
                by_cell.setdefault(cell, []).append(design.key)
        return [self._figure(cell, tuple(tables)) for cell, tables in by_cell.items()]

    def _figure(self, cell: Cell, tables: tuple[str, ...]) -> Known:
        rule = self.plan.rule(cell)
        return Known(cell, *rule.span(rule.shown(self.people.number(cell))), self.edition, tables)

    def _coarsen(self, found: list[Proof]) -> bool:
        """Make the least worthy table that a proof needs one step coarser; False when nothing is left to give."""
        standing = [design for design, _ in reversed(self._forms())]
        blamed = {table for proof in found for table in proof.tables}
        leaning = [design for design in standing if design.key in blamed]
        design = next((d for d in leaning if self._would_help(d, found)), next(iter([*leaning, *standing]), None))
        if design is None:
            return False
        self.level[design.key] += 1
        form = self._form(design)
        because = next((proof.group for proof in found if design.key in proof.tables), found[0].group)
        self.log.append(Coarsened(design.key, form.coarser if form else "withheld", because))
        return True

    def _would_help(self, design: Design, found: list[Proof]) -> bool:
        """Whether fewer of these could be proved without it: proofs also lean on what they could do without.

        Of a revision that is not asked: all its tables come at once, and the least worthy one goes first.
        """
        if self._is_revision:
            return True
        groups = list(dict.fromkeys(proof.of for proof in found if proof.of))
        self.level[design.key] += len(design.forms)
        left = proofs(self.plan.shape, [*self.already, *self._known()], groups, silent)
        self.level[design.key] -= len(design.forms)
        return len({proof.of for proof in left}) < len(groups)

    @property
    def _is_revision(self) -> bool:
        return any(figure.edition != self.edition for figure in self.already)

    def _tables(self) -> Iterable[SafeTable]:
        shown = {cell: self.plan.rule(cell).shown(self.people.number(cell)) for cell in self.plan.shape.cells}
        told = {known.cell for known in self._known()}
        for design, form in self._forms():
            whole = self.plan.shape.cell(**design.of)
            yield self._table(design, form, shown, shown[whole] if whole in told else None)

    def _table(self, design: Design, form: Form, shown: dict[Cell, int | None], whole: int | None) -> SafeTable:
        cells = form.cells(self.plan.shape)
        names = [dim.name for dim in self.plan.shape.dimensions]
        places = [names.index(name) for name in form.values]
        return sealed(
            key=design.key, title=design.title, period=self.period, edition=self.edition,
            dimensions=tuple(form.values),
            figures=tuple(Figure(tuple(cell[place] for place in places), shown[cell]) for cell in cells),
            whole=whole, rule=self.plan.rule(cells[0]).in_words, coarser=form.coarser,
        )  # fmt: skip
