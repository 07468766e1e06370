import json
import logging
import traceback
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from mhst.core.logs import DiscreetFormatter, told


def written(message: str, *arguments: object, error: BaseException | None = None) -> dict[str, object]:
    """The line that comes of a record."""
    told = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("mhst.test", logging.WARNING, __file__, 1, message, arguments, told)
    line = DiscreetFormatter().format(record)
    assert "\n" not in line
    return json.loads(line)


def from_library(name: str, message: str) -> dict[str, Any]:
    """The line that comes of what a logger other than ours was told."""
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, (), None)
    return json.loads(DiscreetFormatter().format(record))


def raised() -> ValueError:
    """An error whose message and whose cause's message hold a name."""
    try:
        try:
            raise KeyError("Key (family_name)=(Adeyemi) already exists")
        except KeyError as cause:
            raise ValueError("Adeyemi again") from cause
    except ValueError as error:
        return error


def test_a_line_is_one_json_object_even_when_the_message_has_several_lines() -> None:
    line = written("first %s", 'se"cond\nthird')
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "mhst.test", 'first se"cond\nthird')


def test_an_exception_is_told_by_kind_and_place_without_its_words() -> None:
    line = written("it broke", error=raised())
    assert "Adeyemi" not in json.dumps(line)
    exception = line["exception"]
    assert isinstance(exception, list)
    assert [step for step in exception if " " not in step] == ["ValueError", "KeyError"]
    assert [step.split()[-1] for step in exception if " " in step] == ["raised", "raised"]


def test_an_exception_among_the_arguments_is_told_by_its_kind() -> None:
    assert written("refused: %s", raised())["message"] == "refused: ValueError"


def test_a_message_without_arguments_keeps_its_per_cent_signs() -> None:
    assert written("60 % evenings")["message"] == "60 % evenings"


def test_arguments_by_name_are_put_in() -> None:
    record = logging.LogRecord("mhst.test", logging.INFO, __file__, 1, "%(count)d done", ({"count": 3},), None)
    assert json.loads(DiscreetFormatter().format(record))["message"] == "3 done"


def test_the_secret_address_of_a_calendar_is_not_written() -> None:
    line = written("%s: %s", "Not Found", "/calendar/aV3ry-s3cret_token.ics")

    assert line["message"] == "Not Found: /calendar/<secret>.ics"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("connection refused"), "OperationalError: connection refused"),
        (TimeoutError("10 seconds"), "TimeoutError: 10 seconds"),
        (IntegrityError("Key (family_name)=(Adeyemi) already exists"), "IntegrityError"),
        (SMTPRecipientsRefused({"a.adeyemi@example.org": (550, b"no")}), "SMTPRecipientsRefused"),
        (FileNotFoundError("letter to Adeyemi.pdf"), "FileNotFoundError"),
    ],
)
def test_only_errors_of_machines_keep_their_words(error: BaseException, words: str) -> None:
    assert told(error) == words


def test_what_libraries_say_of_an_error_is_told_without_its_words() -> None:
    """A task that nobody waited for, and a traceback as text, as servers write it of what they could not read."""
    error = raised()
    traced = "".join(traceback.format_exception(error))
    lines = [
        from_library("asyncio", f"Task exception was never retrieved\nfuture: <Task finished exception={error!r}>"),
        from_library("daphne.http_protocol", traced),
        from_library("uvicorn.error", f"Exception in ASGI application\n{traced}"),
        from_library("mhst.test", f"It broke: {traced}"),
    ]
    assert [line["message"] for line in lines] == [
        "Task exception was never retrieved", "An error", "Exception in ASGI application", "It broke:",
    ]  # fmt: skip
    assert "Adeyemi" not in json.dumps(lines)
    for line in lines[1:]:
        assert [str(step).split()[-1] for step in line["exception"]] == ["raised", "raised"]
