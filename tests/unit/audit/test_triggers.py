"""The database itself refuses to change what the audit says, however it is asked."""

import pytest
from django.db import DatabaseError, connection, transaction

from mhst.audit import triggers
from mhst.audit.models import AuditEvent
from tests.factories.places import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def _run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


STATEMENTS = [
    "UPDATE audit_auditevent SET verb = 'x'",
    "UPDATE audit_auditevent SET verb = 'x' WHERE seq = 1",
    "DELETE FROM audit_auditevent",
    "DELETE FROM audit_auditevent WHERE seq = 1",
]
SQLITE_ONLY = [
    "INSERT OR REPLACE INTO audit_auditevent SELECT * FROM audit_auditevent WHERE seq = 1",
    "REPLACE INTO audit_auditevent SELECT * FROM audit_auditevent WHERE seq = 1",
]
POSTGRESQL_ONLY = [
    "TRUNCATE audit_auditevent",
    "INSERT INTO audit_auditevent SELECT * FROM audit_auditevent WHERE seq = 1 "
    "ON CONFLICT (seq) DO UPDATE SET verb = 'x'",
]


@pytest.mark.parametrize("statement", STATEMENTS + (SQLITE_ONLY if connection.vendor == "sqlite" else POSTGRESQL_ONLY))
def test_a_statement_that_would_change_the_audit_is_refused(statement: str) -> None:
    OrganisationFactory()
    before = list(AuditEvent.objects.values_list())

    with pytest.raises(DatabaseError, match="audit rows cannot be"):
        _run(statement)

    assert list(AuditEvent.objects.values_list()) == before


@pytest.mark.parametrize(
    "write", [lambda rows: rows.update(verb="x"), lambda rows: rows.delete(), lambda rows: rows._raw_delete("default")]
)
def test_the_orm_is_refused_too(write) -> None:  # type: ignore[no-untyped-def]
    OrganisationFactory()

    with pytest.raises(DatabaseError, match="audit rows cannot be"), transaction.atomic():
        write(AuditEvent.objects.all())


def test_the_guards_come_down_and_go_up_again() -> None:
    OrganisationFactory()
    triggers.EVENTS.drop(connection)
    _run("UPDATE audit_auditevent SET verb = 'x'")
    triggers.EVENTS.create(connection)

    with pytest.raises(DatabaseError, match="audit rows cannot be"):
        _run("UPDATE audit_auditevent SET verb = 'y'")
