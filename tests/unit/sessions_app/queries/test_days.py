import datetime as dt

import pytest
import time_machine

from mhst.places.enums import DayKind
from mhst.settings.environment import environment
from sessions_app.queries.days import first_day, notice_for
from tests.factories import World, world
from tests.factories.calendar import SpecialDayFactory
from tests.factories.places import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> World:
    return world(pupils=0)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-09-14 08:00", dt.date(2026, 9, 16)),  # Monday
        ("2026-09-18 17:00", dt.date(2026, 9, 22)),  # Friday
        ("2026-09-20 23:30", dt.date(2026, 9, 22)),  # late on Sunday
        ("2026-10-23 16:00", dt.date(2026, 11, 4)),  # before half-term, which an INSET day ends
    ],
)
def test_a_run_begins_on_the_second_school_day_after_it_is_booked(place: World, now: str, day: dt.date) -> None:
    with time_machine.travel(f"{now}+01:00", tick=False):
        assert first_day(place.school) == day


@pytest.mark.parametrize(("days", "day"), [(0, 19), (1, 21), (5, 25)])
def test_the_notice_can_be_set(place: World, monkeypatch: pytest.MonkeyPatch, days: int, day: int) -> None:
    monkeypatch.setattr(environment, "notice_school_days", days)
    with time_machine.travel("2026-09-18 17:00+01:00", tick=False):
        assert first_day(place.school) == dt.date(2026, 9, day)


def test_a_day_on_which_the_school_is_shut_does_not_count(place: World) -> None:
    tuesday = dt.date(2026, 9, 15)
    SpecialDayFactory(calendar=place.school.calendar, kind=DayKind.INSET, starts_on=tuesday, ends_on=tuesday)
    with time_machine.travel("2026-09-14 08:00+01:00", tick=False):
        assert first_day(place.school) == dt.date(2026, 9, 17)
        assert first_day(SchoolFactory()) == tuesday  # no dates are known: the search says that instead


@pytest.mark.parametrize(
    ("days", "words"), [(0, "a day's notice"), (1, "1 school day's notice"), (3, "3 school days' notice")]
)
def test_the_notice_in_words(place: World, monkeypatch: pytest.MonkeyPatch, days: int, words: str) -> None:
    monkeypatch.setattr(environment, "notice_school_days", days)
    with time_machine.travel("2026-09-14 08:00+01:00", tick=False):
        assert notice_for(place.school).startswith(f"A school has {words}: the first session can be on ")
