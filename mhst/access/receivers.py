"""What follows from signing in and from changing how one signs in. Imported by the app's config."""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from mhst.access import sessions, site_group
from mhst.access.models import User
from mhst.audit import recording

log = logging.getLogger("mhst.security")
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@receiver(user_logged_in)
def begin_session(request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.begin(request.session)
    site_group.follow(user)
    log.info("signed in", extra={"user": str(user.pk)})


@receiver(user_login_failed)
def log_failure(**kwargs: Any) -> None:
    """Without the name that was typed: people type passwords there."""
    log.warning("sign-in failed")


@receiver(mfa.authenticator_used)
def accept_second_factor(request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.note_second_factor(request.session, user)


@receiver(mfa.authenticator_added)
def second_factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Sessions from before it, in which it was never shown, end."""
    _record(user, "second_factor_added", kind=Authenticator.Type(authenticator.type))
    if authenticator.type in SECOND_FACTORS:
        sessions.note_second_factor(request.session, user)
        sessions.end_all(user, but=request.session.session_key)


@receiver(mfa.authenticator_removed)
def second_factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _record(user, "second_factor_removed", kind=Authenticator.Type(authenticator.type))
    if not Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists():
        sessions.forget_second_factor(request.session)


@receiver(mfa.authenticator_reset)
def recovery_codes_replaced(user: User, **kwargs: Any) -> None:
    _record(user, "recovery_codes_replaced")


@receiver([account.password_changed, account.password_set])
def password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever knew the old one is signed out; the person who changed it stays."""
    _record(user, "password_changed")
    sessions.end_all(user, but=request.session.session_key)


@receiver(account.password_reset)
def password_reset(user: User, **kwargs: Any) -> None:
    _record(user, "password_chosen_by_link")
    sessions.end_all(user)


def _record(user: User, deed: str, **detail: Authenticator.Type) -> None:
    with recording.acting(by=user, verb=f"sign_in.{deed}"):
        recording.note(user, **detail)
