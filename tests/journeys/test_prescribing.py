"""A practitioner refers somebody from the record; a link worker takes them, plans, introduces, sees what changed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mhst.access.enums import RoleName
from mhst.community.prescribing.models import LinkReferral
from mhst.people.models import YoungPerson
from tests.journeys.server import Server
from tests.journeys.test_staff_support import look


@pytest.fixture
def naomi(new_context: Callable[..., BrowserContext], watch: Any, sign_in_as: Any) -> Page:
    context = new_context()
    watch.attach(context)
    sign_in_as(RoleName.LINK_WORKER, context)
    return context.new_page()


def test_from_the_record_to_an_introduction(
    server: Server, page: Page, naomi: Page, sign_in_as: Any, axe: Any, no_sideways_scroll: Any, picture: Any
) -> None:
    see = lambda page, name: look(page, f"prescribing-{name}", axe, no_sideways_scroll, picture)  # noqa: E731
    sign_in_as(RoleName.PRACTITIONER)
    with server.connected():
        grown = YoungPerson.objects.exclude(pk__in=LinkReferral.objects.values("young_person"))
        person = grown.order_by("birth_date", "pk").first()
        name, record = person.name, f"/people/young-people/{person.pk}/"
    page.goto(record)
    page.get_by_role("link", name="Refer to a link worker").click()
    page.get_by_label("Why would a link worker help?").fill("She would like to sing, and knows of no choir.")
    page.get_by_label("They themselves: they are 16 or over").check()
    page.get_by_label("In person").check()
    see(page, "refer")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Where it stands").click()
    see(page, "state")

    naomi.goto("/prescribing/")
    see(naomi, "list")
    naomi.get_by_role("link", name=name).click()
    naomi.get_by_role("button", name="Work with them").click()
    naomi.get_by_role("link", name="Write down what matters to them").click()
    naomi.get_by_label("What matters to me").fill("I want to sing with others.")
    naomi.get_by_role("button", name="Save").click()
    naomi.get_by_role("link", name="Add a step").click()
    naomi.get_by_label("What is to be done?").fill("Listen to the choir")
    naomi.get_by_label("The young person").check()
    naomi.get_by_role("button", name="Save").click()
    naomi.get_by_role("button", name="The plan is agreed").click()
    expect(naomi.get_by_text("After 12 months", exact=True)).to_be_visible()
    naomi.get_by_role("link", name="Introduce them to a service").click()
    naomi.get_by_label("Which service or group?").fill("Harbour Choir")
    naomi.get_by_role("button", name="Save").click()
    expect(naomi.get_by_text("Harbour Choir").first).to_be_visible()

    naomi.goto("/prescribing/")
    naomi.locator("tbody tr").filter(has_text="Since").get_by_role("link").first.click()
    naomi.get_by_text("Show as pictures").click()
    see(naomi, "one")
    page.reload()
    expect(page.get_by_text("With a link worker").first).to_be_visible()
    expect(page.get_by_text("sing with others")).to_have_count(0)
