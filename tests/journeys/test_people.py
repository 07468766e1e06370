"""A school names a pupil and who agrees; the team writes what it knows; a manager keeps a colleague's week."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from mhst.access.enums import RoleName
from tests.journeys.conftest import SignIn
from tests.journeys.watching import Watch


def fill_date(group: Locator, day: int, month: int, year: int) -> None:
    for label, number in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(label).fill(str(number))


def add_pupil(page: Page, first: str, family: str) -> None:
    page.goto("/people/pupils/")
    page.get_by_role("button", name="Add a pupil").click()
    page.get_by_label("First name").fill(first)
    page.get_by_label("Family name").fill(family)
    fill_date(page.get_by_role("group", name="Birth date"), 3, 5, 2014)
    page.get_by_role("button", name="Add pupil").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{first} {family}")


def add_mother(page: Page, name: str) -> None:
    page.get_by_role("link", name="Add a parent or guardian").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Relationship to the young person").select_option("Mother")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save").click()


def test_a_school_adds_a_pupil_and_records_who_agrees(
    page: Page, sign_in_as: SignIn, look: Callable[[Page, str], None]
) -> None:
    sign_in_as(RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    add_pupil(page, "Zofia", "Trent")
    expect(page.get_by_text(re.compile(r"is added, in Year \d+\."))).to_be_visible()
    add_mother(page, "Marta Trent")
    look(page, "pupil")
    page.get_by_role("link", name="Record an answer To be seen").click()
    look(page, "consent")
    page.get_by_label("Marta Trent").check()
    page.get_by_label("They agree").check()
    page.get_by_label("Phone", exact=True).check()
    page.get_by_role("button", name="Record the answer").click()
    expect(page.get_by_text("To be seen: the answer is written down.")).to_be_visible()
    page.goto("/people/pupils/?name=zofia")
    row = page.get_by_role("row").filter(has_text="Zofia Trent")
    expect(row.get_by_text("Given")).to_be_visible()
    look(page, "pupils")


def test_it_works_without_javascript(page_without_script: Page, sign_in_as: SignIn) -> None:
    page = page_without_script
    sign_in_as(RoleName.SENIOR_MENTAL_HEALTH_LEAD, page.context)
    add_pupil(page, "Mei", "Noscript")
    add_mother(page, "Lan Noscript")
    expect(page.get_by_text("Lan Noscript, mother")).to_be_visible()


def test_what_is_wrong_is_said_at_its_field(
    page: Page, sign_in_as: SignIn, look: Callable[[Page, str], None], watch: Watch
) -> None:
    watch.expect(422)
    sign_in_as(RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    page.goto("/people/pupils/add/")
    page.get_by_label("First name").fill("Zofia")
    page.get_by_role("button", name="Add pupil").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the family name")
    expect(page.get_by_label("First name")).to_have_value("Zofia")
    look(page, "pupil-add-errors")


def test_a_practitioner_judges_whether_somebody_decides_alone(
    page: Page, sign_in_as: SignIn, look: Callable[[Page, str], None]
) -> None:
    sign_in_as(RoleName.PRACTITIONER)
    page.goto("/people/pupils/")
    page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("link", name="Open the team's record").click()
    look(page, "record")
    page.get_by_role("link", name="Record an answer Share with a parent or guardian").click()
    page.get_by_label("by themselves").check()
    page.get_by_label("They do not agree").check()
    page.get_by_label("In person").check()
    page.get_by_label("What you asked").fill("We spoke in Room 4. They said why, in their own words.")
    look(page, "consent-own")
    page.get_by_role("button", name="Record the answer").click()
    expect(page.get_by_text("the answer is written down")).to_be_visible()


def test_a_manager_keeps_a_week_and_an_absence(
    page: Page, sign_in_as: SignIn, look: Callable[[Page, str], None]
) -> None:
    hour = "11:00"
    sign_in_as(RoleName.TEAM_MANAGER)
    page.goto("/people/practitioners/")
    look(page, "practitioners")
    page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("link", name="Change the week").click()
    page.get_by_role("link", name="Add a time when they are not free").click()
    look(page, "week-add")
    page.get_by_label("What it is").select_option("Lunch")
    page.get_by_label("Day", exact=True).first.select_option("Wednesday")
    page.get_by_label("From").select_option(hour)
    page.get_by_label("To", exact=True).select_option("12:30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"{hour} to 12:30: Lunch")).to_be_visible()
    look(page, "practitioner")
