"""Places in a run: the first open one, or the end of the waiting list."""

from django.db.models import Max

from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.people.models import YoungPerson
from sessions_app.actions import course_stop, notice, occupancy
from sessions_app.actions import series as series_actions
from sessions_app.enums import CancelReason, CourseEnd, NoticeKind, SessionState
from sessions_app.events import PlaceTaken
from sessions_app.models import Place, Series, SupportSession, Waiting
from sessions_app.rules import series as rules
from sessions_app.rules.group_run import check_can_join, has_room


@action
def take(*, series: Series, young_person: YoungPerson, by: Actor) -> Place | Waiting:
    """Give a young person the first open place, or the next place in the waiting list when there is none.

    There is none either when one of the rooms ahead holds no more people.

    Asking again gives the same answer. Raises: Refused once the group is closed or by who is in it; Conflict when
    their own time is taken elsewhere.
    """
    rules.check_can_place(series, by)
    if young_person.school_id != series.school_id:
        raise Refused(f"Only pupils of {series.school} can join this group.", code="pupils")
    series = series_actions.lock(series)
    rules.check_can_place(series, by)
    occupancy.lock(young_people=[young_person.pk])
    already = (
        series.places.filter(young_person=young_person).first()
        or series.waiting.filter(young_person=young_person).first()
    )
    if already:
        return already
    check_can_join(series, young_person)
    place = series.places.filter(young_person__isnull=True).order_by("number").first()
    if place is None or not has_room(series):
        last = series.waiting.aggregate(last=Max("position"))["last"] or 0
        return Waiting.objects.create(series=series, young_person=young_person, position=last + 1)
    return _seat(place, young_person)


@action
def release(*, series: Series, young_person: YoungPerson, by: Actor) -> Place | None:
    """Give up a place or leave the waiting list. The freed place goes to whoever waits first, is free and may join.

    After session 2 a group is closed, and the place stays empty. What they were worked with there ends today, and
    whoever works with them is told.

    Returns the place as filled anew, or None when nobody moved up.
    """
    rules.check_can_place(series, by)
    rules.check_goes_on_without(series)
    worked_with = course_stop.lock_all(series=series, young_person=young_person, by=by)
    had_place = series.places.filter(young_person=young_person).exists()
    filled = free(series=series, young_person=young_person, by=by)
    if had_place:
        course_stop.stop(referrals=worked_with, series=series, because=CourseEnd.TAKEN_OUT, by=by)
    return filled


@action
def take_out(*, series: Series, reason: CancelReason, by: Actor) -> Series:
    """End the sessions that are somebody's own: those still to come are cancelled, and all their time is free.

    The place stays theirs, for what was held was with them. Those concerned are told, and whoever works with them.
    Raises: Refused in a group, or when none is to come; Conflict when somebody changed the run meanwhile.
    """
    rules.check_can_take_out(series, by)
    return series_actions.cancel(series=series, reason=reason, by=by)


@action
def free(*, series: Series, young_person: YoungPerson, by: Actor) -> Place | None:
    """As `release`, for those whose course is being ended otherwise."""
    rules.check_can_place(series, by)
    series = series_actions.lock(series)
    rules.check_can_place(series, by)
    series.waiting.filter(young_person=young_person).delete()
    place = series.places.filter(young_person=young_person).first()
    if place is None:
        return None
    place.young_person, place.taken_at = None, None
    place.save()
    occupancy.release_person(young_person.pk, _planned(series))
    return _move_up(series, place, by)


def _move_up(series: Series, place: Place, by: Actor) -> Place | None:
    if not has_room(series):  # fewer than there were, and still too many for a smaller room
        return None
    for waiting in series.waiting.select_related("young_person").order_by("position"):
        occupancy.lock(young_people=[waiting.young_person_id])
        try:
            check_can_join(series, waiting.young_person)
            filled = _seat(place, waiting.young_person)
        except (Conflict, Refused):  # busy then, or not with those who are there: the next is asked
            continue
        waiting.delete()
        notice.tell(
            series=series,
            kind=NoticeKind.PLACE_FREED,
            sentence=f"{series}: a place was freed and the next young person on the waiting list has it.",
            by=by,
        )
        return filled
    return None


def _seat(place: Place, young_person: YoungPerson) -> Place:
    occupancy.occupy_person(young_person.pk, _planned(place.series))
    place.young_person, place.taken_at = young_person, clock.now()
    place.save()
    events.publish(PlaceTaken(place.series_id, young_person.pk))
    return place


def _planned(series: Series) -> list[SupportSession]:
    return list(series.sessions.filter(state=SessionState.PLANNED, date__gte=clock.today()).order_by("date"))
