"""A practitioner's Monday, a school's week and a manager's, as people meet them."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access.models import User
from mhst.core import clock
from sessions_app.models import Notice, SupportSession
from sessions_app.queries.timetable import week_in_words, working_monday
from tests.factories import World, world
from tests.journeys import keyboard, people
from tests.journeys.server import Server
from tests.journeys.watching import DESKTOP, PHONE, Watch, outline
from tests.support.timetable import session_in

Check = Callable[[Page], None]
Look = Callable[[Page, str], None]


@dataclass(frozen=True)
class Scene:
    """A world with a group on the Monday that counts, and somebody to sign in as."""

    place: World
    session: SupportSession
    monday: dt.date
    sign_in: Callable[[User], None]

    @property
    def said(self) -> str:
        """How a screen reader says the session's cell."""
        return f"{self.monday:%A} {self.monday.day} {self.monday:%B}, 10:00 to 11:00 at {self.place.school.name}"


@pytest.fixture
def scene(server: Server, context: BrowserContext) -> Scene:
    monday = working_monday(clock.today())
    with server.connected():
        place = world(pupils=6)
        session = session_in(place, date=monday)
        session_in(place, school=1, date=monday, start_minute=780, end_minute=840)
        session_in(place, date=monday + dt.timedelta(days=2), cancelled=True)
        for user in (place.practitioner.user, place.lead):
            Notice.objects.create(to=user, kind="moved", series=session.series, session=session, sentence="It moved.")

    def sign_in(user: User) -> None:
        with server.connected():
            key = people.session_of(user)
        context.add_cookies([people.cookie(key, server.base_url)])

    return Scene(place, session, monday, sign_in)


def fine(page: Page, axe: Check, no_sideways_scroll: Check) -> None:
    """What holds on every page: one h1, a title, nothing that keeps people out, nothing too wide."""
    assert len(outline(page)["h1"]) == 1
    assert outline(page)["title"]
    axe(page)
    no_sideways_scroll(page)


