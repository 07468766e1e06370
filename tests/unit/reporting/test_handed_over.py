"""A school that another team serves by now, or none: what this team did for its pupils stays in its figures."""

import datetime as dt

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.models import TeamSchool
from mhst.reporting.queries import area, publication
from mhst.reporting.queries.release import work_out
from tests.factories.reporting import ContactFactory
from tests.support.figures import AFTERWARDS, QUARTER, Counted, counted, publish
from tests.unit.reporting.queries.test_whole_school import hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(time_machine) -> Counted:
    """Of 34 young people who were seen twelve are of a school that the team serves no longer."""
    time_machine.move_to(AFTERWARDS, tick=False)
    there = counted()
    with recording.acting(by=SYSTEM, verb="test"):
        TeamSchool.objects.filter(school=there.schools[0]).update(ends_on=QUARTER.first - dt.timedelta(days=1))
    return there


def test_everybody_who_was_seen_is_counted_and_by_school_under_no_school(there: Counted) -> None:
    tables = publication.tables(publish(there))

    assert tables["quarter"].shown("all") == 35
    assert tables["gender"].shown("female") == 25
    assert {figure.values: figure.shown for figure in tables["school"].figures} == {
        (name,): 10 for name in area.names(there.team, QUARTER).values()
    }
    assert len(tables["school"].figures) == 3
    assert [month["month"].figures[0].shown for _, month in publication.months_of(_quarter(there))] == [10, 10, 10]


def test_so_are_those_whose_support_ended(there: Counted) -> None:
    for number in range(16):
        ContactFactory(
            team=there.team, school=there.schools[0], person_key=f"ended {number}", kind="ending",
            came_of_it="not_twice", ended_because="02",
        )  # fmt: skip

    assert publication.tables(publish(there))["endings"].shown("an_ending") == 15


def test_and_sessions_with_whole_schools_in_the_whole_alone(there: Counted) -> None:
    hold(there, *[200] * 12)
    made = work_out(there.team, QUARTER, AFTERWARDS)
    tables = {table.key: table for table in made.release.tables}

    assert tables["whole_school"].shown("all") == 10
    assert tables["whole_school_size"].shown("over_30_came") == 10
    assert {area.NO_SCHOOL}.isdisjoint(cell[1] for cell in _cells(made.release.known))


def _cells(known) -> list[tuple[str, ...]]:
    """Of sessions with whole schools: what has a month, a place and a size."""
    return [figure.cell for figure in known if len(figure.cell) == 3]


def _quarter(there: Counted):
    return there.team.publications.get(months=3)
