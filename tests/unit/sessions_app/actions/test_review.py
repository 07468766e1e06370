"""Looking back together is written down, and takes the referral where it was decided."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from mhst.core import clock
from sessions_app.actions import review as actions
from sessions_app.enums import LetterKind, LetterTo, ReferralState, ReviewOutcome
from sessions_app.models import Letter, Referral, Review
from tests.factories import World, world
from tests.factories.casework import GoalFactory, GoalScoreFactory, ReferralFactory
from tests.support.booking import sessions
from tests.support.courses import with_course
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
S = ReferralState
WORDS = {"said": "I go into the hall again.", "why": "Two more sessions, then we end."}


@pytest.fixture(autouse=True)
def monday_morning(time_machine: Any) -> None:
    time_machine.move_to("2026-10-12 08:00+01:00", tick=False)


@pytest.fixture
def there() -> World:
    return world(pupils=2)


def held(there: World, state: str = S.IN_INTERVENTION) -> Referral:
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], state=state,
        practitioner=there.practitioner, received_on=dt.date(2026, 9, 1),
    )  # fmt: skip


def given(outcome: str = ReviewOutcome.CONTINUE, **changes: Any) -> dict[str, Any]:
    return {**WORDS, "outcome": outcome, "held_on": clock.today(), **changes}


@pytest.mark.parametrize("state", [S.IN_INTERVENTION, S.REVIEW])
@pytest.mark.parametrize(
    ("outcome", "to"),
    [
        (ReviewOutcome.CONTINUE, S.IN_INTERVENTION),
        (ReviewOutcome.CLOSE, S.REVIEW),
        (ReviewOutcome.STEP_UP, S.STEPPED_UP),
    ],
)
def test_each_decision_leads_on(there: World, state: str, outcome: str, to: str) -> None:
    referral, by = held(there, state), there.practitioner.user
    actions.write(referral=referral, by=by, **given(outcome, service="CAMHS"))
    referral.refresh_from_db()
    review = Review.objects.get()
    assert (referral.state, review.said, review.outcome, review.written_by) == (to, WORDS["said"], outcome, by)
    assert S.REVIEW in referral.moves.values_list("to_state", flat=True)


def test_stepping_up_prepares_the_referral_letter(there: World) -> None:
    referral = held(there)
    actions.write(referral=referral, by=there.practitioner.user, **given(ReviewOutcome.STEP_UP, service="CAMHS"))
    letter = Letter.objects.get(kind=LetterKind.STEP_UP, to=LetterTo.SPECIALIST)
    assert (letter.addressee, letter.written_by) == ("CAMHS", there.practitioner.user)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"said": " "}, "said"),
        ({"why": ""}, "why"),
        ({"outcome": "perhaps"}, "outcome"),
        ({"held_on": dt.date(2026, 10, 13)}, "held-on"),
        ({"held_on": dt.date(2026, 8, 31)}, "held-on"),
        ({"outcome": ReviewOutcome.STEP_UP}, "service"),
    ],
)
def test_what_is_missing_is_said_and_nothing_moves(there: World, changes: dict[str, Any], code: str) -> None:
    referral = held(there)
    assert refusal(actions.write, referral=referral, by=there.practitioner.user, **given(**changes)) == code
    referral.refresh_from_db()
    assert (referral.state, Review.objects.count()) == (S.IN_INTERVENTION, 0)


def test_only_while_support_goes_on_and_by_those_who_work_with_them(there: World) -> None:
    before = held(there, S.ASSESSMENT)
    assert refusal(actions.write, referral=before, by=there.practitioner.user, **given()) == "state"
    assert refusal(actions.write, referral=before, by=there.practitioners[1].user, **given()) == "not-on-caseload"


class TestPages:
    @pytest.fixture
    def course(self, there: World) -> Any:
        return with_course(
            there, there.pupils[0], there.practitioner, received_on=dt.date(2026, 9, 1),
            review_due_on=dt.date(2026, 10, 14),
        )  # fmt: skip

    def test_goals_and_what_was_decided_are_on_one_page(self, client: Client, there: World, course: Any) -> None:
        referral = course[0]
        GoalScoreFactory(goal=GoalFactory(referral=referral, words="Go into the hall"))
        client.force_login(there.practitioner.user)
        at = f"/referrals/{referral.pk}/review/"
        page = client.get(at).content.decode()
        assert ["Go into the hall" in page, "A review is due on 14 October 2026." in page] == [True, True]
        empty = client.post(at, {"said": "As before."})
        assert (empty.status_code, "As before." in empty.content.decode()) == (422, True)
        day = {"held_on_0": "12", "held_on_1": "10", "held_on_2": "2026"}
        assert client.post(at, {**WORDS, **day, "outcome": "step_up"}).status_code == 422
        assert client.post(at, {**WORDS, **day, "outcome": "close"}).url == f"/referrals/{referral.pk}/close/"
        again = client.get(at).content.decode()
        assert ["Reviews so far" in again, WORDS["said"] in again, "Bring it to an end" in again] == [True, True, True]

    def test_the_session_leads_to_it_those_who_may_read_it(self, client: Client, there: World, course: Any) -> None:
        referral, series = course
        [early, late] = [one for one in sessions(series) if one.date.day in {7, 14} and one.date.month == 10]
        at = f"/referrals/{referral.pk}/review/"

        def leads(user: Any, session: Any) -> bool:
            client.force_login(user)
            return at in client.get(f"/sessions/{session.pk}/").content.decode()

        assert [leads(there.practitioner.user, early), leads(there.practitioner.user, late)] == [False, True]
        assert [leads(there.manager, late), leads(there.lead, late)] == [True, False]

    def test_others_do_not_read_it(self, client: Client, there: World, course: Any) -> None:
        at = f"/referrals/{course[0].pk}/review/"
        for user, status in ((there.practitioners[1].user, 403), (there.lead, 404)):
            client.force_login(user)
            assert client.get(at).status_code == status

    def test_once_over_it_is_only_read(self, client: Client, there: World) -> None:
        referral = held(there, S.ASSESSMENT)
        client.force_login(there.practitioner.user)
        page = client.get(f"/referrals/{referral.pk}/review/")
        assert "No review has been written down." in page.content.decode()
        assert client.post(f"/referrals/{referral.pk}/review/", {}).status_code == 403
