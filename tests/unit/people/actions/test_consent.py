from typing import Any

import pytest

from mhst.access.models import User
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.people.actions import consent as actions
from mhst.people.enums import (
    ConsentAnswer,
    ConsentBasis,
    ConsentKind,
    ConsentMethod,
    ConsentState,
    WithdrawnBecause,
)
from mhst.people.events import ConsentChanged
from mhst.people.models import ConsentDecision, Practitioner, YoungPerson
from mhst.people.queries.consent import states_for
from tests.factories import A_MONDAY, ConsentDecisionFactory, ParentOrGuardianFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SEEN = ConsentKind.TO_BE_SEEN
YES: dict[str, Any] = {
    "kind": SEEN, "answer": ConsentAnswer.GIVEN, "basis": ConsentBasis.PARENTAL, "method": ConsentMethod.PHONE,
    "decided_on": A_MONDAY,
}  # fmt: skip


def state(person: YoungPerson) -> ConsentState:
    return states_for([person], SEEN, A_MONDAY)[person.pk]


def test_a_parents_answer_is_written_down_with_what_they_were_told(
    person: YoungPerson, lead: User, django_capture_on_commit_callbacks: Any, heard: list[object]
) -> None:
    parent = ParentOrGuardianFactory(young_person=person)
    with django_capture_on_commit_callbacks(execute=True):
        actions.record(young_person=person, parent=parent, by=lead, **YES)
    found = ConsentDecision.objects.get()
    assert (found.parent, found.recorded_by, found.wording_version) == (parent, lead, "2026-09")
    assert state(person) == ConsentState.GIVEN
    assert heard == [ConsentChanged(person.pk, SEEN)]
    event = AuditEvent.objects.get(table="people_consentdecision")
    assert (event.person_id, event.verb, event.detail) == (str(person.pk), "consent.record", {})


def test_an_import_records_nobody_as_the_one_who_wrote_it(person: YoungPerson) -> None:
    parent = ParentOrGuardianFactory(young_person=person)
    assert actions.record(young_person=person, parent=parent, by=SYSTEM, **YES).recorded_by is None


def test_a_judgement_is_sealed(person: YoungPerson, gwen: Practitioner) -> None:
    about = {**YES, "basis": ConsentBasis.GILLICK, "assessment": "She said it back in her own words."}
    decision = actions.record(young_person=person, by=gwen.user, **about)
    assert ConsentDecision.objects.get().assessment == "She said it back in her own words."
    assert str(ConsentDecision.objects.values_list("assessment", flat=True)[0]) == "<sealed>"
    assert decision.parent is None


def test_what_is_refused_leaves_nothing(
    person: YoungPerson, lead: User, django_capture_on_commit_callbacks: Any, heard: list[object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused):
        actions.record(young_person=person, by=lead, **YES)
    assert (ConsentDecision.objects.count(), heard) == (0, [])


@pytest.mark.parametrize(
    ("because", "left"),
    [(WithdrawnBecause.CHANGED_MIND, ConsentState.WITHDRAWN), (WithdrawnBecause.MISTAKE, ConsentState.NOT_ASKED)],
)
def test_an_answer_is_taken_back_and_stays_to_be_read(
    person: YoungPerson,
    lead: User,
    because: WithdrawnBecause,
    left: ConsentState,
    django_capture_on_commit_callbacks: Any,
    heard: list[object],
) -> None:
    decision = ConsentDecisionFactory(young_person=person)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(decision=decision, because=because, reason=" Rang to say so. ", by=lead)
    found = ConsentDecision.objects.get()
    assert (found.withdrawn_at, found.withdrawn_because, found.withdrawn_reason) == (
        clock.now(),
        because,
        "Rang to say so.",
    )
    assert state(person) == left
    assert heard == [ConsentChanged(person.pk, SEEN)]


def test_another_school_takes_nothing_back(person: YoungPerson, stranger: User) -> None:
    decision = ConsentDecisionFactory(young_person=person)
    with pytest.raises(Refused, match="Your role does not allow this here"):
        actions.withdraw(decision=decision, because=WithdrawnBecause.MISTAKE, reason="Why not.", by=stranger)
