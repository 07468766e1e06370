from collections.abc import Sequence

import highspy
import pytest

from mhst.core.disclosure import CannotTell, Known, gate
from mhst.core.disclosure.declared import Area
from mhst.core.disclosure.dimensions import TIME
from mhst.core.disclosure.gate import Beside, proofs
from mhst.core.disclosure.groups import Group, every_group
from mhst.core.disclosure.protect import silent
from mhst.core.disclosure.reader import Reader
from mhst.core.disclosure.rule import AREA
from mhst.core.disclosure.shape import TOP

SHAPE = Area({"town": ("Hill", "Vale", "Moor")}, ("January", "February")).shape
NONE = "No school known"
FEMALE, ELSE = SHAPE.cell(gender="female"), SHAPE.cell(gender="everyone_else")


def _known(cell: tuple[str, ...], least: int, most: int, edition: int = 1) -> Known:
    return Known(cell, least, most, edition, ("table",))


class TestProofs:
    def test_the_rest_of_a_whole(self) -> None:
        known = [_known(SHAPE.top, 23, 27), _known(FEMALE, 23, 23), _known(SHAPE.top, 25, 26)]
        (proof,) = proofs(SHAPE, known, [Group(ELSE)], silent)

        assert (proof.group, proof.tables) == ("everyone_else", {"table"})

    @pytest.mark.parametrize(
        ("told", "group"),
        [
            ({"Hill": 10}, "all but not Hill"),
            ({"Hill": 5, "Moor": 5}, "all but not Hill but not Moor"),
            ({"south": 5, "Hill": 5}, "all but not south but not Hill"),
        ],
    )
    def test_the_rest_of_a_whole_whose_clusters_hold_what_is_told(self, told: dict[str, int], group: str) -> None:
        """Schools of one cluster or of two: whoever supposes that nobody is at two knows how many are at the others."""
        shape = Area({"north": ("Hill", "Vale"), "south": ("Moor", "Ash"), "west": ("Elm",)}, ("July",)).shape
        known = [_known(shape.top, 13, 14), *(_known(shape.cell(place=place), n, n) for place, n in told.items())]

        assert group in {each.group for each in proofs(shape, known, every_group(shape), silent)}

    def test_a_cluster_without_schools_holds_nothing_to_leave_out(self) -> None:
        shape = Area({"north": ("Hill", "Vale"), "south": ()}, ("July",)).shape
        asked = {group.in_words for group in every_group(shape)}

        assert "all but not Hill" in asked
        assert [name for name in asked if name.startswith("all but") and name.endswith("south")] == []

    def test_what_could_be_none_is_not_proved(self) -> None:
        assert proofs(SHAPE, [_known(SHAPE.top, 23, 27), _known(FEMALE, 23, 27)], [Group(ELSE)], silent) == []

    def test_what_could_be_five_is_not_proved(self) -> None:
        assert proofs(SHAPE, [_known(SHAPE.top, 25, 29), _known(FEMALE, 24, 24)], [Group(ELSE)], silent) == []

    def test_a_revision_by_one_child(self) -> None:
        known = [_known(SHAPE.top, 23, 23), _known(SHAPE.top, 24, 24, edition=2)]

        assert "all as revised" in {proof.group for proof in proofs(SHAPE, known, [], silent)}


class TestTwoQuarters:
    """From any month of one to any of the other, which are of other people, and from whole to whole."""

    BEFORE = Area({"town": ("Hill", "Vale", "Moor")}, ("November", "December")).shape

    def _found(
        self, before: tuple[int, int], now: tuple[int, int], month: str = "January", then: str = "December",
        *, is_whole: bool = True,
    ) -> set[str]:  # fmt: skip
        there = Known(self.BEFORE.cell(month=then), *before)
        beside = Beside(self.BEFORE, (there,), "last year", is_whole)
        found = proofs(SHAPE, [_known(SHAPE.cell(month=month), *now)], [], silent, [beside])
        return {each.group for each in found if "town" not in each.group}  # all of the schools, so the same people

    def test_a_change_that_two_roundings_of_one_figure_would_prove(self) -> None:
        """12, told as 10 to the nearest 5 and 10 to the nearest 10; then 13, told as 15 and as 10."""
        assert self._found((10, 12), (13, 14)) == {"January beside December"}
        assert self._found((13, 14), (10, 12)) == {"January beside December"}

    def test_two_figures_alone_prove_none(self) -> None:
        assert self._found((8, 12), (13, 17)) == set()

    def test_months_that_do_not_meet(self) -> None:
        assert self._found((10, 12), (13, 14), "February") == {"February beside December"}
        assert self._found((10, 12), (13, 14), "February", "November") == {"February beside November"}

    def test_the_whole_of_both(self) -> None:
        assert self._found((33, 34), (36, 37), TOP, TOP) == {"all beside last year"}

    def test_what_has_not_closed_is_not_held_against_a_whole(self) -> None:
        assert self._found((33, 34), (36, 37), TOP, TOP, is_whole=False) == set()

    def test_more_or_fewer_by_five_is_no_small_change(self) -> None:
        assert self._found((33, 34), (36, 39), TOP, TOP) == set()
        assert self._found((36, 39), (33, 34), TOP, TOP) == set()


