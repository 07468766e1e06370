"""What anybody can look up of a team's online counselling, and that each team's lots are its own."""

import datetime as dt

import pytest

from mhst.core.disclosure import protect
from mhst.core.disclosure.dimensions import AGES, SLOTS, WEEKDAYS
from mhst.core.disclosure.shape import Tie
from mhst.reporting.queries import area, opening
from mhst.reporting.queries.release import work_out
from tests.factories.counselling import ServiceFactory, SpecialHoursFactory, WeeklyHoursFactory
from tests.factories.places import TeamFactory
from tests.support.figures import AFTERWARDS, QUARTER, counted

pytestmark = pytest.mark.django_db


class TestOfTeam:
    def test_a_team_without_a_service_helps_nobody_online(self) -> None:
        assert opening.of_team(TeamFactory(), QUARTER) == opening.NONE

    def test_a_service_is_for_its_ages_and_shut_outside_its_hours(self) -> None:
        """From noon to 10pm, and once on a Saturday."""
        service = ServiceFactory(youngest=11, oldest=17)
        for weekday in range(5):
            WeeklyHoursFactory(service=service, weekday=weekday)
        once = {"opens": 22 * 60, "accept_until": 23 * 60, "closes": 24 * 60}
        SpecialHoursFactory(service=service, on=dt.date(2026, 2, 14), **once)
        SpecialHoursFactory(service=service, on=dt.date(2026, 2, 15))
        SpecialHoursFactory(service=service, on=dt.date(2026, 4, 4), **once)  # after the quarter
        found = opening.of_team(service.team, QUARTER)

        assert found.ages == frozenset(AGES[1:4])
        open_at = {f"{day}_{part}" for day in WEEKDAYS for part in ("day", "evening")}
        assert found.slots == open_at | {"saturday_night"}

    def test_who_only_writes_may_be_answered_at_any_hour(self) -> None:
        service = ServiceFactory()
        SpecialHoursFactory(service=service, on=QUARTER.first)

        assert opening.of_team(service.team, QUARTER).slots == frozenset(SLOTS)

    def test_the_reader_of_the_gate_has_looked_it_up(self) -> None:
        service = ServiceFactory(youngest=11, oldest=19)
        WeeklyHoursFactory(service=service, weekday=0)
        shape = area.area([], ("January 2026",), opening.of_team(service.team, QUARTER), {}).shape

        assert Tie(shape.cell(time="weekend"), ()) in shape.within
        assert Tie(shape.cell(age="under_11"), ()) in shape.within


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
