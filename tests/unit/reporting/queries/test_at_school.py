"""What anybody can look up of schools: in which months and hours somebody can be seen there, and whom they take."""

import datetime as dt

import pytest

from mhst.core.disclosure.dimensions import GENDERS, SLOTS
from mhst.core.disclosure.shape import LIGHTLY, Tie
from mhst.places.enums import SchoolGender
from mhst.places.models import School
from mhst.reporting.dates import Period
from mhst.reporting.queries import area, at_school, opening
from tests.factories.calendar import CalendarFactory, TermFactory
from tests.factories.places import SchoolFactory, TeamFactory, TeamSchoolFactory

pytestmark = pytest.mark.django_db
SUMMER = Period(dt.date(2026, 7, 1), 3)
MONTHS = ("July 2026", "August 2026", "September 2026")
WEEKDAYS = frozenset(SLOTS[:15])


def _dated(**fields: object) -> School:
    """A school whose council has published two school years: summer holidays from 23 July to 1 September."""
    school = SchoolFactory(**fields)
    calendar = CalendarFactory(council=school.council, school=None, terms=False)
    TermFactory(calendar=calendar, starts_on=dt.date(2026, 4, 13), ends_on=dt.date(2026, 7, 22))
    TermFactory(calendar=calendar, starts_on=dt.date(2026, 9, 2), ends_on=dt.date(2026, 12, 18))
    return school


class TestBySchool:
    def test_nobody_is_seen_in_a_month_in_which_it_is_shut_nor_at_a_weekend(self) -> None:
        school = _dated()

        assert at_school.by_school({school.pk}, SUMMER) == {
            school.pk: at_school.Seen(frozenset({"July 2026", "September 2026"}), WEEKDAYS, 840)
        }

    def test_nor_before_it_opened(self) -> None:
        school = _dated(opened_on=dt.date(2026, 9, 1))

        assert at_school.by_school({school.pk}, SUMMER)[school.pk].months == {"September 2026"}

    def test_of_a_school_whose_dates_nobody_typed_in_only_weekends_are_known(self) -> None:
        school = SchoolFactory(pupils=None)

        assert at_school.by_school({school.pk}, SUMMER) == {school.pk: at_school.Seen(frozenset(MONTHS), WEEKDAYS)}


@pytest.mark.parametrize(
    ("gender", "name", "genders"),
    [
        ("girls", "Hill School", {"female"}), ("boys", "Hill School", {"male"}),
        ("mixed", "Hill Girls' School", {*GENDERS}),
        ("", "Hill School for Girls", {"female"}), ("", "HILL BOYS' SCHOOL", {"male"}),
        ("", "Hill School for Girls and Boys", {*GENDERS}), ("", "Boyson School", {*GENDERS}),
    ],
)  # fmt: skip
def test_whom_it_takes_stands_in_the_register_or_in_its_name(gender: str, name: str, genders: set[str]) -> None:
    assert at_school.genders_at(gender, name) == genders


class TestTheGatesReader:
    def test_has_looked_it_all_up(self) -> None:
        """A team at one girls' school of 12: nobody at all in August, no boys there, and nobody at weekends."""
        team, school = TeamFactory(), _dated(gender=SchoolGender.GIRLS, pupils=12)
        TeamSchoolFactory(team=team, school=school)
        places = area.places(team, SUMMER)
        shape = area.area(places, MONTHS, opening.of_team(team, SUMMER), area.dates(places, SUMMER)).shape

        assert {
            Tie(shape.cell(month="August 2026", time="weekday_daytime"), ()),
            Tie(shape.cell(place=places[0].name, month="August 2026"), ()),
            Tie(shape.cell(place=places[0].name, gender="male"), ()), Tie(shape.cell(time="weekend"), ()),
            Tie(shape.cell(place=places[0].name), (), LIGHTLY, 12),
        } <= {*shape.within}  # fmt: skip

    def test_keeps_what_was_so_when_anything_of_the_quarter_was_published(self) -> None:
        place = area.Place(SchoolFactory().pk, "Hill", "town", 11, 16, SchoolGender.GIRLS)

        assert area.Place(place.school, *place.plain[1:]) == place
        assert area.Place(place.school, *place.plain[1:5]).gender == ""