class TestWhatIsKnownOfAPublishedQuarter:
    """It takes seconds and is asked for each month that comes, so it is worked out once while it is among the last."""

    def _beside(self, least: int) -> Beside:
        return Beside(SHAPE, (_known(SHAPE.top, least, least + 1),), "last year")

    def test_it_is_worked_out_once(self) -> None:
        found = self._beside(33).narrowly_known

        assert found[SHAPE.top] == [(33, 34)]
        assert self._beside(33).narrowly_known is found

    def test_the_oldest_is_forgotten_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(gate, "_worked_out", {})
        monkeypatch.setattr(gate, "AT_ONCE", 1)
        found = self._beside(33).narrowly_known

        assert self._beside(36).narrowly_known[SHAPE.top] == [(36, 37)]
        assert self._beside(33).narrowly_known == found
        assert len(gate._worked_out) == 1

    def test_every_bold_reader_of_it_is_asked(self) -> None:
        """Ten of fifteen in July came to a school that is open by day alone, and fifteen of twenty in the evening: who
        trusts that cannot suppose much else, and who supposes more doubts it. He alone knows that by day there were 8
        or 9."""
        by_day = TIME.leaves["weekday_daytime"]
        told = (({}, 18, 22), ({"place": "Hill"}, 15, 24), ({"time": "weekday_evening"}, 13, 17),
                ({"month": "July"}, 13, 17), ({"month": "July", "place": "Hill"}, 10, 14))  # fmt: skip
        then, now = (self._hill(by_day, months).shape for months in (("July", "August"), ("October", "November")))
        before = Beside(then, tuple(_known(then.cell(**values), *span) for values, *span in told), "before")
        known = [
            _known(now.cell(), 18, 22), _known(now.cell(time="weekday_daytime"), 5, 7),
            _known(now.cell(time="weekday_evening"), 13, 17),
        ]  # fmt: skip

        assert proofs(then, list(before.known), every_group(then), silent) == []
        assert proofs(now, known, every_group(now), silent) == []
        assert {each.group for each in proofs(now, known, [], silent, [before])} == {"weekday_daytime beside before"}

    @staticmethod
    def _hill(slots: frozenset[str], months: tuple[str, ...]) -> Area:
        return Area({"town": ("Hill",), "No school": (NONE,)}, months, no_school=NONE, slots={"Hill": slots})

    def test_where_schools_are_gathered_otherwise_it_is_another(self) -> None:
        village = Area({"village": ("Hill", "Vale", "Moor")}, ("January", "February")).shape
        there = Beside(village, self._beside(33).known, "last year")

        assert village.cell(place="village") not in self._beside(33).narrowly_known
        assert there.narrowly_known[village.cell(place="village")] == [(33, 34)]


class TestChangesWithinAPeriod:
    """Each month is held against each, and each edition against each before it."""

    def test_months_with_another_between_them(self) -> None:
        three = Area({"town": ("Hill", "Vale", "Moor")}, ("July", "August", "September")).shape
        known = [Known(three.cell(month=month), *span) for month, span in (("July", (33, 33)), ("September", (36, 37)))]
        found = {each.group for each in proofs(three, known, every_group(three), silent)}

        assert "September since July" in found

    def test_editions_with_another_between_them(self) -> None:
        known = [
            _known(SHAPE.top, 33, 33),
            _known(SHAPE.top, 33, 37, edition=2),
            _known(SHAPE.top, 36, 37, edition=3),
        ]

        assert "all as revised" in {each.group for each in proofs(SHAPE, known, [], silent)}

    THREE = Area({"town": ("Hill", "Vale", "Moor")}, ("July", "August", "September")).shape

    def _revised(self, before: tuple[int, int], after: tuple[int, int], most: int = 37) -> set[str]:
        """What is proved where August is told as another number than before, and at most so many in all."""
        known = [
            Known(self.THREE.cell(month=month), *(august if month == "August" else (8, 12)), edition)
            for edition, august in ((1, before), (2, after)) for month in ("July", "August", "September")
        ]  # fmt: skip
        known += [Known(self.THREE.top, 33, most if edition == 2 else 37, edition) for edition in (1, 2)]
        return {each.group for each in proofs(self.THREE, known, [], silent)}

    def test_late_forms_that_are_supposed_only_to_add(self) -> None:
        """Nobody in two months: from at least 33 to at most 37, so at most 4 more, of whom one is of August."""
        assert "August as revised" in self._revised((8, 12), (13, 17))

    def test_corrections_that_are_supposed_only_to_take_away(self) -> None:
        assert "August as revised" in self._revised((13, 17), (8, 12))

    def test_where_five_may_have_come_late_nothing_is_proved(self) -> None:
        assert self._revised((8, 12), (13, 17), most=42) == set()


