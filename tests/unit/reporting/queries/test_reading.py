"""Figures are read as a role that has nothing of any person."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from mhst.people.models import YoungPerson
from mhst.reporting.models import Contact, Publication
from mhst.reporting.queries.reading import as_reader
from mhst.settings.environment import environment
from sessions_app.models import Referral
from tests.support.figures import AFTERWARDS, counted, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def role(monkeypatch: pytest.MonkeyPatch) -> str:
    """A role that exists as long as the test's transaction."""
    monkeypatch.setattr(environment, "reading_role", "figures_reader_of_a_test")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE figures_reader_of_a_test NOLOGIN")
        call_command("grant_reading", stdout=io.StringIO())
    return environment.reading_role


def test_every_page_and_file_is_read_as_the_role(role: str, client: Client, time_machine) -> None:
    time_machine.move_to(AFTERWARDS, tick=False)
    there = counted()
    quarter = publish(there)
    client.force_login(there.commissioner)
    paths = ("", "gender/", "gender.csv", "report.pdf")

    assert [client.get(f"/figures/{quarter.pk}/{path}").status_code for path in paths] == [200] * 4
    assert client.get("/figures/").status_code == 302


@pytest.mark.parametrize("rows", [Contact.objects, YoungPerson.objects, Referral.objects, Publication.objects])
def test_the_role_has_nothing_of_any_person_nor_of_the_gate(role: str, rows) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no roles")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), as_reader():
        rows.first()

    assert Contact.objects.first() is None  # and afterwards all is as before


def test_the_command_needs_a_role() -> None:
    with pytest.raises(CommandError, match="MHST_READING_ROLE"):
        call_command("grant_reading")
