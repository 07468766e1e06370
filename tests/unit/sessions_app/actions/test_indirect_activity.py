"""Work about a young person without them there is written down, can be the first contact, and can be withdrawn."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.actions import indirect_activity as actions
from sessions_app.enums import IndirectKind, ReferralState
from sessions_app.models import IndirectActivity, Referral
from sessions_app.rules.clock import CONTACT, INDIRECT, clock_of
from tests.factories import World, world
from tests.factories.casework import ReferralFactory
from tests.factories.indirect_activity import IndirectActivityFactory
from tests.support.refusals import refusal, said
from tests.support.timetable import as_user

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
S = ReferralState
ASKED, TODAY = dt.date(2026, 9, 1), dt.date(2026, 9, 14)


@pytest.fixture(autouse=True)
def standing_still(monday_morning: None) -> None:
    pass


@pytest.fixture
def there() -> World:
    return world(pupils=1)


def asked(there: World, state: str = S.TRIAGE, **more: Any) -> Referral:
    held = there.practitioner if state == S.IN_INTERVENTION else None
    given = {"young_person": there.pupils[0], "received_on": ASKED, "practitioner": held, **more}
    return ReferralFactory(team=there.team, school=there.school, state=state, **given)


def write(referral: Referral, by: Any, **changes: Any) -> IndirectActivity:
    given = {"kind": IndirectKind.SCHOOL, "done_on": TODAY, "minutes": 20, "what": "With the form tutor.", **changes}
    return actions.write(referral=referral, by=by, **given)


def first(referral: Referral) -> tuple[dt.date | None, str]:
    referral.refresh_from_db()
    light = clock_of(referral).lights[0]
    return light.on, light.how


def test_it_turns_the_first_light_on_and_says_by_what(there: World) -> None:
    referral = asked(there)
    assert (clock_of(referral).missing[0], first(referral)) == (CONTACT, (None, ""))
    write(referral, there.practitioner.user, done_on=ASKED)
    assert first(referral) == (ASKED, INDIRECT)
    assert CONTACT not in clock_of(referral).missing


def test_a_withdrawn_one_turns_it_off_again_and_stays_to_be_read(there: World) -> None:
    referral, by = asked(there), there.practitioner.user
    made = write(referral, by)
    actions.withdraw(activity=made, why="It was about somebody else. ", by=by)
    assert first(referral) == (None, "")
    made.refresh_from_db()
    assert (made.withdrawn_because, made.withdrawn_by) == ("It was about somebody else.", by)
    assert refusal(actions.withdraw, activity=made, why="Again.", by=by) == "withdrawn"


def test_who_writes_it_and_who_withdraws_it(there: World) -> None:
    """Before somebody works with them anybody of the team who works; then only those who do."""
    holder, colleague = (as_user(one.user) for one in there.practitioners)
    waits = asked(there)
    made = write(waits, colleague)
    assert refusal(actions.withdraw, activity=made, why="Wrong.", by=holder) == "not-own"
    assert refusal(actions.withdraw, activity=made, why=" ", by=there.manager) == "why"
    assert refusal(actions.withdraw, activity=made, why="Wrong.", by=there.manager) is None
    held = asked(there, S.IN_INTERVENTION, young_person=there.other_pupils[0])
    assert (refusal(write, held, holder), refusal(write, held, colleague)) == (None, "not-on-caseload")
    assert refusal(write, held, there.lead) == "needs-referral.work"


def test_what_it_is_not(there: World) -> None:
    """Nothing about somebody not known by name, of an enquiry, before the request, to come, or after its end."""
    by = there.manager
    assert refusal(write, asked(there, S.RECEIVED, young_person=None), by) == "unmatched"
    assert refusal(write, asked(there, S.ENQUIRY), by) == "unmatched"
    over = {"closed_on": TODAY, "closed_because": "02"}
    assert refusal(write, asked(there, S.CLOSED, **over), by) == "state"
    referral = asked(there)
    assert refusal(write, referral, by, done_on=ASKED - dt.timedelta(1)) == "done-on"
    assert refusal(write, referral, by, done_on=TODAY + dt.timedelta(1)) == "done-on"
    assert [refusal(write, referral, by, minutes=minutes) for minutes in (0, 481, 480)] == ["minutes", "minutes", None]
    assert said(write, referral, by, what="  ") == "Write with whom it was, and what was agreed."


@pytest.mark.parametrize(
    "wrong", [{"minutes": 0}, {"withdrawn_because": "Why?"}, {"withdrawn_at": dt.datetime(2026, 9, 14, tzinfo=dt.UTC)}]
)
def test_the_database_refuses_what_cannot_be(there: World, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        IndirectActivityFactory(referral=asked(there), **wrong)


def test_the_database_refuses_a_kind_of_contact_without_a_contact(there: World) -> None:
    referral = asked(there)
    referral.first_contact_indirect = True
    with pytest.raises(IntegrityError), recording.acting(by=SYSTEM, verb="test"):
        referral.save()
