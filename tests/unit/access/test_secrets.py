import base64
import json
import os

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from mhst.access import secrets
from mhst.access.models import User
from mhst.core import crypto
from mhst.core.crypto import CannotOpen, KeyRing, keys
from mhst.core.management.commands import rotate_encryption_keys as command
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def column_of(user: User) -> dict[str, dict]:
    """What the table itself holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, data FROM mfa_authenticator")
        return {kind: json.loads(data) if isinstance(data, str) else data for kind, data in cursor.fetchall()}


@pytest.fixture
def nia() -> User:
    user = UserFactory()
    secrets.enrol(user, SECRET)
    return user


def test_the_column_holds_only_what_is_sealed(nia) -> None:
    held = column_of(nia)

    assert SECRET not in json.dumps(held)
    assert crypto.open_text(held["totp"]["secret"], about=f"mfa_authenticator.data.{nia.pk}") == SECRET
    seed = crypto.open_text(held["recovery_codes"]["seed"], about=f"mfa_authenticator.data.{nia.pk}")
    assert len(seed) == 80
    assert seed not in json.dumps(held)


def test_one_persons_secret_does_not_open_for_another(nia) -> None:
    sealed = column_of(nia)["totp"]["secret"]
    with secrets.belonging_to(UserFactory()), pytest.raises(CannotOpen):
        secrets.unseal(sealed)
    with secrets.belonging_to(nia):
        assert secrets.unseal(sealed) == SECRET


def test_the_owner_is_whoever_is_signed_in() -> None:
    request = RequestFactory().get("/")
    request.user = UserFactory()
    with context.request_context(request):
        sealed = secrets.seal("mine")
        assert secrets.unseal(sealed) == "mine"
    with secrets.belonging_to(request.user):
        assert secrets.unseal(sealed) == "mine"


@pytest.mark.parametrize("user", [AnonymousUser(), None])
def test_nothing_is_sealed_for_nobody(user) -> None:
    request = RequestFactory().get("/")
    request.user = user
    with context.request_context(request), pytest.raises(LookupError, match="need an owner"):
        secrets.seal("whose?")


def test_enrolling_again_replaces_what_was(nia) -> None:
    secrets.enrol(nia, "OTHERSECRET")

    assert Authenticator.objects.filter(user=nia).count() == 2
    with secrets.belonging_to(nia):
        assert secrets.unseal(column_of(nia)["totp"]["secret"]) == "OTHERSECRET"


def test_the_rotation_of_keys_takes_them_along(nia, monkeypatch, capsys) -> None:
    real, newer = keys.ring, KeyRing({**keys.ring().keys, 2: os.urandom(32)})
    for module in (keys, crypto, command):
        monkeypatch.setattr(module, "ring", lambda name="main": newer if name == "main" else real(name))
    before = column_of(nia)

    call_command("rotate_encryption_keys")

    after = column_of(nia)
    assert "mfa.Authenticator.data: 2 looked at, 2 sealed again" in capsys.readouterr().out
    assert crypto.open_text(after["totp"]["secret"], about=f"mfa_authenticator.data.{nia.pk}") == SECRET
    assert base64.b64decode(after["totp"]["secret"])[:2] == b"\x00\x02"
    assert base64.b64decode(before["totp"]["secret"])[:2] == b"\x00\x01"
    assert after["recovery_codes"]["used_mask"] == before["recovery_codes"]["used_mask"]
