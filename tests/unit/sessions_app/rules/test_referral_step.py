import datetime as dt

import pytest

from mhst.core.errors import Refused
from sessions_app.enums import ReferralState as S
from sessions_app.rules.referral_step import STEPS, check_is_step, review_of, suggested
from tests.factories import A_MONDAY
from tests.factories.casework import ReferralFactory, ReviewFactory


@pytest.mark.parametrize("to", S.values)
def test_only_the_steps_of_the_work_are_taken_here(to) -> None:
    if to in STEPS:
        assert check_is_step(to) is None
    else:
        with pytest.raises(Refused, match="one of the steps"):
            check_is_step(to)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "given", "to"),
    [
        (S.ALLOCATED, {"last_seen_on": A_MONDAY}, S.ASSESSMENT),
        (S.ALLOCATED, {}, None),
        (S.ASSESSMENT, {"plan_on": A_MONDAY}, S.IN_INTERVENTION),
        (S.IN_INTERVENTION, {}, None),
    ],
)
def test_what_has_happened_suggests_the_next_step_to_whoever_works_with_them(
    state, given, to, there, monday_morning
) -> None:
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], practitioner=there.practitioner,
        state=state, **given,
    )  # fmt: skip
    step = suggested(referral, there.practitioner.user)
    assert (step and step.to) == to
    assert suggested(referral, there.lead) is None


@pytest.mark.django_db
@pytest.mark.parametrize("state", [S.ALLOCATED, S.ASSESSMENT, S.IN_INTERVENTION, S.REVIEW])
def test_one_way_on_is_shown_at_a_time(state, there, monday_morning) -> None:
    known = dict.fromkeys(("last_seen_on", "plan_on", "review_due_on"), A_MONDAY)
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], practitioner=there.practitioner,
        state=state, **known,
    )  # fmt: skip
    by = there.practitioner.user
    assert [bool(review_of(referral, by)), bool(suggested(referral, by))].count(True) == 1


@pytest.mark.django_db
def test_after_the_last_review_the_letters_are_what_is_left(there, monday_morning) -> None:
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], practitioner=there.practitioner,
        state=S.REVIEW,
    )  # fmt: skip
    routes = []
    for day, outcome in enumerate(("", "close", "continue")):
        if outcome:
            ReviewFactory(referral=referral, outcome=outcome, held_on=A_MONDAY + dt.timedelta(days=day))
        review = review_of(referral, there.practitioner.user)
        routes.append(review and review.route)
    assert routes == ["referral-review", "referral-close", "referral-review"]
