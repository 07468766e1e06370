import datetime as dt

import pytest

from sessions_app.actions.clash import Clash, sentence
from sessions_app.enums import Purpose, ResourceKind

CLASH = Clash(ResourceKind.ROOM_UNIT, Purpose.SESSION, dt.date(2026, 9, 16), 600, 645)


@pytest.mark.parametrize(
    ("clashes", "more"), [(1, ""), (2, " There is 1 more clash."), (4, " There are 3 more clashes.")]
)
def test_counts_what_else_collides(clashes: int, more: str):
    said = sentence([CLASH] * clashes)

    assert said == f"That time is no longer free: the room is already taken on Wednesday 16 September at 10:00.{more}"
