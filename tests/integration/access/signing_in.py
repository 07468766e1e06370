"""What somebody does at the door."""

from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from mhst.core import clock
from tests.factories.access import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECOND_STEP = "/accounts/second-step/"


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password}, **more)


def code_now(secret: str = SECRET, steps: int = 0) -> str:
    """What the app shows: now, or so many half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30 + steps))


def show_code(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def signed_in_as(client: Client) -> str | None:
    """The id of whoever this browser's session belongs to."""
    return client.session.get("_auth_user_id")
