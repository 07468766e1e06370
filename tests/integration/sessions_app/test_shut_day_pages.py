"""A day that is shut after a group was booked: its page says what the rule makes of it, and one press does it."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.enums import WhenShut
from sessions_app.models import Series, SupportSession
from tests.factories.calendar import SpecialDayFactory
from tests.factories.places import RoomBlockFactory
from tests.factories.world import World, world
from tests.support.booking import A_WEDNESDAY, book, dates, sessions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

WEEK = dt.timedelta(weeks=1)
SHUT = A_WEDNESDAY + 2 * WEEK
FRIDAY = SHUT + dt.timedelta(days=2)


@pytest.fixture
def there() -> World:
    return world()


@pytest.fixture
def series(there: World, client: Client) -> Series:
    client.force_login(there.lead)
    booked = book(there)
    SpecialDayFactory(calendar=there.school.calendar, kind="inset", starts_on=SHUT)
    return booked


def rule(series: Series, when_shut: WhenShut) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        series.when_shut = when_shut
        series.save()


def page(client: Client, series: Series) -> str:
    return " ".join(client.get(f"/groups/{series.pk}/").content.decode().replace("&#x27;", "'").split())


def press(client: Client, session: SupportSession, to: dt.date | None) -> list[str]:
    sent = {"version": session.version, "to": to.isoformat() if to else ""}
    answer = client.post(f"/sessions/{session.pk}/apply-rule/", sent, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_it_moves_within_its_week_and_stands_instead_of_its_day(client: Client, series: Series) -> None:
    said = f"The session of {SHUT:%A %-d %B} (INSET day) moves to {FRIDAY:%A %-d %B}, 10:00."
    assert said in page(client, series)
    press(client, sessions(series)[2], FRIDAY)
    moved = sessions(series)[2]
    assert (moved.date, moved.moved_from, moved.why_moved) == (FRIDAY, SHUT, "INSET day")
    assert "A day has been shut" not in page(client, series)
    assert "Needs attention" not in page(client, series)


def test_the_week_is_left_out_when_nobody_is_free_then(client: Client, there: World, series: Series) -> None:
    RoomBlockFactory(room=there.room, starts_on=SHUT - dt.timedelta(days=2), ends_on=FRIDAY)
    said = f"The session of {SHUT:%A %-d %B} (INSET day) is left out, and one is added at the end."
    assert said in page(client, series)
    press(client, sessions(series)[2], None)
    assert dates(series)[2] == (None, SHUT, "skipped")
    assert sessions(series)[2].note == "INSET day"
    assert len(series.sessions.taking_place()) == 6


def test_a_run_that_leaves_weeks_out_does_not_move(client: Client, series: Series) -> None:
    rule(series, WhenShut.LEAVE_OUT)
    assert "is left out, and one is added at the end." in page(client, series)


def test_three_shut_days_cost_no_more_than_one(client: Client, there: World, series: Series) -> None:
    with CaptureQueriesContext(connection) as one:
        assert page(client, series).count("(INSET day) moves to") == 1
    for weeks in (3, 4):
        SpecialDayFactory(calendar=there.school.calendar, kind="inset", starts_on=A_WEDNESDAY + weeks * WEEK)
    with CaptureQueriesContext(connection) as three:
        assert page(client, series).count("(INSET day) moves to") == 3
    assert len(three) == len(one)


def test_what_was_read_is_what_is_done_or_nothing(client: Client, series: Series) -> None:
    rule(series, WhenShut.LEAVE_OUT)
    [said] = press(client, sessions(series)[2], FRIDAY)
    assert said.startswith("Something has changed in the meantime, so nothing was done yet. Now: The session of")
    assert dates(series)[2] == (3, SHUT, "planned")


def test_an_open_day_needs_nothing(client: Client, series: Series) -> None:
    [said] = press(client, sessions(series)[0], None)
    assert said == "The school is open for this session on its day, so nothing needs to be done."
