"""At the door, in a real browser with a passkey of its own."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from mhst.access.enums import RoleName
from mhst.access.models import User
from tests.journeys.server import Server

Check = Callable[[Page], None]
PASSWORD = "violet kettle orbit"


@pytest.fixture
def nia(server: Server) -> User:
    """A colleague without any second step, whose password the server can check."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    from tests.factories import member_of

    with server.connected():
        user = member_of(None, RoleName.SYSTEM_ADMINISTRATOR, first_name="Nia")
        sealed = PBKDF2PasswordHasher().encode(PASSWORD, "salt-of-the-journey")
        User.objects.filter(pk=user.pk).update(password=sealed)
        return user


@pytest.fixture
def fingerprint(context: BrowserContext, page: Page) -> Iterator[CDPSession]:
    """A reader of fingerprints that always recognises its owner."""
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    yield devtools
    devtools.send("WebAuthn.disable")


def enter_password(page: Page, user: User, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email address or user name").fill(user.email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").first.click()


def test_a_passkey_is_added_and_then_signs_in_by_itself_even_while_the_password_is_being_guessed(
    page: Page, nia: User, fingerprint: CDPSession, axe: Check, no_sideways_scroll: Check, watch: Any
) -> None:
    enter_password(page, nia)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your second step")
    page.get_by_role("link", name="A passkey").click()
    axe(page)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    expect(page.locator("code")).to_have_count(10)
    axe(page)
    no_sideways_scroll(page)
    sign_out(page)

    for _ in range(11):
        enter_password(page, nia, "a guess")
    expect(page.locator("main")).to_contain_text("You can try a password again within 15 minutes.")
    enter_password(page, nia)
    expect(page.locator("main")).to_contain_text("within 15 minutes")

    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/home/")
    page.goto("/accounts/")
    expect(page.locator("main")).to_contain_text("1 passkey")


def test_after_the_password_the_passkey_is_the_second_step(page: Page, nia: User, fingerprint: CDPSession) -> None:
    enter_password(page, nia)
    page.get_by_role("link", name="A passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    sign_out(page)

    enter_password(page, nia)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/home/")


def test_a_picture_is_scanned_into_a_code_app(page: Page, nia: User, axe: Check, no_sideways_scroll: Check) -> None:
    from tests.integration.access.signing_in import code_now

    enter_password(page, nia)
    page.get_by_role("link", name="A code app").click()
    expect(page.get_by_role("img", name="Picture to scan with the app")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_text("I cannot scan the picture").click()
    secret = page.locator("details code").inner_text()
    assert re.fullmatch(r"[A-Z2-7]{32}", secret)
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
