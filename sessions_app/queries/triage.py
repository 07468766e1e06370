"""The triage board: what the team has to decide, and how long each young person has waited for it.

Nothing sealed is read here, so nothing is opened: names, dates and where each one stands. All counts come from one
pass over an index, and the page costs as many queries for ten thousand referrals as for one.
"""

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.places.models import School
from mhst.places.queries.calendar import load_dates
from sessions_app.enums import STAGE_STATES, ReferralState, TriageOrder, TriageOutcome, TriageStage
from sessions_app.models import Referral, TriageDecision
from sessions_app.queries import referral_consent, same_request

A_PAGE = 25
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Band:
    """How long somebody has waited, in the bands of NHS England's dashboard. Calendar days."""

    code: str
    label: str
    first: int
    last: int | None

    def __contains__(self, days: int) -> bool:
        return self.first <= days and (self.last is None or days <= self.last)


BANDS = (
    Band("under-1", "Under 1 week", 0, 6),
    Band("1-2", "1 to 2 weeks", 7, 13),
    Band("2-4", "2 to 4 weeks", 14, 27),
    Band("4-12", "4 to 12 weeks", 28, 84),
    Band("over-12", "Over 12 weeks", 85, None),
)


@dataclass(frozen=True)
class Wanted:
    """What the board is narrowed to."""

    stage: TriageStage = TriageStage.DECIDE
    order: TriageOrder = TriageOrder.OLDEST
    band: Band | None = None
    school: UUID | None = None


@dataclass(frozen=True)
class Counted:
    """One way to narrow the board, and how many it would leave."""

    code: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Waiter:
    """One line of the board."""

    id: UUID
    who: str
    year_group: int | None
    school: str
    state: str
    state_in_words: str
    asked_by: str
    received_on: dt.date
    is_urgent: bool
    days: int
    school_days: int
    asked_more_on: dt.date | None
    blocked: str
    same: int


@dataclass(frozen=True)
class Board:
    page: Page[Any]
    rows: tuple[Waiter, ...]
    stages: tuple[Counted, ...]
    bands: tuple[Counted, ...]
    urgent: int


def board(viewer: User, wanted: Wanted, *, page: int | str = 1) -> Board:
    """What the viewer's teams decide on. Raises: Refused to those who decide nowhere."""
    viewer.require(Permission.REFERRAL_TRIAGE)
    rows = check.visible(Referral.objects.all(), viewer, Permission.REFERRAL_TRIAGE)
    if wanted.school:
        rows = rows.filter(school=wanted.school)
    tally = _tally(rows)
    found = _page(rows, wanted, tally.total(wanted), page)
    return Board(
        page=found,
        rows=tuple(_waiters(found.object_list, viewer)),
        stages=tuple(Counted(stage, stage.label, tally.stages[stage], stage == wanted.stage) for stage in TriageStage),
        bands=tuple(
            Counted(band.code, band.label, tally.bands[wanted.stage, band.code, False], band == wanted.band)
            for band in BANDS
        ),
        urgent=tally.urgent(wanted),
    )


def to_decide(viewer: User) -> int:
    """How many wait for the decision of the viewer's teams."""
    rows = check.visible(Referral.objects.all(), viewer, Permission.REFERRAL_TRIAGE)
    return rows.filter(state=ReferralState.TRIAGE).count()


def to_look_at(viewer: User) -> int:
    """How many requests and enquiries have come to the viewer's teams, and nobody has taken further yet."""
    rows = check.visible(Referral.objects.all(), viewer, Permission.REFERRAL_TRIAGE)
    return rows.filter(state__in=[ReferralState.ENQUIRY, ReferralState.RECEIVED]).count()


def schools_on_board(viewer: User) -> list[School]:
    """Those that the viewer's teams serve today."""
    return list(School.objects.filter(pk__in=viewer.reach(Permission.REFERRAL_TRIAGE).schools).order_by("name"))


def band_of(days: int) -> Band:
    return next(band for band in BANDS if days in band)


