import datetime as dt

import pytest
import time_machine

from mhst.access.enums import RoleName
from sessions_app.rules.session_buttons import Buttons, buttons_for
from tests.factories import A_MONDAY, World, member_of, world
from tests.support.timetable import as_user, session_in

pytestmark = pytest.mark.django_db
MORNING, EVENING = (dt.datetime.combine(A_MONDAY, dt.time(hour), tzinfo=dt.UTC) for hour in (7, 18))


@pytest.fixture
def place() -> World:
    return world(pupils=1)


def test_a_planned_session_ahead_can_be_moved_and_cancelled(place: World):
    with time_machine.travel(MORNING, tick=False):
        assert buttons_for(session_in(place), as_user(place.lead)) == Buttons(True, True, True, False, False, "")


def test_one_that_is_over_says_why_not(place: World):
    with time_machine.travel(EVENING, tick=False):
        buttons = buttons_for(session_in(place), as_user(place.lead))

    assert (buttons.may_move, buttons.why_not) == (False, "This session is over, so it cannot be moved.")


def test_whoever_may_not_is_shown_nothing(place: World):
    with time_machine.travel(MORNING, tick=False):
        reception = member_of(place.school, RoleName.SCHOOL_STAFF)
        assert buttons_for(session_in(place), reception) == Buttons(False, False, False, False, False, "")


def test_a_cancelled_one_can_only_take_place_after_all(place: World):
    with time_machine.travel(MORNING, tick=False):
        cancelled = session_in(place, cancelled=True)
        assert buttons_for(cancelled, as_user(place.lead)) == Buttons(False, False, False, True, False, "")
