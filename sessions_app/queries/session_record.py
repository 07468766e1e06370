"""Reading what was written about sessions: one sheet for each young person at each session."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from sessions_app.enums import GROUP_KINDS, RecordState
from sessions_app.models import (
    Attendance,
    AttendanceChange,
    Course,
    Goal,
    GoalScore,
    HeadCount,
    PlannedContent,
    RecordAddition,
    Referral,
    SessionRecord,
    SupportSession,
)

MISSING = "We could not find that session."


@dataclass(frozen=True)
class Sheet:
    """One young person at one session, with all that is written about it so far."""

    session: SupportSession
    person: YoungPerson
    referral: Referral | None = None
    attendance: Attendance | None = None
    record: SessionRecord | None = None

    @property
    def version(self) -> int:
        """Counts saves; nothing was ever saved at 0."""
        return self.record.version if self.record else 0

    @property
    def is_begun(self) -> bool:
        """Whether anything was saved since it was said who came."""
        return self.record is not None and bool(self.record.version > 1 or self.record.note or self.record.safety)

    @property
    def is_signed(self) -> bool:
        return self.record is not None and self.record.state == RecordState.SIGNED


def of_team(id: UUID, viewer: User) -> SupportSession:
    """A session of the viewer's own team, with what its pages show. Raises: NotFound."""
    found = _sessions().filter(pk=id).first()
    if found is None or not viewer.can(Permission.SESSION_VIEW, found.series.team):
        raise NotFound(MISSING)
    return found


def sheet_of(id: UUID, person_id: UUID, viewer: User) -> Sheet:
    """What is written about one young person at one session.

    Where a referral is worked on in it, whoever has the referral now sees it; else the team whose session it is.
    Raises: NotFound.
    """
    session = _sessions().filter(pk=id).first()
    sheet = next((s for s in sheets(session) if s.person.pk == person_id), None) if session else None
    if sheet is None or not _is_visible(sheet, viewer):
        raise NotFound(MISSING)
    return sheet


def sheets(session: SupportSession) -> list[Sheet]:
    """One for everybody who holds a place or came. The same queries for one as for thirty."""
    attendances = {row.young_person_id: row for row in session.attendances.all()}
    records = {row.young_person_id: row for row in session.records.select_related("author", "safety_owner__user")}
    people = _people(session, {*attendances, *records})
    referral_of = referrals_at(session, people)
    return [
        Sheet(session, one, referral_of.get(one.pk), attendances.get(one.pk), records.get(one.pk)) for one in people
    ]


def referrals_at(session: SupportSession, people: Iterable[YoungPerson]) -> dict[UUID, Referral]:
    """By young person, the referral that is worked on in this session's course."""
    courses = Course.objects.filter(series=session.series_id, referral__young_person__in=[p.pk for p in people])
    rows = courses.select_related("referral__young_person", "referral__team", "referral__practitioner__user")
    return {row.referral.young_person_id: row.referral for row in rows.order_by("started_on") if row.referral}


def holds(session: SupportSession, viewer: Any) -> bool:
    """Whether the viewer is one of those who hold this session."""
    mine = session.facilitations.filter(practitioner__user=getattr(viewer, "pk", None), replaced_at__isnull=True)
    return mine.exists()


def contents_for(session: SupportSession) -> list[PlannedContent]:
    """The whole plan of the run, in order."""
    return list(PlannedContent.objects.of_run(session.series).order_by("number"))


def owners_for(sheet: Sheet) -> list[Practitioner]:
    """Who can see to what a plan says: those who work in the team, and whoever sees to it already."""
    working = Q(team=sheet.session.series.team_id, is_working=True)
    already = Q(pk=sheet.record.safety_owner_id) if sheet.record and sheet.record.safety_owner_id else Q()
    return list(Practitioner.objects.filter(working | already if already else working).select_related("user"))


def goals_at(sheet: Sheet) -> list[tuple[Goal, int | None]]:
    """What they work towards, each with how near it was said to be at this session."""
    if sheet.referral is None:
        return []
    scored = dict(
        GoalScore.objects.filter(session=sheet.session, goal__referral=sheet.referral).values_list("goal", "score")
    )
    return [(goal, scored.get(goal.pk)) for goal in sheet.referral.goals.filter(dropped_on__isnull=True)]


def changes_of(attendance: Attendance | None) -> list[AttendanceChange]:
    """What it said before, the oldest first."""
    return list(attendance.changes.select_related("changed_by")) if attendance else []


def additions_to(record: SessionRecord | None) -> list[RecordAddition]:
    return list(record.additions.select_related("added_by")) if record else []


def head_count_of(session: SupportSession) -> HeadCount | None:
    return HeadCount.objects.filter(session=session).first()


def is_counted_by_head(session: SupportSession) -> bool:
    """Whether those who come are not known by name: a group, most often a workshop, without anybody's place in it.

    Whom something is written about is known by name, also if they took their place later.
    """
    return session.series.programme.kind in GROUP_KINDS and not sheets(session)


def _is_visible(sheet: Sheet, viewer: User) -> bool:
    if sheet.referral is not None:
        mine = check.visible(Referral.objects.filter(pk=sheet.referral.pk), viewer, Permission.REFERRAL_VIEW)
        return bool(mine.exists())
    return viewer.can(Permission.SESSION_VIEW, sheet.session.series.team)


def _people(session: SupportSession, written: set[UUID]) -> list[YoungPerson]:
    """Those who hold a place by then, and those about whom something is written."""
    places = session.series.places.filter(young_person__isnull=False).values_list("young_person", "taken_at")
    held = {id for id, taken in places if taken.astimezone(clock.LONDON).date() <= session.date}
    return list(YoungPerson.objects.filter(pk__in=held | written).order_by("family_name", "given_name"))


def _sessions() -> Any:
    return SupportSession.objects.select_related("series__programme", "series__school", "series__team", "room")
