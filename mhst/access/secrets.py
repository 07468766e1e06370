"""Second-factor secrets, sealed for the person they belong to.

allauth hands its adapter a text and no row, so the owner is the person signed in, unless `belonging_to`
names another: somebody half-way through signing in, or a new account being prepared.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from mhst.access.models import User
from mhst.core import crypto

_owner: ContextVar[Any] = ContextVar("owner of second-factor secrets", default=None)
#: Where allauth keeps a sealed text inside `Authenticator.data`.
SEALED_KEYS = ("secret", "seed")


@contextmanager
def belonging_to(user: Any) -> Iterator[None]:
    """What is sealed or opened inside is this person's."""
    token = _owner.set(user)
    try:
        yield
    finally:
        _owner.reset(token)


def seal(text: str) -> str:
    return crypto.seal_text(text, about=_place_of(_owner_now()))


def unseal(sealed: str) -> str:
    """Raises: CannotOpen when the row was altered, or is another person's."""
    return crypto.open_text(sealed, about=_place_of(_owner_now()))


def enrol(user: User, totp_secret: str) -> None:
    """Give an account a known second factor: for invented people, whose secret is printed."""
    with transaction.atomic(), belonging_to(user):
        Authenticator.objects.filter(user=user).delete()
        TOTP.activate(user, totp_secret)
        RecoveryCodes.activate(user)


def reseal(data: dict[str, Any], row: int) -> dict[str, Any]:
    """What a row holds, under the newest key; equal to what it was if nothing is older. Raises: CannotOpen."""
    place = _place_of(Authenticator.objects.values_list("user", flat=True).get(pk=row))
    return {key: crypto.reseal_text(value, about=place) if key in SEALED_KEYS else value for key, value in data.items()}


def _owner_now() -> Any:
    """Raises: LookupError when nobody is the owner."""
    owner = _owner.get() or getattr(context.request, "user", None)
    if owner is None or owner.pk is None:
        raise LookupError("second-factor secrets need an owner: somebody signed in, or `belonging_to`")
    return owner.pk


def _place_of(owner: Any) -> str:
    """Table, column and owner, as associated data."""
    return f"{Authenticator._meta.db_table}.data.{owner}"
