"""What was written about the courses of today, the concerns that were raised, and supervision."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.demo.world import words
from mhst.demo.world.area import Area
from mhst.demo.world.pen import school_day
from mhst.demo.world.staff import Staff
from mhst.people.models import Practitioner
from mhst.places.models import School
from sessions_app.enums import (
    MINIMUMS,
    SEEN_CODES,
    ConcernEntryKind,
    ConcernRole,
    RecordState,
    ReferralState,
    SupervisionKind,
)
from sessions_app.models import (
    Attendance,
    Concern,
    ConcernEntry,
    ConcernStep,
    Course,
    Referral,
    SessionRecord,
    Supervision,
    SupervisionDecision,
    SupportSession,
)

#: Who had none for a while, and of which kind: by their place among the practitioners.
BEHIND = {(3, SupervisionKind.CASE_MANAGEMENT), (6, SupervisionKind.CLINICAL_SKILLS)}
TERM = 112  # days of supervision that stand on record
WRITTEN = (ReferralState.ASSESSMENT, ReferralState.IN_INTERVENTION, ReferralState.REVIEW)
#: About whom a concern is raised: of the first of these that there are.
WORKED_WITH = (
    ReferralState.IN_INTERVENTION, ReferralState.ASSESSMENT, ReferralState.REVIEW, ReferralState.ALLOCATED,
)  # fmt: skip


def build(area: Area, staff: Staff, today: dt.date, chance: Random) -> None:
    """Session records, three concerns at different stages, and a term of supervision."""
    _records(today, chance)
    _concerns(area, today)
    _supervision(area, staff, today)


def _records(today: dt.date, chance: Random) -> None:
    """A note for each session of theirs to which somebody came."""
    courses = Course.objects.filter(referral__state__in=WRITTEN).select_related("referral__practitioner__user")
    by_place = {(course.series_id, course.referral.young_person_id): course.referral for course in courses}
    seen = Attendance.objects.filter(code__in=SEEN_CODES, session__series__in={series for series, _ in by_place})
    rows = [
        _record(one.session, by_place[one.session.series_id, one.young_person_id], chance)
        for one in seen.select_related("session").order_by("-session__date", "pk")
        if (one.session.series_id, one.young_person_id) in by_place
    ]
    SessionRecord.objects.bulk_create(rows, batch_size=500)


def _record(session: SupportSession, referral: Referral, chance: Random) -> SessionRecord:
    assert referral.young_person_id and referral.practitioner  # noqa: PT018
    signed = session.ends_at + dt.timedelta(hours=2)
    return SessionRecord(
        session=session, referral=referral, young_person_id=referral.young_person_id,
        author=referral.practitioner.user, state=RecordState.SIGNED, signed_at=signed, saved_at=signed,
        note=chance.choice(words.NOTES), safety=chance.choice(words.SAFETY),
        gave_intervention=referral.state != ReferralState.ASSESSMENT,
        done=[session.number] if session.number else [],
    )  # fmt: skip


def _concerns(area: Area, today: dt.date) -> None:
    """One answered too late by the first and taken by the next, one answered at once, one closed."""
    about = _known_at(area.schools[0])[: len(words.CONCERN)]
    lead = _holder(RoleName.DESIGNATED_SAFEGUARDING_LEAD, school=area.schools[0])
    deputy = _holder(RoleName.SAFEGUARDING_LEAD, team=area.team)
    for number, (course, (said, done)) in enumerate(zip(about, words.CONCERN, strict=False)):
        at = clock.at_local(school_day(today - dt.timedelta(days=1 + number * 9)), 11 * 60 + 5)
        referral = course.referral
        assert referral.practitioner is not None
        concern = Concern.objects.create(
            young_person=referral.young_person, school=referral.school, team=referral.team, raised_at=at,
            raised_by=referral.practitioner.user, own_words=said, action_taken=done, reason=words.CONCERN_REASON,
            created_at=at,
        )  # fmt: skip
        late = number == 0
        _step(concern, 1, ConcernRole.DESIGNATED_SAFEGUARDING_LEAD, lead, at, None if late else 12, climbed=late)
        _step(concern, 2, ConcernRole.DUTY_WORKER, deputy, at, 47)
        if number == 2:
            later = at + dt.timedelta(days=2)
            for kind, told in ((ConcernEntryKind.OUTCOME, words.OUTCOME), (ConcernEntryKind.CLOSED, words.CLOSED)):
                ConcernEntry.objects.create(
                    concern=concern, kind=kind, words=told, written_at=later, written_by=lead, created_at=later
                )


def _known_at(school: School) -> list[Course]:
    """Those with whom somebody works: after a holiday few are in the middle of it, and others have only begun."""
    rows = Course.objects.filter(referral__school=school, referral__state__in=WORKED_WITH, ended_on=None)
    found = rows.select_related("referral__young_person", "referral__practitioner__user").order_by("pk")
    return sorted(found, key=lambda one: WORKED_WITH.index(ReferralState(one.referral.state)))


def _step(
    concern: Concern, order: int, role: ConcernRole, user: User, at: dt.datetime, answered: int | None, *,
    climbed: bool = False,
) -> None:  # fmt: skip
    """`answered` in minutes after it was raised, or not yet."""
    due = at + dt.timedelta(minutes=30 * order)
    ConcernStep.objects.create(
        concern=concern, order=order, role=role, user=user, told_at=at, due_at=due, created_at=at,
        acknowledged_at=at + dt.timedelta(minutes=answered) if answered else None,
        acknowledged_by=user if answered else None, escalated_at=due if climbed else None,
    )  # fmt: skip


def _supervision(area: Area, staff: Staff, today: dt.date) -> None:
    """As often as their grade must have it, for everybody but those in BEHIND."""
    supervisor = _holder(RoleName.SUPERVISOR, team=area.team)
    rows = [
        _held(practitioner, supervisor, kind, today, number)
        for index, practitioner in enumerate(staff.practitioners)
        for kind in SupervisionKind
        for number in range(TERM // MINIMUMS[practitioner.grade, kind].days)
        if (index, kind) not in BEHIND or number > 2
    ]
    Supervision.objects.bulk_create(rows)
    SupervisionDecision.objects.bulk_create(_decided(rows, today))


def _decided(rows: list[Supervision], today: dt.date) -> Iterator[SupervisionDecision]:
    """In the last case management of each: of everybody they had begun with by then, and of nobody who is new."""
    last = {row.practitioner_id: row for row in reversed(rows) if row.kind == SupervisionKind.CASE_MANAGEMENT}
    begun = Referral.objects.filter(practitioner__in=last, first_contact_on__isnull=False).exclude(
        state__in=[ReferralState.CLOSED, ReferralState.STEPPED_UP]
    )
    for number, referral in enumerate(begun.select_related("practitioner__user").order_by("received_on", "pk")):
        supervision, practitioner = last[referral.practitioner_id], referral.practitioner
        if practitioner and referral.first_contact_on and referral.first_contact_on < supervision.held_on:
            yield SupervisionDecision(
                supervision=supervision, referral=referral, decision=words.DECIDED[number % len(words.DECIDED)],
                owner=practitioner.user, due_on=today + dt.timedelta(days=number % 12 - 2),
                done_on=today - dt.timedelta(days=3) if number % 6 == 1 else None,
            )  # fmt: skip


def _held(practitioner: Practitioner, supervisor: User, kind: SupervisionKind, today: dt.date, number: int) -> Any:
    """Every so many days, the last a few days ago."""
    usual = MINIMUMS[practitioner.grade, kind]
    on = school_day(today - dt.timedelta(days=4 + usual.days * number))
    signed = clock.at_local(on, 16 * 60)
    return Supervision(
        practitioner=practitioner, supervisor=supervisor, kind=kind, held_on=on, minutes=usual.minutes,
        signed_by_supervisor_at=signed, signed_by_practitioner_at=signed,
    )  # fmt: skip


def _holder(role: RoleName, **at: Any) -> User:
    """Whoever has this role there."""
    return Membership.objects.filter(role=role, **at).select_related("user").earliest("user").user
