"""Closing letters, as somebody writes and looks at them on screen."""

from playwright.sync_api import Page, expect

from sessions_app.documents.letter import TO_WRITE


def write_and_look_at_all(page: Page) -> None:
    """From the page of closing, where they were prepared, and back to it."""
    to_write = page.get_by_role("link", name="Write and look at it")
    expect(to_write.first).to_be_visible()
    closing = page.url
    for link in [each.get_attribute("href") for each in to_write.all()]:
        page.goto(str(link))
        words = page.get_by_label("Letter", exact=True)
        words.fill(words.input_value().replace(TO_WRITE, "A ladder of small steps."))
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved. Look at it as PDF")).to_be_visible()
        assert page.request.get(f"{link}letter.pdf").ok
    page.goto(closing)
