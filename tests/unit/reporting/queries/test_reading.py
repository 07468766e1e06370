"""Figures are read as a role that has nothing of any person."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from mhst.people.models import YoungPerson
from mhst.reporting.models import Contact, Publication
from mhst.reporting.queries.publication import months_of
from mhst.reporting.queries.reading import as_reader
from sessions_app.models import Referral
from tests.support.figures import AFTERWARDS, counted, publish
from tests.support.reader import role

__all__ = ["role"]
pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
#: Rows of figures that are read, and the schools in their clusters.
OF_FIGURES = re.compile(r'^SELECT .* FROM "reporting_p', re.S)


def test_every_page_and_file_is_read_as_the_role(role: str, client: Client, time_machine) -> None:
    """Each statement that reads something of figures, by whom it was asked: on PostgreSQL all by the role."""
    time_machine.move_to(AFTERWARDS, tick=False)
    there = counted()
    quarter = publish(there)
    client.force_login(there.commissioner)
    month = months_of(quarter)[0][0]
    whole = {quarter: "gender", month: "month"}
    paths = [f"{each.pk}/{path}" for each, key in whole.items() for path in ("", f"{key}/", f"{key}.csv", "report.pdf")]
    asked = Asked()

    with connection.execute_wrapper(asked):
        answers = {path: client.get(f"/figures/{path}").status_code for path in paths}
        moved = [client.get(f"/figures/{query}").status_code for query in ("", f"?publication={month.pk}")]
    assert answers == dict.fromkeys(paths, 200)
    assert moved == [302, 302]
    assert len(asked.of_figures) > 20
    assert [sql for sql, by in asked.of_figures if by != asked.expected(role)] == []


class Asked:
    """Who asked what, as the database itself has it."""

    def __init__(self) -> None:
        self.of_figures: list[tuple[str, str]] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if OF_FIGURES.search(sql):
            self.of_figures.append((sql, self.who()))
        return execute(sql, params, many, context)

    def who(self) -> str:
        if connection.vendor != "postgresql":
            return ""
        return str(connection.connection.execute("SELECT current_user").fetchone()[0])

    def expected(self, role: str) -> str:
        return role if connection.vendor == "postgresql" else ""


@pytest.mark.parametrize("rows", [Contact.objects, YoungPerson.objects, Referral.objects, Publication.objects])
def test_the_role_has_nothing_of_any_person_nor_of_the_gate(role: str, rows) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no roles")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), as_reader():
        rows.first()

    assert Contact.objects.first() is None  # and afterwards all is as before
