"""Beside which numbers a picture stands."""

import io

import pytest
from pypdf import PdfReader

from mhst.reporting.documents.files import file_of
from mhst.reporting.documents.picture import MOST_BARS, drawn
from mhst.reporting.enums import FileKind
from tests.unit.reporting.documents.made import table

MANY = table("school", 300, "place", **{f"Hill {number}": 20 for number in range(MOST_BARS + 1)})


@pytest.mark.parametrize(
    ("shown", "bars"),
    [(table("quarter", 35, "month", all=35), 0), (table("gender", 35, female=25, male=5), 2), (MANY, 0)],
)
def test_none_of_one_bar_nor_of_more_than_one_looks_at(shown, bars: int) -> None:
    picture = drawn(shown)

    assert len(picture.boxes if picture else ()) == bars


def test_what_is_not_drawn_leaves_the_first_sheet_to_its_numbers() -> None:
    """A picture of twenty bars took a sheet of its own, and lost the last of them."""
    first, *_ = PdfReader(io.BytesIO(file_of(MANY, FileKind.PDF))).pages

    assert f"Hill {MOST_BARS}" in first.extract_text()
