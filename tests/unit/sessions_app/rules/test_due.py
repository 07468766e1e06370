import dataclasses
import datetime as dt

import pytest

from sessions_app.enums import ReferralState
from sessions_app.queries.caseload import Case
from sessions_app.rules.due import due
from tests.factories.casework import ReferralFactory
from tests.factories.sessions import SupportSessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
TODAY = dt.date(2026, 9, 14)


def said(*, measures: int = 0, booked: bool = True, state: str = ReferralState.IN_INTERVENTION, **more) -> list[str]:
    given = {"last_seen_on": TODAY, "first_contact_on": TODAY, "baseline_on": TODAY, "plan_on": TODAY, **more}
    referral = ReferralFactory(state=state, **given)
    return due(Case(referral, SupportSessionFactory() if booked else None, measures))


def test_nothing_is_due_for_somebody_seen_today_with_a_session_booked() -> None:
    assert said() == []


def test_not_seen_for_three_weeks_and_a_day() -> None:
    assert said(last_seen_on=TODAY - dt.timedelta(days=21)) == []
    assert said(last_seen_on=TODAY - dt.timedelta(days=22)) == ["Not seen for 3 weeks."]


def test_never_seen() -> None:
    assert said(last_seen_on=None) == ["Not seen yet."]


def test_the_clock_is_mentioned_in_its_last_week_and_after() -> None:
    clock_runs = {"first_contact_on": None, "baseline_on": None}
    assert said(received_on=TODAY - dt.timedelta(days=19), **clock_runs) == []
    assert said(received_on=TODAY - dt.timedelta(days=20), **clock_runs) == [
        "Four weeks are up on 21 September; missing: first contact, baseline measure."
    ]
    assert said(received_on=TODAY - dt.timedelta(days=40), **clock_runs) == [
        "Four weeks were up on 1 September; missing: first contact, baseline measure."
    ]


def test_a_review_and_measures() -> None:
    assert said(review_due_on=TODAY, measures=1) == ["Review due on 14 September.", "1 measure is due."]
    assert said(review_due_on=TODAY + dt.timedelta(days=1), measures=2) == ["2 measures are due."]


def test_what_the_plan_asked_for_and_nobody_else_did() -> None:
    case = Case(ReferralFactory(state=ReferralState.PAUSED, paused_from="in_intervention"), None, 0, 1)
    assert due(case) == ["1 measure was due by the plan and is missing."]
    assert due(dataclasses.replace(case, measures_missed=2)) == ["2 measures were due by the plan and are missing."]


def test_nothing_is_booked() -> None:
    assert said(booked=False) == ["No session is booked."]


def test_whoever_is_paused_is_not_chased() -> None:
    assert said(state=ReferralState.PAUSED, paused_from="in_intervention", booked=False, last_seen_on=None) == []


def test_consent_that_is_missing_comes_first() -> None:
    assert said(state=ReferralState.AWAITING_CONSENT, booked=False, measures=1) == [
        "Consent is missing.", "1 measure is due.",
    ]  # fmt: skip
