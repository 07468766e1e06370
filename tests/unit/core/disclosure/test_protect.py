import itertools

import pytest

from mhst.core.disclosure import AREA, SCHOOL, Cell, Design, Form, Known, People, Protection, Release, Rule
from mhst.core.disclosure.declared import Area, monthly, plan, quarterly
from mhst.core.disclosure.dimensions import IN_PERSON_OR_NOT, TWO_GENDERS, TWO_TIMES
from mhst.core.disclosure.gate import proofs
from mhst.core.disclosure.groups import every_group
from mhst.core.disclosure.lot import never
from mhst.core.disclosure.protect import silent
from tests.support.small_worlds import a_world, publish_all, revise

PLACE = Area({"town": ("Hill", "Vale", "Moor")}, ("January", "February", "March"))
GENDER = Design("gender", "By gender", (Form({"gender": TWO_GENDERS}),))
CROSSED = Design("crossed", "By gender and time", (Form({"gender": TWO_GENDERS, "time": TWO_TIMES}),))
WHOLE = Design("quarter", "All", (Form({"month": ("all",)}),))


def _crowd(*groups: tuple[int, Cell]) -> People:
    """So many people at one place and time each."""
    numbers = itertools.count()
    return People(PLACE.shape, [(next(numbers), cell) for many, cell in groups for _ in range(many)])


def _at(gender: str, time: str, place: str = "Hill", month: str = "January", help: str = "one_to_one") -> Cell:
    return PLACE.shape.cell(
        month=month, place=place, gender=gender, time=time, age="14_to_15", ethnicity="white", help=help,
        wait="seen_before", reason="for_low_mood", ended="goes_on",
    )  # fmt: skip


EVENING, DAY = "monday_evening", "monday_day"
#: The quarter of docs/small-numbers.md: 16 and 11 girls and young women, 4 and 3 others.
SEED = _crowd(
    (16, _at("female", EVENING)), (11, _at("female", DAY)), (4, _at("male", EVENING)), (3, _at("male", DAY))
)  # fmt: skip


def _released(people: People, *designs: Design, already: tuple[Known, ...] = ()) -> Release:
    return Protection(plan(PLACE, designs), people, period="spring", already=already, lot=never).release()


def _shown(release: Release, key: str) -> dict[tuple[str, ...], int | None]:
    table = next(table for table in release.tables if table.key == key)
    return {figure.values: figure.shown for figure in table.figures}


class TestTheSeedQuarter:
    def test_gender_and_time_apart_say_what_the_board_learned(self) -> None:
        time = Design("time", "By time", (Form({"time": TWO_TIMES}),))
        release = _released(SEED, WHOLE, GENDER, time)

        assert release.log == ()
        assert _shown(release, "quarter") == {("all",): 35}
        assert _shown(release, "gender") == {("female",): 25, ("everyone_else",): 5}
        assert _shown(release, "time") == {("evenings_and_weekends",): 20, ("other_times",): 15}
        gender, times = release.tables[1:]
        assert (gender.share("female"), gender.share("everyone_else")) == (71.4, None)
        assert times.share("evenings_and_weekends") == 57.1

    def test_crossed_they_would_prove_two_small_groups(self) -> None:
        """5 others at least, at most 4 of them at either time: at least 1 at each."""
        release = _released(SEED, WHOLE, GENDER, CROSSED)

        assert release.withheld == {"crossed"}
        assert [(line.table, line.how) for line in release.log] == [("crossed", "withheld")]
        assert "everyone_else" in release.log[0].because
        assert [table.key for table in release.tables] == ["quarter", "gender"]

    def test_all_the_declared_tables_leave_nothing_to_be_proved(self) -> None:
        release = _released(SEED, *monthly(PLACE, PLACE.months), *quarterly(PLACE))

        assert _shown(release, "quarter") == {("all",): 35}
        assert _shown(release, "gender")[("female",)] == 25
        assert _shown(release, "time")[("evenings_and_weekends",)] == 20


class TestCoarsening:
    def test_goes_step_by_step_and_says_how(self) -> None:
        steps = Design(
            "crossed", "By gender and time",
            (*CROSSED.forms, Form({"gender": TWO_GENDERS, "time": ("evenings_and_weekends",)}, "evenings alone"),
             Form({"time": TWO_TIMES}, "without gender")),
        )  # fmt: skip
        release = _released(SEED, WHOLE, GENDER, steps)

        assert [line.how for line in release.log] == ["evenings alone", "without gender"][: len(release.log)]
        assert release.tables[-1].coarser == release.log[-1].how

    def test_takes_the_table_that_a_proof_needs_and_not_one_that_it_only_leans_on(self) -> None:
        """By sort of help tells again how many there are in all, and comes last; without it the proof would stand."""
        by_help = Design("help", "By sort of help", (Form({"help": IN_PERSON_OR_NOT}),))
        release = _released(SEED, WHOLE, GENDER, CROSSED, by_help)

        assert release.withheld == {"crossed"}

    def test_few_who_were_not_helped_in_person_are_not_told_of(self) -> None:
        """43 at least in all, and at most 39 in person: nobody else is left but 4 or more online."""
        people = _crowd(
            (22, _at("female", DAY)),
            (17, _at("female", DAY, help="in_a_group")),
            (4, _at("female", DAY, help="online")),
        )
        release = _released(people, WHOLE, *(design for design in quarterly(PLACE) if design.key == "help"))

        assert release.withheld == {"help"}

    def test_what_was_published_before_counts(self) -> None:
        first = _released(SEED, WHOLE, GENDER)
        second = _released(SEED, CROSSED, already=first.known)

        assert second.tables == ()

    def test_what_only_older_tables_prove_withholds_all_new_ones(self) -> None:
        shape = PLACE.shape
        told = (Known(shape.cell(gender="male", time="weekday_daytime"), 1, 4, tables=("elsewhere",)),)
        release = _released(SEED, WHOLE, GENDER, already=told)

        assert release.tables == ()
        assert release.withheld == {"quarter", "gender"}

    def test_a_change_between_months_is_a_group_too(self) -> None:
        people = _crowd((12, _at("female", DAY)), (14, _at("female", DAY, month="February")))
        told = tuple(
            Known(PLACE.shape.cell(month=m), n, n, tables=("x",)) for m, n in (("January", 12), ("February", 14))
        )

        assert _released(people, already=told).tables == ()
        assert _released(people, WHOLE, already=told).withheld == {"quarter"}

    def test_those_in_neither_of_two_parts_are_a_group_too(self) -> None:
        """30 less 14 and 14: two, who may be all of either group that is left, so that neither is proved by itself."""
        told = [
            Known(PLACE.shape.cell(ethnicity=group), least, most)
            for group, least, most in (
                ("all_other_groups", 30, 30), ("asian", 14, 14), ("black", 14, 14),
                ("mixed", 0, 4), ("other_group", 0, 4),
            )
        ]  # fmt: skip

        found = proofs(PLACE.shape, told, every_group(PLACE.shape), silent)
        assert {proof.group for proof in found} == {"all_other_groups but not asian but not black"}


