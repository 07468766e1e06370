"""What anybody can look up of a team's online counselling, and that each team's lots are its own."""

import datetime as dt

import pytest

from mhst.core.disclosure import protect
from mhst.core.disclosure.dimensions import AGES, SLOTS, WEEKDAYS
from mhst.core.disclosure.shape import LIGHTLY, Tie
from mhst.places.dates import days
from mhst.reporting.queries import area, opening
from mhst.reporting.queries.release import work_out
from realtime.models import Service
from tests.factories.counselling import (
    ServiceFactory,
    ShiftFactory,
    SpecialHoursFactory,
    WeeklyHoursFactory,
    counsellor_of,
)  # fmt: skip
from tests.factories.places import TeamFactory
from tests.support.figures import AFTERWARDS, QUARTER, counted

pytestmark = pytest.mark.django_db
MONTHS = ("January 2026", "February 2026", "March 2026")
WEEKDAY_SLOTS = {f"{day}_{part}" for day in WEEKDAYS for part in ("day", "evening")}


def _on_weekdays(**fields: int) -> Service:
    """From noon to 10pm."""
    service = ServiceFactory(**fields)
    for weekday in range(5):
        WeeklyHoursFactory(service=service, weekday=weekday)
    return service


class TestOfTeam:
    def test_a_team_without_a_service_helps_nobody_online(self) -> None:
        assert opening.of_team(TeamFactory(), QUARTER) == opening.NONE

    def test_a_service_is_for_its_ages_and_shut_outside_its_hours(self) -> None:
        """From noon to 10pm, and once on a Saturday."""
        service = _on_weekdays(youngest=11, oldest=17)
        once = {"opens": 22 * 60, "accept_until": 23 * 60, "closes": 24 * 60}
        SpecialHoursFactory(service=service, on=dt.date(2026, 2, 14), **once)
        SpecialHoursFactory(service=service, on=dt.date(2026, 2, 15))
        SpecialHoursFactory(service=service, on=dt.date(2026, 4, 4), **once)  # after the quarter
        found = opening.of_team(service.team, QUARTER)

        assert found.ages == frozenset(AGES[1:4])
        assert found.slots == {month: WEEKDAY_SLOTS | ({"saturday_night"} if month == MONTHS[1] else set())
                               for month in MONTHS}  # fmt: skip
        assert found.staffed is None

    def test_on_dates_on_which_it_is_closed_it_helps_nobody(self) -> None:
        """All February, and on Mondays of March."""
        service = _on_weekdays()
        for day in days(dt.date(2026, 2, 1), QUARTER.last):
            if day.month == 2 or day.weekday() == 0:
                SpecialHoursFactory(service=service, on=day)
        found = opening.of_team(service.team, QUARTER)

        mondays = {"monday_day", "monday_evening"}
        assert found.slots == dict(zip(MONTHS, (WEEKDAY_SLOTS, set(), WEEKDAY_SLOTS - mondays), strict=True))

    def test_nor_where_nobody_is_on_shift(self) -> None:
        """By day on a Tuesday in January; in February there was one who had left, in March one on a closed date."""
        service = _on_weekdays()
        ShiftFactory(service=service, on=dt.date(2026, 1, 6), starts=9 * 60, ends=17 * 60)
        left = counsellor_of(service, is_active=False, left_at=dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC))
        for on in (dt.date(2026, 1, 9), dt.date(2026, 2, 3)):
            ShiftFactory(service=service, on=on, counsellor=left)
        ShiftFactory(service=service, on=dt.date(2026, 3, 3))
        SpecialHoursFactory(service=service, on=dt.date(2026, 3, 3))
        found = opening.of_team(service.team, QUARTER)

        january = {"tuesday_day", "friday_day", "friday_evening"}
        assert found.staffed == dict(zip(MONTHS, (january, set(), set()), strict=True))
        assert found.slots["February 2026"] == WEEKDAY_SLOTS

    def test_who_only_writes_may_be_answered_at_any_hour(self) -> None:
        service = ServiceFactory()
        SpecialHoursFactory(service=service, on=QUARTER.first)

        assert opening.of_team(service.team, QUARTER).slots == dict.fromkeys(MONTHS, frozenset(SLOTS))

    def test_the_reader_of_the_gate_has_looked_it_up(self) -> None:
        """On Mondays, and on shift is somebody in January alone; February is not over yet."""
        service = ServiceFactory(youngest=11, oldest=19)
        WeeklyHoursFactory(service=service, weekday=0)
        for month in (1, 3):
            SpecialHoursFactory(service=service, on=dt.date(2026, month, 5), opens=600, accept_until=660, closes=720)
        ShiftFactory(service=service, on=dt.date(2026, 1, 5))
        shape = area.area([], MONTHS[:2], opening.of_team(service.team, QUARTER), {}).shape

        assert Tie(shape.cell(time="weekend"), ()) in shape.within
        assert Tie(shape.cell(age="under_11"), ()) in shape.within
        assert Tie(shape.cell(place=area.UNKNOWN, month="February 2026"), (), LIGHTLY) in shape.within
        assert Tie(shape.cell(month="January 2026"), (), LIGHTLY) not in shape.within

    def test_and_knows_months_in_which_it_is_closed(self) -> None:
        service = _on_weekdays()
        for day in days(dt.date(2026, 2, 1), dt.date(2026, 2, 28)):
            SpecialHoursFactory(service=service, on=day)
        shape = area.area([], MONTHS, opening.of_team(service.team, QUARTER), {}).shape

        assert Tie(shape.cell(month="February 2026"), ()) in shape.within
        assert Tie(shape.cell(month="March 2026"), ()) not in shape.within


def test_each_team_has_lots_of_its_own(time_machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two teams with the same figures."""

    def told(of: str, *rest: object) -> int:
        asked.append(of)
        return 0

    time_machine.move_to(AFTERWARDS, tick=False)
    asked: list[str] = []
    monkeypatch.setattr(protect, "steps", told)
    teams = [counted().team, counted().team]
    for team in teams:
        work_out(team, QUARTER, AFTERWARDS)

    assert {of.partition(", edition 1, ")[2] for of in asked} == {str(team.pk) for team in teams}
