"""No agreement, no referral: of those on record consent decides, of the others what is written down."""

import datetime as dt

import pytest

from mhst.community.enums import Giver, NeighbourState
from mhst.community.models import NeighbourReferral
from mhst.community.rules import agreement as rules
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.people.enums import ConsentKind, ConsentMethod, ConsentState
from mhst.people.models import ConsentDecision
from mhst.people.queries import consent
from tests.factories import ConsentDecisionFactory, ParentOrGuardianFactory, World, YoungPersonFactory, member_of
from tests.support.neighbours import refer
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
WITH = ConsentKind.SHARE_WITH_PARTNER


@pytest.fixture(autouse=True)
def a_monday(monday_morning: None) -> None:
    """The clock stands still."""


def agreed(giver: Giver = Giver.SIXTEEN, **said: object) -> Agreed:
    return Agreed(**{"giver": giver, "how": ConsentMethod.IN_PERSON, "on": clock.today(), **said})


def test_a_yes_is_of_today_or_of_the_last_weeks() -> None:
    day = dt.timedelta(days=1)

    assert refusal(rules.check_fresh, agreed(on=clock.today() + day)) == "future"
    assert refusal(rules.check_fresh, agreed(on=clock.today() - rules.GOOD_FOR - day)) == "too-old"
    assert refusal(rules.check_fresh, agreed(on=clock.today() - rules.GOOD_FOR)) is None


def test_who_is_not_on_record_says_yes_or_is_judged_by_somebody_who_works_with_them(there: World) -> None:
    counsellor, specialist = member_of(there.team, "counsellor"), member_of(there.team, "camhs_specialist")
    judged = agreed(Giver.JUDGED, assessment="What it is, and that they can say no.")

    assert refusal(rules.check_off_record, agreed(), specialist) is None
    assert refusal(rules.check_off_record, agreed(Giver.PARENT), specialist) is None
    assert refusal(rules.check_off_record, judged, specialist) == "cannot-judge"
    assert refusal(rules.check_off_record, judged, counsellor) is None
    assert refusal(rules.check_off_record, agreed(Giver.JUDGED, assessment=" "), counsellor) == "assessment"


def test_a_parent_agrees_for_somebody_under_sixteen_and_that_is_a_decision_of_its_own(there: World) -> None:
    person = there.pupils[0]
    parent = ParentOrGuardianFactory(young_person=person)

    made = refer(there, agreed(Giver.PARENT, parent=parent))

    assert (made.agreement.kind, made.agreement.parent, made.agreed_by) == (WITH, parent, "")
    states = consent.states_for([person], WITH, clock.today())
    assert (states[person.pk], made.state) == (ConsentState.GIVEN, NeighbourState.SENT)


@pytest.mark.parametrize(
    ("age", "giver", "code"),
    [
        (16, Giver.PARENT, "consent-sixteen"), (13, Giver.SIXTEEN, "consent-not-sixteen"),
        (9, Giver.JUDGED, "gillick-too-young"),
    ],
)  # fmt: skip
def test_who_may_not_decide_cannot_say_yes(there: World, age: int, giver: Giver, code: str) -> None:
    born = clock.today().replace(year=clock.today().year - age)
    person = YoungPersonFactory(school=there.school, birth_date=born)
    parent = ParentOrGuardianFactory(young_person=person) if giver == Giver.PARENT else None
    said = agreed(giver, parent=parent, assessment="What it is.")

    assert refusal(refer, there, said, person=person) == code
    assert (NeighbourReferral.objects.count(), ConsentDecision.objects.filter(kind=WITH).count()) == (0, 0)


def test_a_no_of_another_parent_stands_against_it(there: World) -> None:
    person = there.pupils[0]
    said = agreed(Giver.PARENT, parent=ParentOrGuardianFactory(young_person=person))
    ConsentDecisionFactory(young_person=person, kind=WITH, refused=True)

    assert refusal(refer, there, said) == "not-agreed"
    assert NeighbourReferral.objects.count() == 0


def test_it_holds_until_it_is_taken_back_or_somebody_says_no(there: World) -> None:
    person = there.pupils[0]
    refer(there, agreed(Giver.PARENT, parent=ParentOrGuardianFactory(young_person=person)))
    assert (rules.still_holds(person, WITH, False), rules.still_holds(person, WITH, True)) == (True, False)

    ConsentDecisionFactory(young_person=person, kind=WITH, refused=True)
    assert rules.still_holds(person, WITH, False) is False
