import base64
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import ConnectionHandler
from pydantic import SecretStr

from mhst.core.crypto import ring, rotation
from mhst.core.crypto.rotation import Outcome
from mhst.people.models import YoungPerson
from mhst.settings.environment import environment
from tests.factories.people import YoungPersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

KEYS = [f"{version}:{base64.b64encode(bytes([version]) * 32).decode()}" for version in (1, 2)]


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def use(text: str) -> None:
        monkeypatch.setattr(environment, "encryption_keys", SecretStr(text))
        ring.cache_clear()

    use(KEYS[0])
    yield use
    ring.cache_clear()


def _rotate() -> str:
    said = io.StringIO()
    call_command("rotate_encryption_keys", stdout=said, stderr=io.StringIO())
    return said.getvalue()


def test_it_says_what_it_did(keys: Any) -> None:
    YoungPersonFactory(communication_needs="words", nhs_number="9434765870")
    YoungPersonFactory(communication_needs="more words")
    keys(",".join(KEYS))

    said = _rotate().splitlines()

    assert "people.YoungPerson.communication_needs: 2 looked at, 2 sealed again" in said
    assert "people.YoungPerson.nhs_number: 1 looked at, 1 sealed again" in said
    assert "people.KeepApart.reason: 0 looked at, 0 sealed again" in said
    assert said[-1] == (
        "All is sealed by key 2 of MHST_ENCRYPTION_KEYS and key 1 of MHST_CONCERN_KEYS and key 1 of MHST_VAULT_KEYS "
        "and key 1 of MHST_STAFF_SUPPORT_KEYS. Keep older keys as long as backups need them."
    )
    assert "people.YoungPerson.communication_needs: 2 looked at, 0 sealed again" in _rotate()


def test_a_value_without_a_key_fails_and_is_named(keys: Any) -> None:
    keys(",".join(KEYS))
    person = YoungPersonFactory(communication_needs="words")
    keys(KEYS[0])

    with pytest.raises(CommandError) as caught:
        _rotate()

    assert str(caught.value) == (
        f"No key in the ring opens these; they were left alone:\npeople.YoungPerson.communication_needs {person.pk}"
    )
    keys(",".join(KEYS))
    assert YoungPerson.objects.get().communication_needs == "words"


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody holds a row meanwhile")
@pytest.mark.django_db(transaction=True)
def test_values_in_use_fail_and_ask_for_another_run(keys: Any) -> None:
    person = YoungPersonFactory(communication_needs="words")
    keys(",".join(KEYS))
    other = ConnectionHandler({"default": connection.settings_dict})["default"]
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM people_youngperson WHERE id = %s FOR UPDATE", [person.pk])
        with pytest.raises(CommandError, match="still under an older key: 1"):
            _rotate()
    finally:
        other.close()


def test_what_was_in_use_all_the_while_is_told_to_run_again(keys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "rotate", lambda column, step: Outcome(looked_at=1, left=1))
    with pytest.raises(CommandError, match=r"still under an older key: [1-9]"):
        _rotate()


def test_a_ring_that_cannot_be_read_is_one_sentence_and_tells_no_key(keys: Any) -> None:
    keys(KEYS[0].removeprefix("1:"))
    with pytest.raises(CommandError) as refused:
        _rotate()
    assert str(refused.value) == (
        "MHST_ENCRYPTION_KEYS, entry 1 is not `version:base64`, such as `2:<32 bytes in base64>`"
    )
