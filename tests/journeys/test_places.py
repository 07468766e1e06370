"""A school's lead lends a room, keeps the dates and enters the bells; a manager looks after the team's schools."""

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from mhst.access.enums import RoleName
from mhst.core import clock
from tests.journeys.conftest import SignIn
from tests.journeys.watching import Watch

Look = Callable[[Page, str], None]


def fill_date(group: Locator, date: dt.date) -> None:
    for label, number in (("Day", date.day), ("Month", date.month), ("Year", date.year)):
        group.get_by_label(label).fill(str(number))


def weekday_ahead(weekday: int, weeks: int) -> dt.date:
    """This weekday so many weeks on."""
    today = clock.today()
    return today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=weeks, days=weekday)


def to_own_school(page: Page) -> None:
    page.goto("/schools/")
    page.get_by_role("table").get_by_role("link").first.click()


def test_a_lead_lends_a_room(page: Page, sign_in_as: SignIn, look: Look, watch: Watch) -> None:
    watch.expect(422)
    name = "The Nook"
    sign_in_as(RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    to_own_school(page)
    look(page, "school")
    page.get_by_role("link", name="Add a room").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("How many people does it hold?").fill("3")
    look(page, "room-add")
    page.get_by_role("button", name="Add the room").click()
    expect(page.get_by_text("Say now when it is lent")).to_be_visible()
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Set the hours").click()
    monday = page.get_by_role("group", name="Monday")
    monday.get_by_label("From").first.select_option("09:00")
    look(page, "room-hours")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Monday: choose both times, or neither").click()
    expect(monday.get_by_label("To").first).to_be_focused()
    monday.get_by_label("To").first.select_option("12:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Monday 09:00 to 12:00")).to_be_visible()
    page.get_by_role("button", name="Take it back for some dates").click()
    fill_date(page.get_by_role("group", name="First day"), weekday_ahead(0, 3))
    page.get_by_label("What is the room needed for?").fill("mock exams")
    look(page, "room-block")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("row").filter(has_text="mock exams")).to_contain_text("All day")
    look(page, "room")
    page.get_by_role("link", name="Take it out of use").click()
    look(page, "room-out-of-use")
    page.get_by_role("button", name="Take it out of use").click()
    expect(page.get_by_text("It is not offered for new sessions.")).to_be_visible()


def test_a_lead_keeps_the_schools_dates(page: Page, sign_in_as: SignIn, look: Look, watch: Watch) -> None:
    watch.expect(422)
    sign_in_as(RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    to_own_school(page)
    page.get_by_role("button", name="The whole year").click()
    look(page, "dates")
    page.get_by_role("button", name="Add INSET, exams or a closure").click()
    look(page, "day-add")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Answer the question: What is it?")).to_be_visible()
    look(page, "day-refused")
    page.get_by_label("School closed").check()
    fill_date(page.get_by_role("group", name="First day"), weekday_ahead(2, 2))
    page.get_by_label("Note").fill("boiler repair")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The date is added.")).to_be_visible()
    expect(page.get_by_role("cell").filter(has_text="School closed (boiler repair)").first).to_be_visible()
    page.get_by_role("link", name="Say that you checked them").click()
    page.get_by_label("Where do the dates come from?").fill("The school's website")
    look(page, "dates-source")
    page.get_by_role("button", name="I checked them today").click()
    expect(page.get_by_text("Source: The school's website.")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="School closed (boiler repair)").first
    row.get_by_role("link", name="Remove").click()
    look(page, "day-remove")
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("is removed.")).to_be_visible()


def test_bells_are_entered_without_javascript(
    page_without_script: Page, sign_in_as: SignIn, base_url: str, watch: Watch
) -> None:
    watch.expect(422)
    page = page_without_script
    sign_in_as(RoleName.SENIOR_MENTAL_HEALTH_LEAD, page.context)
    page.goto(f"{base_url}/schools/")
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("link", name="All bells, past and to come").click()
    page.get_by_role("button", name="Enter new bells").click()
    fill_date(page.get_by_role("group", name="From which day do these bells ring?"), weekday_ahead(0, 5))
    page.get_by_label("Monday", exact=True).fill("P1 09:00-09:50\nP2 09:40-10:40")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Monday, P2 begins at 09:40, before P1 ends at 09:50.").first).to_be_visible()
    page.get_by_label("Monday", exact=True).fill("P1 09:00-09:50\nP2 09:50-10:40")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The bells are saved.")).to_be_visible()
    page.get_by_role("link", name="Withdraw these bells").click()
    page.get_by_role("button", name="Withdraw them").click()
    expect(page.get_by_text("These bells are withdrawn.")).to_be_visible()


def test_a_manager_looks_after_the_teams_schools(page: Page, sign_in_as: SignIn, look: Look) -> None:
    sign_in_as(RoleName.TEAM_MANAGER)
    page.goto("/schools/")
    look(page, "schools")
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("link", name="All bells, past and to come").click()
    look(page, "bells")
    page.get_by_role("button", name="Enter new bells").click()
    look(page, "bells-edit")
    page.go_back()
    page.go_back()
    page.get_by_role("link", name="Minutes to the team's other schools").click()
    look(page, "journeys")
    page.get_by_role("link", name="Change").first.click()
    page.get_by_label("Minutes by road").select_option("25 minutes")
    look(page, "journey")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row").filter(has_text="Entered by the team").first).to_contain_text("25")
    page.goto("/schools/add/?q=zzzz")
    look(page, "schools-none")


def test_a_school_elsewhere_is_not_there(page: Page, sign_in_as: SignIn, watch: Watch) -> None:
    sign_in_as(RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    watch.expect(404)
    page.goto("/schools/6f1c1f2e-0000-4000-8000-000000000001/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
