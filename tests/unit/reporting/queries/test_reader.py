"""The role as which figures are read is made at each start, may read what is published, and nothing else."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from mhst.core.disclosure import SafeTable
from mhst.people.models import YoungPerson
from mhst.reporting.checks import figures_are_read_as_a_role
from mhst.reporting.models import Commission, Contact, PublishedTable
from mhst.reporting.queries.publication import tables
from mhst.reporting.queries.reading import READABLE, as_reader
from mhst.settings.environment import environment
from tests.factories.people import YoungPersonFactory
from tests.support.figures import AFTERWARDS, counted, publish
from tests.support.reader import role

__all__ = ["role"]
pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def knows_roles() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no roles")


def said(command: str = "grant_reading") -> list[str]:
    out = io.StringIO()
    call_command(command, stdout=out)
    return out.getvalue().splitlines()


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def refuses(sql: str) -> bool:
    """Whether the database refuses it to the role."""
    try:
        with transaction.atomic(), as_reader():
            run(sql)
    except ProgrammingError as problem:
        assert "permission denied" in str(problem)  # noqa: PT017
        return True
    return False


def warnings(databases: list[str] | None = None) -> list[tuple[str, str]]:
    return [(str(found.id), found.msg) for found in figures_are_read_as_a_role(databases=databases)]


@pytest.mark.usefixtures("knows_roles")
class TestTheRole:
    def test_reads_what_was_published_and_nothing_about_anybody(self, role: str, time_machine) -> None:
        time_machine.move_to(AFTERWARDS, tick=False)
        quarter = publish(counted())
        YoungPersonFactory()

        with as_reader():
            assert PublishedTable.objects.filter(publication=quarter).count() > 10
            assert Commission.objects.count() == 1
        assert isinstance(tables(quarter)["gender"], SafeTable)
        for rows in (Contact.objects, YoungPerson.objects):
            assert rows.exists()
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), as_reader():
                rows.exists()

    def test_is_refused_every_other_table(self, role: str) -> None:
        others = [name for name in connection.introspection.table_names() if name not in READABLE]
        assert len(others) > 150
        assert [name for name in others if not refuses(f'SELECT FROM "{name}"')] == []
        assert [name for name in READABLE if not refuses(f'DELETE FROM "{name}"')] == []  # noqa: S608

    def test_is_made_once_and_loses_what_it_should_not_have(self, role: str) -> None:
        again = said()
        assert [line.split()[0] for line in again] == ["GRANT"] * len(READABLE)

        run(f"GRANT SELECT ON people_youngperson, reporting_publication TO {role}")
        assert len(warnings(["default"])) == 1
        assert [line for line in said() if line not in again] == [
            f'REVOKE ALL ON "people_youngperson" FROM "{role}"', f'REVOKE ALL ON "reporting_publication" FROM "{role}"',
        ]  # fmt: skip
        assert (refuses("SELECT id FROM people_youngperson"), refuses("SELECT known FROM reporting_publication")) == (
            True, True,
        )  # fmt: skip
        assert warnings(["default"]) == []

    def test_is_none_that_may_read_all_anyway(self, monkeypatch: pytest.MonkeyPatch) -> None:
        run("CREATE ROLE far_too_strong NOLOGIN SUPERUSER")
        monkeypatch.setattr(environment, "reading_role", "far_too_strong")
        with pytest.raises(CommandError, match=r"far_too_strong may also read .*: name another"):
            said()


@pytest.mark.usefixtures("knows_roles")
class TestWhoMakesIt:
    def test_need_not_rule_the_server(self, monkeypatch: pytest.MonkeyPatch) -> None:
        run("CREATE ROLE owner_of_a_test NOLOGIN CREATEROLE")
        run(*(f'GRANT SELECT ON "{name}" TO owner_of_a_test WITH GRANT OPTION' for name in READABLE))
        run("SET LOCAL ROLE owner_of_a_test")
        monkeypatch.setattr(environment, "reading_role", "figures_reader_of_a_test")
        assert said()[:2] == [
            'CREATE ROLE "figures_reader_of_a_test" NOLOGIN', 'GRANT "figures_reader_of_a_test" TO CURRENT_USER',
        ]  # fmt: skip
        assert warnings(["default"]) == []

    def test_is_told_what_to_ask_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        run("CREATE ROLE nobody_of_a_test NOLOGIN", "SET LOCAL ROLE nobody_of_a_test")
        monkeypatch.setattr(environment, "reading_role", "figures_reader_of_a_test")
        with pytest.raises(CommandError, match="CREATE ROLE figures_reader_of_a_test NOLOGIN; GRANT"):
            said()


def test_the_command_needs_a_role() -> None:
    with pytest.raises(CommandError, match="MHST_READING_ROLE"):
        said()


class TestTheCheckOfADeployment:
    def test_warns_where_no_role_is_named(self) -> None:
        named = [("reporting.W001", "Published figures are read as a user who may read everything.")]
        assert warnings() == (named if connection.vendor == "postgresql" else [])

    def test_looks_for_the_named_one_where_it_may_look(
        self, knows_roles: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(environment, "reading_role", "never_made")
        assert warnings() == []
        assert warnings(["default"]) == [
            ("reporting.W002", "There is no role never_made as which this user may read: run grant_reading.")
        ]
        run("CREATE ROLE never_made NOLOGIN", "GRANT SELECT ON places_team TO never_made")
        lacking = "reporting_commission, reporting_publication, reporting_publishedtable"
        assert warnings(["default"]) == [
            ("reporting.W002", f"The role never_made may not read {lacking}: run grant_reading.")
        ]
