"""A consent that is about to end is said ahead: on the referral, in the to-do, once by message, on the run's page."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.people.enums import ConsentKind
from mhst.people.models import ConsentDecision
from mhst.people.queries.consent import Lapse
from mhst.settings.environment import environment
from sessions_app import tasks
from sessions_app.actions import referral_consent as actions
from sessions_app.enums import NoticeKind, ReferralState
from sessions_app.models import Message, Notice, Referral, Series
from sessions_app.queries.todo import consent_ends_soon
from tests.factories.casework import ReferralFactory
from tests.factories.people import ConsentDecisionFactory
from tests.factories.world import World
from tests.support.courses import with_course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
TODAY = dt.date(2026, 9, 14)
LAST = TODAY + dt.timedelta(days=environment.consent_ends_days - 1)  # missing on the last of the days looked at


def change(row: Any, **values: Any) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def expires(there: World, on: dt.date) -> None:
    change(ConsentDecision.objects.get(young_person=there.pupils[0], kind=ConsentKind.TO_BE_SEEN), expires_on=on)


@pytest.fixture
def course(there: World) -> tuple[Referral, Series]:
    return with_course(there, there.pupils[0], there.practitioner)


def told() -> list[str]:
    tasks.tell_of_consent_that_ends()
    return list(Notice.objects.filter(kind=NoticeKind.CONSENT).values_list("sentence", flat=True))


def pages(client: Client, there: World, course: tuple[Referral, Series]) -> list[str]:
    client.force_login(there.practitioner.user)
    ways = (f"/referrals/{course[0].pk}/", "/caseload/", f"/groups/{course[1].pk}/")
    return [client.get(at, follow=True).content.decode() for at in ways]


def test_it_is_said_everywhere_and_told_once(client: Client, there: World, course: tuple[Referral, Series]) -> None:
    """The six Wednesdays go on to 21 October."""
    expires(there, LAST)
    referral, caseload, run = pages(client, there, course)
    said = f"Consent ends on {LAST:%-d %B %Y}"
    assert [f"{said}: ask again by then." in page for page in (referral, caseload)] == [True, True]
    assert f"{said}, before the last session: ask again by then." in run
    [todo] = consent_ends_soon(there.practitioner.user)
    assert todo.sentence == "Ask about consent in time: that of 1 young person ends within 28 days"
    before = Message.objects.count()
    assert (told(), told(), Message.objects.count()) == ([actions.ENDS_SOON], [actions.ENDS_SOON], before + 1)


def test_a_sixteenth_birthday_is_said_ahead_too(client: Client, there: World, course: tuple[Referral, Series]) -> None:
    change(there.pupils[0], birth_date=dt.date(2010, 10, 1), year_group_override=8)
    referral, caseload, run = pages(client, there, course)
    assert ["They turn 16 on 1 October 2026" in page for page in (referral, caseload, run)] == [True] * 3
    assert told() == [actions.SIXTEEN_SOON]


def test_not_what_ends_later_nor_what_was_settled(
    client: Client, there: World, course: tuple[Referral, Series]
) -> None:
    expires(there, LAST + dt.timedelta(days=1))
    assert (consent_ends_soon(there.practitioner.user), told()) == ([], [])
    expires(there, LAST)
    ConsentDecisionFactory(young_person=there.pupils[0], decided_on=TODAY)
    assert (consent_ends_soon(there.practitioner.user), told()) == ([], [])
    assert "Consent ends" not in "".join(pages(client, there, course))


def test_where_nobody_works_with_them_nobody_is_told(there: World) -> None:
    expires(there, LAST)
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], state=ReferralState.WAITING
    )
    assert (consent_ends_soon(there.lead), told()) == ([], [])
    assert not actions.tell_ahead(referral=referral, lapse=Lapse(LAST, LAST), by=SYSTEM)


def test_the_page_of_a_run_says_where_consent_is_missing(
    client: Client, there: World, course: tuple[Referral, Series]
) -> None:
    expires(there, TODAY)
    assert "There is no consent for the session on 16 September: ask before it." in pages(client, there, course)[2]


def test_one_that_fails_does_not_hold_up_the_others(
    there: World, course: tuple[Referral, Series], monkeypatch: Any, caplog: Any
) -> None:
    monkeypatch.setattr(tasks, "about_to_end", lambda day: [(course[0], None), (course[0], None)])
    monkeypatch.setattr(tasks.referral_consent, "tell_ahead", lambda **given: 1 / 0)
    tasks.tell_of_consent_that_ends()
    assert caplog.text.count("Nobody could be told") == 2
