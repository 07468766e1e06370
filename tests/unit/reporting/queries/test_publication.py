"""A table of which nothing shows is not there, and one that was left out is not there in the same way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.core.disclosure import SafeTable
from mhst.core.errors import NotFound
from mhst.reporting.models import Publication
from mhst.reporting.queries import publication as queries
from tests.support.figures import AFTERWARDS, counted, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(time_machine) -> Publication:
    time_machine.move_to(AFTERWARDS, tick=False)
    return publish(counted())


def test_it_takes_the_same_to_say_of_either_that_it_is_not_there(
    published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same is asked of the database, and the same tables are opened: their signatures are what takes time."""

    def opening(contents: dict[str, str], signed: str) -> SafeTable:
        opened.append(contents["key"])
        return reopened(contents, signed)

    reopened, opened = queries.reopened, list[str]()
    tables = queries.tables(published)
    hidden = next(key for key, table in tables.items() if not table.shows_something)
    monkeypatch.setattr(queries, "reopened", opening)
    told = []
    for key in (hidden, "never_declared", "cluster"):
        opened.clear()
        with CaptureQueriesContext(connection) as asked, pytest.raises(NotFound):
            queries.get_table(published, key, {"cluster"})
        told.append(([query["sql"] for query in asked.captured_queries], tuple(opened)))

    assert tables["cluster"].shows_something
    assert told[0] == told[1] == told[2]
    assert set(told[0][1]) == set(tables)


def test_what_shows_is_there(published: Publication) -> None:
    assert queries.get_table(published, "quarter").shown("all") == 35
