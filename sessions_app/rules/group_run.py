"""Whether somebody can still join a group that is booked: the same for a place, for waiting, and for moving up."""

import datetime as dt

from django.db.models import Min

from mhst.core import clock
from mhst.core.errors import Refused
from mhst.people.models import YoungPerson
from mhst.places.words import year_group_in_words, year_groups_in_words
from sessions_app.enums import SessionState
from sessions_app.models import Series
from sessions_app.queries.joining import are_neighbours
from sessions_app.queries.series import holds
from sessions_app.rules.joining import check_apart, check_may_come, check_not_twice

#: A group has found itself by the end of this session; nobody new joins after it.
OPEN_UNTIL = 2


def check_can_join(series: Series, young_person: YoungPerson) -> None:
    """Raises: Refused saying why not. Of a 1:1 course only they themselves are asked about; nobody else is in it."""
    day = _next_day(series)
    check_may_come(series.programme, [young_person], day)
    check_not_twice(series.programme, [young_person], day, apart_from=series)
    if not series.programme.is_group:
        return
    check_open(series)
    members = [place.young_person for place in series.places.select_related("young_person") if place.young_person]
    _check_year_group(series, members, young_person)
    check_apart([young_person, *(member for member in members if member.pk != young_person.pk)])


def check_open(series: Series) -> None:
    """Raises: Refused once two sessions are over."""
    if is_closed(series):
        raise Refused(
            f"{series} is closed: nobody new joins after session {OPEN_UNTIL}. Look for another group.", code="closed"
        )


def is_closed(series: Series) -> bool:
    """Whether two sessions of a group are over; never for a 1:1 course."""
    begun = [session for session in series.sessions.taking_place() if session.ends_at <= clock.now()]
    return series.programme.is_group and len(begun) >= OPEN_UNTIL


def has_room(series: Series) -> bool:
    """Whether every room of the sessions ahead holds one more young person, beside those who lead."""
    return series.places.filter(young_person__isnull=False).count() < holds(series)


def _next_day(series: Series) -> dt.date:
    """The day on which they would first come; a paused run has none, and may go on any day."""
    ahead = series.sessions.filter(state=SessionState.PLANNED, date__gte=clock.today())
    return ahead.aggregate(day=Min("date"))["day"] or max(series.first_on, clock.today())


def _check_year_group(series: Series, members: list[YoungPerson], young_person: YoungPerson) -> None:
    """The same or neighbouring year groups, with those who are there already: all as they were when it began."""
    own = young_person.year_group_on(series.first_on)
    years = {*series.year_groups, *(member.year_group_on(series.first_on) for member in members)}
    if not are_neighbours({*years, own}):
        raise Refused(
            f"{young_person.name} is in {year_group_in_words(own)}; this group is for "
            f"{year_groups_in_words(years)}. Year groups next to each other work together.",
            code="year-group",
        )


def why_not(series: Series, young_person: YoungPerson) -> str:
    """What stands in the way of joining, as a sentence; nothing when nothing does."""
    try:
        check_can_join(series, young_person)
    except Refused as refused:
        return refused.message
    return ""
