"""The public site for tests: its pages as a new deployment has them, and a process that remembers nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from cms import starting
from cms.actions import starting_site
from cms.models import HomePage
from cms.queries import help_route
from cms.starting import StartingPage
from mhst.core.actors import SYSTEM
from tests.factories.replayed import replayed


@pytest.fixture
def new_process() -> Iterator[None]:
    """Help is kept in the cache and in the process, on purpose; begin as a new process does."""
    cache.clear()
    help_route._last_read.clear()
    yield
    cache.clear()
    help_route._last_read.clear()


#: Enough for most tests: a door for each audience, and pages that link to each other.
FEW = {
    "", "young-people", "young-people/what-happens-in-a-session", "young-people/worries-and-low-mood",
    "young-people/confidentiality", "parents", "parents/agreeing-to-support", "school-staff",
    "school-staff/how-a-school-books-a-group", "professionals", "about", "privacy", "accessibility",
}  # fmt: skip


def few() -> list[StartingPage]:
    return [start for start in starting.pages() if start.path in FEW]


@pytest.fixture
def site(db: None, new_process: None) -> HomePage:
    """A dozen of the starting pages and the ways to get help; the home page is returned."""
    _laid_out(whole=False)
    return HomePage.objects.get()


@pytest.fixture
def whole_site(db: None, new_process: None) -> HomePage:
    """Every starting page, which takes seconds; the home page is returned."""
    _laid_out(whole=True)
    return HomePage.objects.get(locale__language_code="en-gb")


@pytest.fixture
def searchable(site: HomePage) -> HomePage:
    """The same with its search index, which the job worker writes otherwise."""
    call_command("update_index", verbosity=0)
    return site


def _lay_out(whole: bool) -> None:
    starting_site.lay_out(by=SYSTEM, wanted=None if whole else few())
    starting_site.list_help(by=SYSTEM)


_laid_out = replayed(_lay_out, whenever=True)


@pytest.fixture
def database_away(django_db_setup: None, django_db_blocker: Any, new_process: None) -> Iterator[None]:
    """A real connection to a place where there is no database."""
    connection.close()
    before = dict(connection.settings_dict)
    connection.settings_dict.update(NAME="/nowhere/at/all", HOST="127.0.0.1", PORT="1")
    with django_db_blocker.unblock():
        yield
    connection.close()
    connection.settings_dict.update(before)
