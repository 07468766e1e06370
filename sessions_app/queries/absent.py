"""Who of a session could be absent today, and who could use the time that an absent pupil leaves free."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from sessions_app.enums import GROUP_KINDS, AttendanceCode, Purpose, ResourceKind, SessionState, WhyNotThere
from sessions_app.models import Allocation, Attendance, Place, SupportSession
from sessions_app.queries.occupancy import Occupied, occupied
from sessions_app.queries.session import has_all_its_sessions


@dataclass(frozen=True)
class CouldUse:
    """A 1:1 session that could be brought forward, and when its young person was last seen by anybody here."""

    session: SupportSession
    person: YoungPerson
    last_seen_on: dt.date | None


def expected(session: SupportSession, viewer: User) -> list[YoungPerson]:
    """Those who have a place, whom the viewer may know, and of whom nothing is recorded yet."""
    people = check.visible(YoungPerson.objects.all(), viewer, Permission.PUPIL_VIEW)
    recorded = Attendance.objects.filter(session=session).values("young_person")
    return list(people.filter(places__series=session.series_id).exclude(pk__in=recorded))


def how_many(session: SupportSession) -> int:
    """Those with a place of whom nothing is recorded yet, whoever asks."""
    recorded = Attendance.objects.filter(session=session).values("young_person")
    taken = Place.objects.filter(series=session.series_id, young_person__isnull=False)
    return taken.exclude(young_person__in=recorded).count()


def told_absent(session: SupportSession) -> Any:
    """What was recorded of those who were told to be absent today, and may be taken back."""
    return Attendance.objects.filter(
        session=session, code=AttendanceCode.CANCELLED_BY_PERSON, why_not_there=WhyNotThere.ABSENT
    ).select_related("young_person")


def absent_people(session: SupportSession, viewer: User) -> list[YoungPerson]:
    """Those told absent whom the viewer may know."""
    people = check.visible(YoungPerson.objects.all(), viewer, Permission.PUPIL_VIEW)
    return list(people.filter(pk__in=told_absent(session).values("young_person")))


def is_given_away(freed: SupportSession) -> bool:
    """Whether another session has taken the time: of whoever holds it, of the room, or of the young person."""
    holders = freed.facilitations.filter(replaced_at__isnull=True).values_list("practitioner", flat=True)
    people = freed.series.places.filter(young_person__isnull=False).values_list("young_person", flat=True)
    found = Allocation.objects.filter(
        resource_id__in=[*holders, *people], date=freed.date, purpose=Purpose.SESSION,
        start_minute__lt=freed.end_minute, end_minute__gt=freed.start_minute,
    )  # fmt: skip
    return bool(found.exclude(session=freed).exists())


def added_instead(freed: SupportSession) -> SupportSession | None:
    """The last session to come of a run that has all it needs without this one: it stands in for it."""
    series = freed.series
    if not has_all_its_sessions(series):
        return None
    ahead = series.sessions.filter(state=SessionState.PLANNED).exclude(pk=freed.pk)
    last: SupportSession | None = ahead.select_related("series", "room").order_by("-date", "-start_minute").first()
    return last


def who_could_use(freed: SupportSession, viewer: User) -> list[CouldUse]:
    """1:1 sessions of the same practitioner at the same school that fit in, the longest not seen first.

    Of each young person only the next session; only of those who are free then, were not told absent today and had
    no session yet.
    """
    holders = list(freed.facilitations.filter(replaced_at__isnull=True).values_list("practitioner", flat=True))
    found = _next_ones(freed, holders)
    people = _people(found, viewer)
    taken = occupied([*holders, *(person.pk for person in people.values())], freed.date, freed.date)
    if any(_is_taken(taken, ResourceKind.PRACTITIONER, holder, freed) for holder in holders):
        return []
    seen, away = _last_seen(people), absent_on(freed.date) | _there_already(people, freed.date)
    could = [
        CouldUse(session, person, seen.get(person.pk))
        for session in found
        if (person := people.get(session.series_id))
        and person.pk not in away
        and not _is_taken(taken, ResourceKind.YOUNG_PERSON, person.pk, freed)
    ]
    first: dict[UUID, CouldUse] = {}
    for one in sorted(could, key=lambda one: (one.last_seen_on or dt.date.min, one.session.date)):
        first.setdefault(one.person.pk, one)
    return list(first.values())


def _next_ones(freed: SupportSession, holders: list[UUID]) -> list[SupportSession]:
    rows = SupportSession.objects.filter(
        series__school=freed.series.school_id,
        state=SessionState.PLANNED,
        date__gte=clock.today(),
        attendances__isnull=True,
        facilitations__practitioner__in=holders,
        facilitations__replaced_at__isnull=True,
    ).exclude(series__programme__kind__in=GROUP_KINDS)
    length = freed.end_minute - freed.start_minute
    first: dict[UUID, SupportSession] = {}
    ordered = rows.exclude(series=freed.series_id).distinct().order_by("date", "start_minute")
    for session in ordered.select_related("series__programme", "series__school", "series__team", "room"):
        if session.starts_at > clock.now():
            first.setdefault(session.series_id, session)
    return [session for session in first.values() if session.end_minute - session.start_minute <= length]


def _people(found: list[SupportSession], viewer: User) -> dict[UUID, YoungPerson]:
    known = check.visible(YoungPerson.objects.all(), viewer, Permission.PUPIL_VIEW)
    places = Place.objects.filter(series__in=[session.series_id for session in found], young_person__in=known)
    return {
        place.series_id: place.young_person for place in places.select_related("young_person") if place.young_person
    }


def _last_seen(people: dict[UUID, YoungPerson]) -> dict[UUID, dt.date]:
    """Somebody was seen on the day of a session that they came to: codes 5 and 6."""
    came = Attendance.objects.filter(young_person__in=[person.pk for person in people.values()], code__in=["5", "6"])
    return dict(came.order_by("session__date").values_list("young_person", "session__date"))


def _there_already(people: dict[UUID, YoungPerson], day: dt.date) -> set[UUID]:
    """Those with a session that day which has begun: one a day is enough."""
    today = SupportSession.objects.taking_place().filter(date=day, series__places__young_person__in=people.values())
    begun = [session for session in today.distinct() if session.starts_at <= clock.now()]
    rows = Place.objects.filter(series__in=[session.series_id for session in begun], young_person__isnull=False)
    return {id for id in rows.values_list("young_person", flat=True) if id}


def absent_on(day: dt.date) -> set[UUID]:
    """Those of whom it is recorded that they did not come to something that day."""
    told = Attendance.objects.filter(session__date=day).exclude(code__in=["5", "6"])
    return set(told.values_list("young_person", flat=True))


def _is_taken(taken: Occupied, kind: ResourceKind, id: UUID, freed: SupportSession) -> bool:
    return taken.clashes(kind, id, freed.date, freed.start_minute, freed.end_minute)
