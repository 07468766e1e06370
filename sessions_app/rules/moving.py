"""Where and when a session may go. Each rule raises `Refused` with a sentence for the person."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NoReturn
from uuid import UUID

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import Room
from mhst.places.words import clock_time
from sessions_app.models import SupportSession
from sessions_app.planner.reasons import listed
from sessions_app.queries.attention import Ground, ground_of
from sessions_app.queries.known import Known
from sessions_app.queries.session import how_many_come
from sessions_app.queries.taken import taken
from sessions_app.queries.timetable.rows import facilitators_of

AUGUST = 8
SOMEBODY = "somebody who holds this session cannot be there"


def check_not_over(session: SupportSession, date: dt.date, start_minute: int) -> None:
    """Raises: Refused for a time today that has gone by, unless it is the session's own and only the room changes."""
    is_its_own = (date, start_minute) == (session.date, session.start_minute)
    if date == clock.today() and not is_its_own and clock.at_local(date, start_minute) <= clock.now():
        raise Refused(
            f"{clock_time(start_minute)} today is over; choose a later time or another day.",
            code="past", field="start_minute",
        )  # fmt: skip


def check_summer(dates: Iterable[dt.date], otherwise: str = "choose another date") -> None:
    """Raises: Refused for a run that would go on only after the summer holiday, saying between which days."""
    for last, following in pairwise(sorted(dates)):
        august = dt.date(last.year + (last.month >= AUGUST), AUGUST, 1)
        if august <= following:
            raise Refused(
                f"The summer holiday would come between: {last:%A %-d %B %Y} is the last session before it, and the "
                f"next is on {following:%A %-d %B %Y}. Say that this is meant, or {otherwise}.",
                code="summer", field="over_summer",
            )  # fmt: skip


def check_room(session: SupportSession, room: Room) -> None:
    """Raises: Refused when the room is another school's, can be overheard, or is too small for those who come."""
    why = _why_not_in(session, room)
    if why:
        raise Refused(why, code="room", field="room")


def _why_not_in(session: SupportSession, room: Room) -> str:
    if room.school_id != session.series.school_id:
        return f"{room.name} is not a room of {session.series.school}."
    if not room.is_confidential:
        return f"{room.name} can be overheard. Choose a room that is confidential."
    people = how_many_come(session)
    if room.capacity < people:
        return f"{room.name} is for {room.capacity} people; {people} come to this session. Choose a larger room."
    return ""


def check_free(sessions: Sequence[SupportSession], by: Actor, *, so: str = "Choose another time.") -> None:
    """Raises: Refused when the room is not lent then, or somebody who holds a session cannot be there.

    `so` says what would be right.
    """
    why = why_not_free(sessions, by)
    if why:
        raise Refused(f"{why}. {so}", code="not-free")


def refuse_at_end(why: str) -> NoReturn:
    """Raises: Refused, for no week after the last will do; `why` is what speaks against the first."""
    raise Refused(
        f"No session can be added at the end: {why[:1].lower()}{why[1:]}, and in the weeks after it is no better. "
        "Do not add one, or change the room or who holds the run first.",
        code="not-free-at-end", field="add_at_end",
    )  # fmt: skip


def why_not_free(
    sessions: Sequence[SupportSession],
    by: Actor,
    *,
    held_by: Mapping[UUID, Sequence[Practitioner]] | None = None,
    known: Known | None = None,
) -> str:
    """What speaks against the first that cannot be, with its date, without a full stop; nothing when nothing does.

    `held_by` is for sessions that are not kept yet. What is `known` already is not read again.
    """
    people = facilitators_of(sessions) if held_by is None else held_by
    ground = _ground(sessions, people, known)
    for session in sessions:
        if why := [said for said in (ground.room(session), _who_cannot(ground, session, by)) if said]:
            return f"{_at(session)} {listed(why)}"
    return ""


def _ground(
    sessions: Sequence[SupportSession], people: Mapping[UUID, Sequence[Practitioner]], known: Known | None
) -> Ground:
    if known is None:
        return ground_of(sessions, people, with_consent=False)
    return ground_of(
        sessions, people, availability=known.hours, dates=known.dates, rooms=known.rooms, served=known.served,
        with_consent=False,
    )  # fmt: skip


def why_taken(
    session: SupportSession, by: Actor, holders: Sequence[Practitioner], pupils: Iterable[YoungPerson], known: Known
) -> str:
    """What else those in a session that is not kept yet have then, said as `why_not_free` says it."""
    found = taken(session, holders, pupils, known)
    said = [_named(person, why, by) for person, why in found.busy.items()]
    said += [f"{session.room} is in use"] if found.is_room else []
    said += ["somebody who comes has something else"] if found.is_pupil else []
    return f"{_at(session)} {listed(said)}" if said else ""


def _named(person: Practitioner, why: str, by: Actor) -> str:
    return f"{person} is {why}" if by.can(Permission.PRACTITIONER_VIEW, person) else SOMEBODY


def _at(session: SupportSession) -> str:
    return f"On {session.date:%A %-d %B} at {clock_time(session.start_minute)}"


def _who_cannot(ground: Ground, session: SupportSession, by: Actor) -> str:
    """By name only to those who may open that person's week."""
    said = ground.people(session)
    if not said:
        return ""
    knows = all(by.can(Permission.PRACTITIONER_VIEW, person) for person in ground.held_by[session.pk])
    return listed(said) if knows else SOMEBODY
