import datetime as dt

import pytest

from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from sessions_app.rules import unmatched_consent as rules
from tests.factories import ParentOrGuardianFactory, YoungPersonFactory
from tests.factories.casework import UnmatchedConsentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

THIRTEEN, SIXTEEN, TOMORROW = dt.date(2013, 5, 14), dt.date(2010, 9, 14), dt.date(2026, 9, 15)


def test_a_parent_with_responsibility_answers_for_somebody_under_sixteen() -> None:
    assert rules.check_may_answer(THIRTEEN, has_parental_responsibility=True) is None
    assert rules.check_may_answer(SIXTEEN + dt.timedelta(days=1), has_parental_responsibility=True) is None


@pytest.mark.parametrize(
    ("born", "responsible", "code"),
    [(THIRTEEN, False, "consent-responsibility"), (TOMORROW, True, "birth-date"), (SIXTEEN, True, "consent-sixteen")],
)
def test_who_may_not_answer(born, responsible, code) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_may_answer(born, has_parental_responsibility=responsible)
    assert refused.value.code == code


def test_an_answer_is_settled_once() -> None:
    settled = UnmatchedConsentFactory.build(settled_at=clock.now())
    with pytest.raises(Conflict, match="settled this answer"):
        rules.check_can_settle(settled, SYSTEM)
    assert rules.check_can_settle(UnmatchedConsentFactory.build(), SYSTEM) is None


def test_a_parent_answers_for_their_own() -> None:
    person = YoungPersonFactory()
    with pytest.raises(Refused, match="is not a parent or guardian of"):
        rules.check_fits(person, ParentOrGuardianFactory(young_person=YoungPersonFactory()))
    assert rules.check_fits(person, ParentOrGuardianFactory(young_person=person)) is None
    assert rules.check_fits(person, None) is None
