"""Rows from the database become entries. Every function costs the same queries for one practitioner as for forty."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from mhst.access import check
from mhst.access.models import User
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.words import year_group_in_words, year_groups_in_words
from sessions_app.enums import ProgrammeKind, Purpose, ResourceKind, SessionState
from sessions_app.models import Allocation, Facilitation, Place, PlannedContent, SupportSession
from sessions_app.queries.timetable.entries import Seen, SessionEntry, TravelEntry, Who

#: The young person stays in class; their parent or guardian comes.
WITH_PARENTS = frozenset({ProgrammeKind.PARENT_ONE_TO_ONE, ProgrammeKind.PARENT_GROUP})


@dataclass(frozen=True)
class Shown:
    """How much of a session a viewer is shown.

    `solo` lets a 1:1 name its programme: beside one name it says what troubles them, so only the team reads it.
    """

    programme: bool = True
    solo: bool = True
    due: bool = True
    busy_only: bool = False


ALL = Shown()
BUSY_ONLY = Shown(programme=False, solo=False, due=False, busy_only=True)


def shown_to(viewer: User, session: SupportSession) -> Shown:
    """The team reads everything; those who book at the school what groups are for; others of the school neither."""
    in_team = viewer.can(Permission.SESSION_VIEW, session)
    return Shown(in_team or viewer.can(Permission.GROUP_BOOK, session), solo=in_team, due=in_team)


def sessions_between(first: dt.date, last: dt.date) -> Any:
    """All sessions of these dates, whatever became of them, with what an entry shows of them."""
    return (
        SupportSession.objects.filter(date__range=(first, last))
        .select_related("series__programme", "series__school", "room")
        .order_by("date", "start_minute", "series__school__name", "id")
    )


def facilitators_of(sessions: Iterable[SupportSession]) -> dict[UUID, list[Practitioner]]:
    """Who holds each session now, the lead first."""
    held = Facilitation.objects.filter(session__in=[s.pk for s in sessions], replaced_at__isnull=True)
    found: dict[UUID, list[Practitioner]] = defaultdict(list)
    for facilitation in held.select_related("practitioner__user").order_by("role", "practitioner__user__last_name"):
        found[facilitation.session_id].append(facilitation.practitioner)
    return found


def who_is_seen(sessions: Iterable[SupportSession], viewer: User, *, knows_all: bool = False) -> dict[UUID, Who]:
    """By series, those who hold a place: named where `viewer` may know them, the rest counted."""
    series = {session.series_id: session.date for session in sessions}
    places = Place.objects.filter(series__in=series, young_person__isnull=False).select_related("young_person")
    ordered = places.order_by("young_person__family_name", "young_person__given_name", "number")
    known = None if knows_all else _known(series, viewer)
    people: dict[UUID, list[Seen]] = defaultdict(list)
    others: dict[UUID, int] = defaultdict(int)
    for place in ordered:
        if place.young_person and (known is None or place.young_person_id in known):
            people[place.series_id].append(seen(place.young_person, series[place.series_id]))
        else:
            others[place.series_id] += 1
    return {key: Who(tuple(people[key]), others[key]) for key in series}


def seen(person: YoungPerson, on: dt.date) -> Seen:
    return Seen(person.name, person.initials, year_group_in_words(person.year_group_on(on)), person.pk)


def _known(series: Iterable[UUID], viewer: User) -> set[UUID]:
    placed = YoungPerson.objects.filter(places__series__in=series)
    return set(check.visible(placed, viewer, Permission.PUPIL_VIEW).values_list("pk", flat=True))


Planned = dict[tuple[UUID, int, int], PlannedContent]


def contents_of(sessions: Iterable[SupportSession]) -> Planned:
    """What each numbered session of these programmes is about, in every edition of their plans."""
    programmes = {session.series.programme_id for session in sessions}
    rows = PlannedContent.objects.filter(programme__in=programmes)
    return {(c.programme_id, c.edition, c.number): c for c in rows}


def content_for(session: SupportSession, planned: Planned) -> PlannedContent | None:
    """What this session is about, by the plan that its run was booked with."""
    series = session.series
    return planned.get((series.programme_id, series.edition, session.number or 0))


def session_entry(
    session: SupportSession,
    shown: Shown = ALL,
    *,
    who: Who | None = None,
    practitioners: Iterable[Practitioner] = (),
    content: PlannedContent | None = None,
) -> SessionEntry:
    """What is `shown` of one session. For a busy block the rest is not even filled in."""
    series = session.series
    bare = SessionEntry(
        date=session.date,
        start_minute=session.start_minute,
        end_minute=session.end_minute,
        id=session.pk,
        school_id=series.school_id,
        school=series.school.name,
        state=session.state,
        is_group=series.programme.is_group,
        with_parents=series.programme.kind in WITH_PARENTS,
        why_off=_why_off(session),
        is_busy_only=shown.busy_only,
    )
    if shown.busy_only:
        return bare
    return replace(
        bare,
        room=session.room.name if session.room else "",
        programme=series.programme.name if shown.programme and (shown.solo or series.programme.is_group) else "",
        number=session.number,
        count=series.session_count,
        year_groups=year_groups_in_words(series.year_groups),
        who=who or Who(),
        practitioners=tuple(p.user.name for p in practitioners),
        topic=content.title if content and shown.due else "",
        due=content.due if content and shown.due else "",
    )


def travel_between(
    practitioners: Iterable[Practitioner], first: dt.date, last: dt.date
) -> dict[UUID, list[TravelEntry]]:
    """The journeys of each practitioner to sessions that take place."""
    blocks = Allocation.objects.filter(
        kind=ResourceKind.PRACTITIONER,
        resource_id__in=[p.pk for p in practitioners],
        purpose=Purpose.TRAVEL,
        date__range=(first, last),
    ).select_related("session__series__school", "origin")
    found: dict[UUID, list[TravelEntry]] = defaultdict(list)
    for block in blocks.order_by("date", "start_minute"):
        school = block.session.series.school
        origin = block.origin.name if block.origin else ""
        found[block.resource_id].append(
            TravelEntry(block.date, block.start_minute, block.end_minute, school.pk, school.name, origin)
        )
    return found


def _why_off(session: SupportSession) -> str:
    if session.state == SessionState.CANCELLED:
        return session.note or _uncapitalised(session.get_cancel_reason_display())
    return session.note if session.state == SessionState.SKIPPED else ""


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]
