"""When something of ours fails, what was typed is told to nobody: not in a log, not in a report, not on the page."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils.log import AdminEmailHandler

from mhst import urls
from mhst.core.logs import DiscreetFormatter
from realtime.actions import message as messages
from tests.support.connected import connected
from tests.support.conversation import one_to_one
from tests.support.hiding import is_in
from tests.support.loops import run

CANARY = "a canary that told nobody"


def fail(request: HttpRequest) -> HttpResponse:
    """What was sent, in a variable, in what the error says and in what it came of."""
    words = request.POST["words"]
    try:
        raise KeyError(words)
    except KeyError as cause:
        raise RuntimeError(f"Could not keep {words}") from cause


fail.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("fail/", fail), *urls.urlpatterns]


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Whatever anything logs, as a service does."""
    written, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(written), root.level
    handler.setFormatter(DiscreetFormatter())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_fails_tells_where_and_not_what_was_typed(logged: io.StringIO) -> None:
    answer = Client(raise_request_exception=False).post("/fail/", {"words": CANARY})
    assert (answer.status_code, is_in(CANARY, answer.content)) == (500, False)
    told = logged.getvalue()
    assert "Internal Server Error: /fail/" in told
    assert "RuntimeError" in told
    assert "KeyError" in told
    assert " fail" in told
    assert not is_in(CANARY, [told])


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__, ADMINS=[("Admin", "admin@here.example")])
@pytest.mark.parametrize(
    ("reporter", "has_words"),
    [("mhst.core.error_reports.DiscreetReporter", False), ("django.views.debug.ExceptionReporter", True)],
)
def test_a_report_by_mail_would_hold_no_more_where_django_s_own_holds_it_all(
    reporter: str, has_words: bool, settings: Any
) -> None:
    settings.DEFAULT_EXCEPTION_REPORTER = reporter
    logger, handler = logging.getLogger("django.request"), AdminEmailHandler(include_html=True)  # Django adds its own
    logger.addHandler(handler)
    Client(raise_request_exception=False).post("/fail/", {"words": CANARY})
    logger.removeHandler(handler)
    letter = mail.outbox[0]
    told = [str(letter.body), *(str(content) for content, _ in letter.alternatives)]
    assert len(told) == 2
    assert all("RuntimeError" in one for one in told)
    assert is_in(CANARY, told) is has_words


@pytest.mark.django_db(transaction=True)
def test_a_frame_that_fails_is_logged_without_what_was_in_it(
    logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = one_to_one()

    def fails(**given: Any) -> None:
        raise ValueError(f"Could not keep {given}")

    monkeypatch.setattr(messages, "send", fails)
    monkeypatch.setattr(messages, "withdraw", fails)

    async def talk() -> None:
        async with connected(room.user("Robin")) as (robin,):
            await robin.hello(room.conversation.pk)
            mid = robin.send(room.conversation.pk, CANARY)
            assert (await robin.next("refused"))["code"] == "later"
            robin.say("withdraw", conversation=room.conversation.pk, mid=mid, why=CANARY)
            robin.raw(text=f'{{"type": "send", "words": "{CANARY}"')
            await robin.next("refused")
            await robin.next("refused")

    run(talk())
    told = logged.getvalue()
    assert "1 messages could not be committed: ValueError" in told
    assert not is_in(CANARY, [told])
