"""Recognising that somebody helps look after someone, with agreement; what is offered to them; its end."""

from uuid import UUID, uuid4

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.community.actions import agreement
from mhst.community.enums import EndedWhy
from mhst.community.models import Offer, Recognition
from mhst.community.queries import carer as queries
from mhst.community.rules import agreement as agreements
from mhst.community.rules import carer as rules
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.people.actions import young_person as people
from mhst.people.enums import ConsentKind, Indicator
from mhst.people.models import ParentOrGuardian, YoungPerson


@action
def recognise(
    *, young_person: YoungPerson, agreed: Agreed, by: User, looks_after: str = "", needs: str = "",
    champion_may_know: bool = False, school_may_know: bool = False,
) -> Recognition:  # fmt: skip
    """Raises: Refused; Conflict when somebody was quicker."""
    person = YoungPerson.objects.select_for_update(no_key=True).get(pk=young_person.pk)
    rules.check_can_recognise(person, by)
    rules.check_not_yet(person)
    decision = agreement.record(young_person=person, kind=ConsentKind.KNOWN_AS_CARER, agreed=agreed, by=by)
    people.note_young_carer(young_person=person, young_carer=Indicator.YES, by=by)
    return Recognition.objects.create(
        young_person=person, recognised_by=by, agreement=decision, looks_after=looks_after.strip() or None,
        needs=needs.strip() or None, champion_may_know=champion_may_know, school_may_know=school_may_know,
    )  # fmt: skip


@action
def recognise_parent(
    *, parent: ParentOrGuardian, agreed: Agreed, by: User, looks_after: str = "", needs: str = "",
    champion_may_know: bool = False, school_may_know: bool = False,
) -> Recognition:  # fmt: skip
    """A parent or guardian, who agreed for themselves. Raises: Refused; Conflict when somebody was quicker."""
    parent = ParentOrGuardian.objects.select_for_update(no_key=True).get(pk=parent.pk)
    rules.check_can_recognise(parent.young_person, by)
    rules.check_parent_not_yet(parent)
    agreements.check_fresh(agreed)
    return Recognition.objects.create(
        young_person=parent.young_person, parent=parent, recognised_by=by, agreed_how=agreed.how, agreed_on=agreed.on,
        looks_after=looks_after.strip() or None, needs=needs.strip() or None, champion_may_know=champion_may_know,
        school_may_know=school_may_know,
    )  # fmt: skip


@action
def say_who_knows(
    *, recognition: Recognition, champion_may_know: bool, school_may_know: bool, agreed: Agreed, by: User
) -> None:
    """That more may know is agreed to anew; that fewer may is enough to be said, and holds at once.

    Raises: Refused; Conflict when it has ended.
    """
    held = _locked(recognition)
    rules.check_can_recognise(held.young_person, by)
    rules.check_current(held)
    rules.check_changes(held, champion_may_know, school_may_know)
    is_more = champion_may_know > held.champion_may_know or school_may_know > held.school_may_know
    rules.check_said_on(agreed)
    if is_more:
        _agree_anew(held, agreed, by)
    held.champion_may_know, held.school_may_know = champion_may_know, school_may_know
    held.known_said_by, held.known_said_how, held.known_said_on = agreed.giver, agreed.how, agreed.on
    held.save()


@action
def offer(*, recognition: Recognition, what: str, by: User, once: UUID | None = None) -> Offer:
    """Sent twice under one id it is one. Raises: Refused; Conflict when it has ended."""
    held = _locked(recognition)
    rules.check_can_offer(held, by)
    id = once or uuid4()
    known: Offer | None = held.offers.filter(pk=id).first()
    return known or Offer.objects.create(pk=id, recognition=held, what=what.strip(), offered_by=by)


@action
def end(*, recognition: Recognition, why: EndedWhy, by: Actor) -> None:
    """Nobody sees it from now on but on the record. Raises: Refused; Conflict when it has ended."""
    held = _locked(recognition)
    rules.check_can_recognise(held.young_person, by)
    rules.check_current(held)
    _end(held, why)
    if held.parent_id is None:
        people.note_young_carer(young_person=held.young_person, young_carer=Indicator.NO, by=by)


@action
def end_what_is_not_agreed(*, young_person_id: UUID, by: Actor) -> int:
    """After an agreement was taken back. Returns how many ended."""
    ended = 0
    for recognition in queries.current_of(young_person_id):
        held = _locked(recognition)
        assert held.agreement
        taken_back = held.agreement.withdrawn_at is not None
        agreed = agreements.still_holds(held.young_person, ConsentKind.KNOWN_AS_CARER, taken_back)
        if held.ended_on is None and not agreed:
            _end(held, EndedWhy.CONSENT_ENDED)
            ended += 1
    return ended


def _locked(recognition: Recognition) -> Recognition:
    rows = Recognition.objects.select_for_update(of=("self",)).select_related(*queries.WITH)
    found: Recognition = rows.get(pk=recognition.pk)
    return found


def _agree_anew(held: Recognition, agreed: Agreed, by: User) -> None:
    rules.check_more_may_know(held, agreed, by)
    if held.parent_id is None:
        kind, person = ConsentKind.KNOWN_AS_CARER, held.young_person
        held.agreement = agreement.record(young_person=person, kind=kind, agreed=agreed, by=by)
        return
    agreements.check_fresh(agreed)
    held.agreed_how, held.agreed_on = agreed.how, agreed.on


def _end(recognition: Recognition, why: EndedWhy) -> None:
    recognition.ended_on, recognition.ended_why = clock.today(), why
    recognition.save()
