"""A list costs as many queries with thirty rows as with one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mhst.core import clock
from tests.architecture.lists import ListPage, all_lists


def _queries(client: Client, path: str) -> list[str]:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, f"{path} answers {response.status_code}"
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.django_db
@pytest.mark.parametrize("make", all_lists().values(), ids=all_lists().keys())
def test_a_list_costs_the_same_with_many_rows(make: Callable[[], ListPage], client: Client, time_machine: Any) -> None:
    time_machine.move_to(clock.now(), tick=False)  # what somebody may do is read again after some seconds
    page = make()
    if page.viewer:
        client.force_login(page.viewer)
    page.add(1)
    _queries(client, page.path)  # fills what a process keeps, such as content types

    few = _queries(client, page.path)
    page.add(29)
    many = _queries(client, page.path)

    assert len(many) == len(few), "\n".join(many)