def test_a_practitioner_goes_from_home_to_a_session(page: Page, scene: Scene, look: Look) -> None:
    scene.sign_in(scene.place.practitioner.user)
    page.goto("/home/")
    look(page, "home-practitioner")

    page.get_by_role("link", name="Your whole week").click()
    look(page, "week")

    page.locator("section", has=page.locator("#week-heading")).get_by_role(
        "link", name=re.compile(f"10:00 to 11:00(,| at) {scene.place.school.name}")
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(scene.place.programme.name)
    expect(page.get_by_text(scene.place.pupils[0].name)).to_be_visible()
    look(page, "session")


def test_the_week_is_a_table_at_a_desk_and_a_list_on_a_phone_and_either_by_address(page: Page, scene: Scene) -> None:
    scene.sign_in(scene.place.practitioner.user)
    table, by_day = page.get_by_role("table"), page.get_by_role("heading", level=3, name="Monday")

    page.set_viewport_size(DESKTOP)
    page.goto("/timetable/")
    expect(table).to_be_visible()
    expect(by_day).to_be_hidden()
    page.set_viewport_size(PHONE)
    expect(table).to_be_hidden()
    expect(by_day).to_be_visible()

    page.get_by_role("link", name="Show as a table").click()
    expect(table).to_be_visible()
    page.get_by_role("link", name="Show as a list").click()
    expect(table).to_have_count(0)
    expect(by_day).to_be_visible()


def test_each_cell_of_the_table_says_where_it_stands(page: Page, scene: Scene) -> None:
    scene.sign_in(scene.place.practitioner.user)
    page.set_viewport_size(DESKTOP)
    page.goto("/timetable/?view=table")

    row = page.get_by_role("row", name=scene.place.school.name)
    expect(row.get_by_role("cell").first.get_by_role("link", name=scene.said, exact=True)).to_be_visible()
    expect(row.get_by_role("cell").nth(2)).to_contain_text("Cancelled: practitioner away")
    expect(page.get_by_role("columnheader")).to_have_count(6)


def test_the_week_without_a_mouse(page: Page, scene: Scene) -> None:
    scene.sign_in(scene.place.practitioner.user)
    page.goto("/timetable/")

    assert keyboard.walk(page) == []


def test_another_week_without_script(page_without_script: Page, base_url: str, server: Server, scene: Scene) -> None:
    page = page_without_script
    with server.connected():
        key = people.session_of(scene.place.practitioner.user)
    page.context.add_cookies([people.cookie(key, base_url)])
    page.goto(f"{base_url}/timetable/")
    page.get_by_text("Go to another week").click()
    for label, value in (("Day", "25"), ("Month", "12"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Go", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("21 December to 25 December 2026")
    usual = week_in_words(scene.monday, clock.today())  # "Next week" at a weekend
    page.get_by_role("link", name=usual, exact=True).click()
    expect(page.get_by_role("heading", name=usual)).to_be_visible()


def test_a_date_that_is_none_is_explained(page: Page, scene: Scene, axe: Check, no_sideways_scroll: Check) -> None:
    scene.sign_in(scene.place.practitioner.user)
    page.set_viewport_size(PHONE)
    page.goto("/timetable/?date_0=31&date_1=2&date_2=2027")

    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Day", exact=True)).to_have_value("31")
    fine(page, axe, no_sideways_scroll)


def test_on_paper_there_is_nothing_to_press(page: Page, scene: Scene) -> None:
    scene.sign_in(scene.place.practitioner.user)
    page.goto("/timetable/")
    page.emulate_media(media="print")

    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("navigation", name="Weeks")).to_be_hidden()
    expect(page.get_by_text("Put your timetable on your phone")).to_be_hidden()


def test_a_school_sees_its_week_and_prints_slips(page: Page, scene: Scene, look: Look) -> None:
    scene.sign_in(scene.place.lead)
    page.goto("/home/")
    look(page, "home-school")

    page.get_by_role("link", name="The whole week, and slips to print").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(scene.place.school.name)
    look(page, "a-school-sees-its-we-1")

    for name in ("The week, with initials (PDF)", "Slips to hand out, for the whole week (PDF)"):
        address = page.get_by_role("link", name=name).get_attribute("href")
        answer = page.request.get(address)
        assert (answer.status, answer.body()[:4]) == (200, b"%PDF")


def test_a_manager_narrows_the_teams_week(page: Page, scene: Scene, look: Look) -> None:
    scene.sign_in(scene.place.manager)
    page.goto("/timetable/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(scene.place.team.name)
    look(page, "team")

    page.get_by_label("Practitioner").fill(scene.place.practitioner.user.last_name)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("status")).to_contain_text("1 practitioner.")
    page.get_by_role("link", name="Following week").click()
    expect(page.get_by_label("Practitioner")).to_have_value(scene.place.practitioner.user.last_name)


def test_a_phone_reads_the_calendar_until_it_is_stopped(page: Page, scene: Scene, watch: Watch, look: Look) -> None:
    scene.sign_in(scene.place.practitioner.user)
    page.goto("/timetable/phone/")
    look(page, "a-phone-reads-the-ca-1")
    page.get_by_role("button", name="Make a link").click()
    look(page, "a-phone-reads-the-ca-2")
    address = page.get_by_label("Copy this address:").input_value()
    assert scene.place.school.name in page.request.get(address).text()

    page.get_by_role("link", name="Your timetable on your phone").click()
    look(page, "phone")
    page.get_by_role("button", name="Stop the link").click()
    expect(page.get_by_text("Nobody can read your timetable this way yet.")).to_be_visible()
    assert page.request.get(address).status == 404


def test_changes_are_read_and_marked(page: Page, scene: Scene, look: Look) -> None:
    scene.sign_in(scene.place.practitioner.user)
    page.goto("/notices/")
    look(page, "changes-are-read-and-1")
    expect(page.get_by_text("1 you have not read.")).to_be_visible()

    page.get_by_role("button", name="Mark these as read").click()
    expect(page.get_by_text("You have read them all.")).to_be_visible()
    page.get_by_role("link", name="It moved.").click()
    expect(page.get_by_role("heading", name="What has happened")).to_be_visible()