class TestByMonthAndQuarter:
    def test_a_month_that_was_published_is_not_published_again(self) -> None:
        releases = publish_all(a_world(1))

        assert [{table.key for table in release.tables} & {"month", "quarter"} for release in releases] == [
            {"month"}, {"month"}, {"quarter"},
        ]  # fmt: skip

    def test_a_revision_is_audited_with_the_edition_before(self) -> None:
        world = a_world(4)
        revision = revise(world, publish_all(world))

        assert {table.edition for table in revision.tables} == {2}
        assert {table.key for table in revision.tables} >= {"month", "quarter"}

    def test_a_revision_that_would_tell_of_late_children_goes_without(self) -> None:
        """A figure that was hidden and is 5 now: of few late forms a reader learns that 3 or 4 were there before."""
        before = _released(_crowd((23, _at("female", DAY)), (4, _at("male", DAY))), WHOLE, GENDER)
        now = _crowd((23, _at("female", DAY)), (5, _at("male", DAY)))
        made = Protection(
            plan(PLACE, (WHOLE, GENDER)), now, period="spring", edition=2, already=before.known, lot=never
        )  # fmt: skip

        assert "gender" in made.release().withheld


def test_progress_is_told_and_ends() -> None:
    told: list[tuple[int, int]] = []
    world = a_world(3)
    made = plan(world.area, quarterly(world.area))
    Protection(made, world.people, period="spring", progress=lambda done, of: told.append((done, of))).release()

    assert told[-1][0] == told[-1][1] > 0


@pytest.mark.parametrize(("area", "school"), [(SCHOOL, SCHOOL), (AREA, Rule(10, 5))])
def test_figures_by_school_cannot_be_protected_as_an_area_is(area: Rule, school: Rule) -> None:
    with pytest.raises(ValueError, match="twice as strictly"):
        plan(PLACE, (WHOLE,), area_rule=area, school_rule=school)


def test_stricter_rules_may_be_made() -> None:
    assert plan(PLACE, (WHOLE,), area_rule=Rule(8, 10), school_rule=Rule(16, 20)).rule(PLACE.shape.top) != AREA


def test_one_place_by_itself_is_not_told_twice() -> None:
    """12 to the nearest 5 and to the nearest 10 is 10, 11 or 12; beside a 13 of the month after, a change is proved."""
    lone = Area({"online": ("nowhere",)}, PLACE.months)

    assert "school_by_month" not in {design.key for design in monthly(lone, PLACE.months)}
    assert "school_by_month" in {design.key for design in monthly(PLACE, PLACE.months)}


def test_a_cluster_of_one_school_is_protected_as_a_school() -> None:
    lone = Area({"town": ("Hill",), "moor": ("Vale", "Moor")}, ("January",))
    made = plan(lone, (WHOLE,))

    assert made.rule(lone.shape.cell(place="town")) == SCHOOL
    assert made.rule(lone.shape.cell(place="moor")) == AREA


def test_a_table_states_every_rule_that_its_figures_are_shown_by() -> None:
    """Whichever stands first: a cluster of one school among others, and all of them above schools."""
    for clusters in ({"town": ("Hill",), "moor": ("Vale", "Moor")}, {"moor": ("Vale", "Moor"), "town": ("Hill",)}):
        area = Area(clusters, PLACE.months)
        by_cluster = Design("cluster", "By cluster", (Form({"place": tuple(clusters)}),))
        by_school = Design("school", "By school", (Form({"place": area.schools}),))
        people = People(area.shape, enumerate([_at("female", EVENING, place="Vale")] * 40))
        designs = (WHOLE, by_cluster, by_school)
        release = Protection(plan(area, designs), people, period="spring", lot=never).release()
        both = (
            "fewer than 5, or none, is not shown; the rest is to the nearest 5; of a single school fewer than 10, or "
            "none, is not shown; the rest is to the nearest 10"
        )
        assert {table.key: table.rule for table in release.tables} == {
            "quarter": AREA.in_words, "cluster": both, "school": both
        }  # fmt: skip

    alone = Protection(plan(PLACE, (by_school,)), SEED, period="spring", lot=never).release()
    assert [table.rule for table in alone.tables] == [SCHOOL.in_words]
