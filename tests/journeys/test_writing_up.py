"""The note about a session saves itself: through a crash, a session's end and two windows, and no word is lost."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access.models import User
from mhst.core import clock
from sessions_app.models import SessionRecord
from tests.factories import AttendanceFactory, PractitionerFactory, ProgrammeFactory, SeriesFactory, YoungPersonFactory
from tests.factories.places import SchoolFactory, TeamFactory, TeamSchoolFactory
from tests.factories.sessions import SupportSessionFactory
from tests.journeys import people
from tests.journeys.canaries import Canaries
from tests.journeys.server import Server
from tests.support.hiding import is_in

CANARY = "Zebrafinch told me at lunch"


class Sheet:
    """A session of last week that is to be written about, and who holds it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        with server.connected():
            team, school = TeamFactory(), SchoolFactory()
            TeamSchoolFactory(team=team, school=school)
            self.practitioner = PractitionerFactory(team=team)
            person = YoungPersonFactory(school=school)
            programme = ProgrammeFactory(one_to_one=True)
            series = SeriesFactory(
                team=team, school=school, programme=programme, pupils=[person],
                first_on=clock.today() - dt.timedelta(weeks=1), start_minute=420, end_minute=465,
            )  # fmt: skip
            session = SupportSessionFactory(series=series, led_by=[self.practitioner], held=True)
            AttendanceFactory(session=session, young_person=person, minutes=45)
            self.path = f"/sessions/{session.pk}/record/{person.pk}/"
            self.session = session.pk

    def sign_in(self, context: BrowserContext) -> str:
        with self.server.connected():
            key = people.session_of(User.objects.get(pk=self.practitioner.user_id))
        context.add_cookies([people.cookie(key, self.server.base_url)])
        return key

    def note(self) -> str:
        with self.server.connected():
            return SessionRecord.objects.get(session=self.session).note or ""

    def end(self, key: str) -> None:
        with self.server.connected():
            Session.objects.filter(session_key=key).delete()


@pytest.fixture
def sheet(server: Server) -> Sheet:
    return Sheet(server)


def test_what_was_typed_is_there_after_a_crash(
    page: Page, sheet: Sheet, axe: Callable[[Page], None], no_sideways_scroll: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:  # fmt: skip
    canaries = Canaries(CANARY)
    canaries.follow(page.context)
    sheet.sign_in(page.context)
    page.goto(sheet.path)
    axe(page)
    page.locator("#id_note").press_sequentially(CANARY)
    expect(page.get_by_text("Saved at")).to_be_visible()
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto(sheet.path)
    expect(again.locator("#id_note")).to_have_value(CANARY)
    picture(again, "writing-up")
    again.set_viewport_size({"width": 320, "height": 640})
    no_sideways_scroll(again)
    assert not is_in(CANARY, sheet.server.kept())
    assert canaries.places() == set()


def test_the_session_ends_while_typing(page: Page, sheet: Sheet, watch: object) -> None:
    watch.expect(401)  # type: ignore[attr-defined]
    watch.expect(403)  # type: ignore[attr-defined]
    key = sheet.sign_in(page.context)
    page.goto(sheet.path)
    page.locator("#id_note").press_sequentially(CANARY[:1])  # where nothing is typed yet, the page leaves for the door
    sheet.end(key)
    page.locator("#id_note").press_sequentially(CANARY[1:])
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#id_note")).to_have_value(CANARY)

    sheet.sign_in(page.context)
    expect(page.get_by_text("Saved at")).to_be_visible(timeout=15000)
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_hidden()
    assert sheet.note() == CANARY


def test_the_second_window_is_told_and_shows_both(page: Page, sheet: Sheet, watch: object) -> None:
    watch.expect(409)  # type: ignore[attr-defined]
    sheet.sign_in(page.context)
    page.goto(sheet.path)
    other = page.context.new_page()
    other.goto(sheet.path)
    page.locator("#id_note").press_sequentially("From the first.")
    expect(page.get_by_text("Saved at")).to_be_visible()
    other.locator("#id_note").press_sequentially("From the second.")
    expect(other.get_by_text("Nothing you wrote is lost")).to_be_visible()
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_text("Sent from this page, and not saved").first).to_be_visible()
    expect(other.get_by_text("From the second.")).to_be_visible()
    expect(other.locator("#id_note")).to_have_value("From the first.")
    other.locator("#id_note").fill("From the first. From the second.")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_text("Sent from this page, and not saved")).to_have_count(0)
    assert sheet.note() == "From the first. From the second."


def test_without_script_the_button_saves(page_without_script: Page, sheet: Sheet) -> None:
    sheet.sign_in(page_without_script.context)
    page_without_script.goto(sheet.server.base_url + sheet.path)
    page_without_script.locator("#id_note").fill("By the button.")
    page_without_script.get_by_role("button", name="Save").click()
    expect(page_without_script.locator("#id_note")).to_have_value("By the button.")
    assert sheet.note() == "By the button."
