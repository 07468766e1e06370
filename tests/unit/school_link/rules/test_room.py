"""Who may come into a consultation's room, and whom each side may bring."""

import datetime as dt

import pytest

from mhst.core import clock
from school_link.actions import room
from school_link.enums import INVITED_FOR, Side
from school_link.rules import consultation as consultations
from school_link.rules import room as rules
from tests.support.consultation import Link, a_link
from tests.support.refusals import refusal as code

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> Link:
    return a_link()


def test_the_room_is_open_while_somebody_answers(link: Link) -> None:
    assert code(rules.check_is_open, link.asked()) == "room-shut"
    assert code(rules.check_is_open, link.taken()) is None


def test_only_the_named_come_in(link: Link) -> None:
    one = link.taken()
    assert code(rules.check_may_come_in, one, link.toni, False) == "not-named"
    assert code(rules.check_may_come_in, one, link.toni, True) is None
    assert code(rules.check_may_come_in, one, link.spec, False) is None


def test_each_side_brings_its_own_colleagues_for_two_hours_at_most(link: Link) -> None:
    now = clock.now()
    ours = {link.toni.pk}
    assert code(rules.check_guest, link.toni, ours, now + INVITED_FOR, now) is None
    assert code(rules.check_guest, link.dee, ours, now + INVITED_FOR, now) == "guest"
    assert code(rules.check_guest, link.toni, ours, now + INVITED_FOR + dt.timedelta(minutes=1), now) == "until"
    assert code(rules.check_guest, link.toni, ours, now, now) == "until"


def test_each_side_shows_out_its_own_guests(link: Link) -> None:
    one = link.taken()
    guest = room.invite(consultation=one, user=link.toni, until=clock.now() + INVITED_FOR, by=link.spec)
    assert code(rules.check_may_show_out, guest, Side.SCHOOL) == "not-yours"
    assert code(rules.check_may_show_out, guest, Side.SPECIALIST) is None


def test_whoever_did_not_come_by_the_door_is_not_in() -> None:
    assert code(rules.check_has_entered, False) == "not-entered"
    assert code(rules.check_has_entered, True) is None


def test_it_is_passed_on_within_the_desk(link: Link) -> None:
    assert code(consultations.check_colleague, {link.toni.pk}, link.dee) == "colleague"
    assert code(consultations.check_colleague, {link.toni.pk}, link.toni) is None


def test_specialists_keep_their_desks_rota_and_schools_do_not(link: Link) -> None:
    assert code(consultations.check_keeps, link.desk, link.spec) is None
    assert code(consultations.check_keeps, link.desk, link.sam) == "needs-consultation.keep"
