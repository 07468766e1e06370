"""Where allauth asks this house: who may sign up, what is said, how secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.http import HttpRequest
from django.urls import reverse

from mhst.access import secrets, sessions, tasks
from mhst.access.backends import account_named
from mhst.core import clock
from mhst.settings.environment import environment

WRONG = "That name and password do not match. Check both and try again."
TOO_MANY = (
    "There have been too many tries for this account. You can try a password again within 15 minutes. "
    "If you have a passkey, you can sign in with it now."
)
WRONG_CODE = "That code is not right, or was used already. Enter the code that your app shows now."
ONLY_ONE = "This is your only second step. Add a passkey first, then you can remove it."
#: What is told by letter, so that nobody's way in changes without their knowing.
NOTICES = {
    "account/email/password_changed": "Your password was changed.",
    "account/email/password_reset": "A new password was chosen with the link we sent.",
    "account/email/password_set": "A password was chosen.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made.",
    "mfa/email/totp_activated": "A code app was set up.",
    "mfa/email/totp_deactivated": "The code app was removed.",
    "mfa/email/webauthn_added": "A passkey was added.",
    "mfa/email/webauthn_removed": "A passkey was removed.",
}
#: How long after entering the password nobody is asked for it again, in seconds.
JUST_NOW = 300


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": "There have been too many tries. Wait 15 minutes, then try again.",
        "incorrect_password": "That is not your password. Check it and try again.",
        "enter_current_password": "That is not your present password. Check it and try again.",
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": "This link has been used or is too old. Ask for a new one.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Colleagues are invited."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("access:account")

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        tasks.send_notice.enqueue(str(user.pk), NOTICES[template_prefix])

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Asked again before changing how one signs in, but not right after signing in."""
        return super().is_reauthentication_required(app=app, **kwargs) and not _entered_password_just_now(
            context.request
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted by account, whichever of its names is used: a whole school shares one address."""
        login = credentials.get("email") or credentials.get("username") or ""
        user = account_named(login)
        return f"account:{user.pk}" if user else f"unknown:{login.lower()}"


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": ONLY_ONE,
    }

    def encrypt(self, text: str) -> str:
        return secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user, type=Authenticator.Type.WEBAUTHN)
        return not authenticator.user.is_colleague or others.exists()

    def build_totp_svg(self, url: str) -> str:
        """As a part of the page: our pages take no pictures from data addresses."""
        svg = super().build_totp_svg(url)
        return svg[svg.index("<svg") :].replace("<svg", '<svg role="img" aria-label="Picture to scan with the app"', 1)

    def get_totp_label(self, user: Any) -> str:
        return user.email or user.username

    def get_totp_issuer(self) -> str:
        return environment.service_name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": environment.service_name}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}"


class UserSessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions_to_end: Any) -> None:
        rows = list(sessions_to_end)
        for user in {row.user for row in rows}:
            sessions.end(user, [row for row in rows if row.user == user])


def _entered_password_just_now(request: HttpRequest) -> bool:
    """Signing in a moment ago shows as much as entering the password once more."""
    records = get_authentication_records(request, request.user)
    entered = [record["at"] for record in records if record.get("method") == "password"]
    return bool(entered) and clock.now().timestamp() - entered[-1] < JUST_NOW
