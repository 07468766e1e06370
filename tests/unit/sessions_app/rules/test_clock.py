"""One test for each rule of the national four-week clock."""

import datetime as dt

import pytest
import time_machine

from mhst.people.models import YoungPerson
from sessions_app.enums import ReferralState
from sessions_app.models import Referral
from sessions_app.rules import clock as rules
from sessions_app.rules.clock import clock_of

ASKED = dt.date(2026, 7, 13)


def after(days: int) -> dt.date:
    return ASKED + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def two_weeks_later():
    with time_machine.travel(dt.datetime.combine(after(14), dt.time(12), dt.UTC), tick=False):
        yield


def referral(**more) -> Referral:
    person = YoungPerson(birth_date=more.pop("birth_date", dt.date(2013, 1, 1)))
    return Referral(**{"received_on": ASKED, "state": ReferralState.IN_INTERVENTION, "young_person": person, **more})


def test_it_starts_on_the_day_the_request_is_received() -> None:
    assert (clock_of(referral()).started_on, clock_of(referral()).days) == (ASKED, 14)


def test_it_stops_on_the_latest_of_the_three() -> None:
    found = clock_of(referral(first_contact_on=after(3), baseline_on=after(10), plan_on=after(8)))
    assert (found.stopped_on, found.days, found.missing, found.is_running) == (after(10), 10, [], False)


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        ({"baseline_on": after(1), "plan_on": after(1)}, rules.CONTACT),
        ({"first_contact_on": after(1), "plan_on": after(1)}, rules.BASELINE),
        ({"first_contact_on": after(1), "baseline_on": after(1)}, rules.PLAN),
    ],
)
def test_two_of_three_do_not_stop_it(known: dict, missing: str) -> None:
    found = clock_of(referral(**known))
    assert (found.stopped_on, found.missing) == (None, [missing])


def test_each_light_says_since_when_it_is_on() -> None:
    lights = clock_of(referral(first_contact_on=after(3))).lights
    assert [(light.name, light.on) for light in lights] == [
        ("First contact", after(3)), ("Baseline measure", None), ("Plan or intervention", None),
    ]  # fmt: skip


def test_holidays_do_not_hold_it() -> None:
    """Asked for in the last week of the summer term: four weeks are over in August."""
    with time_machine.travel(dt.datetime(2026, 8, 10, 12, tzinfo=dt.UTC), tick=False):
        assert (clock_of(referral()).days, clock_of(referral()).is_late) == (28, True)


def test_a_pause_does_not_hold_it() -> None:
    assert clock_of(referral(state=ReferralState.PAUSED, paused_from=ReferralState.WAITING)).is_running


def test_the_twenty_seventh_day_is_in_time_and_the_next_is_late() -> None:
    """As the national bands count: 2 to 4 weeks is fewer than 28 days."""
    known = {"first_contact_on": after(1), "baseline_on": after(1)}
    in_time, late = clock_of(referral(**known, plan_on=after(27))), clock_of(referral(**known, plan_on=after(28)))
    assert (in_time.is_late, in_time.due_on, late.is_late) == (False, after(27), True)


def test_it_says_how_many_days_are_left() -> None:
    assert clock_of(referral()).days_left == 13


def test_closing_ends_the_wait_without_stopping_it() -> None:
    found = clock_of(referral(state=ReferralState.CLOSED, closed_on=after(6)))
    assert (found.stopped_on, found.ended_on, found.days, found.missing) == (None, after(6), 6, [])


def test_advice_ends_the_wait() -> None:
    since = dt.datetime.combine(after(2), dt.time(23, 30), dt.UTC)  # half past midnight in London
    assert clock_of(referral(state=ReferralState.ADVICE_ONLY, state_since=since)).ended_on == after(3)


def test_what_stopped_it_counts_also_after_closing() -> None:
    found = clock_of(
        referral(
            state=ReferralState.CLOSED, closed_on=after(12), first_contact_on=after(1), baseline_on=after(2),
            plan_on=after(3),
        )
    )  # fmt: skip
    assert (found.stopped_on, found.ended_on, found.days) == (after(3), None, 3)


def test_somebody_who_was_18_on_the_day_is_not_counted() -> None:
    assert not clock_of(referral(birth_date=dt.date(2008, 7, 13))).is_counted
    assert clock_of(referral(birth_date=dt.date(2008, 7, 14))).is_counted


def test_an_enquiry_is_not_counted() -> None:
    assert not clock_of(referral(state=ReferralState.ENQUIRY)).is_counted


def test_a_request_about_nobody_yet_is_not_counted() -> None:
    assert not clock_of(referral(state=ReferralState.RECEIVED, young_person=None)).is_counted
