"""Beside which numbers a picture stands."""

import io
import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from mhst.core.disclosure.dimensions import SLOTS
from mhst.reporting.documents.files import file_of
from mhst.reporting.documents.laid_out import Whose
from mhst.reporting.documents.picture import MOST_BARS, WIDE, WORDS, drawn, picture
from mhst.reporting.enums import FileKind
from tests.unit.reporting.documents.made import table

WEEK = table("week", 20, "time", **{slot: 20 if slot == "tuesday_day" else None for slot in SLOTS})
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


@pytest.mark.parametrize("shown", [table("gender", 35, female=25, male=5), WEEK], ids=("bars", "week"))
def test_the_words_of_a_picture_can_be_read_in_a_part_that_is_opened_on_a_phone(shown) -> None:
    """Where 238 pixels are left for a picture they were eight high."""
    drawn = render_to_string("reporting/picture.svg", {"picture": picture(shown)})

    assert {int(size) * 238 / WIDE >= 12 for size in re.findall(r'font-size="(\d+)"', drawn)} == {True}


def test_the_week_fits_a_phone_with_a_line_for_each_day_and_a_column_for_each_part_of_it() -> None:
    """It was as wide as a page, and cut off after Wednesday."""
    drawn = picture(WEEK)

    assert [day for day, _ in drawn.days] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [line for line, _, _ in drawn.hours] == ["9am to", "5pm", "5pm to", "10pm", "10pm to", "9am"]
    assert (max(box.x + box.width for box in drawn.boxes), drawn.width) == (297, 300)
    assert max(box.y + box.height for box in drawn.boxes) < drawn.height
    tuesday = [box for box in drawn.boxes if box.label.startswith("Tuesday")]
    assert len({box.y for box in tuesday}) == 1
    assert [line for box in tuesday for _, line in box.inside] == ["20", "not", "shown", "not", "shown"]
    assert {box.y < y < box.y + box.height for box in tuesday for y, _ in box.inside} == {True}
    assert [(box.label, box.text) for box in sorted(tuesday, key=lambda box: box.x)] == [
        ("Tuesday, 9am to 5pm", "20"), ("Tuesday, 5pm to 10pm", "not shown"), ("Tuesday, 10pm to 9am", "not shown"),
    ]  # fmt: skip


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
