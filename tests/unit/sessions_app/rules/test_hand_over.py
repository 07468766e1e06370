import pytest

from mhst.core.errors import Conflict, Refused
from sessions_app.queries.hand_over import Run
from sessions_app.rules import hand_over as rules
from tests.factories import PractitionerFactory, SeriesFactory, YoungPersonFactory
from tests.factories.casework import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nia():
    return PractitionerFactory()


def run(*holders) -> Run:
    return Run(SeriesFactory(), (), frozenset(person.pk for person in holders), None)


def test_somebody_else_was_quicker(nia) -> None:
    referral = ReferralFactory(practitioner=PractitionerFactory(), young_person=YoungPersonFactory())
    with pytest.raises(Conflict, match="handed over in the meantime"):
        rules.check_held_by(referral, nia)
    referral.practitioner = nia
    assert rules.check_held_by(referral, nia) is None


def test_sessions_that_changed_meanwhile_are_looked_at_again(nia) -> None:
    seen = run(nia)
    with pytest.raises(Conflict, match="Sessions have changed"):
        rules.check_same([seen], [])
    assert rules.check_same([seen], [seen]) is None


def test_nobody_holds_a_group_twice(nia) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_holds_run(run(nia), nia)
    assert refused.value.code == "holds-already"
    assert rules.check_holds_run(run(), nia) is None


def test_whoever_has_left_keeps_nobody(nia) -> None:
    nia.is_working = False
    with pytest.raises(Refused, match="everybody needs somebody else"):
        rules.check_complete(["one"], nia)
    assert rules.check_complete([], nia) is None


def test_nobody_chosen() -> None:
    with pytest.raises(Refused, match="at least one young person"):
        rules.check_anything([])
