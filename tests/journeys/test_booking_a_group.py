"""The main job: a school's lead books a group; the practitioner sees it in the week, on paper and on the phone."""

import re
from collections.abc import Callable
from io import BytesIO

import icalendar
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from mhst.core import clock

pytestmark = pytest.mark.journey

LEAD = "Senior mental health lead at Harbour Lane High School"


def be(page: Page, title: str) -> None:
    """Become one of the invented people, from the demo's own page."""
    page.goto("/demo/")
    expect(page.get_by_role("button", name="Ask for support")).to_be_visible()  # of parents and young people
    page.get_by_role("button", name=f"Sign in as {title}", exact=True).click()
    expect(page).to_have_url(re.compile(r"/home/$"))


def book_a_group(page: Page, look: Callable[[Page, str], None]) -> list[str]:
    """The four steps. Returns the names of those who hold it."""
    page.goto("/groups/book/")
    page.get_by_role("button", name="Start").click()
    look(page, "booking-programme")
    page.get_by_role("radio", name="Worry group", exact=True).check()
    page.get_by_label("Year 8", exact=True).check()
    page.get_by_label("Year 9", exact=True).check()
    _from_next_spring(page)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who comes?")
    for box in page.locator("input[name=pupils]:not([disabled])").all()[:5]:
        box.check()
    look(page, "booking-pupils")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Which time?")
    expect(page.locator("input[name=offer]")).to_have_count(3)
    look(page, "booking-times")
    page.locator("input[name=offer]").first.check()
    page.get_by_role("button", name="Save and continue").click()
    look(page, "booking-check")
    held_by = page.locator(".nhsuk-summary-list__row", has_text="Who holds it").locator("dd").first.inner_text()
    page.get_by_role("button", name="Book this group").click()
    expect(page.get_by_text("Worry group is booked.")).to_be_visible()
    look(page, "group")
    return held_by.split(" and ")


def _from_next_spring(page: Page) -> None:
    """A date in the spring term that is never past and has six open weeks after it."""
    for part, value in enumerate(("11", "1", str(clock.today().year + 1))):
        page.locator(f"[name=earliest_on_{part}]").fill(value)


def test_a_lead_books_and_the_practitioner_sees_it(
    page: Page,
    axe: Callable[[Page], None],
    no_sideways_scroll: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    def look(page: Page, name: str) -> None:
        picture(page, name)
        axe(page)
        no_sideways_scroll(page)

    be(page, LEAD)
    held_by = book_a_group(page, look)
    group = page.url
    first = page.locator("tbody tr").first.locator("td").first.inner_text()
    be(page, "Practitioner") if "Hannah Whitlock" in held_by else be(page, "Team manager")
    page.goto(group)
    page.locator("tbody tr").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Worry group")
    assert first.split(",")[0].split()[1] in page.get_by_role("heading", level=1).inner_text()
    look(page, "session")


def test_the_practitioner_has_the_week_on_screen_on_paper_and_on_the_phone(
    page: Page, axe: Callable[[Page], None], no_sideways_scroll: Callable[[Page], None], picture: Callable
) -> None:
    be(page, "Practitioner")
    page.goto("/timetable/")
    axe(page)
    no_sideways_scroll(page)
    picture(page, "timetable")
    paper = page.request.get("/timetable/week.pdf")
    assert len(PdfReader(BytesIO(paper.body())).pages) == 1
    page.goto("/timetable/phone/")
    page.get_by_role("button", name="Make a link").click()
    address = re.search(r"/calendar/[\w-]+\.ics", page.content())
    assert address
    feed = page.request.get(address.group())
    events = icalendar.Calendar.from_ical(feed.text()).walk("VEVENT")
    assert len(events) > 0
    assert all("mental" not in str(event["SUMMARY"]).lower() for event in events)


def test_booking_works_on_a_phone_without_a_mouse_or_script(page_without_script: Page) -> None:
    page = page_without_script
    page.set_viewport_size({"width": 320, "height": 640})
    be(page, "Senior mental health lead at Pennygate Primary School")
    page.goto("/groups/book/")
    page.get_by_role("button", name="Start").press("Enter")
    page.get_by_label("Feeling good about me group").press("Space")
    page.get_by_label("Year 4").press("Space")
    page.get_by_label("Year 5").press("Space")
    _from_next_spring(page)
    page.get_by_role("button", name="Save and continue").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who comes?")
