"""When an answer is due, and how long a talk was. Plain dates: which days are off is for the caller to say."""

import datetime as dt
import math
from collections.abc import Callable, Hashable, Iterable

from mhst.core import clock
from school_link.enums import DUE_BY, URGENT_UNTIL, ConsultationUrgency

IsOff = Callable[[dt.date], bool]
#: Longer between two words, and it was not one talk.
PAUSE = dt.timedelta(minutes=10)


def due_at(urgency: str, sent_at: dt.datetime, days: int, is_off: IsOff) -> dt.datetime:
    """Something urgent: the same working day, or the next when it comes late. Routine: so many working days later."""
    local = sent_at.astimezone(clock.LONDON)
    on = local.date()
    if urgency == ConsultationUrgency.TODAY:
        is_late = is_off(on) or clock.minute_of(local.time()) > URGENT_UNTIL
        return clock.at_local(_later(on, 1, is_off) if is_late else on, DUE_BY)
    return clock.at_local(_later(on, days, is_off), DUE_BY)


def days_left(due: dt.datetime, now: dt.datetime, is_off: IsOff) -> int:
    """Working days from today to the day it is due; nothing when that is today or over."""
    day, last = now.astimezone(clock.LONDON).date(), due.astimezone(clock.LONDON).date()
    ahead = (day + dt.timedelta(days=n) for n in range(1, (last - day).days + 1))
    return sum(not is_off(each) for each in ahead)


def live_minutes(said: Iterable[tuple[Hashable, dt.datetime]]) -> int:
    """Of who said something when, in order: the minutes of all stretches in which several did, begun ones whole."""
    stretches: list[list[tuple[Hashable, dt.datetime]]] = []
    for one in said:
        if stretches and one[1] - stretches[-1][-1][1] <= PAUSE:
            stretches[-1].append(one)
        else:
            stretches.append([one])
    talks = [each for each in stretches if len({who for who, _ in each}) > 1]
    return math.ceil(sum(((each[-1][1] - each[0][1]) for each in talks), dt.timedelta()) / dt.timedelta(minutes=1))


def _later(day: dt.date, days: int, is_off: IsOff) -> dt.date:
    while days > 0:
        day += dt.timedelta(days=1)
        days -= not is_off(day)
    return day