@dataclass
class _Tally:
    """How many there are: by stage, and by stage, band and whether an answer is wanted soon."""

    stages: Counter[str]
    bands: Counter[tuple[str, str, bool]]  # with True those that are urgent; with False all

    def total(self, wanted: Wanted) -> int:
        if wanted.order == TriageOrder.URGENT:
            return self.urgent(wanted)
        return self.bands[wanted.stage, wanted.band.code, False] if wanted.band else self.stages[wanted.stage]

    def urgent(self, wanted: Wanted) -> int:
        bands = [wanted.band] if wanted.band else BANDS
        return sum(self.bands[wanted.stage, band.code, True] for band in bands)


def _tally(rows: Any) -> _Tally:
    stage_of = {state: stage for stage, states in STAGE_STATES.items() for state in states}
    found = rows.filter(state__in=stage_of).order_by().values_list("state", "received_on", "is_urgent")
    today, tally = clock.today(), _Tally(Counter(), Counter())
    for state, received_on, is_urgent, count in found.annotate(count=Count("*")):
        stage, band = stage_of[state], band_of(max(0, (today - received_on).days))
        tally.stages[stage] += count
        tally.bands[stage, band.code, False] += count
        if is_urgent:
            tally.bands[stage, band.code, True] += count
    return tally


def _page(rows: Any, wanted: Wanted, total: int, page: int | str) -> Page[Any]:
    rows = rows.filter(state__in=STAGE_STATES[wanted.stage])
    today = clock.today()
    if wanted.band:
        rows = rows.filter(received_on__lte=today - wanted.band.first * DAY)
        if wanted.band.last is not None:
            rows = rows.filter(received_on__gte=today - wanted.band.last * DAY)
    if wanted.order == TriageOrder.URGENT:
        rows = rows.filter(is_urgent=True)
    paginator = Paginator(_shown(rows, newest=wanted.order == TriageOrder.NEWEST), A_PAGE)
    paginator.count = total  # counted already
    return paginator.get_page(page)


def _shown(rows: Any, *, newest: bool) -> Any:
    order = ("-received_on", "-created_at") if newest else ("received_on", "created_at")
    return (
        rows.select_related("young_person", "school", "request")
        .only(
            "state", "received_on", "is_urgent", "source", "school", "young_person__given_name",
            "young_person__family_name", "young_person__preferred_name", "young_person__birth_date",
            "young_person__year_group_override", "request__given_name", "request__family_name",
            "request__preferred_name", "request__year_group", "request__birth_date",
        )
        .order_by(*order)
    )  # fmt: skip


def _waiters(referrals: Iterable[Referral], viewer: User) -> list[Waiter]:
    referrals, today = list(referrals), clock.today()
    school_days = _SchoolDays(referrals, today)
    asked_more = dict(
        TriageDecision.objects.filter(referral__in=referrals, outcome=TriageOutcome.MORE_INFORMATION)
        .order_by("decided_on")
        .values_list("referral_id", "decided_on")
    )
    blocked = referral_consent.blocked(referrals)
    same = same_request.same_as_each(referrals, viewer)
    return [
        Waiter(
            id=referral.pk,
            who=str(referral.young_person or referral.request or "Nobody named yet"),
            year_group=_year_group(referral, today),
            school=str(referral.school),
            state=referral.state,
            state_in_words=referral.get_state_display(),
            asked_by=referral.get_source_display(),
            received_on=referral.received_on,
            is_urgent=referral.is_urgent,
            days=max(0, (today - referral.received_on).days),
            school_days=school_days.since(referral),
            asked_more_on=asked_more.get(referral.pk),
            blocked=blocked.get(referral.pk, ""),
            same=len(same.get(referral.pk, ())),
        )
        for referral in referrals
    ]


def _year_group(referral: Referral, day: dt.date) -> int | None:
    if referral.young_person:
        return referral.young_person.year_group_on(day)
    return referral.request.year_group if referral.request else None


class _SchoolDays:
    """The days on which each one's school was open since the day of the request, that day left out."""

    def __init__(self, referrals: list[Referral], today: dt.date) -> None:
        self.open: dict[Any, list[dt.date]] = {}
        first = min((referral.received_on for referral in referrals), default=today)
        for id, dates in load_dates({r.school for r in referrals}, min(first, today), today).items():
            self.open[id] = dates.open_dates()

    def since(self, referral: Referral) -> int:
        days = self.open[referral.school_id]
        return len(days) - bisect_right(days, referral.received_on)
