import pytest

from mhst.core.errors import Refused
from sessions_app.rules.feed import check_own_feed
from tests.factories import World, world
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> World:
    return world(pupils=0)


def test_a_practitioner_may_make_their_own(place: World):
    assert refusal(check_own_feed, place.practitioner.user, place.practitioner) is None


def test_a_colleague_may_not(place: World):
    with pytest.raises(Refused, match="Only the practitioner themselves"):
        check_own_feed(place.practitioners[1].user, place.practitioner)


def test_a_schools_lead_may_not(place: World):
    with pytest.raises(Refused, match="Your role does not allow this here"):
        check_own_feed(place.lead, place.practitioner)
