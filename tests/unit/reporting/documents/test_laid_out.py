"""What stands beside figures in words: how many they are of, and what they are compared with."""

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest

from mhst.core.disclosure import AREA, SafeTable
from mhst.core.disclosure.table import Figure, sealed
from mhst.reporting import words
from mhst.reporting.documents.files import file_of
from mhst.reporting.documents.laid_out import Whose, lay_out
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


class TestWhatWasToldInAnotherForm:
    NOW = table("wait", 35, first_seen=35, within_4_weeks=15, over_4_weeks=20)
    FINER = table("wait", 45, first_seen=45, within_4_weeks=None, **{"4_to_12_weeks": 25, "over_12_weeks": 15})

    def _beside(self, now: SafeTable, then: SafeTable) -> list[str]:
        return [said for row in lay_out(now, ({then.key: then},)).rows for _, said in row.earlier]

    def test_is_in_another_line_and_not_hidden(self) -> None:
        assert self._beside(self.NOW, self.FINER) == ["45", "not shown", "in another line"]
        assert self._beside(self.FINER, self.NOW) == ["35", "15", "in another line", "in another line"]

    def test_is_said_beside_it(self) -> None:
        laid_out = lay_out(self.NOW, ({"wait": self.FINER},))

        assert words.TOLD_OTHERWISE_THEN in laid_out.notes
        assert words.TOLD_OTHERWISE_THEN in laid_out.in_short
        assert words.TOLD_OTHERWISE_THEN not in lay_out(self.NOW, ({"wait": self.NOW},)).notes

    def test_of_which_there_is_nothing_is_no_column(self) -> None:
        laid_out = lay_out(self.NOW, ({}, {"wait": self.NOW}))

        assert laid_out.before == ("A year before",)
        assert laid_out.rows[0].earlier == (("A year before", "35"),)
        assert lay_out(self.NOW, ({}, {})).before == ()

    def test_is_no_column_where_every_line_is_another_one(self) -> None:
        assert not lay_out(
            table("time", 35, evenings_and_weekends=20), ({"time": table("time", 35, weekend=5)},)
        ).has_earlier

    def test_of_which_all_is_hidden_is_as_one_left_out(self) -> None:
        hidden = table("wait", None, first_seen=None, **{"4_to_12_weeks": None})

        assert self._beside(self.NOW, hidden) == ["not shown"] * 3

    def test_a_school_that_was_not_served_is_in_no_line(self) -> None:
        then = table("school", None, "place", Alder=20, Birch=10)

        assert self._beside(table("school", None, "place", Alder=20, Cedar=10), then) == ["20", "not shown"]

    def test_schools_told_by_cluster_are_in_another_line(self) -> None:
        now = table("school_by_month", None, "place", Alder=20)
        then = table("school_by_month", None, "place", coarser="clusters instead of schools", East=50)

        assert self._beside(now, then) == ["in another line"]

    def test_one_crossed_with_something_else_is_another_form(self) -> None:
        crossed = sealed(
            key="wait", title="", period="", edition=1, dimensions=("wait", "gender"),
            figures=(Figure(("first_seen", "female"), 20),), whole=None, rule=AREA.in_words, coarser="",
        )  # fmt: skip

        assert self._beside(self.NOW, crossed) == ["in another line"] * 3


class TestShares:
    def test_of_waits_are_of_those_who_waited(self) -> None:
        waits = table(
            "wait", 245, of_whom="first_seen", first_seen=245, within_4_weeks=125, over_4_weeks=5, seen_before=255
        )
        laid_out = lay_out(waits)

        assert [row.share_said for row in laid_out.rows] == ["100", "51", "too few", "not of these"]
        assert laid_out.shares == "Per cent of those first seen after a request (about)"
        assert laid_out.about == "spring, about 245 young people among those first seen after a request"
        told = json.loads(file_of(waits, FileKind.JSON))
        assert [row["per_cent"] for row in told["figures"]] == [100, 51, None, None]

    def test_of_waits_published_before_are_of_all_as_they_were(self) -> None:
        laid_out = lay_out(table("wait", 500, first_seen=245, seen_before=255))

        assert [row.share_said for row in laid_out.rows] == ["49", "51"]
        assert laid_out.shares == "Per cent of all (about)"


