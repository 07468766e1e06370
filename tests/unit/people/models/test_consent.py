import datetime as dt

import pytest
from django.db import IntegrityError

from mhst.people.enums import ConsentBasis, WithdrawnBecause
from tests.factories import A_MONDAY, ConsentDecisionFactory, ParentOrGuardianFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

BROKEN = {
    "parental without a parent": {"basis": ConsentBasis.PARENTAL, "parent": None},
    "their own, with a parent": {"basis": ConsentBasis.SIXTEEN},
    "judged competent, with a parent": {"basis": ConsentBasis.GILLICK},
    "run out before it was decided": {"decided_on": A_MONDAY, "expires_on": A_MONDAY - dt.timedelta(days=1)},
    "taken back for no reason": {"withdrawn_at": dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)},
    "a reason, not taken back": {"withdrawn_because": WithdrawnBecause.MISTAKE},
}


@pytest.mark.parametrize("about", BROKEN.values(), ids=BROKEN)
def test_the_database_refuses_a_decision_that_cannot_be(about: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        ConsentDecisionFactory(**about)


def test_a_parent_who_decided_is_not_deleted() -> None:
    parent = ParentOrGuardianFactory()
    decision = ConsentDecisionFactory(young_person=parent.young_person, parent=parent)
    assert decision.parent == parent
