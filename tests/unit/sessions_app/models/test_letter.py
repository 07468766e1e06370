"""An issued letter stays as it was issued, however the database is asked; a draft does not."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.crypto import rotation
from sessions_app.enums import LetterWay
from sessions_app.models import Dispatch, Letter, guards
from tests.factories.casework import LetterFactory
from tests.factories.recorded import RecordedFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
REFUSES = "issued letters cannot be changed or deleted"
COLUMNS = [field.column for field in Letter._meta.concrete_fields]


class DispatchFactory(RecordedFactory):
    class Meta:
        model = Dispatch


@pytest.fixture(autouse=True)
def issued() -> Letter:
    return LetterFactory(issued=True)


def _run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_can_be_changed(column: str) -> None:
    """Also of columns that later migrations add: one that builds the table anew must put the guards up again."""
    with pytest.raises(DatabaseError, match=REFUSES):
        _run(f'UPDATE sessions_app_letter SET "{column}" = "{column}"')  # noqa: S608


@pytest.mark.parametrize("how", ["DELETE FROM {}", "TRUNCATE {} CASCADE", "REPLACE INTO {0} SELECT * FROM {0}"])
def test_it_cannot_be_taken_away(how: str) -> None:
    if how.startswith("TRUNCATE" if connection.vendor == "sqlite" else "REPLACE"):
        pytest.skip("the other engine's")
    connection.check_constraints()  # what waits for the commit would be in a truncation's way
    with pytest.raises(DatabaseError, match=REFUSES):
        _run(how.format("sessions_app_letter"))
    assert Letter.objects.count() == 1


def _rewrite(letter: Letter) -> None:
    letter.body = "Something else."
    letter.save()


@pytest.mark.parametrize("write", [_rewrite, Letter.delete], ids=["save", "delete"])
def test_not_even_by_an_action(write: Any, issued: Letter) -> None:
    with pytest.raises(DatabaseError, match=REFUSES), recording.acting(by=SYSTEM, verb="test.write"):
        write(issued)


def test_a_draft_is_written_on_and_deleted() -> None:
    draft = LetterFactory()
    with recording.acting(by=SYSTEM, verb="test.write"):
        _rewrite(draft)
        draft.delete()
    assert Letter.objects.count() == 1


def test_a_new_key_seals_it_again_and_the_guards_are_up_again(issued: Letter) -> None:
    [column] = [one for one in rotation.sealed_columns() if one.model is Letter]
    assert rotation.rotate(column).unreadable == []
    with guards.LETTERS.down():
        _run("UPDATE sessions_app_letter SET kind = kind")
    with pytest.raises(DatabaseError, match=REFUSES):
        _run("UPDATE sessions_app_letter SET kind = kind")


def test_a_link_has_its_secret_and_nothing_else_has_one(issued: Letter) -> None:
    given: dict[str, Any] = {"letter": issued, "to": "Jo"}
    wrong = [
        {"way": LetterWay.LINK}, {"way": LetterWay.LINK, "token_hash": "a"}, {"way": LetterWay.POST, "token_hash": "a"},
        {"way": LetterWay.HAND, "expires_at": clock.now()},
    ]  # fmt: skip
    for each in wrong:
        with pytest.raises(IntegrityError, match="dispatch_link_has_its_secret"):
            DispatchFactory(**given, **each)
