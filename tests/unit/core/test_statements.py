"""Statements written by hand: what is put in comes out the same, however many rows there are."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from django.db import connection

from mhst.core import statements
from mhst.places.models import School
from tests.factories import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

ASKED = """
WITH asked (id, name) AS (VALUES {rows})
SELECT s.id, asked.name FROM asked JOIN places_school s ON s.id = asked.id ORDER BY asked.name"""
RENAME = """
WITH given (id, name) AS (VALUES {rows})
UPDATE places_school SET name = given.name FROM given WHERE places_school.id = given.id"""


def test_rows_are_found_by_their_ids_with_what_stands_beside_them() -> None:
    first, second = SchoolFactory(), SchoolFactory()
    rows = [(first.pk, '1: "it\'s"'), (second.pk, "2"), (uuid4(), "nobody's")]
    found = [(statements.uuid(id), name) for id, name in statements.run(ASKED, rows)]
    assert found == [(first.pk, '1: "it\'s"'), (second.pk, "2")]


def test_without_rows_nothing_is_asked(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert statements.run(ASKED, []) == []


def test_many_rows_are_changed_by_one_statement_each_thousand(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    school = SchoolFactory()
    rows = [(school.pk, "Fernhill"), *((uuid4(), str(number)) for number in range(1200))]
    with django_assert_num_queries(1 if connection.vendor == "sqlite" else 2):
        statements.run(RENAME, rows)
    assert School.objects.get(pk=school.pk).name == "Fernhill"


def test_an_id_is_the_same_however_an_engine_keeps_it() -> None:
    id = UUID(int=7)
    assert {statements.uuid(id), statements.uuid(id.hex)} == {id}


def test_times_are_put_in_as_the_orm_puts_them_in() -> None:
    at = dt.datetime(2026, 3, 29, 0, 59, 59, 5, tzinfo=dt.UTC)
    school = SchoolFactory()
    statements.run(
        "WITH given (id, at) AS (VALUES {rows}) "
        "UPDATE places_school SET created_at = given.at FROM given WHERE places_school.id = given.id",
        [(school.pk, at)],
    )
    assert School.objects.get(pk=school.pk).created_at == at
