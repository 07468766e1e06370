"""The editor works under our content security policy: date picker, preview in its frame, and the checks in it."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route, expect

from cms.models import ArticlePage, AudiencePage
from mhst.access.enums import RoleName
from tests.journeys.server import Server
from tests.journeys.watching import Watch

SignIn = Callable[..., Any]


def test_the_date_of_a_check_is_picked_from_a_calendar(page: Page, sign_in_as: SignIn) -> None:
    sign_in_as(RoleName.CONTENT_EDITOR)
    page.goto("/site-admin/snippets/cms/helproute/")
    page.get_by_role("link", name="Samaritans").first.click()
    field = page.get_by_label("Checked on")
    field.wait_for()
    page.wait_for_load_state("networkidle")  # the calendar listens only once its script has run
    field.click()
    page.locator(".xdsoft_today:visible").click()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("row", name="Samaritans")).to_contain_text("Checked ")


def test_a_preview_shows_the_page_and_finds_nothing_wrong(page: Page, sign_in_as: SignIn, server: Server) -> None:
    sign_in_as(RoleName.CONTENT_EDITOR)
    with server.connected():
        article = ArticlePage.objects.get(slug="worries-and-low-mood").pk
    page.goto(f"/site-admin/pages/{article}/edit/")
    page.get_by_role("button", name="Toggle preview").click()
    shown = page.frame_locator("#w-preview-iframe")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Worries and low mood: when to ask for help")

    page.get_by_role("button", name="Toggle checks").click()
    expect(page.get_by_role("heading", name="Issues found")).to_have_text(re.compile(r"^\s*Issues found\s*0\s*$"))


def test_a_page_is_written_stopped_put_right_handed_in_read_and_let_out(
    page: Page, sign_in_as: SignIn, server: Server, watch: Watch, picture: Callable[..., None]
) -> None:
    watch.expect(400, 404)  # what the editor would save by itself; the page before it is out
    page.route("**/site-admin/pages/**", save_by_hand)
    sign_in_as(RoleName.CONTENT_EDITOR)
    with server.connected():
        door = AudiencePage.objects.get(slug="parents").pk
    page.goto(f"/site-admin/pages/add/cms/articlepage/{door}/")
    page.locator("[name=title]").fill("Bedtime for parents")
    page.locator("[name=summary]").fill("What helps at bedtime.")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Action link").click()
    words = page.locator("[name=body-0-value-text]")
    words.fill("Click here")
    page.locator("[name=body-0-value-address]").fill("/help-now/")
    submit(page)
    expect(page.get_by_text("The link “Click here” does not say where it leads.").first).to_be_visible()
    picture(page, "editor-stopped-1280")
    page.wait_for_load_state("networkidle")
    words.fill("Who answers at night")
    submit(page)
    expect(page.get_by_text("created and submitted for moderation")).to_be_visible()
    assert page.request.get("/parents/bedtime-for-parents/").status == 404

    with server.connected():
        written = ArticlePage.objects.get(slug="bedtime-for-parents")
    sign_in_as(RoleName.TEAM_MANAGER)
    approve(page, written)
    page.goto("/parents/bedtime-for-parents/")
    expect(page.get_by_role("link", name="Who answers at night")).to_be_visible()
    with server.connected():
        ArticlePage.objects.get(pk=written.pk).delete()


def save_by_hand(route: Route) -> None:
    """Keep out what the editor saves by itself. When it begins nothing on the page says, and a button that is pressed
    while it makes the page would make a second one under the same address, so that neither could be saved any more."""
    if route.request.method == "POST" and not route.request.is_navigation_request():
        route.fulfill(status=400, json={})
    else:
        route.continue_()


def submit(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Submit to Read by a second person").click()


def test_a_page_is_chosen_from_the_tree(page: Page, sign_in_as: SignIn) -> None:
    sign_in_as(RoleName.CONTENT_EDITOR)
    page.goto("/site-admin/redirects/add/")
    page.get_by_role("button", name="Choose a page").click()
    page.locator(".modal").get_by_role("link", name="Home", exact=True).click()

    expect(page.locator("[data-chooser-title]")).to_have_text("Home")


def test_an_editor_changes_how_figures_are_explained_a_second_person_reads_it_and_everybody_sees_it(
    page: Page, sign_in_as: SignIn, server: Server, watch: Watch
) -> None:
    watch.expect(400)  # what the editor would save by itself
    page.route("**/site-admin/pages/**", save_by_hand)
    with server.connected():
        method = ArticlePage.objects.get(slug="how-figures-are-made")
        address = method.url
    sign_in_as(RoleName.CONTENT_EDITOR)
    page.goto(f"/site-admin/pages/{method.pk}/edit/")
    page.locator("input[name=title]").fill("How we count")
    submit(page)
    expect(page.get_by_text("has been submitted for moderation")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(method.title)

    sign_in_as(RoleName.TEAM_MANAGER)
    approve(page, method)
    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("How we count")
    with server.connected():
        method.save_revision().publish()


def approve(page: Page, written: ArticlePage) -> None:
    page.goto(f"/site-admin/pages/{written.pk}/edit/")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("^Approve and Publish|^Approve$")).first.click()
    expect(page.get_by_text(re.compile("has been (updated|published)"))).to_be_visible()
