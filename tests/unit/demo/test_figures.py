"""What schools wrote down by hand is enough that figures of twenty of them say something."""

import datetime as dt
from random import Random
from types import SimpleNamespace

import pytest

from mhst.core.disclosure import AREA, SCHOOL, TOP, Cell, People, Rule
from mhst.core.disclosure.declared import monthly, quarterly
from mhst.demo.world.figures import _from_paper, _online, _since
from mhst.places.enums import TeamKind
from mhst.places.models import Council, Team
from mhst.reporting.dates import Period
from mhst.reporting.models import Contact
from mhst.reporting.queries import area, contact, opening
from tests.factories.calendar import CalendarFactory, TermFactory
from tests.factories.places import SchoolFactory, TeamFactory, TeamSchoolFactory

pytestmark = pytest.mark.django_db
QUARTER = Period(dt.date(2026, 7, 1), 3)
AFTERWARDS = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def test_most_figures_by_school_and_time_show() -> None:
    """Of those of somebody who can have been seen, by the rule alone: what the gate and the lot take away comes on top.
    Nobody is seen in a month without lessons nor at a weekend, as everybody knows: no figure hides that."""
    team = TeamFactory()
    schools = [SchoolFactory(primary=number % 2 == 0) for number in range(20)]
    _last_terms(schools[0].council)
    for school in schools:
        TeamSchoolFactory(team=team, school=school, starts_on=dt.date(2025, 9, 1))
    _from_paper(SimpleNamespace(team=team, schools=schools), QUARTER, 4, QUARTER.end, Random(4))
    months = tuple(contact.month_name(first) for first in QUARTER.starts)
    places = area.places(team, QUARTER)
    where = area.area(places, months, opening.NONE, area.dates(places, QUARTER))
    seen = [row for first in QUARTER.starts for row in contact.seen(team, Period(first, 1), AFTERWARDS)]
    people = People(where.shape, contact.as_cells(where.shape, seen, {}))
    designs = {design.key: design for design in (*monthly(where, months), *quarterly(where))}

    nobody = [tie.inside for tie in where.shape.within if not (tie.of or tie.besides)]

    def can_be(cell: Cell) -> bool:
        return not any(all(one in (TOP, other) for one, other in zip(each, cell, strict=True)) for each in nobody)

    def visible(key: str, rule: Rule) -> float:
        cells = [cell for cell in designs[key].forms[0].cells(where.shape) if can_be(cell)]
        return sum(rule.shown(people.number(cell)) is not None for cell in cells) / len(cells)

    assert not can_be(where.shape.cell(month="August 2026"))
    assert people.number(where.shape.cell(month="August 2026")) == 0
    assert people.number(where.shape.cell(time="weekend")) == 0
    assert 300 < people.number(where.shape.top) < 700
    assert visible("school_by_month", SCHOOL) >= 0.7
    assert visible("month_by_time", AREA) >= 0.9
    assert visible("gender_by_time", AREA) >= 0.6


def _last_terms(council: Council) -> None:
    """Lessons end on 22 July and begin again on 2 September."""
    calendar = CalendarFactory(council=council, school=None, terms=False)
    for first, last in ((dt.date(2026, 4, 13), dt.date(2026, 7, 22)), (dt.date(2026, 9, 2), dt.date(2026, 12, 18))):
        TermFactory(calendar=calendar, starts_on=first, ends_on=last)


def test_a_quarter_that_goes_on_is_as_busy_as_the_one_before_until_today() -> None:
    """Its months are published one by one: with the team's own sessions alone they would look like a collapse."""
    today, quarter = dt.date(2026, 11, 29), QUARTER.after
    team, online = TeamFactory(), TeamFactory(kind=TeamKind.COUNSELLING)
    schools = [SchoolFactory(primary=number % 2 == 0) for number in range(20)]
    _last_terms(schools[0].council)
    for number, each in enumerate((QUARTER, quarter)):
        _from_paper(SimpleNamespace(team=team, schools=schools), each, number, today, Random(number))
        _online(online, each, today.replace(day=1))

    def seen(team: Team, month: int) -> int:
        rows = Contact.objects.filter(team=team, on__month=month).exclude(kind="ending")
        return rows.values("person_key").distinct().count()

    assert _since(QUARTER, today) == [quarter]
    assert _since(QUARTER, dt.date(2027, 1, 4)) == [quarter, quarter.after]  # the one that is over is not out yet
    assert seen(team, 10) > 0.7 * seen(team, 9) > 100
    assert seen(online, 10) >= 10 <= seen(online, 9)
    assert not Contact.objects.filter(team=team, on__gte=today).exists()
    assert not Contact.objects.filter(team=online, on__gte=today.replace(day=1)).exists()
