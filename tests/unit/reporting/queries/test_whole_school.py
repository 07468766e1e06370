"""Work with whole schools is counted by sessions, by itself, and as it was known when its month was published."""

import datetime as dt
from itertools import cycle

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.enums import TeamKind
from mhst.reporting import words
from mhst.reporting.documents.laid_out import Whose, lay_out
from mhst.reporting.documents.parts import functions_of, parts_of
from mhst.reporting.queries import publication as published
from mhst.reporting.queries.release import work_out
from sessions_app.enums import GroupSessionType, ProgrammeKind
from sessions_app.models import HeadCount, SupportSession
from tests.factories import ProgrammeFactory, SeriesFactory, SupportSessionFactory
from tests.support.figures import AFTERWARDS, QUARTER, Counted, counted, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(time_machine) -> Counted:
    time_machine.move_to(AFTERWARDS, tick=False)
    return counted()


def hold(there: Counted, *came: int) -> list[SupportSession]:
    """So many sessions at which so many came, in turn by the months."""
    workshop = ProgrammeFactory(kind=ProgrammeKind.WORKSHOP)
    series = SeriesFactory(
        programme=workshop, team=there.team, school=there.schools[0], first_on=QUARTER.first, session_count=len(came)
    )
    months, rows = cycle(QUARTER.starts), []
    for number, (heads, month) in enumerate(zip(came, months, strict=False), start=1):
        session = SupportSessionFactory(series=series, number=number, date=month + dt.timedelta(days=number % 28))
        with recording.acting(by=SYSTEM, verb="test"):
            HeadCount.objects.create(session=session, kind=GroupSessionType.HEALTH_PROMOTION, came=heads, minutes=45)
        rows.append(session)
    return rows


def test_told_by_month_and_how_many_came(there: Counted) -> None:
    hold(there, *[200] * 9, *[25] * 9, *[8] * 6)
    made = publish(there)
    tables = published.tables(made)

    sizes = {figure.values[0]: figure.shown for figure in tables["whole_school_size"].figures}
    assert tables["whole_school"].shown("all") == 25
    assert sizes == {"up_to_10_came": 5, "11_to_30_came": 10, "over_30_came": 10}
    assert lay_out(tables["whole_school"]).counted == "Sessions"
    assert words.WHOLE_SCHOOL in lay_out(tables["whole_school"]).notes
    assert tables["quarter"].shown("all") == 35
    part = next(one for one in parts_of(tables) if one.part.key == "how_used")
    assert {"whole_school", "whole_school_size"} < {tile.key for tile in part.tiles if tile.laid_out}
    assert [line.said for line in functions_of(tables, Whose(kind=TeamKind.MHST))] == [
        "35 young people", "25 sessions", "Not shown this quarter",
    ]  # fmt: skip
    months = [month for month, _ in published.months_of(made)]
    assert [published.tables(month)["whole_school_month"].figures[0].shown for month in months] == [10, 10, 10]


def test_few_look_as_none_and_another_sort_of_team_has_none(there: Counted) -> None:
    hold(there, 200, 8)
    assert published.tables(publish(there))["whole_school"].shown("all") is None
    there.team.kind = TeamKind.COUNSELLING
    assert "whole_school" not in {table.key for table in work_out(there.team, QUARTER, AFTERWARDS).release.tables}


def test_what_was_written_down_after_its_month_was_published_waits_for_a_revision(there: Counted, time_machine) -> None:
    hold(there, *[200] * 12)
    time_machine.move_to(AFTERWARDS + dt.timedelta(days=40), tick=False)
    hold(there, *[30] * 12)

    shown = {
        when: next(table for table in work_out(there.team, QUARTER, when).release.tables if table.key == "whole_school")
        for when in (AFTERWARDS, AFTERWARDS + dt.timedelta(days=50))
    }
    assert [table.shown("all") for table in shown.values()] == [10, 25]