class TestSharesOfMonths:
    """A revision tells of the months of its quarter side by side, and 245 in July are not 48 per cent of them all."""

    @staticmethod
    def _by_gender(*months: str) -> SafeTable:
        figures = tuple(Figure((month, "female"), 245) for month in months)
        return sealed(
            key="month_by_gender", title="", period="summer", edition=2, dimensions=("month", "gender"),
            figures=figures, whole=510, rule=AREA.in_words, coarser="",
        )  # fmt: skip

    @staticmethod
    def _csv(shown: SafeTable) -> list[list[str]]:
        return list(csv.reader(io.StringIO(file_of(shown, FileKind.CSV).decode("utf-8-sig"))))

    def test_side_by_side_there_are_none(self) -> None:
        together = table("month", 510, **{"July 2026": 390, "August 2026": 245})

        assert not lay_out(self._by_gender("July 2026", "August 2026")).has_shares
        assert [row.share for row in lay_out(together).rows] == [None, None]

    def test_nor_in_files(self) -> None:
        shown = self._by_gender("July 2026", "August 2026")
        told = json.loads(file_of(shown, FileKind.JSON))

        assert self._csv(shown)[:2] == [
            ["Month", "Gender", "Young people"], ["July 2026", "Girls and young women", "245"],
        ]  # fmt: skip
        assert "per_cent_of" not in told
        assert told["figures"][0] == {"month": "July 2026", "gender": "Girls and young women", "count": 245}

    def test_one_month_has_those_of_that_month(self) -> None:
        shown = self._by_gender("July 2026")
        told = json.loads(file_of(shown, FileKind.JSON))

        assert self._csv(shown)[:2] == [
            ["Month", "Gender", "Young people", "Per cent of all (about)"],
            ["July 2026", "Girls and young women", "245", "48"],
        ]
        assert (told["per_cent_of"], told["figures"][0]["per_cent"]) == ("all", 48)


class TestWhichSchoolsAreInACluster:
    WHOSE = Whose("Team", clusters=(("East", ("Alder", "Birch")), ("West", ("Cedar",)), ("Far", ("Elm",))))
    NOTE = "Schools in each cluster: East: Alder, Birch. West: Cedar."

    def test_is_said_beside_clusters(self) -> None:
        laid_out = lay_out(table("cluster", None, "place", East=40, West=10), whose=self.WHOSE)

        assert self.NOTE in laid_out.notes
        assert self.NOTE in laid_out.in_short

    def test_is_not_said_beside_schools_nor_anything_else(self) -> None:
        for key, dimension in (("school", "place"), ("gender", "gender")):
            laid_out = lay_out(table(key, None, dimension, Alder=10), whose=self.WHOSE)

            assert [note for note in laid_out.notes if note.startswith("Schools in each")] == []


def test_a_file_says_its_dates_as_programs_read_them() -> None:
    whose = Whose("Team", first=dt.date(2026, 1, 1), last=dt.date(2026, 3, 31), counted_on=dt.date(2026, 4, 8))
    told = json.loads(file_of(IN_TIME, FileKind.JSON, whose))
    lines = list(csv.reader(io.StringIO(file_of(IN_TIME, FileKind.CSV, whose).decode("utf-8-sig"))))

    assert (told["from"], told["to"], told["counted_on"]) == ("2026-01-01", "2026-03-31", "2026-04-08")
    assert lines[6:9] == [["From: 2026-01-01"], ["To: 2026-03-31"], ["Counted on: 2026-04-08"]]
