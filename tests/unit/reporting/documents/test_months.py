"""Months side by side: what one tells in another form is not called "not shown", which means few, none or left out."""

import datetime as dt

import pytest

from mhst.core.disclosure import AREA, SafeTable
from mhst.core.disclosure.table import Figure, sealed
from mhst.reporting import words
from mhst.reporting.documents.months import Months, side_by_side
from mhst.reporting.models import Publication

MONTHS = [Publication(first=dt.date(2026, number, 1), months=1) for number in (7, 8, 9)]
APART = {"female": 20, "another": 5, "not_said": None}
TOGETHER = {"female": 15, "another_or_not_said": 20}
SMALL = {"female": None, "everyone_else": None}


def _by_gender(month: Publication, shown: dict[str, int | None]) -> SafeTable:
    figures = tuple(Figure((str(month.period), gender), figure) for gender, figure in shown.items())
    return sealed(
        key="month_by_gender", title="By gender", period=str(month.period), edition=1, dimensions=("month", "gender"),
        figures=figures, whole=40, rule=AREA.in_words, coarser="",
    )  # fmt: skip


def _beside(*shown: dict[str, int | None] | None) -> Months:
    tables = (
        {"month_by_gender": _by_gender(month, each)} if each else {} for month, each in zip(MONTHS, shown, strict=True)
    )
    return side_by_side(list(zip(MONTHS, tables, strict=True)), ())


def _lines(months: Months) -> dict[str, list[str]]:
    return {line.label: [figure for _, figure in line.cells] for line in months.groups[1].lines}


def test_a_month_in_another_form_says_so() -> None:
    months = _beside(APART, TOGETHER, APART)

    assert _lines(months) == {
        "Girls and young women": ["20", "15", "20"],
        "Non-binary, or described another way": ["5", "in another line", "5"],
        "Not said or not known": ["not shown", "in another line", "not shown"],
        "Another gender, or not said": ["in another line", "20", "in another line"],
    }
    assert words.TOLD_OTHERWISE in months.notes
    assert words.TOLD_OTHERWISE not in _beside(APART, APART, APART).notes


@pytest.mark.parametrize("nothing", [None, SMALL])
def test_one_that_was_left_out_is_as_one_that_is_small_throughout(nothing: dict[str, int | None] | None) -> None:
    assert _lines(_beside(APART, nothing, APART)) == {
        "Girls and young women": ["20", "not shown", "20"],
        "Non-binary, or described another way": ["5", "not shown", "5"],
        "Not said or not known": ["not shown", "not shown", "not shown"],
    }
    assert _lines(_beside(nothing, nothing, nothing)) == {"By gender": ["not shown"] * 3}
