"""The second factor of everybody in the demo: one secret for all, so that the usual sign-in can be shown.

It lives here and nowhere else, because this app is not installed outside the demo.
"""

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from mhst.access import secrets
from mhst.access.models import User
from mhst.core import clock
from mhst.demo.logins import PERSONAS

SECRET = "FERNSHIREDEMOFERNSHIREDEMOFERNSH"  # noqa: S105  invented people; the demo shows its codes


def enrol_all() -> None:
    """Every login that the demo prints has a code app already."""
    for user in User.objects.filter(username__in=[persona.username for persona in PERSONAS]):
        secrets.enrol(user, SECRET)


def current_code() -> str:
    """The six digits that everybody's code app shows now."""
    return format_hotp_value(hotp_value(SECRET, int(clock.now().timestamp()) // app_settings.TOTP_PERIOD))
