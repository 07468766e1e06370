"""A page goes from the server to its view and back in one thread."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from mhst.core.handler import Pages
from tests.support.loops import run

threads: list[int] = []
together = threading.Barrier(2)
#: That the view has a connection to the database, and which one.
asked, left = threading.Event(), []


def view(request: HttpRequest) -> HttpResponse:
    threads.append(threading.get_ident())
    if "fails" in request.GET:
        raise ValueError("as a fault would")
    if "asks" in request.GET:
        connections["default"].connect()
        left.append(connections["default"])
        asked.set()
    if "together" in request.GET:
        together.wait(10)
    return HttpResponse(request.GET["say"])


def handler500(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Something went wrong here.", status=500)


def noting(get_response: Callable[..., Any]) -> Callable[..., Any]:
    def middleware(request: HttpRequest) -> Any:
        threads.append(threading.get_ident())
        return get_response(request)

    return middleware


urlpatterns = [path("said/", view)]
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    f"{__name__}.noting",
    "django.middleware.csrf.CsrfViewMiddleware",
]


async def answered(query: str) -> tuple[int, bytes]:
    scope = {"type": "http", "method": "GET", "path": "/said/", "query_string": query.encode(), "headers": []}
    page = ApplicationCommunicator(Pages(), scope)
    await page.send_input({"type": "http.request"})
    start, body = await page.receive_output(10), await page.receive_output(10)
    await page.wait(10)
    return start["status"], body["body"]


@pytest.fixture(autouse=True)
def only_these() -> Any:
    threads.clear()
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=MIDDLEWARE, ALLOWED_HOSTS=["*"]):
        yield


@pytest.mark.django_db
def test_middleware_and_view_share_a_thread_that_is_not_the_event_loops() -> None:
    assert run(answered("say=here")) == (200, b"here")
    assert len(threads) == 2
    assert threads[0] == threads[1] != threading.get_ident()


@pytest.mark.django_db
def test_two_pages_at_once_do_not_wait_for_each_other() -> None:
    async def both() -> Any:
        return await asyncio.gather(answered("together&say=one"), answered("together&say=two"))

    assert run(both()) == [(200, b"one"), (200, b"two")]


@pytest.mark.django_db
def test_a_view_that_fails_is_answered_with_a_page_that_says_so() -> None:
    with override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False):
        assert run(answered("fails")) == (500, b"Something went wrong here.")


@pytest.mark.django_db
def test_whoever_goes_before_the_answer_leaves_no_connection_behind() -> None:
    """The server gives up the request while its view still works."""

    async def gone() -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/said/",
            "query_string": b"asks&together&say=x",
            "headers": [],
        }
        page = ApplicationCommunicator(Pages(), scope)
        await page.send_input({"type": "http.request"})
        await asyncio.to_thread(asked.wait, 10)
        page.future.cancel()
        await asyncio.to_thread(together.wait, 10)

    run(gone())
    assert [database.connection for database in left] == [None]
