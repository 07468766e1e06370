from collections import Counter
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from mhst.access.models import User


@dataclass(frozen=True)
class Ways:
    """How somebody can sign in."""

    has_app: bool
    passkeys: int
    has_recovery_codes: bool

    @property
    def has_second_step(self) -> bool:
        return self.has_app or self.passkeys > 0


def ways_of(user: User) -> Ways:
    kinds = Counter(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    types = Authenticator.Type
    return Ways(bool(kinds[types.TOTP]), kinds[types.WEBAUTHN], bool(kinds[types.RECOVERY_CODES]))
