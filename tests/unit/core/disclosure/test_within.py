"""Groups that lie inside others, as anybody knows who knows schools: the gate's reader knows it too."""

import itertools
from dataclasses import replace

from mhst.core.disclosure import NOWHERE, Known, People, Protection, Release
from mhst.core.disclosure import declared_consultations as asked
from mhst.core.disclosure.boldness import boldest
from mhst.core.disclosure.declared import ENDINGS_KEYS, WITHDRAWN, Area, plan, quarterly
from mhst.core.disclosure.gate import proofs
from mhst.core.disclosure.groups import Group, every_group
from mhst.core.disclosure.lot import never
from mhst.core.disclosure.protect import silent
from mhst.core.disclosure.reader import Reader
from mhst.core.disclosure.shape import Cell, Tie
from mhst.core.disclosure.within import SEEN_TO_THE_END, ages_of

AGES = {"Hill": ages_of(11, 16), "Vale": ages_of(11, 16), "Bay College": ages_of(16, 19)}
AREA = Area({"east": ("Hill", "Vale", "Bay College"), "online": ("nowhere",)}, ("January",), AGES, "nowhere")
SHAPE = AREA.shape


def _released(*groups: tuple[int, str, str]) -> Release:
    """So many people, of a school and an age."""
    numbers = itertools.count()
    cells = [(next(numbers), _at(school, age)) for many, school, age in groups for _ in range(many)]
    designs = [design for design in quarterly(AREA) if design.key in ("quarter", "school", "age")]
    return Protection(plan(AREA, designs), People(SHAPE, cells), period="spring", lot=never).release()


def _at(school: str, age: str) -> Cell:
    return SHAPE.cell(
        month="January", place=school, gender="female", time="monday_day", age=age, ethnicity="white",
        help="one_to_one", wait="seen_before", reason="for_low_mood", ended="goes_on",
    )  # fmt: skip


def test_a_school_has_nobody_younger_or_older_than_it_takes() -> None:
    """15 at the college, all of 16 and over: at most 12 of 16 and 17, so 3 or 4 of 18, which nothing else tells."""
    release = _released((20, "Hill", "14_to_15"), (25, "Vale", "11_to_13"), (12, "Bay College", "16_to_17"),
                        (4, "Bay College", "18_and_over"))  # fmt: skip
    forms = {table.key: table.coarser for table in release.tables}

    assert forms == {"quarter": "", "age": "three ages", "school": ""}
    reader = Reader(SHAPE, release.known, trusts=True)
    older = {reader.unknown(SHAPE.cell(age="18_and_over"), 1): 1}
    assert reader.least(older).value == 0


def test_whom_only_some_schools_take_are_at_one_of_them() -> None:
    known = [Known(SHAPE.cell(age="16_to_17"), 20, 24), Known(SHAPE.cell(place="Bay College"), 10, 14)]
    known += [Known(SHAPE.cell(age="18_and_over"), 5, 7)]
    reader = Reader(SHAPE, known, trusts=True)

    assert reader.least({reader.unknown(SHAPE.cell(place="nowhere"), 1): 1}).value == 0
    assert ages_of(4, 11) == {"under_11", "11_to_13"}
    ties = {(tie.inside, tie.of) for tie in SHAPE.within}
    takers = (SHAPE.cell(place="Bay College"), SHAPE.cell(place="nowhere"))
    assert (SHAPE.cell(age="18_and_over"), takers) in ties


def test_who_is_helped_online_comes_from_no_school_and_without_a_request() -> None:
    known = [Known(SHAPE.cell(help="online"), 10, 14)]
    reader = Reader(SHAPE, known, trusts=True)

    for cell in (
        SHAPE.cell(place="nowhere"), SHAPE.cell(wait="seen_before", reason="reason_not_known"),
        SHAPE.cell(ended="goes_on"),
    ):  # fmt: skip
        assert reader.least({reader.unknown(cell, 1): 1}).value == 10
    assert reader.most({reader.unknown(SHAPE.cell(place="nowhere"), 1): 1}).value == 14


