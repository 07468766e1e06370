import datetime as dt

import pytest
import time_machine

from mhst.places.models import Team
from mhst.reporting.queries.due import AT_MOST, due
from tests.factories.reporting import CommissionFactory, PublicationFactory

pytestmark = pytest.mark.django_db
#: After the fifth working day of November.
NOVEMBER = dt.date(2026, 11, 20)
LONG_AGO = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def team() -> Team:
    """Added lately; who pays for it was written down long ago."""
    return CommissionFactory(created_at=LONG_AGO).team


@pytest.fixture(autouse=True)
def _now(time_machine: time_machine.TimeMachineFixture) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False)


def _periods() -> list[tuple[int, int]]:
    return [(each.period.first.month, each.period.months) for each in due(NOVEMBER)]


def test_a_worker_that_stood_still_catches_up_with_the_oldest_first(team: Team) -> None:
    """It published January to March, and April, and was started again in November."""
    for month in (1, 2, 3, 4):
        PublicationFactory(team=team, first=dt.date(2026, month, 1), months=1)
    PublicationFactory(team=team, first=dt.date(2026, 1, 1))

    assert _periods() == [(5, 1), (6, 1), (4, 3), (7, 1), (8, 1), (9, 1), (7, 3), (10, 1)]


def test_a_quarter_that_was_left_out_between_two_is_due(team: Team) -> None:
    for first in (dt.date(2026, 1, 1), dt.date(2026, 7, 1)):
        for month in range(3):
            PublicationFactory(team=team, first=first.replace(month=first.month + month), months=1)
        PublicationFactory(team=team, first=first)

    assert _periods() == [(4, 1), (5, 1), (6, 1), (4, 3), (10, 1)]


def test_of_a_team_that_was_added_lately_it_is_the_last_quarter_and_this_one(team: Team) -> None:
    assert _periods() == [(7, 1), (8, 1), (9, 1), (7, 3), (10, 1)]


def test_a_worker_that_never_ran_begins_when_the_team_was_added(
    team: Team, time_machine: time_machine.TimeMachineFixture
) -> None:
    time_machine.move_to(dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC), tick=False)
    early = CommissionFactory().team
    time_machine.move_to(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False)

    of_early = [each.period for each in due(NOVEMBER) if each.team == early]
    assert (of_early[0].first, len(of_early)) == (dt.date(2026, 4, 1), 9)
    assert len([each for each in due(NOVEMBER) if each.team == team]) == 5


def test_it_goes_back_two_years_at_most(team: Team) -> None:
    PublicationFactory(team=team, first=dt.date(2019, 1, 1))
    found = due(NOVEMBER)

    assert AT_MOST == 8
    assert found[0].period.first == dt.date(2024, 10, 1)
    assert len(found) == 4 * AT_MOST + 1


def test_what_nobody_paid_for_is_never_due() -> None:
    paid = CommissionFactory(starts_on=dt.date(2026, 7, 15), created_at=LONG_AGO)
    PublicationFactory(team=paid.team, first=dt.date(2026, 1, 1), months=1)

    assert _periods() == [(7, 1), (8, 1), (9, 1), (7, 3), (10, 1)]


def test_who_paid_years_ago_written_down_today_publishes_no_years() -> None:
    """The quarter before the last was due on the fifth working day of July, 7 July."""
    early, late = (
        CommissionFactory(starts_on=dt.date(2024, 4, 1), created_at=dt.datetime(2026, 7, day, 12, tzinfo=dt.UTC)).team
        for day in (7, 8)
    )
    for team in (early, late):
        PublicationFactory(team=team, first=dt.date(2026, 1, 1), months=1)

    first = {team: next(each.period.first for each in due(NOVEMBER) if each.team == team) for team in (early, late)}
    assert first == {early: dt.date(2026, 4, 1), late: dt.date(2026, 7, 1)}