class TestRevisionsByMany:
    """Where figures changed by more than anybody would call little, readers suppose everything else as ever."""

    TWO = Area({"hill": ("Hill", "Vale"), "moor": ("Moor", "Ash")}, ("July",)).shape
    #: 20 in all, 15 of them in the evening and 15 girls; and what few there are besides.
    TOLD = (
        ({}, 20), ({"time": "evenings_and_weekends"}, 15), ({"time": "other_times"}, 5), ({"gender": "female"}, 15),
        ({"gender": "female", "time": "other_times"}, 5),
        ({"gender": "everyone_else", "time": "evenings_and_weekends"}, None),
        ({"gender": "everyone_else", "time": "other_times"}, None),
    )  # fmt: skip

    def _figures(self, edition: int, shown: Sequence[int | None]) -> list[Known]:
        cells = [self.TWO.cell(**values) for values, _ in self.TOLD]
        return [
            Known(cell, *AREA.span(many), edition, ("table",)) for cell, many in zip(cells, shown, strict=True)
        ]  # fmt: skip

    def _proved(self, known: list[Known]) -> set[str]:
        return {each.group for each in proofs(self.TWO, known, every_group(self.TWO), silent)}

    @pytest.mark.parametrize("before", [(5, 5, None, 5, None, None, None), (None,) * 7])
    def test_what_is_proved_of_a_first_edition_is_proved_of_a_later_one(self, before: tuple[int | None, ...]) -> None:
        told = [many for _, many in self.TOLD]

        assert self._proved(self._figures(1, before)) == set()
        assert "July / everyone_else / evenings_and_weekends" in self._proved(self._figures(1, told))
        assert self._proved(self._figures(1, told)) <= self._proved(
            [*self._figures(1, before), *self._figures(2, told)]
        )  # fmt: skip


class TestLateFormsWhereSomethingLookedUpIsContradicted:
    GIRLS = frozenset({"female"})
    CLUSTERS = {"town": ("Hill", "Vale"), "moor": ("Ash", "Elm")}
    #: Two girls' schools of which more are told later; then five more boys came, or one to four.
    TOLD = (
        ({}, 50, 55), ({"place": "town"}, 30, 30), ({"place": "moor"}, 20, 25), ({"gender": "male"}, 10, 15),
        ({"gender": "female"}, 40, 40),
    )  # fmt: skip

    def _proved(self, **rolls: int) -> set[str]:
        months = ("July", "August", "September")
        shape = Area(self.CLUSTERS, months, genders={"Ash": self.GIRLS, "Elm": self.GIRLS}, rolls=rolls).shape
        known = [
            _known(shape.cell(**values), many - 2, many + 2, edition)
            for values, *told in self.TOLD for edition, many in enumerate(told, 1)
        ]  # fmt: skip
        return {each.group for each in proofs(shape, known, [], silent)}

    def test_the_rest_of_it_is_known_still(self) -> None:
        """Hill and Vale have fewer pupils than were seen there: a roll is doubted, and not what girls' schools are."""
        as_it_is = self._proved(Ash=300, Elm=300, Hill=300, Vale=300)

        assert "male as revised" in as_it_is
        assert self._proved(Ash=300, Elm=300, Hill=12, Vale=14) == as_it_is


class TestFailingClosed:
    def test_figures_that_contradict_each_other(self) -> None:
        with pytest.raises(CannotTell, match="contradicts"):
            proofs(SHAPE, [_known(SHAPE.top, 5, 5), _known(FEMALE, 9, 9)], [Group(ELSE)], silent)

    def test_figures_of_a_cell_that_nobody_has_heard_of(self) -> None:
        with pytest.raises(CannotTell, match="outside the shape: March"):
            proofs(SHAPE, [_known(("March", "all", "all", "all"), 5, 7)], [], silent)

    def test_a_solver_that_gives_up(self) -> None:
        reader = Reader(SHAPE, [_known(SHAPE.top, 5, 7)])
        reader._solver.setOptionValue("time_limit", 0.0)

        with pytest.raises(CannotTell, match="ended with"):
            reader.least({0: 1})


def test_the_solver_greets_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    Reader(SHAPE, []).is_consistent()

    assert capfd.readouterr().out == ""
    assert highspy.Highs
