"""What every test stands on: a migrated database of its own (see `tests.copies`)."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.test import TransactionTestCase
from hypothesis import settings

from tests.copies import close_connections, copies_for
from tests.factories.world import World, world

# A busy machine is slow now and then; how fast something is, `make bench` measures.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


#: What takes longest.
LONG = ("tests/faults/", "tests/journeys/test_every_page", "tests/journeys/")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that at the end no worker waits for another's last file.

    Where one works alone it comes last: beside it, on the other engine, several have just begun with the same.
    """
    alone = getattr(config, "workerinput", {}).get("workercount", 1) == 1
    items.sort(key=_length, reverse=not alone)


def _length(item: pytest.Item) -> int:
    return next((len(LONG) - n for n, start in enumerate(LONG) if item.nodeid.startswith(start)), 0)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not walk through it again and again."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    copies = copies_for(worker)
    with django_db_blocker.unblock():
        copies.prepare()
    emptied = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda self: copies.restore()  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = emptied  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        close_connections()
        copies.remove()


@pytest.fixture(autouse=True)
def second_factor_shown(request: pytest.FixtureRequest) -> Iterator[None]:
    """`client.force_login` also shows the second factor, but in tests marked `without_second_factor`."""
    wanted = request.node.get_closest_marker("without_second_factor") is None
    if wanted:
        user_logged_in.connect(_show_second_factor)
    yield
    user_logged_in.disconnect(_show_second_factor)


def _show_second_factor(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Only for the bare request that the test client makes up: real sign-ins go the whole way."""
    if request.method is None:
        request.session["second_factor"] = str(user.pk)


@pytest.fixture
def monday_morning(time_machine: Any) -> None:
    """It is eight o'clock on the second Monday of term; time stands still until a test moves it."""
    time_machine.move_to("2026-09-14 08:00+01:00", tick=False)


@pytest.fixture
def there(db: None) -> World:
    """A team, a school that it serves, and one young person there. Files that need more make their own."""
    return world(pupils=1)
