"""A run at a school whose lessons begin at other times in weeks A and B."""

import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.queries import calendar
from sessions_app.planner.offer import Offer
from sessions_app.queries.asked_time import NO_BELL, about
from sessions_app.queries.offer import Wanted, every_offer, question
from tests.factories.calendar import PeriodFactory, SpecialDayFactory
from tests.factories.world import World, world
from tests.support.booking import TEN, book, sessions

pytestmark = pytest.mark.django_db

TWENTY_PAST_TEN = TEN + 20


@pytest.fixture(autouse=True)
def in_october():
    with time_machine.travel("2026-10-05 08:00+01:00", tick=False):
        yield


@pytest.fixture
def there() -> World:
    """Term begins with week A; P2 is at 10:00 in week A and at 10:20 in week B."""
    made = world()
    bells = made.school.school_days.get()
    with recording.acting(by=SYSTEM, verb="test"):
        for term in made.school.calendar.terms.all():
            term.first_week = "A"
            term.save()
        for period in bells.periods.filter(name__in=["P2", "Break"]):
            period.delete()
    for weekday in range(5):
        for week, start in (("A", TEN), ("B", TWENTY_PAST_TEN)):
            PeriodFactory(
                school_day=bells, weekday=weekday, week=week, name="P2", start_minute=start, end_minute=start + 60
            )
    return made


def wanted(there: World) -> Wanted:
    return Wanted(there.school, there.programme, [8], there.pupils[:6], dt.date(2026, 10, 7))


def offers_on_wednesdays(there: World) -> list[Offer]:
    return [offer for offer in every_offer(question(SYSTEM, wanted(there))) if offer.first_on.weekday() == 2]


def always_in(lesson: str, offers: list[Offer]) -> Offer:
    return next(o for o in offers if {slot.lesson for slot in o.slots if slot.number} == {lesson})


A, B = ("A", TEN), ("B", TWENTY_PAST_TEN)


@pytest.mark.parametrize(
    ("weeks_off", "expected"),
    [
        # One week off: the letter after it is not the one that counting on by weeks would give.
        (1, [(7, 10, *B), (14, 10, *A), (21, 10, *B), (4, 11, *A), (11, 11, *B), (18, 11, *A)]),
        # Two weeks off: it is.
        (2, [(7, 10, *B), (14, 10, *A), (21, 10, *B), (11, 11, *A), (18, 11, *B), (25, 11, *A)]),
    ],
)
def test_a_run_keeps_to_the_bells_of_weeks_a_and_b_across_half_term(
    there: World, weeks_off: int, expected: list[tuple[int, int, str, int]]
) -> None:
    if weeks_off == 2:
        november = dt.date(2026, 11, 3)
        SpecialDayFactory(calendar=there.school.calendar, starts_on=november, ends_on=november + dt.timedelta(days=3))
    series = book(there, always_in("P2", offers_on_wednesdays(there)))
    held = [s for s in sessions(series) if s.number]
    dates = calendar.load_dates([there.school], held[0].date, held[-1].date)[there.school.pk]
    assert [(s.date.day, s.date.month, dates.week(s.date), s.start_minute) for s in held] == expected
    assert {s.end_minute - s.start_minute for s in held} == {60}


def test_every_offer_begins_with_a_bell_of_its_own_week(there: World) -> None:
    found = offers_on_wednesdays(there)
    dates = calendar.load_dates([there.school], dt.date(2026, 10, 1), dt.date(2027, 3, 1))[there.school.pk]
    bells = {slot.date: {p.start_minute for p in dates.periods(slot.date)} for o in found for slot in o.slots}
    assert [slot for o in found for slot in o.slots if slot.number and slot.start_minute not in bells[slot.date]] == []
    same = {o.slots[0].start_minute for o in found if len({s.start_minute for s in o.slots if s.number}) == 1}
    assert same & {TEN, TWENTY_PAST_TEN} == set()


def test_a_time_that_only_week_a_has_is_not_promised_for_every_week(there: World) -> None:
    of_both_weeks = "Sessions can begin at 09:00, 11:20, 12:20, 13:05 and 14:05."
    assert about(SYSTEM, wanted(there), 2, TEN).reasons == [NO_BELL, of_both_weeks]
