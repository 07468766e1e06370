import pytest

from mhst.core.errors import Conflict
from sessions_app.actions import allocation as actions
from sessions_app.enums import ReferralState
from sessions_app.models import Referral
from sessions_app.queries.allocation import suggestions
from tests.factories import PractitionerFactory, World, YoungPersonFactory
from tests.factories.casework import ReferralFactory
from tests.support.refusals import refusal, said

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]


def waiting(there: World, **more) -> Referral:
    given = {"young_person": there.pupils[0], "state": ReferralState.WAITING, **more}
    return ReferralFactory(team=there.team, school=there.school, **given)


def test_the_first_is_given_it_without_a_reason(there: World) -> None:
    referral = waiting(there)
    first = suggestions(referral)[0].practitioner

    actions.allocate(referral=referral, practitioner=first, by=there.manager)

    now = Referral.objects.get()
    assert (now.state, now.practitioner, now.moves.last().moved_by) == ("allocated", first, there.manager)


def test_another_is_given_it_for_a_reason(there: World) -> None:
    referral = waiting(there)
    first, second = (found.practitioner for found in suggestions(referral))

    assert said(actions.allocate, referral=referral, practitioner=second, by=there.manager) == (
        f"Say why {second} and not {first}, who is suggested first."
    )
    actions.allocate(referral=referral, practitioner=second, why="They know each other.", by=there.manager)

    assert (referral.practitioner, referral.moves.last().why) == (second, "They know each other.")


def test_nobody_outside_the_team_and_nobody_who_does_not_work(there: World) -> None:
    given = {"referral": waiting(there), "by": there.manager, "why": "Wanted."}
    away = PractitionerFactory(team=there.team, is_working=False)

    assert refusal(actions.allocate, practitioner=PractitionerFactory(), **given) == "team"
    assert refusal(actions.allocate, practitioner=away, **given) == "away"


def test_only_those_who_wait_are_given_to_somebody(there: World) -> None:
    referral = waiting(there, state=ReferralState.TRIAGE)
    assert refusal(actions.allocate, referral=referral, practitioner=there.practitioner, by=there.manager) == "state"


def test_a_practitioner_does_not_allocate(there: World) -> None:
    by = there.practitioner.user
    answer = refusal(actions.allocate, referral=waiting(there), practitioner=there.practitioner, by=by)
    assert answer == "needs-referral.allocate"


def test_nobody_is_given_to_somebody_without_consent(there: World) -> None:
    referral = waiting(there, young_person=YoungPersonFactory(school=there.school))
    first = suggestions(referral)[0].practitioner
    assert refusal(actions.allocate, referral=referral, practitioner=first, by=there.manager) == "missing"


def test_of_two_who_choose_at_once_the_second_is_told(there: World) -> None:
    referral = waiting(there)
    old = Referral.objects.get()
    first = suggestions(referral)[0].practitioner
    actions.allocate(referral=referral, practitioner=first, by=there.manager)

    with pytest.raises(Conflict, match="it is now allocated"):
        actions.allocate(referral=old, practitioner=first, by=there.manager)
