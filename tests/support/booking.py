"""Booking in a few words, for tests."""

import datetime as dt
from typing import Any

from mhst.core.actors import SYSTEM
from mhst.places.queries import calendar
from sessions_app.actions import series as actions
from sessions_app.models import Series, SupportSession
from sessions_app.planner.offer import Offer, Slot
from sessions_app.planner.run import run_dates
from tests.factories.replayed import replayed
from tests.factories.world import World

TEN = 10 * 60
#: Wednesday of the first full week; six sessions end before the autumn half-term, eight do not.
A_WEDNESDAY = dt.date(2026, 9, 16)


def offer(
    world: World, first: dt.date = A_WEDNESDAY, start: int = TEN, *, count: int = 6, school: int = 0, **changes: Any
) -> Offer:
    """A run at the same time every week, holidays skipped, as the search would offer it."""
    there = world.schools[school]
    dates = calendar.load_dates([there], first, first + dt.timedelta(weeks=40))[there.pk]
    end = start + world.programme.session_minutes
    given = {
        "slots": tuple(
            Slot(week.date, week.number, start, end, why_skipped=week.why_skipped)
            for week in run_dates(first, count, dates.why_shut)
        ),
        "room": world.rooms[school].pk,
        "practitioners": tuple(p.pk for p in world.practitioners),
        "team": world.team.pk,
    }
    return Offer(**{**given, **changes})


def book_anew(world: World, the_offer: Offer | None = None, *, school: int = 0, **changes: Any) -> Series:
    """A booked run of the world's programme with its pupils, with all that happens after the commit."""
    given = {
        "school": world.schools[school],
        "team": world.team,
        "programme": world.programme,
        "room": world.rooms[school],
        "practitioners": list(world.practitioners),
        "offer": the_offer or offer(world, school=school),
        "year_groups": [8],
        "pupils": list((world.pupils, world.other_pupils)[school])[:6],
        "by": SYSTEM,
    }
    return actions.book(**{**given, **changes})


book = replayed(book_anew)


def sessions(series: Series) -> list[SupportSession]:
    return list(series.sessions.order_by("date", "start_minute"))


def dates(series: Series) -> list[tuple[int | None, dt.date, str]]:
    """Number, date and state of every session, by date."""
    return [(s.number, s.date, s.state) for s in sessions(series)]
