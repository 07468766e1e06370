import pytest

from mhst.core.errors import Refused
from sessions_app.enums import ReferralState as S
from sessions_app.rules.referral_step import STEPS, check_is_step, suggested
from tests.factories import A_MONDAY
from tests.factories.casework import ReferralFactory


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
        (S.IN_INTERVENTION, {"review_due_on": A_MONDAY}, S.REVIEW),
        (S.IN_INTERVENTION, {}, None),
        (S.REVIEW, {}, S.IN_INTERVENTION),
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
