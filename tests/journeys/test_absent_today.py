"""A school day's morning: a pupil is absent, and somebody else is seen at that time."""

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Page, expect

from sessions_app.models import SupportSession
from tests.factories.world import world
from tests.journeys import people
from tests.journeys.server import Server, fresh_database, serving
from tests.journeys.watching import Watch
from tests.support.booking import TEN, sessions
from tests.support.courses import with_course

pytestmark = pytest.mark.journey
#: A Wednesday in term, whatever day it is: courses are booked on it, at ten and at two.
MORNING = "2026-09-16T08:30:00+01:00"


@pytest.fixture
def morning(server: Server) -> Iterator[Server]:
    """A server of its own at that hour, with nothing in it yet."""
    with serving(fresh_database("morning"), server.blocker, at=MORNING) as running:
        yield running


def test_an_absent_pupils_time_is_used_the_same_morning(page: Page, morning: Server, watch: Watch) -> None:
    watch.base_url = morning.base_url
    with morning.connected(), time_machine.travel(MORNING, tick=True):
        there = world(pupils=2)
        absent = sessions(with_course(there, there.pupils[0], there.practitioner)[1])[0]
        other = sessions(with_course(there, there.pupils[1], there.practitioner, start=TEN + 240)[1])[0]
        key = people.session_of(there.practitioner.user)
    page.context.add_cookies([people.cookie(key, morning.base_url)])

    page.goto(f"{morning.base_url}/sessions/{absent.pk}/")
    page.get_by_role("button", name="Absent today").click()
    page.get_by_label(there.pupils[0].name).check()
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who could use this time?")
    page.get_by_role("button", name="See them now instead").click()
    expect(page.get_by_text(f"{there.pupils[1].name} is seen today instead.")).to_be_visible()

    page.goto(f"{morning.base_url}/sessions/{absent.pk}/")
    expect(page.get_by_role("button", name="Not absent after all")).to_have_count(0)
    with morning.connected():
        now = SupportSession.objects.get(pk=other.pk)
    assert (now.date, now.start_minute) == (absent.date, TEN)