def test_a_birthday_that_was_written_down_wrongly_makes_nobody_stop() -> None:
    """More at the college than there are of 16 and over: the reader thinks again, and doubts as little as he must."""
    known = [Known(SHAPE.cell(place="Bay College"), 20, 24), Known(SHAPE.cell(age="16_and_over"), 10, 14)]
    college, older = (figure.cell for figure in known)

    assert [(each.trusts, each.doubts) for each in boldest(SHAPE, known[:1])] == [(True, frozenset())]
    (doubting,) = boldest(SHAPE, known)
    assert doubting.trusts
    assert Tie(college, (older,)) in doubting.doubts
    reader = doubting.reader(SHAPE, known)
    assert reader.most({reader.unknown(SHAPE.cell(place="Hill", age="18_and_over"), 1): 1}).value == 0
    assert proofs(SHAPE, known, [Group(SHAPE.top)], silent) == []


def test_where_trust_and_boldness_cannot_both_be_each_reader_is_asked() -> None:
    """One supposes that the revision changed nothing, and the other that the ages are right: then it changed 2."""
    college, older = SHAPE.cell(place="Bay College"), SHAPE.cell(age="16_and_over")
    trusting, plain = boldest(SHAPE, [Known(college, 15, 15, 1), Known(older, 13, 13, 2)])

    assert (trusting.trusts, trusting.little) == (True, 2)
    assert (plain.trusts, plain.little) == (True, 0)
    assert Tie(college, (older,)) in plain.doubts
    assert trusting.doubts == frozenset()


class TestEndings:
    """Whose support ended, seen or not, and those who were seen: two populations that overlap."""

    SEEN, ENDED = SHAPE.top, SHAPE.cell(ending="an_ending")

    def test_who_was_not_seen_is_in_no_figure_of_those_who_were(self) -> None:
        drifted = (*[NOWHERE] * (len(SHAPE.top) - 1), "ended_not_asked_twice")
        people = People(SHAPE, [("seen", _at("Hill", "14_to_15")), ("drifted away", drifted)])

        assert people.number(self.SEEN) == 1
        assert {cell for cell in SHAPE.cells if people.number(cell)} - set(
            SHAPE.holding(_at("Hill", "14_to_15"), frozenset(dim.name for dim in SHAPE.dimensions))
        ) == {self.ENDED, SHAPE.cell(ending="ended_not_asked_twice")}

    def test_those_seen_among_them_are_no_more_than_all_of_them(self) -> None:
        """It follows from the counting, so it needs no trust."""
        reader = Reader(SHAPE, [Known(SHAPE.cell(ending="ended_better"), 5, 7), Known(self.SEEN, 33, 37)])

        assert reader.most({reader.unknown(SHAPE.cell(ended="better"), 1): 1}).value == 7
        assert reader.least({reader.unknown(SHAPE.cell(ended="support_ended"), 1): 1}).value == 0

    def test_who_takes_all_of_them_for_seen_finds_the_few_who_go_on(self) -> None:
        known = [Known(self.SEEN, 18, 19, tables=("quarter",)), Known(self.ENDED, 15, 16, tables=("endings",))]

        found = {proof.group: proof.tables for proof in proofs(SHAPE, known, every_group(SHAPE), silent)}
        assert found["goes_on"] == {"quarter", "endings"}

    def test_nobody_takes_more_for_seen_than_were(self) -> None:
        known = [Known(self.SEEN, 10, 12), Known(self.ENDED, 18, 22)]

        assert SEEN_TO_THE_END not in boldest(SHAPE, known)[0].divides
        assert proofs(SHAPE, known, every_group(SHAPE), silent) == []

    def test_a_quarter_that_told_of_those_seen_alone_never_tells_of_both(self) -> None:
        """Its revision would tell how many ended unseen: one less the other."""
        people = People(SHAPE, [(number, _at("Hill", "14_to_15")) for number in range(30)])
        told = Known(SHAPE.cell(ended="support_ended"), 10, 14, tables=("ended",))
        again = Protection(plan(AREA, quarterly(AREA)), people, period="spring", edition=2, already=[told], lot=never)

        assert {table.key for table in again.release().tables} & {*ENDINGS_KEYS, *WITHDRAWN} == set()


def test_what_was_answered_in_time_was_agreed() -> None:
    """Agreed but not in time is a group that is asked about, though no table tells of it."""
    shape = asked.shape_of(AREA)
    agreed, in_time = shape.cell(outcome="advice_agreed"), shape.cell(answer="answered_in_time")
    known = [Known(agreed, 8, 9, tables=("outcomes",)), Known(in_time, 5, 7, tables=("answers",))]

    found = {proof.group: proof.tables for proof in proofs(shape, known, every_group(shape), silent)}
    assert found == {"advice_agreed but not answered_in_time": {"outcomes", "answers"}}
    assert proofs(replace(shape, within=()), known, every_group(replace(shape, within=())), silent) == []
