"""What goes to the driver as it is stands in the transaction, is counted, and fails as everything else does."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from mhst.core import driver
from mhst.places.models import School
from tests.factories import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

RENAME = "UPDATE places_school SET name = %s WHERE id = %s"


def key(school: School) -> Any:
    return school.pk if connection.features.has_native_uuid_field else school.pk.hex


def names() -> list[str]:
    return list(School.objects.order_by("name").values_list("name", flat=True))


def test_signs_of_its_own_are_the_same_on_each_engine_counted_or_not(django_assert_num_queries: Any) -> None:
    ask = "SELECT %s, 'five %%', 7 %% 4"
    with django_assert_num_queries(1):
        counted = driver.ask(ask, ["\N{SNOWMAN} ?"])
    assert driver.ask(ask, ["\N{SNOWMAN} ?"]) == counted == [("\N{SNOWMAN} ?", "five %", 3)]


def test_what_is_taken_back_did_not_happen() -> None:
    school = SchoolFactory(name="Fernhill")
    with transaction.atomic():
        driver.do_each(RENAME, [("Hill", key(school)), ("Vale", key(school))])
        assert names() == ["Vale"]
        transaction.set_rollback(True)
    assert names() == ["Fernhill"]


def test_errors_are_djangos() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        driver.ask("SELECT nothing FROM nowhere", [])


def _fail(school: School) -> None:
    with transaction.atomic(savepoint=False):
        driver.ask("UPDATE places_school SET name = NULL WHERE id = %s", [key(school)])


def test_nothing_more_is_asked_in_a_transaction_that_has_failed() -> None:
    school = SchoolFactory()
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            _fail(school)
        with pytest.raises(TransactionManagementError):
            driver.ask("SELECT 1", [])


def test_whoever_wraps_statements_sees_them() -> None:
    seen: list[str] = []

    def noting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noting):
        driver.ask("SELECT 1", [])
    assert seen == ["SELECT 1"]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_has_broken_since_the_last_request_is_made_anew() -> None:
    if connection.vendor == "sqlite":
        return
    driver.ask("SELECT 1", [])
    connection.connection.close()  # as when the server has been replaced
    connection.health_check_done = False  # as when a request begins
    assert driver.ask("SELECT 1", []) == [(1,)]
