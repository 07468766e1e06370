"""Gathers what a search needs: the school's dates and bells, rooms, practitioners, and everybody's taken time."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from mhst.people.queries.availability import Availability
from mhst.places.enums import PeriodKind
from mhst.places.models import School
from mhst.places.models.room import LATEST
from mhst.places.queries import calendar, room
from sessions_app.enums import ResourceKind, WhenShut
from sessions_app.models import Programme, Series
from sessions_app.planner import journey
from sessions_app.planner.offer import Offer, Slot
from sessions_app.planner.question import Question, RoomOption, StaffOption, Start, WhyNot
from sessions_app.planner.run import RunDate
from sessions_app.planner.search import best_in_turn, best_offers, candidates
from sessions_app.queries.days import Days, load_days
from sessions_app.queries.known import Known, know
from sessions_app.queries.occupancy import Occupied, Visit

#: Far enough for twenty weekly sessions with every holiday between them.
HORIZON = dt.timedelta(weeks=34)


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to book."""

    school: School
    programme: Programme
    year_groups: Sequence[int]
    pupils: Collection[YoungPerson]
    earliest_on: dt.date
    count: int = 0  # sessions still to come; none means the whole programme
    minutes: int = 0  # of each session; none means as long as the programme says
    only: tuple[UUID, ...] = ()  # the practitioners who must hold it; none means whoever is free
    apart_from: tuple[UUID, ...] = ()  # sessions that are about to move and so do not stand in the way
    when_shut: str = WhenShut.MOVE

    @property
    def sessions(self) -> int:
        return self.count or self.programme.session_count

    @property
    def length(self) -> int:
        return self.minutes or self.programme.session_minutes


def offers(viewer: Actor, wanted: Wanted, *, number: int = 3) -> list[Offer]:
    """The best runs that could be booked now, each with its reasons, cheapest first."""
    return best_offers(question(viewer, wanted), wanted=number)


def offers_in_turn(viewer: Actor, wanted: Wanted, *, number: int = 3) -> list[Offer]:
    """For one young person, week after week: lessons take turns wherever they can."""
    return best_in_turn(question(viewer, wanted), wanted=number)


def every_offer(asked: Question) -> list[Offer]:
    """All runs that could be booked now, in no order."""
    return list(candidates(asked))


def with_reasons(viewer: Actor, wanted: Wanted, chosen: Offer) -> Offer | None:
    """The very run that was chosen, as the search would offer it now; None when it no longer would."""
    return next((offer for offer in every_offer(question(viewer, wanted)) if offer.key == chosen.key), None)


def why_gone(viewer: Actor, wanted: Wanted, chosen: Offer) -> str | None:
    """What has come in the way of exactly this run since it was chosen, in a sentence; None when nothing has.

    The run itself is looked at, not whether the search would find it again: what became free meanwhile does no harm.
    """
    asked = question(viewer, wanted)
    days = load_days(
        wanted.school, wanted.year_groups, wanted.when_shut, wanted.earliest_on, wanted.earliest_on + HORIZON
    )
    held = [slot for slot in chosen.slots if slot.number]
    rooms = [room for room in asked.rooms if room.id == chosen.room]
    staff = [person for id in chosen.practitioners for person in asked.staff if person.id == id]
    if len(held) != asked.count or held[0].date < wanted.earliest_on:
        return "The programme or its first date has changed since."
    if not rooms:
        return "The room is no longer lent, or not large enough."
    if len(staff) != asked.facilitators or {s.team for s in staff} != {chosen.team} or not staff[0].can_lead:
        return "Somebody who would hold it no longer can."
    return next((reason for slot in held if (reason := _slot_gone(asked, days, slot, [*rooms, *staff]))), None)


