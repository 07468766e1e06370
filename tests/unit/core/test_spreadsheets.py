"""What a spreadsheet would work out is text for it."""

import pytest

from mhst.core.spreadsheets import harmless


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-2", "'-2"), ("+44", "'+44"), ("Hill 1", "Hill 1"), (5, "5"),
     (None, "")],
)  # fmt: skip
def test_a_cell_holds_no_formula(value: object, cell: str) -> None:
    assert harmless(value) == cell
