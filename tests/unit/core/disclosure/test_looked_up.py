"""What anybody can look up: which ages and genders a school takes and how many pupils it has, when it and a service are
open, and when anybody was on shift. The gate's reader knows it too."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest

from mhst.core.disclosure import TOP, Design, Known, Protection, SafeTable
from mhst.core.disclosure.boldness import boldest
from mhst.core.disclosure.declared import AGES_OF_PLACES, Area, monthly, plan, quarterly
from mhst.core.disclosure.declared_whole_school import shape_of
from mhst.core.disclosure.design import Plan
from mhst.core.disclosure.dimensions import AGES, DAYS, SLOTS, WEEKDAYS
from mhst.core.disclosure.gate import proofs
from mhst.core.disclosure.groups import Group, every_group
from mhst.core.disclosure.lot import never
from mhst.core.disclosure.protect import silent
from mhst.core.disclosure.shape import LIGHTLY, Cell, Tie
from mhst.core.disclosure.within import ages_of
from tests.support.adversary import Adversary, small_groups, told_by
from tests.support.small_worlds import World, publish_all

PRIMARY, SECONDARY, COLLEGE = ages_of(4, 11), ages_of(11, 16), ages_of(14, 19)
SCHOOLS = Area(
    {"primaries": ("P1", "P2"), "colleges": ("C1", "C2"), "No school": ("nowhere",)}, ("January",),
    {"P1": PRIMARY, "P2": PRIMARY, "C1": COLLEGE, "C2": COLLEGE}, "nowhere",
)  # fmt: skip
#: Mondays to Fridays from 3pm to 9pm, for 11 to 19.
AFTER_SCHOOL = frozenset(f"{day}_{part}" for day in WEEKDAYS for part in ("day", "evening"))
ONLINE = Area(
    {"No school": ("nowhere",)}, ("January",), {"nowhere": ages_of(11, 19)}, "nowhere", {"nowhere": AFTER_SCHOOL}
)  # fmt: skip
PLACE_AND_AGE, PLACE_AND_TIME = ("place", "age"), ("month", "place", "time")
#: Four schools that are shut all August and never open at a weekend, and a team that is nowhere else.
SUMMER = ("July", "August", "September")
SHUT_IN_AUGUST = Area(
    {"hill": ("A", "B"), "vale": ("C", "D"), "No school": ("nowhere",)}, SUMMER, {}, "nowhere",
    {"nowhere": frozenset()} | dict.fromkeys("ABCD", frozenset(SLOTS[:15])),
    dict.fromkeys("ABCD", frozenset({"July", "September"})),
)  # fmt: skip
#: Two girls' schools on a hill, and two mixed ones in a vale.
GIRLS_HILL = Area(
    {"hill": ("G1", "G2"), "vale": ("M1", "M2")}, ("January",),
    genders=dict.fromkeys(("G1", "G2"), frozenset({"female"})),
)  # fmt: skip
PLACE_AND_GENDER = ("place", "gender")
#: The same service through a summer, on every date of August entered as closed; and another with nobody on shift then.
NOT_IN_AUGUST = {month: {"nowhere": AFTER_SCHOOL if month != "August" else frozenset[str]()} for month in SUMMER}
CLOSED_IN_AUGUST = replace(
    ONLINE, months=SUMMER, open_in={"nowhere": frozenset({"July", "September"})}, slots_in=NOT_IN_AUGUST
)  # fmt: skip
UNSTAFFED_IN_AUGUST = replace(ONLINE, months=SUMMER, staffed_in=NOT_IN_AUGUST)
#: Two small schools on a hill, two smaller ones in a vale, and two in a town.
SMALL = Area(
    {"hill": ("A", "B"), "vale": ("C", "D"), "town": ("T", "U")}, ("January",),
    rolls={"A": 6, "B": 6, "C": 4, "D": 4, "T": 900, "U": 900},
)  # fmt: skip


def _world(area: Area, *groups: tuple[int, dict[str, str]]) -> World:
    """So many people of each sort, at one place and time each."""
    usual = {
        "month": "January", "place": "nowhere", "gender": "female", "time": "monday_day", "age": "14_to_15",
        "ethnicity": "white", "help": "one_to_one" if len(area.schools) > 1 else "online", "wait": "seen_before",
        "reason": "reason_not_known", "ended": "goes_on",
    }  # fmt: skip
    numbers = itertools.count()
    return World(area, [(next(numbers), area.shape.cell(**usual | its)) for many, its in groups for _ in range(many)])


def _at(place: str, age: str) -> dict[str, str]:
    return {"place": place, "age": age}


#: 17 under 11 at primaries, and 3 or 4 of 11 to 13, whom nobody else teaches.
FEW_OLDER = _world(
    SCHOOLS, (9, _at("P1", "under_11")), (8, _at("P2", "under_11")), (2, _at("P1", "11_to_13")),
    (2, _at("P2", "11_to_13")), (12, _at("C1", "14_to_15")), (14, _at("C2", "16_to_17")),
)  # fmt: skip
#: 7 by day and 3 in the evening: as 10 and 5 it leaves 1 to 4, where nobody comes at night or at weekends.
FEW_EVENINGS = _world(ONLINE, (7, {"time": "wednesday_day"}), (3, {"time": "tuesday_evening"}))
#: 21 of three ages, told as 5 each, and 3 of 18, in all 25: nobody is under 11.
FEW_OF_AGE = _world(ONLINE, *((7, {"age": age}) for age in AGES[1:4]), (3, {"age": "18_and_over"}))
#: 11 in July and 4 in September, when lessons begin again: 15 of the quarter less the 10 of July leaves 1 to 4.
FEW_IN_SEPTEMBER = _world(
    SHUT_IN_AUGUST, *((many, {"month": month, "place": place}) for many, month, place in (
        (6, "July", "A"), (5, "July", "C"), (4, "September", "A")
    )),
)  # fmt: skip
#: 17 girls on the hill, 5 boys and 2 girls in the vale, where all boys are: 5 there less 5 boys leaves 2 girls at most.
FEW_GIRLS = _world(
    GIRLS_HILL, *((many, {"place": place, "gender": gender}) for many, place, gender in (
        (9, "G1", "female"), (8, "G2", "female"), (5, "M1", "male"), (1, "M1", "female"), (1, "M2", "female")
    )),
)  # fmt: skip


def _as_it_was(made: Plan) -> Plan:
    """The old rule: a tie only where one value of age holds all ages of a place, and nothing known of hours."""
    shape = made.shape
    ages = [dim.name for dim in shape.dimensions].index("age")
    times = [dim.name for dim in shape.dimensions].index("time")
    old = (
        tie for tie in shape.within
        if (len(tie.of) == 1 or (tie.of and tie.inside[ages] != TOP)) and tie.inside[times] == TOP
    )  # fmt: skip
    frames = tuple(frame for frame in shape.frames if frame != AGES_OF_PLACES)
    return replace(made, shape=replace(shape, frames=frames, within=tuple(old), together=()))


def _tables(world: World, designs: Sequence[Design], *, old: bool) -> Sequence[SafeTable]:
    made = plan(world.area, designs)
    return Protection(
        _as_it_was(made) if old else made, world.people, period="spring", lot=never
    ).release().tables  # fmt: skip


@pytest.mark.parametrize("old", [True, False], ids=("the old way", "now"))
@pytest.mark.parametrize(
    ("world", "names", "designs"),
    [
        (FEW_OLDER, PLACE_AND_AGE, quarterly(SCHOOLS)),
        (FEW_EVENINGS, PLACE_AND_TIME, monthly(ONLINE, ONLINE.months)),
        (FEW_OF_AGE, PLACE_AND_AGE, quarterly(ONLINE)),
    ],
    ids=("a school inside a union of ages", "a service that is shut", "a service for some ages"),
)
def test_who_looks_it_up_finds_nobody_any_more(
    world: World, names: tuple[str, ...], designs: Sequence[Design], old: bool
) -> None:
    """Each of them found a small group the old way: the negative control."""
    adversary = Adversary(world, told_by(_tables(world, designs, old=old), world, names), names, names)

    assert not adversary.is_fooled
    assert (adversary.proved(small_groups(world, names)) != []) is old


#: 11 in July and 4 in September again, online: nobody in August.
ELEVEN_AND_FOUR = ((11, {"month": "July"}), (4, {"month": "September"}))
#: All pupils on the hill and in the vale, 20, and 3 of the town: 25 of them all, so at least 3 of the town.
FEW_OF_THE_TOWN = _world(
    SMALL, *((many, {"place": place}) for many, place in ((6, "A"), (6, "B"), (4, "C"), (4, "D"), (2, "T"), (1, "U")))
)


class Short(World):
    """With the fewest tables that would tell."""

    def monthly(self, months: Sequence[str]) -> tuple[Design, ...]:
        return super().monthly(months)[:1]

    def quarterly(self) -> tuple[Design, ...]:
        return tuple(design for design in super().quarterly() if design.key in ("quarter", "cluster"))


class Unaware(Short):
    """Published by a gate that knows hours of the week, but no dates, shifts or rolls."""

    def plan(self, designs: Sequence[Design]) -> Plan:
        return plan(replace(self.area, open_in={}, slots_in={}, staffed_in={}, rolls={}), designs)


@pytest.mark.parametrize("kind", [Unaware, Short], ids=("the old way", "now"))
@pytest.mark.parametrize(
    ("world", "names"),
    [
        (_world(CLOSED_IN_AUGUST, *ELEVEN_AND_FOUR), PLACE_AND_TIME),
        (_world(UNSTAFFED_IN_AUGUST, *ELEVEN_AND_FOUR), PLACE_AND_TIME),
        (FEW_OF_THE_TOWN, PLACE_AND_GENDER),
    ],
    ids=("a service that is closed for a month", "nobody on shift for a month", "small schools"),
)
def test_nor_does_who_knows_dates_shifts_and_rolls(world: World, names: tuple[str, ...], kind: type[World]) -> None:
    tables = [table for release in publish_all(kind(world.area, world.seen)) for table in release.tables]
    adversary = Adversary(world, told_by(tables, world, names), ("gender",), names)

    assert not adversary.is_fooled
    assert (adversary.proved(small_groups(world, names)) != []) is (kind is Unaware)


class Forgetful(World):
    """Published by a gate that knows nothing of places."""

    def plan(self, designs: Sequence[Design]) -> Plan:
        made = super().plan(designs)
        return replace(made, shape=replace(made.shape, within=()))


@pytest.mark.parametrize("kind", [Forgetful, World], ids=("the old way", "now"))
@pytest.mark.parametrize(
    ("world", "names"),
    [(FEW_IN_SEPTEMBER, PLACE_AND_TIME), (FEW_GIRLS, PLACE_AND_GENDER)],
    ids=("a month in which schools are shut", "schools for girls"),
)
def test_nor_does_who_knows_schools(world: World, names: tuple[str, ...], kind: type[World]) -> None:
    """Each found a small group the old way, in what was published month by month and then of the quarter."""
    tables = [table for release in publish_all(kind(world.area, world.seen)) for table in release.tables]
    adversary = Adversary(world, told_by(tables, world, names), ("gender",), names)

    assert not adversary.is_fooled
    assert (adversary.proved(small_groups(world, names)) != []) is (kind is Forgetful)


class TestWhatTheReaderKnows:
    TIES = frozenset(SCHOOLS.shape.within)

    def test_a_place_lies_inside_the_fewest_ages_that_hold_all_of_its(self) -> None:
        cell = SCHOOLS.shape.cell

        for place in ("P1", "primaries"):
            assert Tie(cell(place=place), (cell(age="under_11"), cell(age="11_to_13"))) in self.TIES
        assert Tie(cell(place="colleges"), (cell(age="16_and_over"), cell(age="14_to_15"))) in self.TIES

    def test_nobody_is_of_an_age_that_a_place_does_not_take(self) -> None:
        cell = SCHOOLS.shape.cell

        assert Tie(cell(place="primaries", age="16_and_over"), ()) in self.TIES
        assert Tie(cell(place="primaries", age="under_16"), ()) not in self.TIES

    def test_who_came_when_a_service_is_shut_came_elsewhere(self) -> None:
        both = replace(SCHOOLS, slots={"nowhere": AFTER_SCHOOL})
        cell, ties = both.shape.cell, set(both.shape.within)

        schools = tuple(cell(place=school) for school in ("P1", "P2", "C1", "C2"))
        assert Tie(cell(time="sunday_day"), schools) in ties
        assert Tie(cell(time="weekend"), schools) in ties
        assert Tie(cell(place="nowhere", time="weekend"), ()) in ties
        assert Tie(cell(time="sunday_day"), ()) in set(ONLINE.shape.within)

    def test_nobody_is_where_nobody_can_be(self) -> None:
        shape = replace(SCHOOLS, slots={"nowhere": frozenset()}).shape
        reader = boldest(shape, [])[0].reader(shape, [])

        assert reader.most({reader.unknown(shape.cell(place="nowhere"), 1): 1}).value == 0
        assert reader.most({reader.unknown(shape.cell(help="online"), 1): 1}).value == 0

    def test_who_is_seen_in_a_month_in_which_schools_are_shut_is_seen_elsewhere(self) -> None:
        """Online, at its hours; and where there is nothing else, nobody is."""
        online = replace(SHUT_IN_AUGUST, slots={}, open_in=dict.fromkeys("ABCD", frozenset({"July", "September"})))
        cell, ties = online.shape.cell, set(online.shape.within)

        assert Tie(cell(month="August"), (cell(place="nowhere"),)) in ties
        assert Tie(cell(month="August", gender="male"), (cell(place="nowhere", gender="male"),)) in ties
        assert Tie(cell(place="A", month="August"), ()) in ties
        assert Tie(cell(place="A", month="July"), ()) not in ties
        reader = boldest(SHUT_IN_AUGUST.shape, [])[0].reader(SHUT_IN_AUGUST.shape, [])
        for nobody in (cell(month="August"), cell(month="August", gender="female"), cell(month="July", time="weekend")):
            assert reader.most({reader.unknown(nobody, 1): 1}).value == 0

    def test_nothing_is_held_for_whole_schools_then(self) -> None:
        shape = shape_of(SHUT_IN_AUGUST)
        reader = boldest(shape, [])[0].reader(shape, [])

        assert Tie(shape.cell(place="C", month="August"), ()) in shape.within
        assert reader.most({reader.unknown(shape.cell(month="July"), 1): 1}).value > 0

    def test_a_girls_school_has_nobody_else_until_figures_say_so(self) -> None:
        cell = GIRLS_HILL.shape.cell
        reader = boldest(GIRLS_HILL.shape, [])[0].reader(GIRLS_HILL.shape, [])
        (doubting,) = boldest(
            GIRLS_HILL.shape, [_known(cell(place="hill"), 20, 24), _known(cell(gender="female"), 10, 14)]
        )

        assert reader.most({reader.unknown(cell(place="hill", gender="everyone_else"), 1): 1}).value == 0
        assert reader.most({reader.unknown(cell(place="vale", gender="male"), 1): 1}).value > 0
        assert doubting.trusts
        assert doubting.doubts != frozenset()


def _most(area: Area, **values: str) -> float:
    reader = boldest(area.shape, [])[0].reader(area.shape, [])
    return reader.most({reader.unknown(area.shape.cell(**values), 1): 1}).value


class TestOfDatesAndShifts:
    DAYS_ONLY = frozenset(f"{day}_day" for day in WEEKDAYS)

    @pytest.mark.parametrize("area", [CLOSED_IN_AUGUST, UNSTAFFED_IN_AUGUST], ids=("closed", "nobody on shift"))
    def test_nobody_is_helped_in_a_month_without_a_day(self, area: Area) -> None:
        assert _most(area, month="August") == 0
        assert _most(area, month="August", gender="female") == 0
        assert _most(area, month="July", time="weekday_evening") > 0

    @pytest.mark.parametrize("name", ["slots_in", "staffed_in"])
    def test_nor_in_the_evening_in_a_month_without_one(self, name: str) -> None:
        """Schools are shut all the time."""
        without = {month: {"nowhere": self.DAYS_ONLY if month == "August" else AFTER_SCHOOL} for month in SUMMER}
        area = replace(ONLINE, months=SUMMER, **{name: without})

        assert _most(area, month="August", time="weekday_evening") == 0
        assert _most(area, month="August", time="weekday_daytime") > 0
        assert _most(area, month="July", time="weekday_evening") > 0
        assert _most(area, time="tuesday_evening") > 0

    def test_who_is_seen_in_a_month_at_a_time_is_seen_at_the_places_open_then(self) -> None:
        slots = dict.fromkeys("ABCD", frozenset(SLOTS[:15])) | {"nowhere": frozenset(SLOTS)}
        shape = replace(SHUT_IN_AUGUST, slots=slots, open_in={}).shape

        assert Tie(shape.cell(month="July", time="weekend"), (shape.cell(place="nowhere", month="July"),)) in (
            shape.within
        )

    def test_shifts_are_doubted_before_hours(self) -> None:
        """Answers were written in evenings of August, when nobody was on shift: but by the hours of the service."""
        shape = UNSTAFFED_IN_AUGUST.shape
        (supposing,) = boldest(shape, [_known(shape.cell(month="August"), 8, 12)])

        assert supposing.trusts
        assert {tie.believed for tie in supposing.doubts} == {LIGHTLY}
        reader = supposing.reader(shape, [])
        assert reader.most({reader.unknown(shape.cell(time="weekend"), 1): 1}).value == 0


class TestOfRolls:
    def test_no_more_are_seen_than_are_on_them(self) -> None:
        assert _most(SMALL, place="A") == 6
        assert _most(SMALL, place="hill", gender="male") == 12
        assert _most(SMALL, place="town") == 1800

    def test_until_figures_say_so(self) -> None:
        shape = SMALL.shape
        (supposing,) = boldest(shape, [_known(shape.cell(place="hill"), 13, 17)])

        assert {tie.inside for tie in supposing.doubts} <= {shape.cell(place="A"), shape.cell(place="B")}
        assert len(supposing.doubts) == 1


class TestTheGroupsThatFollow:
    def test_a_place_less_some_of_its_ages(self) -> None:
        area = Area({"town": ("Hill", "Vale")}, ("January",), {"Hill": SECONDARY, "Vale": SECONDARY})
        asked = {group.in_words for group in every_group(area.shape)}

        assert {"Hill / 14_to_15", "Hill / 11_to_15", "Hill / 11_to_13 and Hill / 16_to_17"} <= asked

    def test_a_union_of_ages_less_the_place_inside_it(self) -> None:
        """35 of under 11 and of 11 to 13, and 31 of them at primaries."""
        cell = SCHOOLS.shape.cell
        group = Group(cell(age="under_11"), (cell(place="primaries"),), also=(cell(age="11_to_13"),))
        known = [
            Known(cell(age="under_11"), 20, 20), Known(cell(age="11_to_13"), 15, 15),
            Known(cell(place="primaries"), 31, 32),
        ]  # fmt: skip

        assert group in set(every_group(SCHOOLS.shape))
        found = {proof.group for proof in proofs(SCHOOLS.shape, known, [group], silent)}
        assert found == {"under_11 and 11_to_13 but not primaries"}


class TestDoubt:
    """A wrong birthday or an answer after hours voids what it contradicts, and nothing else."""

    def test_leaves_what_is_not_contradicted(self) -> None:
        area = replace(SCHOOLS, slots={"nowhere": AFTER_SCHOOL})
        shape = area.shape
        at_night = _known(shape.cell(place="nowhere", time="weekend"), 5, 7)
        (supposing,) = boldest(shape, [at_night])

        assert supposing.trusts
        assert {tie.inside[3] for tie in supposing.doubts} <= {"all", *DAYS, "weekend", *SLOTS}
        assert not any(tie.inside[4] != TOP for tie in supposing.doubts)
        reader = supposing.reader(shape, [at_night])
        assert reader.most({reader.unknown(shape.cell(place="primaries", age="16_and_over"), 1): 1}).value == 0


def _known(cell: Cell, least: int, most: int) -> Known:
    return Known(cell, least, most, tables=("table",))
