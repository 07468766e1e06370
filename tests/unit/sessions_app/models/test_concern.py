"""What is written about a concern stays as it was written, however the database is asked."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pydantic import SecretStr

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.crypto import CannotOpen, ring, rotation
from mhst.core.crypto.keys import version_of
from mhst.settings.environment import environment
from sessions_app.enums import ConcernEntryKind, ConcernRole
from sessions_app.models import Concern, ConcernEntry, guards
from tests.factories.access import UserFactory
from tests.factories.casework import ConcernEntryFactory, ConcernFactory, ConcernStepFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TABLES = [Concern, ConcernEntry]
COLUMNS = [(model, field) for model in TABLES for field in model._meta.concrete_fields]


@pytest.fixture(autouse=True)
def entry() -> ConcernEntry:
    return ConcernEntryFactory()


def _run(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(("model", "field"), COLUMNS, ids=[str(field) for _, field in COLUMNS])
def test_no_column_can_be_changed(model: Any, field: Any) -> None:
    """Also of columns that later migrations add: one that builds the table anew must put the guards up again."""
    with pytest.raises(DatabaseError, match="concerns cannot be changed or deleted"):
        _run(f'UPDATE {model._meta.db_table} SET "{field.column}" = "{field.column}"')  # noqa: S608


@pytest.mark.parametrize("model", TABLES)
@pytest.mark.parametrize("how", ["DELETE FROM {}", "TRUNCATE {} CASCADE", "REPLACE INTO {0} SELECT * FROM {0}"])
def test_no_row_can_be_taken_away(model: Any, how: str) -> None:
    if how.startswith("TRUNCATE" if connection.vendor == "sqlite" else "REPLACE"):
        pytest.skip("the other engine's")
    connection.check_constraints()  # what waits for the commit would be in a truncation's way
    with pytest.raises(DatabaseError, match="concerns cannot be changed or deleted"):
        _run(how.format(model._meta.db_table))
    assert model.objects.count() == 1


@pytest.mark.parametrize("model", TABLES)
@pytest.mark.parametrize("write", [lambda row: row.delete(), lambda row: _rewrite(row)], ids=["delete", "save"])
def test_not_even_by_an_action(model: Any, write: Callable[[Any], Any]) -> None:
    with (
        pytest.raises(DatabaseError, match="concerns cannot be changed or deleted"),
        recording.acting(by=SYSTEM, verb="test.write"),
    ):
        write(model.objects.get() if model is ConcernEntry else ConcernFactory())


def _rewrite(row: Any) -> None:
    setattr(row, "words" if isinstance(row, ConcernEntry) else "own_words", "Nothing happened.")
    row.save()


def test_the_database_lets_nobody_close_their_own(entry: ConcernEntry) -> None:
    with pytest.raises(DatabaseError, match="nobody closes their own concern"):
        ConcernEntryFactory(concern=entry.concern, kind=ConcernEntryKind.CLOSED, written_by=entry.concern.raised_by)
    ConcernEntryFactory(concern=entry.concern, kind=ConcernEntryKind.CLOSED)


def _twice_closed(concern: Concern) -> None:
    ConcernEntryFactory.create_batch(2, concern=concern, kind=ConcernEntryKind.CLOSED)


def _about_nobody(concern: Concern) -> None:
    ConcernFactory(young_person=None)


def _about_two(concern: Concern) -> None:
    ConcernFactory(about="Somebody")


def _one_role_twice(concern: Concern) -> None:
    ConcernStepFactory(concern=concern, order=1)
    ConcernStepFactory(concern=concern, order=2)


def _one_place_twice(concern: Concern) -> None:
    ConcernStepFactory(concern=concern, order=1)
    ConcernStepFactory(concern=concern, order=1, role=ConcernRole.DEPUTY)


def _answered_by_nobody(concern: Concern) -> None:
    ConcernStepFactory(concern=concern, acknowledged_at=concern.raised_at)


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        (_twice_closed, "concern_closed_once"),
        (_about_nobody, "concern_about_somebody"),
        (_about_two, "concern_about_somebody"),
        (_one_role_twice, "concern_step_role_once"),
        (_one_place_twice, "concern_step_order_once"),
        (_answered_by_nobody, "concern_step_acknowledged_by_somebody"),
    ],
)
def test_each_constraint_holds(broken: Callable[[Concern], None], constraint: str, entry: ConcernEntry) -> None:
    with pytest.raises(IntegrityError) as caught:
        broken(entry.concern)
    named = {"concern_closed_once": "concern_id", "concern_step_role_once": "role", "concern_step_order_once": "order"}
    assert (constraint if connection.vendor != "sqlite" else named.get(constraint, constraint)) in str(caught.value)


def test_a_concern_may_be_about_somebody_who_is_not_on_record() -> None:
    concern = ConcernFactory(young_person=None, about="Sam, in 8B")
    assert Concern.objects.get(pk=concern.pk).who == "Sam, in 8B"


class TestKeys:
    @pytest.fixture
    def use(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
        def use(*versions: int) -> None:
            keys = ",".join(f"{version}:{base64.b64encode(bytes([version]) * 32).decode()}" for version in versions)
            monkeypatch.setattr(environment, "concern_keys", SecretStr(keys))
            ring.cache_clear()

        yield use
        ring.cache_clear()

    def test_the_main_ring_opens_no_word_of_a_concern(self, entry: ConcernEntry) -> None:
        [sealed] = Concern.objects.values_list("own_words", flat=True)
        place = f"sessions_app_concern.own_words.{entry.concern_id}"

        assert ring("concern").open(sealed.value, about=place).decode() == entry.concern.own_words
        with pytest.raises(CannotOpen):
            ring().open(sealed.value, about=place)

    def test_words_come_under_the_newest_key_and_the_guards_are_up_again(self, use: Callable[..., None]) -> None:
        use(1)
        concern = ConcernFactory(own_words="as it was said")
        added = ConcernEntryFactory(concern=concern, words="as it was added")
        use(1, 2)
        ours = [c for c in rotation.sealed_columns() if c.model in TABLES]
        assert sorted(str(column).rpartition(".")[2] for column in ours) == [
            "about", "action_taken", "own_words", "reason", "words",
        ]  # fmt: skip

        for column in ours:
            rotation.rotate(column)

        [sealed] = Concern.objects.filter(pk=concern.pk).values_list("own_words", flat=True)
        assert version_of(sealed.value) == 2
        use(2)
        assert Concern.objects.get(pk=concern.pk).own_words == "as it was said"
        assert ConcernEntry.objects.get(pk=added.pk).words == "as it was added"
        with pytest.raises(DatabaseError, match="concerns cannot be changed or deleted"):
            _run("UPDATE sessions_app_concern SET own_words = own_words")

    def test_a_rotation_that_fails_leaves_the_guards_up(self) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic(), guards.CONCERNS.down():
            raise ZeroDivisionError
        with pytest.raises(DatabaseError, match="concerns cannot be changed or deleted"):
            _run("DELETE FROM sessions_app_concern")


def test_the_guards_come_down_for_the_way_back() -> None:
    guards.CONCERNS.drop(connection)
    _run("UPDATE sessions_app_concern SET is_immediate = is_immediate")
    guards.CONCERNS.create(connection)
    with pytest.raises(DatabaseError):
        _run("UPDATE sessions_app_concern SET is_immediate = is_immediate")


def test_a_step_waits_for_a_person_until_answered() -> None:
    step = ConcernStepFactory(user=None)
    assert (step.is_waiting, step.is_overdue) == (False, False)
    assert ConcernStepFactory(user=UserFactory()).is_waiting
