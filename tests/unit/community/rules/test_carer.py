import pytest

from mhst.community.enums import Giver
from mhst.community.rules import carer as rules
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.core.errors import Conflict
from mhst.people.enums import ConsentMethod
from tests.factories import TeamFactory, World, YoungPersonFactory, member_of
from tests.factories.community import RecognitionFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_monday(monday_morning: None) -> None:
    """The clock stands still."""


def test_those_recognise_who_work_with_somebody(there: World) -> None:
    practitioner, person = there.practitioner.user, there.pupils[0]

    assert (rules.may_recognise(person, practitioner), rules.may_recognise(YoungPersonFactory(), practitioner)) == (
        True, False,
    )  # fmt: skip
    assert (rules.may_recognise(person, there.lead), rules.may_recognise(person, there.administrator)) == (False, False)


def test_one_recognition_stands_at_a_time(there: World) -> None:
    rules.check_not_yet(there.pupils[0])
    standing = RecognitionFactory(young_person=there.pupils[0])
    with pytest.raises(Conflict):
        rules.check_not_yet(there.pupils[0])
    rules.check_current(standing)
    with pytest.raises(Conflict):
        rules.check_parent_not_yet(RecognitionFactory(of_parent=True).parent)
    parent = RecognitionFactory(of_parent=True, ended_on=clock.today(), ended_why="mistake").parent
    rules.check_parent_not_yet(parent)
    with pytest.raises(Conflict):
        rules.check_current(RecognitionFactory(ended_on=clock.today(), ended_why="mistake"))


def test_the_champion_offers_to_those_who_agreed_that_a_champion_knows(there: World) -> None:
    champion, elsewhere = member_of(there.team, "carers_champion"), member_of(TeamFactory(), "carers_champion")
    person = there.pupils[0]
    agreed = RecognitionFactory(young_person=person, champion_may_know=True)

    assert (refusal(rules.check_can_offer, agreed, champion), refusal(rules.check_can_offer, agreed, elsewhere)) == (
        None, "needs-carer.recognise",
    )  # fmt: skip
    agreed.champion_may_know = False
    assert refusal(rules.check_can_offer, agreed, champion) == "needs-carer.recognise"
    assert refusal(rules.check_can_offer, agreed, there.practitioner.user) is None


def test_whether_somebody_under_16_decides_that_more_may_know_is_judged_by_who_can(there: World) -> None:
    recognition, champion = RecognitionFactory(young_person=there.pupils[0]), member_of(there.team, "carers_champion")
    agreed = Agreed(Giver.JUDGED, ConsentMethod.IN_PERSON, clock.today())

    assert refusal(rules.check_more_may_know, recognition, agreed, champion) == "cannot-judge"
    assert refusal(rules.check_more_may_know, recognition, agreed, there.practitioner.user) is None
