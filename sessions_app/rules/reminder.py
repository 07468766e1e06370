"""What a reminder has to say, and when: pure functions of times."""

import datetime as dt

from mhst.core import clock
from sessions_app.enums import MessageWords
from sessions_app.queries.reminder import DAYS_AHEAD

#: Families are written to between these hours of the wall clock.
MORNING, EVENING = 8 * 60, 20 * 60
#: Who was told of a new time so long before it is reminded again.
LONG_BEFORE = dt.timedelta(days=DAYS_AHEAD + 1)


def is_near(when: dt.datetime, now: dt.datetime) -> bool:
    """Whether it is soon enough to be reminded of it, by the dates on the wall."""
    ahead = when.astimezone(clock.LONDON).date() - now.astimezone(clock.LONDON).date()
    return now < when and ahead.days <= DAYS_AHEAD


def words_for(
    when: dt.datetime | None, *, told: dt.datetime | None, told_at: dt.datetime | None, now: dt.datetime
) -> MessageWords | None:
    """What to say to somebody whose session is at `when`, or is not, and who has been `told` a time, or none."""
    if when is None:
        return MessageWords.APPOINTMENT_CANCELLED if told and told > now else None
    is_long_ago = told_at is not None and when - told_at >= LONG_BEFORE
    if told is None or (told == when and is_long_ago):
        return MessageWords.APPOINTMENT if is_near(when, now) else None
    return None if told == when else MessageWords.APPOINTMENT_MOVED


def daytime(moment: dt.datetime) -> dt.datetime:
    """That moment, or the next morning when nobody is to be written to then."""
    local = moment.astimezone(clock.LONDON)
    minute = clock.minute_of(local.time())
    if MORNING <= minute < EVENING:
        return moment
    day = local.date() if minute < MORNING else local.date() + dt.timedelta(days=1)
    return clock.at_local(day, MORNING).astimezone(dt.UTC)
