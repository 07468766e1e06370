"""What a practitioner works on, and how a team's work is shared out. Constant queries, however many there are."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people.models import Absence, Practitioner
from sessions_app.enums import ReferralState, SessionState
from sessions_app.models import Course, HandOver, Measure, Referral, SupportSession
from sessions_app.queries import referral as referrals
from sessions_app.queries.allocation import active_counts, usual_caseload
from sessions_app.queries.measures_missed import missed

PAGE = 30


@dataclass(frozen=True)
class Case:
    """One young person of a caseload."""

    referral: Referral
    next_session: SupportSession | None
    measures_due: int
    measures_missed: int = 0
    is_told: bool = True  # who comes next, after a hand-over


@dataclass(frozen=True)
class Load:
    """One practitioner of a team: how many they work with, of how many that is usual."""

    practitioner: Practitioner
    active: int
    held: int
    usual: int | None
    away_until: dt.date | None

    @property
    def is_over(self) -> bool:
        return self.usual is not None and self.active > self.usual

    @property
    def room(self) -> int | None:
        """For how many more there is time; None where no usual number is set, or they do not work at present.

        Whoever is away has none.
        """
        if self.usual is None or not self.practitioner.is_working:
            return None
        return 0 if self.away_until else max(0, self.usual - self.active)

    @property
    def is_left(self) -> bool:
        """Somebody who no longer works here still holds young people, who need somebody else."""
        return self.held > 0 and not self.practitioner.is_working


def caseload(practitioner: Practitioner, viewer: User, *, page: int | str = 1) -> Page[Case]:
    """Those whom the viewer may see, the longest not seen first. Constant queries besides the viewer's reach."""
    rows = referrals.caseload_of(practitioner, viewer)
    found = Paginator(rows.order_by(F("last_seen_on").asc(nulls_first=True), "received_on", "pk"), PAGE).get_page(page)
    listed = list(found.object_list)
    upcoming, due, gone = _next_sessions(listed), _measures_due(listed), missed(listed)
    untold = _untold(listed)
    found.object_list = [
        Case(one, upcoming.get(one.pk), due[one.pk], len(gone.get(one.pk, ())), one.pk not in untold) for one in listed
    ]
    return found


def loads(viewer: User) -> list[Load]:
    """The practitioners of the teams in which the viewer allocates: those who left somebody behind come first."""
    rows = check.visible(Practitioner.objects.select_related("user", "team"), viewer, Permission.REFERRAL_ALLOCATE)
    people = list(rows)
    active, held = active_counts(people), _held_counts(people)
    today = clock.today()
    away = Absence.objects.filter(practitioner__in=people, starts_on__lte=today, ends_on__gte=today)
    until = {absence.practitioner_id: absence.ends_on for absence in away}
    found = [
        Load(one, active[one.pk], held[one.pk], usual_caseload(one.grade), until.get(one.pk))
        for one in people
        if one.is_working or held[one.pk]
    ]
    return sorted(found, key=lambda load: (not load.is_left, str(load.practitioner.team), str(load.practitioner)))


def waiting(viewer: User, *, page: int | str = 1) -> Page[Referral]:
    """Those nobody works with yet, the longest wait first."""
    rows = check.visible(referrals.visible_to(viewer), viewer, Permission.REFERRAL_ALLOCATE)
    return Paginator(rows.filter(state=ReferralState.WAITING).order_by("received_on", "pk"), PAGE).get_page(page)


def left_behind(viewer: User) -> int:
    """How many young people are with somebody who no longer works here."""
    if not viewer.can(Permission.REFERRAL_ALLOCATE):
        return 0
    rows = check.visible(Referral.objects.on_a_caseload(), viewer, Permission.REFERRAL_ALLOCATE)
    return rows.filter(practitioner__is_working=False).count()


def _held_counts(people: list[Practitioner]) -> Counter[UUID]:
    held = Referral.objects.on_a_caseload().filter(practitioner__in=people)
    return Counter(held.order_by().values_list("practitioner", flat=True))


def _next_sessions(listed: list[Referral]) -> dict[UUID, SupportSession]:
    """By referral, the next session of a course that still runs."""
    courses: dict[UUID, list[UUID]] = {}
    running = Course.objects.filter(referral__in=listed, ended_on__isnull=True)
    for series, referral in running.values_list("series", "referral"):
        courses.setdefault(series, []).append(referral)
    ahead = SupportSession.objects.filter(
        series__in=courses, state=SessionState.PLANNED, date__gte=clock.today()
    ).select_related("series__programme", "series__school")
    found: dict[UUID, SupportSession] = {}
    for session in ahead.order_by("date", "start_minute"):
        if session.ends_at > clock.now():
            for referral in courses[session.series_id]:
                found.setdefault(referral, session)
    return found


def _untold(listed: list[Referral]) -> set[UUID]:
    """Those who, for all that is written down, do not know yet who comes next."""
    rows = HandOver.objects.filter(referral__in=listed).order_by("at")
    last = {one.referral_id: one for one in rows}
    holds = {one.pk: one.practitioner_id for one in listed}
    return {id for id, one in last.items() if one.told_on is None and one.to_practitioner_id == holds[id]}


def _measures_due(listed: list[Referral]) -> Counter[UUID]:
    rows = Measure.objects.filter(
        referral__in=listed, due_on__lte=clock.today(), filled_in_at__isnull=True, declined_at__isnull=True
    )
    return Counter(rows.order_by().values_list("referral", flat=True))
