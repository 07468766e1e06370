"""What schools wrote down by hand is enough that figures of twenty of them say something."""

import datetime as dt
from random import Random
from types import SimpleNamespace

import pytest

from mhst.core.disclosure import AREA, SCHOOL, People, Rule
from mhst.core.disclosure.declared import monthly, quarterly
from mhst.demo.world.figures import _from_paper
from mhst.reporting.dates import Period
from mhst.reporting.queries import area, contact, opening
from tests.factories.places import SchoolFactory, TeamFactory, TeamSchoolFactory

pytestmark = pytest.mark.django_db
QUARTER = Period(dt.date(2026, 7, 1), 3)
AFTERWARDS = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def test_most_figures_by_school_and_time_show() -> None:
    """By the rule alone: what the gate and the lot take away comes on top."""
    team = TeamFactory()
    schools = [SchoolFactory(primary=number % 2 == 0) for number in range(20)]
    for school in schools:
        TeamSchoolFactory(team=team, school=school, starts_on=dt.date(2025, 9, 1))
    _from_paper(SimpleNamespace(team=team, schools=schools), QUARTER, 4, QUARTER.end, Random(4))
    months = tuple(contact.month_name(first) for first in QUARTER.starts)
    where = area.area(area.places(team, QUARTER), months, opening.NONE)
    seen = [row for first in QUARTER.starts for row in contact.seen(team, Period(first, 1), AFTERWARDS)]
    people = People(where.shape, contact.as_cells(where.shape, seen, {}))
    designs = {design.key: design for design in (*monthly(where, months), *quarterly(where))}

    def visible(key: str, rule: Rule) -> float:
        cells = designs[key].forms[0].cells(where.shape)
        return sum(rule.shown(people.number(cell)) is not None for cell in cells) / len(cells)

    assert 300 < people.number(where.shape.top) < 700
    assert visible("school_by_month", SCHOOL) >= 0.7
    assert visible("month_by_time", AREA) >= 0.9
    assert visible("gender_by_time", AREA) >= 0.6
