"""In which form a table of a quarter is offered, going by what its months showed already, which everybody knows.

Where one month showed a figure and two hid it, the quarter's less the one tells of the two: to leave it out only when
that tells too much would tell that it does. So it is left out, in whichever form has it, whatever it would show.
"""

from collections.abc import Iterable

from mhst.core.disclosure.design import Design, Form
from mhst.core.disclosure.reader import Known
from mhst.core.disclosure.shape import TOP, Cell, Shape


class Offer:
    """Goes by what was `already` published, the first edition of each figure."""

    def __init__(self, shape: Shape, already: Iterable[Known]) -> None:
        self.shape = shape
        self.month = [dim.name for dim in shape.dimensions].index("month")
        self.shown: dict[Cell, bool] = {}
        self.told: set[tuple[Cell, str]] = set()
        for figure in already:
            self.shown.setdefault(figure.cell, figure.least > 0)
            self.told |= {(figure.cell, table) for table in figure.tables}

    def again(self, design: Design) -> int:
        """The form in which a revision tells it: the one before, since two together would tell more; or none."""
        forms = ({(cell, design.key) for cell in form.cells(self.shape)} for form in design.forms)
        return next((level for level, told in enumerate(forms) if told <= self.told), len(design.forms))

    def first(self, design: Design) -> int:
        """The first form of it with nothing uneven in it, or else its last; or none."""
        even = (level for level, form in enumerate(design.forms) if not self._is_uneven(form))
        return next(even, len(design.forms) - (not design.goes_with_months))

    def _is_uneven(self, form: Form) -> bool:
        """Whether of anything in it one month was shown and two were hidden."""
        months = (self._months(cell) for cell in form.cells(self.shape) if cell[self.month] == TOP)
        return any(True in told and told.count(False) > 1 for told in months)

    def _months(self, cell: Cell) -> list[bool | None]:
        """Whether each month showed it, as far as it told of it."""
        months = self.shape.dimensions[self.month].values[1:]
        return [self.shown.get((*cell[: self.month], month, *cell[self.month + 1 :])) for month in months]
