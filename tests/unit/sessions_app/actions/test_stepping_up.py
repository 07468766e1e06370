"""Stepping up from the referral itself: it moves, its letters are prepared, what was booked is given back."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.actions import referral as referrals
from sessions_app.actions import stepping_up
from sessions_app.enums import LetterKind, LetterTo, ReferralState, SeriesState, TriageOutcome
from sessions_app.models import Letter, Referral, TriageDecision, Waiting
from tests.factories import World, world
from tests.factories.casework import ReferralFactory
from tests.support.booking import book, offer
from tests.support.courses import with_course
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
S = ReferralState
GIVEN = {"service": "CAMHS Harwick", "why": "More than we can offer here."}


@pytest.fixture(autouse=True)
def monday_morning(time_machine: Any) -> None:
    time_machine.move_to("2026-10-12 08:00+01:00", tick=False)


@pytest.fixture
def there() -> World:
    return world(pupils=2)


def one(there: World, state: str) -> Referral:
    held = None if state in {S.WAITING, S.TRIAGE} else there.practitioner
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], state=state, practitioner=held,
        received_on=dt.date(2026, 9, 1), paused_from=S.ASSESSMENT if state == S.PAUSED else "",
    )  # fmt: skip


@pytest.mark.parametrize("state", [S.ALLOCATED, S.ASSESSMENT, S.IN_INTERVENTION, S.REVIEW, S.PAUSED])
def test_whoever_works_with_them_steps_up_and_the_letters_are_theirs(there: World, state: str) -> None:
    referral, by = one(there, state), there.practitioner.user
    letters = stepping_up.step_up(referral=referral, by=by, **GIVEN)
    referral.refresh_from_db()
    assert (referral.state, referral.moves.order_by("-number").first().why) == (S.STEPPED_UP, GIVEN["why"])
    [specialist] = [letter for letter in letters if letter.to == LetterTo.SPECIALIST]
    assert (specialist.kind, specialist.addressee, specialist.written_by) == (LetterKind.STEP_UP, "CAMHS Harwick", by)
    assert LetterTo.YOUNG_PERSON in {letter.to for letter in letters}
    assert not TriageDecision.objects.exists()


@pytest.mark.parametrize("state", [S.WAITING, S.PAUSED])
def test_where_nobody_holds_it_whoever_decides_writes_the_letters(client: Client, there: World, state: str) -> None:
    referral, by = one(there, S.WAITING), there.practitioners[1].user
    if state == S.PAUSED:
        referral = referrals.pause(referral=referral, why="They are away.", by=by)
    stepping_up.step_up(referral=referral, by=by, **GIVEN)
    assert [(d.outcome, d.decided_by) for d in referral.decisions.all()] == [(TriageOutcome.STEP_UP, by)]
    letter = Letter.objects.get(to=LetterTo.SPECIALIST)
    client.force_login(by)
    assert client.get(f"/letters/{letter.pk}/letter.pdf").status_code == 200
    assert "CAMHS Harwick" in client.get(f"/letters/{letter.pk}/").content.decode()


def test_sessions_ahead_are_cancelled_and_a_wait_for_a_group_ends(there: World) -> None:
    person = there.pupils[0]
    referral, course = with_course(there, person, there.practitioner, received_on=dt.date(2026, 9, 1))
    group = book(there, offer(there, start=800), pupils=[there.pupils[1]])
    with recording.acting(by=SYSTEM, verb="test"):
        Waiting.objects.create(series=group, young_person=person, position=1)
    stepping_up.step_up(referral=referral, by=there.practitioner.user, **GIVEN)
    course.refresh_from_db()
    assert (course.state, referral.courses.get().ended_on) == (SeriesState.CANCELLED, dt.date(2026, 10, 12))
    assert not group.waiting.exists()


def test_what_is_missing_is_said_and_nothing_moves(there: World) -> None:
    referral, by = one(there, S.ASSESSMENT), there.practitioner.user
    assert refusal(stepping_up.step_up, referral=referral, by=by, service=" ", why="More.") == "service"
    assert refusal(stepping_up.step_up, referral=referral, by=by, service="CAMHS", why=" ") == "why"
    assert refusal(stepping_up.step_up, referral=referral, by=there.practitioners[1].user, **GIVEN) == "not-on-caseload"
    referral.refresh_from_db()
    assert (referral.state, Letter.objects.count(), TriageDecision.objects.count()) == (S.ASSESSMENT, 0, 0)


@pytest.mark.parametrize(("state", "code"), [(S.TRIAGE, "in-triage"), (S.STEPPED_UP, "state")])
def test_elsewhere_it_is_decided_otherwise(there: World, state: str, code: str) -> None:
    referral = one(there, state)
    by = there.practitioners[1].user if state == S.TRIAGE else there.practitioner.user
    assert refusal(stepping_up.step_up, referral=referral, by=by, **GIVEN) == code


class TestPage:
    def test_from_the_referral_to_its_letters(self, client: Client, there: World) -> None:
        referral, _ = with_course(there, there.pupils[0], there.practitioner, received_on=dt.date(2026, 9, 1))
        at = f"/referrals/{referral.pk}/step-up/"
        client.force_login(there.practitioner.user)
        assert at in client.get(f"/referrals/{referral.pk}/").content.decode()
        page = client.get(at).content.decode()
        assert ["Wednesday 14 October 2026" in page, "Specialist service" in page] == [True, True]
        missing = client.post(at, {"service": "", "why": "More than we can offer."})
        assert (missing.status_code, "More than we can offer." in missing.content.decode()) == (422, True)
        assert client.post(at, GIVEN).url == f"/referrals/{referral.pk}/letters/"
        assert "CAMHS Harwick" in client.get(f"/referrals/{referral.pk}/letters/").content.decode()
        assert at not in client.get(f"/referrals/{referral.pk}/").content.decode()

    def test_colleagues_and_the_school_do_not(self, client: Client, there: World) -> None:
        at = f"/referrals/{one(there, S.ASSESSMENT).pk}/step-up/"
        for user, status in ((there.practitioners[1].user, 403), (there.lead, 404), (there.manager, 200)):
            client.force_login(user)
            assert client.get(at).status_code == status
