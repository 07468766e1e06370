"""What a supervisor types is kept by itself, and outlives the end of their session."""

import re

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from mhst.access.models import User
from sessions_app.enums import SupervisionKind
from sessions_app.models import Supervision
from tests.factories.casework import SupervisionFactory
from tests.journeys import people
from tests.journeys.server import Server
from tests.support.supervising import supervising

FIRST, LATER = "Talked about endings", ", and how to say goodbye"


def test_words_typed_after_the_session_ended_are_kept_once_signed_in_again(
    page: Page, server: Server, watch: object
) -> None:
    watch.expect(401)  # type: ignore[attr-defined]
    with server.connected():
        here = supervising()
        record = SupervisionFactory(
            supervisor=here.supervisor, practitioner=here.practitioner, kind=SupervisionKind.CLINICAL_SKILLS
        )

    def sign_in() -> str:
        with server.connected():
            key = people.session_of(User.objects.get(pk=here.supervisor.pk))
        page.context.add_cookies([people.cookie(key, server.base_url)])
        return key

    key = sign_in()
    page.goto(f"/supervision/{record.pk}/")
    words = page.locator("form[data-keep-words] textarea").first
    words.fill(FIRST)
    expect(page.get_by_text(re.compile(r"^Kept at \d\d:\d\d\. It is not signed yet\.$"))).to_be_visible()
    with server.connected():
        Session.objects.filter(session_key=key).delete()
    words.press("End")
    words.press_sequentially(LATER)
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as on coming back to the tab
    page.get_by_role("button", name="Save").click()
    expect(words).to_have_value(FIRST + LATER)

    sign_in()
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_hidden(timeout=15000)
    expect(page.get_by_text("Kept at")).to_be_visible()
    with server.connected():
        assert Supervision.objects.get(pk=record.pk).learned == FIRST + LATER
