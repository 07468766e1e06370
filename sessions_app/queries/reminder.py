"""Whom to remind of which session. For the worker: it starts from no viewer."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.core import clock
from mhst.core.crypto import fingerprint
from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import YoungPerson
from mhst.people.queries import consent
from sessions_app.enums import REMINDER_WORDS, MessageState, MessageWords, SessionState
from sessions_app.models import ContactPreference, Message, Place, SupportSession

#: Reminders are for the sessions of today and so many days after it.
DAYS_AHEAD = 2
#: Who has taken back that they want to be seen is not reminded of it, whatever is still booked.
NOT_SEEN = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})


@dataclass
class Occasion:
    """One session and one address, whoever shares it: when it is, if it is, and what was written of it so far."""

    session: SupportSession
    mark: str
    when: dt.datetime | None = None
    way: ContactPreference | None = None
    messages: list[Message] = field(default_factory=list)

    @property
    def _said(self) -> list[Message]:
        return [m for m in self.messages if m.state in {MessageState.SENDING, MessageState.SENT}]

    @property
    def told(self) -> dt.datetime | None:
        """The time they were last told of; None also when they were told that it will not take place."""
        last = self._said[-1:]
        return last[0].not_after if last and last[0].words != MessageWords.APPOINTMENT_CANCELLED else None

    @property
    def told_at(self) -> dt.datetime | None:
        return (self._said[-1].sent_at or self._said[-1].claimed_at) if self._said else None

    @property
    def open(self) -> list[Message]:
        """What waits, and what could not be sent."""
        return [m for m in self.messages if m.state in {MessageState.WAITING, MessageState.FAILED}]

    @property
    def next_key(self) -> str:
        return f"reminder:{self.session.pk}:{self.mark}:{len(self.messages) + 1}"


def occasions(*, series_id: UUID | None = None) -> list[Occasion]:
    """Every session of the next days with everybody who wants to be reminded, and all that was written of any.

    Six queries, however many.
    """
    sessions = _sessions(series_id)
    found: dict[tuple[UUID, str], Occasion] = {}

    def of(session_id: UUID, mark: str) -> Occasion:
        return found.setdefault((session_id, mark), Occasion(sessions[session_id], mark))

    for message in Message.objects.filter(session__in=sessions, words__in=REMINDER_WORDS).order_by("created_at"):
        of(message.session_id, message.key.split(":")[2]).messages.append(message)
    held = _held(sessions.values())
    for way in _ways({person for people in held.values() for person in people}, found.values()):
        mark = mark_of(way.channel, way.address)
        for session in sessions.values():
            is_theirs = way.young_person_id in held[session.series_id]
            if is_theirs or (session.pk, mark) in found:
                _join(of(session.pk, mark), way, is_theirs)
    return list(found.values())


def mark_of(channel: str, address: str) -> str:
    """Stands for an address without telling it."""
    return fingerprint(f"{channel}:{address.casefold()}", about="address")[:32]


def _join(occasion: Occasion, way: ContactPreference, is_theirs: bool) -> None:
    """This way leads there; the session is theirs to come to, or was."""
    session = occasion.session
    if is_theirs and session.state == SessionState.PLANNED and session.starts_at > clock.now():
        occasion.when = session.starts_at.astimezone(dt.UTC)
        occasion.way = way
    occasion.way = occasion.way or way


def _sessions(series_id: UUID | None) -> dict[UUID, SupportSession]:
    today, now = clock.today(), clock.now()
    near = Q(state=SessionState.PLANNED, date__range=(today, today + dt.timedelta(days=DAYS_AHEAD)))
    spoken_of = Message.objects.filter(session__isnull=False, not_after__gt=now).exclude(state=MessageState.CANCELLED)
    rows = SupportSession.objects.filter(near | Q(pk__in=spoken_of.values("session")))
    if series_id:
        rows = rows.filter(series=series_id)
    return {session.pk: session for session in rows.select_related("series__team")}


def _held(sessions: Iterable[SupportSession]) -> dict[UUID, set[UUID]]:
    """Who has a place, by run."""
    held: dict[UUID, set[UUID]] = defaultdict(set)
    places = Place.objects.filter(series__in={s.series_id for s in sessions}, young_person__isnull=False)
    for series, person in places.values_list("series", "young_person"):
        held[series].add(person)
    return held


def _ways(people: set[UUID], occasions: Iterable[Occasion]) -> list[ContactPreference]:
    """The ways that hold now, of these people and of those who were written to."""
    written = {m.preference_id for occasion in occasions for m in occasion.messages if m.preference_id}
    rows = ContactPreference.objects.filter(Q(young_person__in=people) | Q(pk__in=written))
    rows = rows.filter(Q(parent=None) | Q(parent__may_be_contacted=True), reminders=True, ended_on__isnull=True)
    ways = list(rows.select_related("young_person").order_by("created_at"))
    agreed = _agreed({way.young_person_id: way.young_person for way in ways}.values())
    return [way for way in ways if way.young_person_id in agreed]


def _agreed(people: Iterable[YoungPerson]) -> set[Any]:
    """Those for whom consent to contact is given, and who have not taken back that they want to be seen."""
    people, today = list(people), clock.today()
    contact = consent.states_for(people, ConsentKind.CONTACT, today)
    seen = consent.states_for(people, ConsentKind.TO_BE_SEEN, today)
    return {p.pk for p in people if contact[p.pk] == ConsentState.GIVEN and seen[p.pk] not in NOT_SEEN}
