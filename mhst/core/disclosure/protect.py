"""From people to tables that may be published: round, ask what could be proved, coarsen, and ask again."""

from collections.abc import Iterable
from dataclasses import dataclass

from mhst.core.disclosure.design import Design, Form, Plan
from mhst.core.disclosure.gate import Beside, Progress, Proof, proofs
from mhst.core.disclosure.groups import Group, every_group
from mhst.core.disclosure.lot import Lot, drawn, steps
from mhst.core.disclosure.offer import Offer
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
    """Works one period out. `already` is everything published of these people before, which cannot be taken back, and
    `beside` what was published of other quarters. `whose` the figures are, no two teams share: what the table of one
    shows says nothing about a lot of the other.

    Whether a set of tables passes depends on what they show, and on nothing that they do not.
    """

    def __init__(
        self, plan: Plan, people: People, *, period: str, edition: int = 1, already: Iterable[Known] = (),
        beside: Iterable[Beside] = (), progress: Progress = silent, lot: Lot = drawn, whose: str = "",
    ) -> None:  # fmt: skip
        self.plan, self.people, self.period, self.edition, self.whose = plan, people, period, edition, whose
        self.already, self.beside = list(already), list(beside)
        self.progress = progress
        self.log: list[Coarsened] = []
        self.level = {design.key: 0 for design in plan.designs}
        offer = Offer(plan.shape, self.already)
        for design in plan.designs:
            level, why = (offer.again, "as before") if self._is_revision else (offer.first, "by what its months showed")
            self._begin(design, level(design), why)
            self._begin(design, self._drawn(design, lot), "by lot")

    def release(self) -> Release:
        """Coarsens until nothing more can be proved. Raises: CannotTell, and then nothing is published."""
        groups = list(every_group(self.plan.shape))
        while found := self._proofs(groups, self.beside, self.progress):
            if not self._coarsen(found):
                break
        return Release(tuple(self._tables()), tuple(self.log), tuple(self._known()))

    def _proofs(self, groups: list[Group], beside: list[Beside], progress: Progress) -> list[Proof]:
        return proofs(self.plan.shape, [*self.already, *self._known()], groups, progress, beside)

    def _begin(self, design: Design, level: int, why: str) -> None:
        """Not finer than this from the start."""
        if level > self.level[design.key]:
            self.level[design.key] = level
            self._note(design, why)

    def _drawn(self, design: Design, lot: Lot) -> int:
        shown = [self._shown(cell) for cell in design.forms[0].cells(self.plan.shape)]
        of = f"{self.period}, edition {self.edition}" + (f", {self.whose}" if self.whose else "")
        count = steps(of, shown, design, lot)
        return len(design.forms) if count and self._is_revision else count

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
        return Known(cell, *self.plan.rule(cell).span(self._shown(cell)), self.edition, tables)

    def _shown(self, cell: Cell) -> int | None:
        return self.plan.rule(cell).shown(self.people.number(cell))

    def _coarsen(self, found: list[Proof]) -> bool:
        """Make the least worthy table that a proof needs one step coarser; False when nothing is left to give."""
        standing = [design for design, _ in reversed(self._forms())]
        if self._would_be_left(standing, found) == self._names(found):  # older tables prove it all without these
            for design in standing:
                self._give(design, found, all_of_it=True)
            return False
        blamed = {table for proof in found for table in proof.tables}
        leaning = [design for design in standing if design.key in blamed]
        design = next((d for d in leaning if self._would_help(d, found)), next(iter([*leaning, *standing])))
        self._give(design, found, all_of_it=self._is_revision)
        return True

    def _give(self, design: Design, found: list[Proof], *, all_of_it: bool) -> None:
        self.level[design.key] = len(design.forms) if all_of_it else self.level[design.key] + 1
        self._note(design, next((proof.group for proof in found if design.key in proof.tables), found[0].group))

    def _note(self, design: Design, because: str) -> None:
        form = self._form(design)
        self.log.append(Coarsened(design.key, form.coarser if form else "withheld", because))

    def _would_help(self, design: Design, found: list[Proof]) -> bool:
        """Whether fewer of these could be proved without it: proofs also lean on what they could do without.

        Of a revision that is not asked: all its tables come at once, and the least worthy one goes first, whole.
        """
        if self._is_revision:
            return True
        return self._would_be_left([design], found) < self._names(found)

    def _would_be_left(self, without: list[Design], found: list[Proof]) -> set[str]:
        """Which of these groups could still be proved without some tables."""
        groups = list(dict.fromkeys(proof.of for proof in found if proof.of))
        beside = self.beside if any(proof.of is None for proof in found) else []
        level = self.level.copy()
        self.level |= {design.key: len(design.forms) for design in without}
        left = self._proofs(groups, beside, silent)
        self.level = level
        return self._names(left) & self._names(found)

    @staticmethod
    def _names(found: list[Proof]) -> set[str]:
        return {proof.group for proof in found}

    @property
    def _is_revision(self) -> bool:
        return any(figure.edition != self.edition for figure in self.already)

    def _tables(self) -> Iterable[SafeTable]:
        shown = {cell: self._shown(cell) for cell in self.plan.shape.cells}
        told = {known.cell for known in self._known()}
        for design, form in self._forms():
            whole = self.plan.shape.cell(**design.of)
            yield self._table(design, form, shown, whole if whole in told else None)

    def _table(self, design: Design, form: Form, shown: dict[Cell, int | None], whole: Cell | None) -> SafeTable:
        cells = form.cells(self.plan.shape)
        told = [*cells, whole] if whole else cells
        names = [dim.name for dim in self.plan.shape.dimensions]
        places = [names.index(name) for name in form.values]
        return sealed(
            key=design.key, title=design.title, period=self.period, edition=self.edition,
            dimensions=tuple(form.values),
            figures=tuple(Figure(tuple(cell[place] for place in places), shown[cell]) for cell in cells),
            whole=shown[whole] if whole else None, rule=self.plan.rules_in_words(told), coarser=form.coarser,
            of_whom=next(iter(design.of.values()), ""),
        )  # fmt: skip
