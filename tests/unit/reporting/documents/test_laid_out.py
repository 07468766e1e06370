"""What stands beside figures in words: how many they are of, and what they are compared with."""

import csv
import io
import json
from dataclasses import replace

import pytest

from mhst.core.disclosure import SafeTable
from mhst.reporting import words
from mhst.reporting.documents.files import file_of
from mhst.reporting.documents.laid_out import lay_out
from mhst.reporting.enums import FileKind
from tests.unit.reporting.documents.made import table

IN_TIME = table("consultations_answer", 45, "answer", answered_in_time=35)


class TestTheWhole:
    @pytest.mark.parametrize(
        ("laid_out", "whole"),
        [
            (table("quarter", None, "month", all=35), 35),
            (table("consultations", 45, "month", all=45), 45),
            (table("month", None, "month", **{"July 2026": 15}), 15),
            (IN_TIME, 45),
            (table("consultations_answer", None, "answer", answered_in_time=35), None),
            (table("gender", 35, female=25, male=None), 35),
        ],
    )
    def test_is_the_figure_itself_only_of_everybody(self, laid_out: SafeTable, whole: int | None) -> None:
        """One line of a table may be of some of them alone."""
        assert lay_out(laid_out).whole == whole

    def test_one_line_of_some_has_a_share_of_all(self) -> None:
        told = json.loads(file_of(IN_TIME, FileKind.JSON))
        lines = list(csv.reader(io.StringIO(file_of(IN_TIME, FileKind.CSV).decode("utf-8-sig"))))

        assert (told["all"], told["figures"]) == (
            45, [{"answer": "Advice agreed by the time that was promised", "count": 35, "per_cent": 78}],
        )  # fmt: skip
        assert ["All: 45"] in lines
        assert lay_out(IN_TIME).about == "spring, about 45 consultations in all"

    def test_of_everybody_there_is_no_share(self) -> None:
        assert not lay_out(table("quarter", 35, "month", all=35)).has_shares


class TestWhatItIsComparedWith:
    @pytest.mark.parametrize(
        ("laid_out", "span", "heading"),
        [
            (table("quarter", 35, "month", all=35), "quarter", "Quarter"),
            (table("consultations", 45, "month", all=45), "quarter", "Quarter"),
            (table("whole_school", 15, "month", all=15), "quarter", "Quarter"),
            (table("gender", 35, female=25), "quarter", "Gender"),
            (table("consultations_month", None, "month", **{"July 2026": 15}), "month", "Month"),
        ],
    )
    def test_a_quarter_stands_beside_a_quarter(self, laid_out: SafeTable, span: str, heading: str) -> None:
        assert (lay_out(laid_out).span, lay_out(laid_out).headings) == (span, (heading,))


def test_what_a_table_above_has_said_is_not_said_again() -> None:
    laid_out = lay_out(table("age", 35, under_16=20, **{"16_and_over": 15}))
    again = replace(laid_out, said=frozenset({words.AGES}))

    assert laid_out.in_short.count(words.AGES) == 1
    assert again.in_short == laid_out.in_short.replace(f"{words.AGES} ", "")
    assert "Protected: " in again.in_short
