import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError

from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.people.actions import parent_or_guardian
from mhst.people.enums import ConsentKind
from mhst.people.models import YoungPerson
from sessions_app.actions import contact as actions
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageState, Problem
from sessions_app.models import ContactPreference, Message
from sessions_app.queries import contact as queries
from tests.factories import ConsentDecisionFactory, ParentOrGuardianFactory, YoungPersonFactory, world
from tests.factories.message import ContactPreferenceFactory, MessageFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> YoungPerson:
    return YoungPersonFactory()


@pytest.fixture
def consented(person: YoungPerson) -> YoungPerson:
    ConsentDecisionFactory(young_person=person, kind=ConsentKind.CONTACT)
    return person


def given(person: YoungPerson, **changes: Any) -> dict[str, Any]:
    return {
        "young_person": person, "parent": None, "channel": Channel.EMAIL, "address": "robin@example.org",
        "reminders": True, "letters": False, "agreed_on": clock.today(), "by": SYSTEM, **changes,
    }  # fmt: skip


def test_a_way_holds_from_the_day_it_is_written_down(consented: YoungPerson) -> None:
    way = actions.agree(**given(consented))
    assert queries.still_agreed(way)
    assert queries.page_of(consented).ways == [way]


def test_without_consent_to_contact_nothing_is_written_down(person: YoungPerson) -> None:
    ConsentDecisionFactory(young_person=person)  # to be seen, which is another question
    assert refusal(actions.agree, **given(person)) == "no-consent"


def test_a_parent_only_if_the_record_says_that_they_may_be_contacted(consented: YoungPerson) -> None:
    parents = [ParentOrGuardianFactory(young_person=consented, may_be_contacted=may) for may in (False, True)]
    assert [refusal(actions.agree, **given(consented, parent=parent)) for parent in parents] == ["no-consent", None]


def test_a_strangers_parent_is_refused(consented: YoungPerson) -> None:
    parent = ParentOrGuardianFactory(may_be_contacted=True)
    assert refusal(actions.agree, **given(consented, parent=parent)) == "who"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reminders": False}, "purposes"),
        ({"agreed_on": dt.date(2999, 1, 1)}, "agreed-on"),
        ({"channel": Channel.TEXT}, "no-way"),
    ],
)
def test_what_cannot_be_agreed(consented: YoungPerson, changes: dict[str, Any], code: str) -> None:
    assert refusal(actions.agree, **given(consented, **changes)) == code


def test_one_address_a_channel(consented: YoungPerson) -> None:
    actions.agree(**given(consented))
    assert refusal(actions.agree, **given(consented, address="other@example.org")) == "there"


@pytest.mark.both_engines
def test_the_database_too_keeps_one_a_channel(person: YoungPerson) -> None:
    ContactPreferenceFactory(young_person=person)
    ContactPreferenceFactory(young_person=person, ended=True)
    with pytest.raises(IntegrityError):
        ContactPreferenceFactory(young_person=person)


def test_ending_it_stops_what_waits_for_it_alone(consented: YoungPerson) -> None:
    way, other = ContactPreferenceFactory(young_person=consented), ContactPreferenceFactory()
    waiting, others = MessageFactory(preference=way), MessageFactory(preference=other)
    actions.end(preference=way, by=SYSTEM)
    for one in (way, waiting, others):
        one.refresh_from_db()
    assert (way.ended_on, waiting.state, waiting.problem) == (
        clock.today(), MessageState.CANCELLED, Problem.NOT_AGREED,
    )  # fmt: skip
    assert (waiting.address, others.state) == (None, MessageState.WAITING)
    assert refusal(actions.end, preference=way, by=SYSTEM) == "ended"


def test_changing_it_keeps_what_was_and_stops_what_waits(consented: YoungPerson) -> None:
    way = actions.agree(**given(consented))
    waiting = MessageFactory(preference=way)
    new = actions.change(
        preference=way, address="new@example.org", reminders=True, letters=True, agreed_on=clock.today(), by=SYSTEM
    )
    page = queries.page_of(consented)
    assert ([one.address for one in page.ways], page.ended) == (["new@example.org"], [way])
    waiting.refresh_from_db()
    assert (waiting.state, new.letters) == (MessageState.CANCELLED, True)


def test_a_change_that_is_refused_ends_nothing(consented: YoungPerson) -> None:
    way = actions.agree(**given(consented))
    with pytest.raises(Refused):
        actions.change(
            preference=way, address="new@example.org", reminders=False, letters=False, agreed_on=clock.today(),
            by=SYSTEM,
        )  # fmt: skip
    assert ContactPreference.objects.get().ended_on is None


def test_a_parent_named_by_mistake_goes_with_all_that_was_for_them(person: YoungPerson) -> None:
    parent = ParentOrGuardianFactory(young_person=person)
    MessageFactory(preference=ContactPreferenceFactory(young_person=person, parent=parent))
    parent_or_guardian.remove(parent=parent, by=SYSTEM)
    assert (ContactPreference.objects.count(), Message.objects.count()) == (0, 0)


def test_only_the_team_changes_it() -> None:
    there = world(pupils=1)
    person = there.pupils[0]
    ConsentDecisionFactory(young_person=person, kind=ConsentKind.CONTACT)
    found = [refusal(actions.agree, **given(person, by=by)) for by in (there.lead, there.administrator, there.manager)]
    assert found == ["needs-young_person.edit", "needs-young_person.edit", None]


def test_the_audit_knows_that_an_address_changed_and_not_which(consented: YoungPerson) -> None:
    way = actions.agree(**given(consented))
    failed = MessageFactory(failed=True, preference=way)
    message.retry(message=failed, by=SYSTEM)
    rows = list(AuditEvent.objects.filter(table__in=["sessions_app_contactpreference", "sessions_app_message"]))
    assert [(row.verb, row.row_id) for row in rows] == [
        ("contact.agree", str(way.pk)), ("message.retry", str(failed.pk)),
    ]  # fmt: skip
    assert "address" in rows[0].fields
    assert "robin@example.org" not in str([row.detail for row in rows])
