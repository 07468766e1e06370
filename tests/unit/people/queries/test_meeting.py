import datetime as dt

import pytest

from mhst.access.models import User
from mhst.people.models import YoungPerson
from mhst.people.queries import meeting
from mhst.people.queries.meeting import Meeting

EARLY, LATE = (Meeting(dt.date(2026, 9, 14), start, start + 60, "Group", "", "") for start in (540, 600))


def early(person: YoungPerson, viewer: User) -> list[Meeting]:
    return [EARLY]


def late(person: YoungPerson, viewer: User) -> list[Meeting]:
    return [LATE]


def test_sources_are_asked_once_each_and_told_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting, "_sources", [])
    for source in (late, early, late):
        meeting.add_source(source)
    assert meeting.of(YoungPerson(), User()) == [EARLY, LATE]
