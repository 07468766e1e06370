import datetime as dt

import pytest

from mhst.core import clock
from sessions_app.enums import MessageWords
from sessions_app.rules.reminder import daytime, is_near, words_for

NOW = dt.datetime(2026, 9, 14, 11, tzinfo=dt.UTC)  # a Monday, noon in London
TUESDAY, WEDNESDAY, NEXT_WEEK = (NOW + dt.timedelta(days=days) for days in (1, 2, 7))
A_WEEK_AGO = NOW - dt.timedelta(days=7)


@pytest.mark.parametrize(
    ("when", "told", "told_at", "said"),
    [
        (TUESDAY, None, None, MessageWords.APPOINTMENT),
        (NEXT_WEEK, None, None, None),
        (TUESDAY, TUESDAY, NOW, None),
        (WEDNESDAY, TUESDAY, NOW, MessageWords.APPOINTMENT_MOVED),
        (NEXT_WEEK, TUESDAY, NOW, MessageWords.APPOINTMENT_MOVED),
        (None, TUESDAY, NOW, MessageWords.APPOINTMENT_CANCELLED),
        (None, NOW - dt.timedelta(hours=1), A_WEEK_AGO, None),
        (None, None, None, None),
        (TUESDAY, TUESDAY, A_WEEK_AGO, MessageWords.APPOINTMENT),
        (NEXT_WEEK, NEXT_WEEK, A_WEEK_AGO, None),
    ],
)
def test_what_there_is_to_say(when, told, told_at, said) -> None:
    assert words_for(when, told=told, told_at=told_at, now=NOW) == said


@pytest.mark.parametrize(
    ("when", "near"),
    [
        ("2026-09-14T12:59", False),
        ("2026-09-14T13:05", True),
        ("2026-09-16T18:00", True),
        ("2026-09-17T08:00", False),
    ],
)
def test_near_is_by_the_dates_on_the_wall(when: str, near: bool) -> None:
    now = dt.datetime(2026, 9, 14, 13, 0, tzinfo=clock.LONDON)
    assert is_near(dt.datetime.fromisoformat(when).replace(tzinfo=clock.LONDON), now) is near


@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        ("2026-09-14T07:00Z", "2026-09-14T07:00Z"),  # 8 in the morning in summer
        ("2026-09-14T06:59Z", "2026-09-14T07:00Z"),
        ("2026-09-14T19:00Z", "2026-09-15T07:00Z"),  # 8 in the evening
        ("2026-09-14T18:59Z", "2026-09-14T18:59Z"),
        ("2026-10-24T23:30Z", "2026-10-25T08:00Z"),  # the night in which clocks go back
        ("2026-10-25T00:30Z", "2026-10-25T08:00Z"),  # half past one, for the first time
        ("2026-10-25T01:30Z", "2026-10-25T08:00Z"),  # and for the second
        ("2027-03-28T00:30Z", "2027-03-28T07:00Z"),  # the night in which they go forward
        ("2027-03-28T01:30Z", "2027-03-28T07:00Z"),
        ("2027-03-27T20:00Z", "2027-03-28T07:00Z"),
    ],
)
def test_nobody_is_reminded_in_the_night(moment: str, goes: str) -> None:
    assert daytime(dt.datetime.fromisoformat(moment)) == dt.datetime.fromisoformat(goes)
