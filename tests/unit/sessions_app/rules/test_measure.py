"""Whom a questionnaire can be asked of, and by what way: what the acts do not already show."""

import datetime as dt

import pytest
import time_machine

from sessions_app.enums import Rater, ReferralState
from sessions_app.instruments import find
from sessions_app.models import Measure, Referral
from sessions_app.rules import measure as rules
from tests.factories import World
from tests.factories.casework import InstalledPackFactory, MeasureFactory, ReferralFactory
from tests.support.measures import RECEIVED, somebody
from tests.support.refusals import refusal, said

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 5, 7, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def referral(there: World) -> Referral:
    return somebody(there)


@pytest.mark.parametrize("state", list(ReferralState))
def test_questionnaires_belong_to_those_who_are_seen_here_or_were(there: World, state: str) -> None:
    more = {"paused_from": "in_intervention"} if state == "paused" else {}
    closed = {"closed_on": NOW.date(), "closed_because": "02"} if state == "closed" else {}
    found = refusal(rules.check_can_ask, somebody(there, state, **more, **closed), find("sdq"), "self", there.manager)

    allowed = {
        "triage", "waiting", "allocated", "assessment", "in_intervention", "review", "paused", "closed",
    }  # fmt: skip
    assert found == (None if state in allowed else "state")


def test_nobody_who_is_not_matched_is_asked(there: World) -> None:
    referral = ReferralFactory(
        team=there.team,
        school=there.school,
        young_person=None,
        state="closed",
        closed_on=NOW.date(),
        closed_because="02",
    )

    assert refusal(rules.check_can_ask, referral, find("sdq"), "self", there.manager) == "state"


@pytest.mark.parametrize(("rater", "code"), [("self", None), ("parent", None), ("teacher", "refused")])
def test_links_are_for_young_people_and_parents(there: World, referral: Referral, rater: str, code: str | None) -> None:
    InstalledPackFactory(instrument="sdq", rater=rater)
    measure = MeasureFactory(referral=referral, instrument="sdq", rater=rater)

    assert refusal(rules.check_can_link, measure, there.practitioner.user) == code


def _over(referral: Referral, how: str) -> Measure:
    done = {"filled_in_at": NOW, "how": "scores", "scores": "{}"} if how == "filled-in" else {"declined_at": NOW}
    return MeasureFactory(referral=referral, instrument="sdq", **done)


@pytest.mark.parametrize("how", ["filled-in", "declined"])
def test_what_is_over_is_neither_filled_in_nor_linked_again(there: World, referral: Referral, how: str) -> None:
    measure = _over(referral, how)

    assert [
        refusal(rules.check_can_fill_in, measure, there.manager),
        refusal(rules.check_can_link, measure, there.manager),
        refusal(rules.check_link_live, measure),
    ] == [how] * 3


def test_a_questionnaire_without_a_link_is_not_answered_by_one(referral: Referral) -> None:
    assert refusal(rules.check_link_live, MeasureFactory(referral=referral, instrument="sdq")) == "expired"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (NOW.date(), None),
        (RECEIVED, None),
        (NOW.date() + dt.timedelta(days=1), "It cannot have been filled in on a day that is still to come."),
        (RECEIVED - dt.timedelta(days=1), "It must have been filled in since the request of 7 September 2026."),
    ],
)
def test_paper_was_filled_in_since_the_request(referral: Referral, day: dt.date, sentence: str | None) -> None:
    assert said(rules.check_filled_in_on, day, referral) == sentence


def test_ages_and_raters_are_said_in_words(there: World, referral: Referral) -> None:
    def told(code: str, rater: Rater) -> str | None:
        return said(rules.check_can_ask, referral, find(code), rater, there.manager)

    assert told("bpses", Rater.SELF) == "BPSES is not filled in by the young person."
    assert told("gad-7", Rater.SELF) == "GAD-7, filled in by the young person, is for ages 13 to 25; they are 12."
    assert told("bpses", Rater.PARENT) is None