def _slot_gone(asked: Question, days: Days, slot: Slot, options: Sequence[RoomOption | StaffOption]) -> str | None:
    time = slot.date, slot.start_minute, slot.start_minute + asked.minutes
    busy = asked.pupils_why_not(*time)
    reason = days.why_not(slot.date) or (busy and f"some of the pupils are not free: {busy}")
    reason = reason or next((_named(option, why) for option in options if (why := option.why_not(*time))), None)
    if reason is None and (
        slot.end_minute != time[2] or slot.start_minute not in {s.minute for s in asked.starts(slot.date)}
    ):
        reason = "the times of lessons have changed"
    return f"{slot.date:%A %-d %B}: {reason}." if reason else None


def _named(option: RoomOption | StaffOption, why: str) -> str:
    """Of a person the reason names them already."""
    return f"{option.name} is {why}" if isinstance(option, RoomOption) else why


def again(
    series: Series, earliest_on: dt.date, *, count: int, apart_from: tuple[UUID, ...] = (),
    holders: Iterable[Practitioner] | None = None, pupils: Collection[YoungPerson] | None = None,
) -> Wanted:  # fmt: skip
    """The same people, under the same rule, for this many sessions of a run that is booked already.

    Those who hold it and who come now, unless it is said who do.
    """
    if holders is None:
        held = Practitioner.objects.filter(facilitations__session__series=series, facilitations__replaced_at=None)
        holders = held.distinct()
    return Wanted(
        series.school, series.programme, series.year_groups, pupils_of(series) if pupils is None else pupils,
        earliest_on, count=count, minutes=series.minutes, only=tuple(one.pk for one in holders), apart_from=apart_from,
        when_shut=series.when_shut,
    )  # fmt: skip


def pupils_of(series: Series) -> list[YoungPerson]:
    """Those who have a place."""
    return [place.young_person for place in series.places.select_related("young_person") if place.young_person]


def question(viewer: Actor, wanted: Wanted, known: Known | None = None) -> Question:
    """Everything the search needs, in a number of queries that does not grow with the school or the team.

    Nobody and no room of a school whose sessions the viewer may not see. What is `known` already is not read again.
    """
    sees = viewer.can(Permission.GROUP_VIEW, wanted.school)
    first = max(wanted.earliest_on, clock.today() + dt.timedelta(days=1))
    last = first + HORIZON
    known = known or know([wanted.school], wanted.pupils, first, last, only=wanted.only, with_people=sees)
    dates = known.dates_of(wanted.school, first, last)
    staff = known.staff_of(wanted.school, first, wanted.only) if sees else []
    rooms = [r for r in known.rooms.get(wanted.school.pk, ()) if sees and _will_do(r, wanted)]
    everything = [*(s.pk for s in staff), *(u for r in rooms for u in r.units), *(p.pk for p in wanted.pupils)]
    taken = known.bookings.occupied(everything, first, last, apart_from=wanted.apart_from)
    return Question(
        minutes=wanted.length,
        count=wanted.sessions,
        facilitators=wanted.programme.facilitators,
        runs=_runs(wanted, dates, first),
        starts=_starts(dates, wanted.length),
        rooms=[_room_option(r, wanted, taken) for r in rooms],
        staff=_staff_options(wanted, staff, taken, known),
        pupils_why_not=_pupils_why_not(wanted, taken),
    )


def _runs(wanted: Wanted, dates: calendar.SchoolDates, first: dt.date) -> dict[int, list[RunDate]]:
    school_days = Days(dates, wanted.year_groups, wanted.when_shut)
    days = [first + dt.timedelta(days=n) for n in range(7)]
    return {day.weekday(): school_days.run(day, wanted.sessions) for day in days if day.weekday() < 5}


def _starts(dates: calendar.SchoolDates, minutes: int) -> Callable[[dt.date], list[Start]]:
    memo: dict[dt.date, list[Start]] = {}

    def starts(day: dt.date) -> list[Start]:
        if day not in memo:
            memo[day] = _starts_on(dates, day, minutes)
        return memo[day]

    return starts


