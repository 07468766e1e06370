"""What a run's rule makes of a session whose day was shut after it was booked: another day, or a week left out."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mhst.access.models import User
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.places.models.room import LATEST
from mhst.places.queries.calendar import SchoolDates
from sessions_app.models import Series, SupportSession
from sessions_app.planner.run import WEEK
from sessions_app.queries import offer as offers
from sessions_app.queries.attention import is_to_come
from sessions_app.queries.days import Days, load_days
from sessions_app.queries.free import free_in


@dataclass(frozen=True)
class Remedy:
    """What will happen when the rule is applied. `to` is the day it moves to; none means the week is left out."""

    session: SupportSession
    why: str
    to: dt.date | None

    @property
    def button(self) -> str:
        return f"Apply the {self.session.series.programme.noun}'s rule"

    @property
    def hidden(self) -> str:
        """For those who hear the button without what stands above it."""
        return f" to {self.session.date:%-d %B}"

    @property
    def sentence(self) -> str:
        when = f"{self.session.date:%A %-d %B} ({self.why})"
        if self.to:
            return f"The session of {when} moves to {self.to:%A %-d %B}, {self.session.starts_at:%H:%M}."
        return f"The session of {when} is left out, and one is added at the end."


def remedies(
    viewer: User, series: Series, sessions: Iterable[SupportSession], dates: SchoolDates
) -> tuple[Remedy, ...]:
    """Of these sessions of the run, those on days that will not do. What is asked for them is asked once for all.

    `dates` are those of the school, from a week before the sessions to a week after them.
    """
    return _remedies(viewer, series, sessions, Days(dates, series.year_groups, series.when_shut))


def remedy(viewer: Actor, session: SupportSession) -> Remedy | None:
    """None when the run's young people can be seen that day after all, or it is over."""
    series = session.series
    days = load_days(series.school, series.year_groups, series.when_shut, session.date - WEEK, session.date + WEEK)
    return next(iter(_remedies(viewer, series, [session], days)), None)


def _remedies(viewer: Actor, series: Series, sessions: Iterable[SupportSession], days: Days) -> tuple[Remedy, ...]:
    shut = [(session, why) for session in sessions if is_to_come(session) and (why := days.why_not(session.date))]
    others = {session.pk: _other_days(days, session) for session, _ in shut}
    free = _free(viewer, series, [day for in_turn in others.values() for day in in_turn])
    return tuple(
        Remedy(session, why, next((day for day in others[session.pk] if free(session, day)), None))
        for session, why in shut
    )


def _other_days(days: Days, session: SupportSession) -> list[dt.date]:
    """Those of its week on which the school is open long enough, the nearest first."""
    ahead = [day for day in days.instead(session.date) if day > clock.today()]
    return [day for day in ahead if session.end_minute <= (days.dates.finish_minute(day) or LATEST)]


def _free(viewer: Actor, series: Series, wished: list[dt.date]) -> Callable[[SupportSession, dt.date], bool]:
    """Asks whether the room of a session, everybody who holds it and all pupils are free at its time on a day.

    A session does not stand in its own way: its own day is never among them.
    """
    if not wished:
        return lambda session, day: False
    asked = offers.question(viewer, offers.again(series, min(wished), count=1))

    def free(session: SupportSession, day: dt.date) -> bool:
        held = {one.practitioner_id for one in session.facilitations.all() if one.replaced_at is None}
        return free_in(asked, held, session.room_id)(day, session.start_minute, session.end_minute)

    return free
