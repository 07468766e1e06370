"""A young person writes for others; a moderator changes a few words; others read it, and the writer reads why."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from mhst.access.enums import RoleName
from tests.journeys.watching import PHONE, axe_violations, small_targets, too_wide


def looked_at(page: Page) -> None:
    assert axe_violations(page) + too_wide(page) == []


def test_a_post_goes_from_writing_to_being_read_with_an_edit(
    page: Page, new_context: Any, sign_in_as: Callable[..., Any], picture: Callable[..., None]
) -> None:
    writer = new_context().new_page()
    writer.set_viewport_size(PHONE)
    writer.goto("/posts/")
    assert small_targets(writer) == []
    looked_at(writer)
    writer.get_by_role("button", name="Write something").click()
    writer.get_by_role("button", name="Send it").click()
    looked_at(writer)
    writer.get_by_label("Nickname").fill("robin")
    writer.get_by_label("11 to 13").check()
    writer.get_by_label("Title", exact=True).fill("My first day")
    writer.get_by_label("What you want to say").fill("At Harbour Lane I knew nobody. Now I do.")
    writer.get_by_role("button", name="Send it").click()
    code = writer.locator(".app-resume-code").inner_text()
    looked_at(writer)
    picture(writer, "posts-sent")

    sign_in_as(RoleName.MODERATOR)
    page.goto("/posts/moderate/")
    looked_at(page)
    page.get_by_role("link", name="My first day").click()
    looked_at(page)
    page.get_by_role("textbox", name="The post").fill("On my first day I knew nobody. Now I do.")
    page.get_by_label("Publish what stands below").check()
    page.get_by_role("combobox", name="Reason").select_option(label="Says who or where somebody is")
    page.get_by_role("textbox", name="To whoever wrote it").fill("Thank you! We took out the name of your school.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Publish with changes: done.")).to_be_visible()

    writer.get_by_role("button", name="See what became of it").click()
    writer.get_by_label("Your code").fill(code)
    writer.get_by_role("button", name="Look").click()
    expect(writer.get_by_text("We took out the name of your school.")).to_be_visible()
    looked_at(writer)
    picture(writer, "posts-yours")
    writer.get_by_role("link", name="See it as everybody does").click()
    expect(writer.get_by_text("On my first day I knew nobody.")).to_be_visible()
    looked_at(writer)
    writer.get_by_role("link", name="Posts", exact=True).first.click()
    expect(writer.get_by_role("link", name="My first day")).to_be_visible()

    writer.goto("/posts/yours/")
    writer.get_by_label("Your code").fill(code)
    writer.get_by_role("button", name="Look").click()
    writer.get_by_role("button", name="Take it back").click()
    looked_at(writer)
    writer.get_by_role("button", name="Yes, take it back").click()
    expect(writer.get_by_text("Other people cannot read it any more.")).to_be_visible()
