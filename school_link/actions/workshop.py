"""Workshops: planned, opened, attended, revealed, closed. Each change is told to every screen in the workshop."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import SYSTEM, Actor
from mhst.places.models import School, Team
from realtime.actions import conversation as conversations
from realtime.enums import Part
from realtime.models import Participant
from school_link.enums import Sector, WorkshopState
from school_link.models import Attendee, Cohort, Workshop
from school_link.rules import workshop as rules


@dataclass(frozen=True)
class Guest:
    """Somebody to invite, and the place they come from."""

    user: User
    place: School | Team


@action
def plan(*, cohort: Cohort, held_on: dt.date, place: str = "", by: Actor) -> Workshop:
    """The cohort's next. Raises: Refused."""
    rules.check_can_host(cohort, by)
    others = _days(cohort)
    number = max(others, default=0) + 1
    rules.check_apart(number, held_on, others)
    conversation = conversations.begin(kind=rules.WORKSHOP.name, team=cohort.team, by=by)
    return Workshop.objects.create(
        cohort=cohort, number=number, held_on=held_on, place=place, conversation=conversation
    )


@action
def change(*, workshop: Workshop, held_on: dt.date, place: str = "", by: Actor) -> None:
    """Another day or place, before it has begun. Raises: Refused."""
    rules.check_can_host(workshop.cohort, by)
    rules.check_is(workshop, WorkshopState.PLANNED)
    rules.check_apart(workshop.number, held_on, _days(workshop.cohort))
    workshop.held_on, workshop.place = held_on, place
    workshop.save()


@action
def invite(*, workshop: Workshop, guests: Sequence[Guest], by: Actor) -> None:
    """Those who are invited already stay as they are. Raises: Refused."""
    rules.check_can_host(workshop.cohort, by)
    rules.check_is(workshop, WorkshopState.PLANNED, WorkshopState.RATING)
    known = set(workshop.attendees.values_list("user_id", flat=True))
    for guest in guests:
        if guest.user.pk not in known:
            _seat(workshop, guest, by)


@action
def attend(*, attendee: Attendee, came: bool, by: Actor) -> None:
    """Whether somebody came; whoever did not is not waited for. Raises: Refused."""
    held = locked(attendee.workshop_id)
    rules.check_can_host(held.cohort, by)
    rules.check_is(held, WorkshopState.RATING, WorkshopState.REVEALED)
    attendee.came = came
    attendee.save()
    _tell(held, by)
    reveal_when_all_have(workshop=held, by=by)


@action
def begin(*, workshop: Workshop, by: Actor) -> None:
    """From now on each rates alone; whoever begins follows along. Raises: Refused."""
    _move(workshop, WorkshopState.RATING, by)
    if isinstance(by, User):
        _join(workshop, by, by)


@action
def reveal(*, workshop: Workshop, by: Actor) -> None:
    """Everybody's ratings are shown on every screen, whoever has yet to rate. Raises: Refused."""
    _move(workshop, WorkshopState.REVEALED, by)


@action
def reveal_when_all_have(*, workshop: Workshop, by: Actor) -> None:
    """Nobody is waited for who did not come; while nobody has rated there is nothing to show."""
    here = workshop.attendees.exclude(came=False)
    if workshop.state == WorkshopState.RATING and here.exists() and not here.filter(rated_at=None).exists():
        reveal(workshop=workshop, by=SYSTEM)


@action
def close(*, workshop: Workshop, by: Actor) -> None:
    """Nothing of it is changed any more. Raises: Refused."""
    _move(workshop, WorkshopState.CLOSED, by)
    conversations.end(conversation=workshop.conversation, by=SYSTEM)


def locked(id: UUID) -> Workshop:
    """As it is now: two who rate last at once must not each think that the other is still to come."""
    found: Workshop = Workshop.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=id)
    return found


def _move(workshop: Workshop, state: WorkshopState, by: Actor) -> None:
    rules.check_can_host(workshop.cohort, by)
    held = locked(workshop.pk)
    rules.check_move(held, state)
    workshop.state = held.state = state
    held.save()
    _tell(held, by)


def _seat(workshop: Workshop, guest: Guest, by: Actor) -> None:
    is_school = isinstance(guest.place, School)
    Attendee.objects.create(
        workshop=workshop, user=guest.user, sector=Sector.EDUCATION if is_school else Sector.HEALTH,
        **{"school" if is_school else "team": guest.place},
    )  # fmt: skip
    _join(workshop, guest.user, by)


def _join(workshop: Workshop, user: User, by: Actor) -> None:
    conversations.join(conversation=workshop.conversation, user=user, part=Part.WORKER, name=user.name, by=by)


def _tell(workshop: Workshop, by: Actor) -> None:
    if Participant.objects.filter(conversation=workshop.conversation_id).exists():
        conversations.tell_changed(conversation=workshop.conversation_id, by=by)


def _days(cohort: Cohort) -> dict[int, dt.date]:
    return dict(Workshop.objects.filter(cohort=cohort).values_list("number", "held_on"))
