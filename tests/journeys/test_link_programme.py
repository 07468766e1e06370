"""A workshop of the link programme on two screens at once, one of them a phone's."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from school_link.enums import Sector, WorkshopState
from school_link.models import Attendee
from tests.journeys import people
from tests.journeys.server import Server
from tests.journeys.watching import PHONE, Watch

LEVEL = "2. In some places"


@pytest.fixture
def screen_of(server: Server, new_context: Callable[..., BrowserContext], watch: Watch) -> Callable[[Any], Page]:
    """A page in a browser of its own, in which this person is signed in."""

    def open_page(user: Any) -> Page:
        context = new_context()
        watch.attach(context)
        with server.connected():
            context.add_cookies([people.cookie(people.session_of(user), server.base_url)])
        return context.new_page()

    return open_page


def test_each_rates_alone_and_all_screens_show_it_at_once(
    server: Server, screen_of: Callable[[Any], Page], base_url: str, axe: Callable[[Page], None],
    no_sideways_scroll: Callable[[Page], None], picture: Callable[[Page, str], None],
) -> None:  # fmt: skip
    with server.connected():
        waits = Attendee.objects.filter(workshop__state=WorkshopState.RATING, rated_at=None)
        lead = waits.filter(sector=Sector.EDUCATION).select_related("user", "workshop").earliest("user__last_name")
        at = f"{base_url}/link/workshops/{lead.workshop_id}/"
        host = people.somebody("camhs_specialist")
        rated, expected = lead.workshop.attendees.exclude(rated_at=None).count(), lead.workshop.attendees.count()
    desk, phone = screen_of(host), screen_of(lead.user)
    phone.set_viewport_size(PHONE)
    for page in (desk, phone):
        page.goto(at)
        expect(page.get_by_role("status").first).to_have_text(f"{rated} of {expected} have rated.")
    axe(phone)
    no_sideways_scroll(phone)
    picture(phone, "workshop-rating-phone")

    for group in phone.get_by_role("group").all():
        group.get_by_label(LEVEL).check()
    phone.get_by_label(re.compile("^Clear roles: why")).fill("We have never met")
    phone.get_by_role("button", name="Keep my ratings").click()
    expect(phone.get_by_text("Your ratings are kept.")).to_be_visible()
    expect(desk.get_by_role("status").first).to_have_text(f"{rated + 1} of {expected} have rated.")
    expect(desk.get_by_text("We have never met")).to_have_count(0)

    desk.get_by_role("button", name="Show all ratings now").click()
    expect(phone.get_by_role("heading", name="How education and health see it")).to_be_visible()
    expect(phone.get_by_text("We have never met")).to_be_visible()
    axe(phone)
    no_sideways_scroll(phone)
    picture(phone, "workshop-shown-phone")

    desk.get_by_role("link", name="Agree on Clear roles").click()
    desk.get_by_label(LEVEL).check()
    desk.get_by_label("Why?").fill("Both sides have a list, and neither has the other's")
    desk.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Both sides have a list")).to_be_visible()
    picture(desk, "workshop-shown")
