"""Three times at which a session could be instead, when the one wished for is taken."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects

from mhst.access.models import User
from mhst.people.models import Practitioner, YoungPerson
from sessions_app.models import SupportSession
from sessions_app.planner.offer import Offer
from sessions_app.planner.question import Question
from sessions_app.queries import offer as offers
from sessions_app.queries.known import Known
from sessions_app.queries.offer import Wanted
from sessions_app.queries.session import planned_from

NUMBER = 3


@dataclass(frozen=True)
class Alternative:
    """One free time for the same people; minutes are wall-clock, after midnight."""

    date: dt.date
    start_minute: int
    end_minute: int
    room: str
    room_id: UUID | None = None
    promised: str = ""  # who is agreed with another school that day


def alternatives(
    viewer: User,
    session: SupportSession,
    wished: dict[str, Any],
    *,
    instead: Mapping[UUID, UUID] | None = None,
    known: Known | None = None,
) -> list[Alternative]:
    """The next times from the date wished for on which everybody is free, at most one a day.

    `instead` names who holds it in whose place, by id. What is `known` already is not read again.
    """
    series = session.series
    holders = tuple((instead or {}).get(one.pk, one.pk) for one in holders_of(session))
    wanted = Wanted(
        series.school, series.programme, series.year_groups, pupils_of(session), wished.get("date") or session.date,
        count=1, minutes=session.end_minute - session.start_minute, only=holders, apart_from=(session.pk,),
    )  # fmt: skip
    asked = offers.question(viewer, wanted, known)
    return _first_of_each_day(asked, _elsewhere(session, offers.every_offer(asked)))


def holders_of(session: SupportSession) -> list[Practitioner]:
    """Who holds it now. No query where `with_people` has been asked before."""
    return [one.practitioner for one in session.facilitations.all() if one.replaced_at is None]


def pupils_of(session: SupportSession) -> list[YoungPerson]:
    """Who has a place in its run. No query where `with_people` has been asked before."""
    return [place.young_person for place in session.series.places.all() if place.young_person]


def with_people(sessions: list[SupportSession]) -> None:
    """Have at hand who holds these and who comes. Five queries."""
    prefetch_related_objects(sessions, "facilitations__practitioner__user", "series__places__young_person")


def alternatives_for_rest(viewer: User, session: SupportSession, wished: dict[str, Any]) -> list[Alternative]:
    """The same for a session and all later ones together: the whole run is free then, at one time, in its room."""
    rest = planned_from(session.series, session)
    day, moving = wished.get("date") or session.date, tuple(s.pk for s in rest)
    asked = offers.question(viewer, offers.again(session.series, day, count=len(rest), apart_from=moving))
    there = [offer for offer in offers.every_offer(asked) if offer.room == session.room_id and len(offer.starts) == 1]
    return _first_of_each_day(asked, _elsewhere(session, there))


def _elsewhere(session: SupportSession, found: Iterable[Offer]) -> Iterator[Offer]:
    """Without the time at which the session is now."""
    now = session.date, session.start_minute
    return (offer for offer in found if (offer.first_on, offer.slots[0].start_minute) != now)


def _first_of_each_day(asked: Question, found: Iterable[Offer]) -> list[Alternative]:
    """Days that are agreed with another school come last."""
    by_day = {o.first_on: o for o in sorted(found, key=lambda o: (o.first_on, -o.cost[0], -o.slots[0].start_minute))}
    return [
        Alternative(o.first_on, o.slots[0].start_minute, o.slots[0].end_minute, _room(asked, o), o.room, o.promised)
        for o in sorted(by_day.values(), key=lambda o: (o.cost[0], o.first_on))[:NUMBER]
    ]


def _room(asked: Question, found: Offer) -> str:
    return next((room.name for room in asked.rooms if room.id == found.room), "")
