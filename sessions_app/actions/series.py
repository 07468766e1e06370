"""Booking a run and changing it as a whole."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import Room, School, Team
from sessions_app.actions import course_stop, facilitation, notice, numbering, occupancy, waiting_list
from sessions_app.enums import CancelReason, CourseEnd, NoticeKind, SeriesState, SessionState, WhenShut
from sessions_app.events import SeriesBooked, SeriesCancelled, SessionsChanged
from sessions_app.models import Place, Programme, Series, SupportSession
from sessions_app.planner.offer import Offer
from sessions_app.queries import series as queries
from sessions_app.rules import series as rules
from sessions_app.rules.joining import check_may_come, check_year_groups
from sessions_app.rules.offer import check_notice


@action
def book(
    *,
    school: School,
    team: Team,
    programme: Programme,
    room: Room | None,
    practitioners: Sequence[Practitioner],
    offer: Offer,
    year_groups: Sequence[int],
    pupils: Sequence[YoungPerson],
    when_shut: str = WhenShut.MOVE,
    by: Actor,
) -> Series:
    """Book a whole run: its sessions, places and everybody's time, or nothing at all.

    The first practitioner leads. `offer` holds the dates with their minutes and the weeks that are skipped.
    Raises: Refused by a rule; Conflict when something was taken since the offer was made.
    """
    by.require(Permission.GROUP_BOOK, school)
    rules.check_has_sessions(offer)
    held = occupancy.lock(
        practitioners=[p.pk for p in practitioners],
        rooms=[room.pk] if room else [],
        young_people=[p.pk for p in pupils],
    )
    practitioners = [held.practitioners[p.pk] for p in practitioners]
    room, pupils = held.rooms.get(room.pk) if room else None, [held.young_people[p.pk] for p in pupils]
    rules.check_can_book(
        school=school, programme=programme, practitioners=practitioners, pupils=pupils, room=room, by=by
    )
    check_may_come(programme, pupils, offer.first_on)
    check_year_groups(programme, year_groups, pupils, offer.first_on)
    occupancy.check_free(held, [slot for slot in offer.slots if slot.number])
    series = _series(school, team, programme, room, offer, year_groups, when_shut, by)
    Place.objects.bulk_create(_places(series, pupils))
    sessions = SupportSession.objects.bulk_create(_sessions(series, offer))
    facilitation.give(sessions, practitioners)
    occupancy.occupy([s for s in sessions if s.state == SessionState.PLANNED], are_new=True)
    notice.tell(
        series=series,
        kind=NoticeKind.BOOKED,
        sentence=f"{programme} is booked at {school} from {series.first_on:%A %-d %B}.",
        by=by,
    )
    events.publish(SeriesBooked(series.pk))
    return series


@action
def cancel(*, series: Series, reason: CancelReason, by: Actor) -> Series:
    """Cancel a whole run: every session ahead, all places' time. Sessions that were held stay.

    What those in it were worked with there ends today; those concerned are told, and whoever works with them.
    """
    rules.check_can_cancel(series, by)
    worked_with = course_stop.lock_all(series=series, by=by)
    seen, series = series, lock(series)
    rules.check_can_cancel(series, by)
    rules.check_unchanged(seen, series)
    ahead = queries.to_come(series)
    for session in ahead:
        session.state, session.cancel_reason = SessionState.CANCELLED, reason
        numbering.touch(session)
    series.state, series.cancel_reason = SeriesState.CANCELLED, reason
    series.version += 1
    series.save()
    occupancy.occupy(ahead)
    waited = waiting_list.end(series=series, is_over="is cancelled", by=by)
    sentence = f"{series} is cancelled: {CancelReason(reason).label.lower()}. {waited}".rstrip()
    notice.tell(series=series, kind=NoticeKind.RUN_CANCELLED, sentence=sentence, by=by)
    told = queries.concerned_by(series)
    course_stop.stop(referrals=worked_with, series=series, because=CourseEnd.RUN_CANCELLED, by=by, told=told)
    events.publish(SeriesCancelled(series.pk))
    return series


@action
def pause(*, series: Series, note: str, by: Actor) -> Series:
    """Stop a run for now: planned sessions ahead become skipped weeks and give their time back."""
    rules.check_can_pause(series, by)
    seen, series = series, lock(series)
    rules.check_can_pause(series, by)
    rules.check_unchanged(seen, series)
    ahead = queries.to_come(series)
    for session in ahead:
        session.state, session.number, session.note = SessionState.SKIPPED, None, note[:160]
        numbering.touch(session)
    series.state = SeriesState.PAUSED
    series.version += 1
    series.save()
    occupancy.occupy(ahead)
    notice.tell(series=series, kind=NoticeKind.PAUSED, sentence=f"{series} is paused: {note}.", by=by)
    events.publish(SessionsChanged(series.pk, tuple(s.pk for s in ahead)))
    return series


@action
def resume(*, series: Series, offer: Offer, by: Actor) -> Series:
    """Go on with a paused run on new dates. `offer` holds as many sessions as are still to come.

    Raises: Refused when the offer has another number of sessions or comes sooner than the school's notice lets it;
    Conflict when something is taken.
    """
    rules.check_can_resume(series, by)
    rules.check_has_sessions(offer)
    seen, series = series, lock(series)
    rules.check_can_resume(series, by)
    rules.check_unchanged(seen, series)
    check_notice(series.school, offer)
    numbers = _numbers_missing(series)
    planned = [slot for slot in offer.slots if slot.number is not None]
    if len(planned) != len(numbers):
        raise Refused(f"{len(numbers)} sessions are still to come; the new dates hold {len(planned)}.", code="count")
    sessions = [
        SupportSession(
            series=series,
            number=number,
            date=slot.date,
            start_minute=slot.start_minute,
            end_minute=slot.end_minute,
            room=series.room,
            moved_from=slot.moved_from,
            why_moved=slot.why_moved[:160],
        )
        for number, slot in zip(numbers, planned, strict=True)
    ]
    SupportSession.objects.bulk_create(sessions)
    facilitation.give(sessions, facilitation.holders_of(series))
    series.state = SeriesState.CONFIRMED
    series.version += 1
    series.save()
    renumbered = numbering.put_in_order(series)  # a week brought back while it was paused may come later
    occupancy.occupy(sessions, are_new=True)
    notice.tell(
        series=series, kind=NoticeKind.REVIVED, sentence=f"{series} goes on from {offer.first_on:%A %-d %B}.", by=by
    )
    events.publish(SessionsChanged(series.pk, tuple({s.pk: s for s in [*sessions, *renumbered]})))
    return series


def lock(series: Series) -> Series:
    """The run as it is now, held until the transaction ends, with everything it occupies."""
    locked = (
        Series.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme", "school", "team", "room")
        .get(pk=series.pk)
    )
    occupancy.lock(
        practitioners=[p.pk for p in facilitation.holders_of(locked)],
        rooms=set(locked.sessions.filter(room__isnull=False).values_list("room", flat=True)),
        young_people=locked.places.filter(young_person__isnull=False).values_list("young_person", flat=True),
    )
    return locked


def lock_for(offer: Offer, young_people: Iterable[UUID]) -> tuple[Room | None, list[Practitioner]]:
    """Where a run would be and who would hold it, the lead first, as they are now, held with the young people.

    What is asked of them after this is still so when the run is booked.
    """
    rooms = [offer.room] if offer.room else []
    held = occupancy.lock(practitioners=offer.practitioners, rooms=rooms, young_people=young_people)
    holders = [held.practitioners[id] for id in offer.practitioners if id in held.practitioners]
    return next(iter(held.rooms.values()), None), holders


def _series(
    school: School,
    team: Team,
    programme: Programme,
    room: Room | None,
    offer: Offer,
    year_groups: Sequence[int],
    when_shut: str,
    by: Actor,
) -> Series:
    first = next(slot for slot in offer.slots if slot.number is not None)
    return Series.objects.create(
        programme=programme,
        edition=programme.edition,
        team=team,
        school=school,
        room=room,
        year_groups=sorted(year_groups),
        capacity=programme.largest_group,
        session_count=programme.session_count,
        first_on=first.date,
        start_minute=first.start_minute,
        end_minute=first.end_minute,
        when_shut=when_shut,
        booked_by=by if isinstance(by, User) else None,
    )


def _places(series: Series, pupils: Sequence[YoungPerson]) -> list[Place]:
    now = clock.now()
    seated = [*pupils, *[None] * (series.capacity - len(pupils))]
    return [
        Place(series=series, number=number, young_person=pupil, taken_at=now if pupil else None)
        for number, pupil in enumerate(seated, start=1)
    ]


def _sessions(series: Series, offer: Offer) -> list[SupportSession]:
    return [
        SupportSession(
            series=series,
            number=slot.number,
            date=slot.date,
            start_minute=slot.start_minute,
            end_minute=slot.end_minute,
            room=series.room,
            state=SessionState.PLANNED if slot.number else SessionState.SKIPPED,
            note=slot.why_skipped[:160],
            moved_from=slot.moved_from,
            why_moved=slot.why_moved[:160],
        )
        for slot in offer.slots
    ]


def _numbers_missing(series: Series) -> list[int]:
    held = set(
        series.sessions.filter(state__in=[SessionState.PLANNED, SessionState.HELD]).values_list("number", flat=True)
    )
    return [number for number in range(1, series.session_count + 1) if number not in held]
