"""Tries are counted by account: a school leaves by one address, and guessing one account stops after ten."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mhst.access import secrets
from mhst.access.enums import RoleName
from tests.factories import UserFactory, member_of
from tests.integration.access.signing_in import SECRET, code_now, show_code, sign_in, signed_in_as

pytestmark = pytest.mark.django_db
NEVER = "not the password"


@pytest.fixture(autouse=True)
def noon(time_machine) -> None:
    time_machine.move_to("2026-11-04T12:00:00Z", tick=False)


@pytest.fixture
def checked(monkeypatch) -> list[str]:
    """Every password that was compared with a stored one."""
    from mhst.access.models import User

    found: list[str] = []
    check = User.check_password
    monkeypatch.setattr(User, "check_password", lambda self, raw: found.append(raw) or check(self, raw))
    return found


def test_sixty_behind_one_address_sign_in_within_a_minute_and_none_is_refused() -> None:
    people = [member_of(None, RoleName.YOUNG_PERSON, username=f"otter{n}", email="") for n in range(60)]
    browsers = [Client(REMOTE_ADDR="192.0.2.1") for _ in people]

    for browser, person in zip(browsers, people, strict=True):
        sign_in(browser, person.username, NEVER)  # and each mistypes once
        sign_in(browser, person.username)

    assert [signed_in_as(browser) for browser in browsers] == [str(person.pk) for person in people]


def test_sixty_colleagues_with_codes_too() -> None:
    people = [UserFactory() for _ in range(60)]
    for person in people:
        secrets.enrol(person, SECRET)
        browser = Client(REMOTE_ADDR="192.0.2.1")
        sign_in(browser, person.email)
        assert show_code(browser, code_now()).url == "/home/"


def test_of_a_thousand_guesses_ten_are_tried(checked, client) -> None:
    nia = UserFactory()
    for number in range(1000):
        name = nia.email if number % 2 else nia.username.upper()
        Client(REMOTE_ADDR=f"198.51.100.{number % 250}").post(
            reverse("account_login"), {"login": name, "password": f"guess {number}"}
        )
    assert len(checked) == 10

    answer = sign_in(client, nia.email).content.decode()
    assert signed_in_as(client) is None
    assert "You can try a password again within 15 minutes." in answer
    assert "If you have a passkey, you can sign in with it now." in answer


def test_after_a_quarter_of_an_hour_the_owner_gets_in(client, time_machine) -> None:
    nia = member_of(None, RoleName.YOUNG_PERSON, username="otter", email="")
    for _ in range(12):
        sign_in(client, "otter", NEVER)
    time_machine.shift(15 * 60 - 1)
    sign_in(client, "otter")
    assert signed_in_as(client) is None

    time_machine.shift(1)
    sign_in(client, "otter")
    assert signed_in_as(client) == str(nia.pk)


def test_getting_in_does_not_use_up_tries(client) -> None:
    member_of(None, RoleName.YOUNG_PERSON, username="otter", email="")
    for _ in range(15):
        sign_in(client, "otter")
        assert signed_in_as(client)
        client.logout()


def test_guessing_one_account_leaves_others_alone(client) -> None:
    other = UserFactory()
    for _ in range(12):
        sign_in(client, UserFactory(username="victim", email="").username if _ == 0 else "victim", NEVER)
    sign_in(client, other.email)

    assert signed_in_as(client) == str(other.pk)


def test_an_unknown_name_is_limited_in_the_same_words(client) -> None:
    for _ in range(10):
        assert "do not match" in sign_in(client, "nobody", NEVER).content.decode()
    assert "within 15 minutes" in sign_in(client, "Nobody", NEVER).content.decode()


def test_codes_are_limited_too(client) -> None:
    nia = UserFactory()
    secrets.enrol(nia, SECRET)
    sign_in(client, nia.email)
    for _ in range(10):
        assert "That code is not right" in show_code(client, "000000").content.decode()

    assert "within 15 minutes" in show_code(client, code_now()).content.decode()
    assert signed_in_as(client) is None


def test_letters_for_one_address_are_limited_and_the_page_says_how_long(client) -> None:
    for _ in range(5):
        assert client.post(reverse("account_reset_password"), {"email": "nia@example.invalid"}).status_code == 302
    answer = client.post(reverse("account_reset_password"), {"email": "nia@example.invalid"})

    assert answer.status_code == 429
    assert "Wait 15 minutes, then try again." in re.sub(r"\s+", " ", answer.content.decode())
