"""Beside which numbers a picture stands."""

import io
import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from mhst.reporting.documents.files import file_of
from mhst.reporting.documents.laid_out import Whose
from mhst.reporting.documents.picture import BARS, MOST_BARS, WORDS, drawn, picture
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


def test_words_that_are_too_long_for_a_line_go_on_below_and_move_the_bar_down() -> None:
    """They were cut off at the right."""
    long = "Whoever stopped, or was not brought, or asked to stop, or did not want to be seen"
    boxes = picture(table("ending", 30, short=20, **{long: 10}, last=5)).boxes

    assert [" ".join(box.words) for box in boxes] == ["short: 20", f"{long}: 10", "last: 5"]
    assert [len(box.words) for box in boxes] == [1, 3, 1]
    assert max(len(line) for box in boxes for line in box.words) <= WORDS
    assert [box.lines[0][0] - (before.y + before.height) for before, box in pairwise(boxes)] == [22, 22]


def test_the_words_of_bars_can_be_read_in_a_part_that_is_opened_on_a_phone() -> None:
    """Where 238 pixels are left for a picture they were eight high."""
    drawn = render_to_string("reporting/picture.svg", {"picture": picture(table("gender", 35, female=25, male=5))})

    assert {int(size) * 238 / BARS >= 12 for size in re.findall(r'font-size="(\d+)"', drawn)} == {True}


def test_a_file_has_room_for_what_it_says_below() -> None:
    shown = table("gender", 35, female=25, male=5)
    taken, beside = picture(shown, Whose("Team")), picture(shown)

    assert [line for _, line in taken.lines][:2] == ["gender, spring", "Team"]
    assert taken.height < taken.lines[0][0] < taken.lines[-1][0] < taken.tall
    assert (beside.lines, beside.tall) == ([], beside.height)


def test_what_is_not_drawn_leaves_the_first_sheet_to_its_numbers() -> None:
    """A picture of twenty bars took a sheet of its own, and lost the last of them."""
    first, *_ = PdfReader(io.BytesIO(file_of(MANY, FileKind.PDF))).pages

    assert f"Hill {MOST_BARS}" in first.extract_text()