def _starts_on(dates: calendar.SchoolDates, day: dt.date, minutes: int) -> list[Start]:
    """The beginnings of the day's periods from which a session ends before the school does."""
    periods = [p for p in dates.periods(day) if p.kind != PeriodKind.REGISTRATION]
    ends = max((p.end_minute for p in periods), default=LATEST)
    return [
        Start(p.start_minute, p.name, _lessons(periods, p.start_minute, p.start_minute + minutes))
        for p in periods
        if p.kind in {PeriodKind.LESSON, PeriodKind.LUNCH, PeriodKind.AFTER_SCHOOL} and p.start_minute + minutes <= ends
    ]


def _lessons(periods: Sequence[calendar.PeriodOn], start: int, end: int) -> tuple[str, ...]:
    """Every lesson that the session overlaps, be it by its first or last minutes only."""
    return tuple(
        p.name for p in periods if p.kind == PeriodKind.LESSON and p.start_minute < end and start < p.end_minute
    )


def _will_do(lent: room.RoomLent, wanted: Wanted) -> bool:
    return lent.is_in_use and lent.is_confidential and lent.capacity >= _people(wanted)


def _people(wanted: Wanted) -> int:
    return max(len(wanted.pupils), wanted.programme.smallest_group) + wanted.programme.facilitators


def _room_option(lent: room.RoomLent, wanted: Wanted, taken: Occupied) -> RoomOption:
    def reason(day: dt.date, start: int, end: int) -> str | None:
        used = any(taken.clashes(ResourceKind.ROOM_UNIT, unit, day, start, end) for unit in lent.units)
        return lent.why_not(day, start, end) or ("in use" if used else None)

    return RoomOption(lent.id, lent.name, lent.capacity - _people(wanted), reason)


def _staff_options(wanted: Wanted, staff: Iterable[Practitioner], taken: Occupied, known: Known) -> list[StaffOption]:
    hours = known.hours
    return [
        StaffOption(
            id=person.pk,
            team=person.team_id,
            name=person.user.name,
            can_lead=not set(wanted.programme.skills) - set(person.skills),
            days_there=frozenset(d.weekday for d in person.agreed_days.all() if d.school_id == wanted.school.pk),
            load=sum(len(day) for (owner, _), day in taken.visits.items() if owner == person.pk),
            why_not=_staff_why_not(person, wanted.school, hours[person.pk], taken, known.minutes),
            is_promised=partial(_is_promised, wanted.school, hours[person.pk]),
        )
        for person in staff
    ]


def _staff_why_not(
    person: Practitioner, school: School, hours: Availability, taken: Occupied, minutes: journey.Minutes
) -> WhyNot:
    def reason(day: dt.date, start: int, end: int) -> str | None:
        own = hours.why_not(day, start, end)
        if own:
            return own.rstrip(".")
        visit = Visit(start, end, school.pk, school.sign_in_minutes)
        busy = journey.why_no_time(taken.visits_of(person.pk, day), visit, minutes)
        return busy and f"{person.user.name} is {busy}"

    return reason


def _is_promised(school: School, hours: Availability, day: dt.date, start: int, end: int) -> bool:
    """Whether the practitioner has agreed with another school to be there: then, or that day and not at this one."""
    own = hours.agreed_at(school.pk, day)
    if any(first <= start and end <= last for first, last in own):
        return False
    others = [agreed for agreed in hours.agreed_on(day) if agreed.school_id != school.pk]
    return any(not own or (a.start_minute < end and start < a.end_minute) for a in others)


def _pupils_why_not(wanted: Wanted, taken: Occupied) -> WhyNot:
    def reason(day: dt.date, start: int, end: int) -> str | None:
        busy = sum(taken.clashes(ResourceKind.YOUNG_PERSON, p.pk, day, start, end) for p in wanted.pupils)
        return f"{busy} in another session" if busy else None

    return reason
