"""What a change of a school's dates or rooms touches."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Count

from mhst.core import clock
from mhst.places.affected import Question
from sessions_app.enums import SessionState
from sessions_app.models import Facilitation, Series, SupportSession
from sessions_app.queries.attention import Ground, by_reason, ground_of, is_to_come

#: Runs are booked no further ahead than this.
HORIZON = dt.timedelta(weeks=60)


def planned_sessions(question: Question) -> dict[UUID, int]:
    """Planned sessions by school. One query, whatever the number of schools."""
    found = SupportSession.objects.filter(
        state=SessionState.PLANNED,
        series__school__in=question.school_ids,
        date__range=(question.from_, question.to),
        start_minute__lt=question.end_minute,
        end_minute__gt=question.start_minute,
    )
    if question.room_id:
        found = found.filter(room=question.room_id)
    rows = found.order_by().values_list("series__school").annotate(sessions=Count("pk"))
    return dict(rows)


@dataclass(frozen=True)
class Touched:
    """A run that a change touches: each reason, in words, with the dates to which it applies."""

    series: Series
    why: dict[str, list[dt.date]]
    first: SupportSession

    @property
    def is_one(self) -> bool:
        """Whether it touches one session only."""
        return self.sessions == 1

    @property
    def sessions(self) -> int:
        return len({date for dates in self.why.values() for date in dates})


def runs_on_shut_days(school_id: UUID, from_: dt.date, to: dt.date) -> list[Touched]:
    """Runs with sessions on days on which the school is now shut, its years are busy, or it finishes too early."""

    def why(ground: Ground, session: SupportSession) -> list[str]:
        shut = ground.dates[school_id].why_shut(session.date) and "the school is now shut"
        return [said] if (said := shut or ground.school(session)) else []

    return _touched(_planned(from_, to).filter(series__school=school_id), why)


def runs_of_team_at(team_id: UUID, school_id: UUID, from_: dt.date, to: dt.date) -> list[Touched]:
    """Runs of the team with sessions at a school that it does not serve any more by then."""
    found = _planned(from_, to).filter(series__school=school_id, series__team=team_id)
    return _touched(found, lambda ground, session: [said] if (said := ground.left(session)) else [])


def runs_in_room(room_id: UUID, from_: dt.date, to: dt.date) -> list[Touched]:
    """Runs with sessions for which this room is now not lent."""
    found = _planned(from_, to).filter(room=room_id)
    return _touched(found, lambda ground, session: [said] if (said := ground.room(session)) else [])


def runs_without(
    practitioner_id: UUID,
    from_: dt.date,
    to: dt.date,
    *,
    weekday: int | None = None,
    start_minute: int = 0,
    end_minute: int = 24 * 60,
) -> list[Touched]:
    """Runs with sessions, then, for which this practitioner, who holds them, is not free."""
    mine = Facilitation.objects.filter(practitioner=practitioner_id, replaced_at__isnull=True)
    found = _planned(from_, to).filter(
        pk__in=mine.values("session"), start_minute__lt=end_minute, end_minute__gt=start_minute
    )
    if weekday is not None:
        found = found.filter(date__iso_week_day=weekday + 1)
    return _touched(found, Ground.people, only=practitioner_id)


def _planned(from_: dt.date, to: dt.date) -> Any:
    first, last = max(from_, clock.today()), min(to, clock.today() + HORIZON)
    return (
        SupportSession.objects.filter(state=SessionState.PLANNED, date__range=(first, last))
        .select_related("series__programme", "series__school", "series__booked_by", "room")
        .order_by("date", "start_minute")
    )


def _touched(
    sessions: Any, why: Callable[[Ground, SupportSession], list[str]], *, only: UUID | None = None
) -> list[Touched]:
    to_come = [session for session in sessions if is_to_come(session)]
    holders = Facilitation.objects.filter(session__in=to_come, practitioner=only, replaced_at__isnull=True)
    held_by = {held.session_id: [held.practitioner] for held in holders.select_related("practitioner__user")}
    ground = ground_of(to_come, held_by, with_consent=False)
    runs: dict[Series, list[SupportSession]] = {}
    for session in to_come:
        runs.setdefault(session.series, []).append(session)
    reason = partial(why, ground)
    found = [(series, [session for session in each if reason(session)]) for series, each in runs.items()]
    return [Touched(series, by_reason(touched, reason), touched[0]) for series, touched in found if touched]
