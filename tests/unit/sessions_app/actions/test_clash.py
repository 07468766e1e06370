import datetime as dt
from dataclasses import replace

from sessions_app.actions.clash import Clash, sentence
from sessions_app.enums import Purpose, ResourceKind

CLASH = Clash(ResourceKind.ROOM_UNIT, Purpose.SESSION, dt.date(2026, 9, 16), 600, 645)


def test_names_everything_that_collides_with_all_its_times() -> None:
    assert sentence([]) == "That time is no longer free."
    assert sentence([CLASH]) == (
        "That time is no longer free: the room is already taken on Wednesday 16 September at 10:00."
    )
    week_later = replace(CLASH, date=dt.date(2026, 9, 23))
    pupils = [replace(CLASH, kind=ResourceKind.YOUNG_PERSON, end_minute=end) for end in (630, 645)]
    late = replace(CLASH, kind=ResourceKind.PRACTITIONER, purpose=Purpose.TRAVEL)
    assert sentence([CLASH, *pupils, late, week_later]) == (
        "That time is no longer free: the room is already taken on Wednesday 16 September at 10:00 and Wednesday 23 "
        "September at 10:00; a young person is already taken on Wednesday 16 September at 10:00; a practitioner could "
        "not get there in time on Wednesday 16 September at 10:00."
    )
