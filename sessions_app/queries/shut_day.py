"""What a run's rule makes of a session whose day was shut after it was booked: another day, or a week left out."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
    """Of these sessions of the run, those on days that will not do. Asks more of each of them, and of no other.

    `dates` are those of the school, from a week before the sessions to a week after them.
    """
    days = Days(dates, series.year_groups, series.when_shut)
    shut = [(session, days.why_not(session.date)) for session in sessions if is_to_come(session)]
    return tuple(_remedy(viewer, days, session, why) for session, why in shut if why)


def remedy(viewer: Actor, session: SupportSession) -> Remedy | None:
    """None when the run's young people can be seen that day after all, or it is over."""
    series = session.series
    days = load_days(series.school, series.year_groups, series.when_shut, session.date - WEEK, session.date + WEEK)
    why = days.why_not(session.date) if is_to_come(session) else None
    return _remedy(viewer, days, session, why) if why else None


def _remedy(viewer: Actor, days: Days, session: SupportSession, why: str) -> Remedy:
    ahead = [day for day in days.instead(session.date) if day > clock.today()]
    in_time = [day for day in ahead if session.end_minute <= (days.dates.finish_minute(day) or LATEST)]
    return Remedy(session, why, _first_free(viewer, session, in_time) if in_time else None)


def _first_free(viewer: Actor, session: SupportSession, in_turn: list[dt.date]) -> dt.date | None:
    """The first of these days on which its room, everybody who holds it and all pupils are free at its time."""
    held = session.facilitations.filter(replaced_at__isnull=True).values_list("practitioner", flat=True)
    again = offers.again(session.series, min(in_turn), count=1, apart_from=(session.pk,))
    free = offers.free_with(viewer, replace(again, only=tuple(held)), session.room_id)
    return next((day for day in in_turn if free(day, session.start_minute, session.end_minute)), None)
