"""Pages that list things, and how to make each show many. A module for each app, each page registered here.

@list_page
def young_people() -> ListPage:
    school = SchoolFactory()
    return ListPage("/people/", PractitionerFactory(...).user, lambda rows: YoungPersonFactory.create_batch(rows, ...))
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from mhst.access.models import User


@dataclass(frozen=True)
class ListPage:
    """Where it is, who looks (nobody: a stranger), and what adds so many rows to it."""

    path: str
    viewer: User | None
    add: Callable[[int], object]


LISTS: dict[str, Callable[[], ListPage]] = {}


def list_page(make: Callable[[], ListPage]) -> Callable[[], ListPage]:
    """Hold this page to one number of queries, whatever it shows. `make` runs inside a test's transaction."""
    LISTS[f"{make.__module__.rpartition('.')[2]}.{make.__name__}"] = make
    return make


def all_lists() -> dict[str, Callable[[], ListPage]]:
    for found in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{found.name}")
    return LISTS
