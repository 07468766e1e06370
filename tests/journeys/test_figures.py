"""A commissioner before the board: reads a quarter, opens a table, takes it away in every form."""

import io
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from mhst.access.enums import RoleName
from tests.journeys.conftest import SignIn

Look = Callable[[Page, str], None]


def test_a_commissioner_reads_a_quarter_and_takes_it_away(page: Page, sign_in_as: SignIn, look: Look) -> None:
    sign_in_as(RoleName.COMMISSIONER)
    page.goto("/figures/")
    choose = page.get_by_label("Team and period")
    choose.select_option(label=next(text for text in choose.locator("option").all_inner_texts() if "Quay" in text))
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_text("About 35 young people were helped: mostly girls and young women")).to_be_visible()
    look(page, "figures")
    with page.expect_download(timeout=300_000) as download:  # made in a process that lets all others go first
        page.get_by_role("link", name="Download all of it as a report (PDF)").click(no_wait_after=True)
    report = " ".join(sheet.extract_text() for sheet in PdfReader(download.value.path()).pages)
    assert "6. Actions" in report  # four parts are not for online counselling
    page.get_by_role("link", name="Open and download: By gender", exact=True).click()
    expect(
        page.get_by_role("row", name="Girls and young women Young people (accounts): 25 Per cent of all (about): 71")
    ).to_be_visible()
    expect(page.get_by_role("img", name="By gender")).to_be_visible()
    look(page, "figures-gender")
    taken = {form: _taken(page, form) for form in ("CSV", "JSON", "Spreadsheet (ODS)", "Picture (SVG)", "PDF")}

    assert b"Girls and young women,25,71" in taken["CSV"]
    assert "Girls and young women" in PdfReader(io.BytesIO(taken["PDF"])).pages[0].extract_text()
    assert all(len(content) > 300 for content in taken.values())


def test_a_manager_sees_how_the_work_stands(page: Page, sign_in_as: SignIn, look: Look) -> None:
    sign_in_as(RoleName.TEAM_MANAGER)
    page.goto("/board/")

    expect(page.get_by_role("row", name="Over four weeks already")).to_be_visible()
    look(page, "board")
    page.get_by_role("link", name="See them on the triage board").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def _taken(page: Page, form: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=form, exact=True).click()
    return Path(download.value.path()).read_bytes()
