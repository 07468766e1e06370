"""Log lines for machines to read: one JSON object each, and nothing that a person has written.

An exception's message may quote a row ("Key (family_name)=(…) already exists"), so only its kind and the
places it came through are kept, and its words only where they are about machines.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

#: Whoever has such an address can read a calendar or answer for somebody; Django writes the path of every refused
#: request.
CALENDAR = re.compile(r"/calendar/[^/\s]*?\.ics")
LINK = re.compile(r"/(ask|consent|measures)/[\w-]{20,}")

#: Kinds, by the name of a class of theirs, that say what a network or a server said and never what a row holds.
ABOUT_MACHINES = {"OperationalError", "ConnectionError", "TimeoutError", "SSLError"}

#: Libraries and servers put into a message what an error said: after its first line, or as the lines of a traceback.
OURS = ("mhst", "realtime", "school_link", "sessions_app", "cms")
TRACEBACK = "Traceback (most recent call last)"
STEP = re.compile(r'^  File "(.+)", line (\d+), in (.+)$', re.MULTILINE)


def told(error: BaseException) -> str:
    """The kind of the error, and its words where no person can be in them."""
    kind = type(error)
    harmless = ABOUT_MACHINES & {base.__name__ for base in kind.__mro__}
    return f"{kind.__qualname__}: {error}".strip() if harmless else kind.__qualname__


def traced(error: BaseException) -> list[str]:
    """What `told` says of it and of each error that it came of, with the places that it came through."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(lines) < 100:
        steps = traceback.extract_tb(cause.__traceback__)
        lines += [told(cause), *(f"{step.filename}:{step.lineno} {step.name}" for step in steps)]
        cause = cause.__cause__ or cause.__context__
    return lines


class DiscreetFormatter(logging.Formatter):
    """`{"at", "level", "logger", "message"}`, and `exception` with its kind and places when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, str | list[str]] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._message(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = traced(record.exc_info[1])
        elif TRACEBACK in (text := str(record.msg)):
            line["exception"] = [f"{file}:{number} {name}" for file, number, name in STEP.findall(text)]
        return json.dumps(line, ensure_ascii=False)

    def _message(self, record: logging.LogRecord) -> str:
        text = self._plain(record).partition(TRACEBACK)[0].strip() or "An error"
        if record.name.partition(".")[0] not in OURS:
            text = text.partition("\n")[0]
        return LINK.sub(r"/\1/<secret>", CALENDAR.sub("/calendar/<secret>.ics", text))

    def _plain(self, record: logging.LogRecord) -> str:
        """The message, with any exception among its arguments told as discreetly."""
        arguments = record.args
        if isinstance(arguments, tuple):
            plain = tuple(told(one) if isinstance(one, BaseException) else one for one in arguments)
            return str(record.msg) % plain if plain else str(record.msg)
        return record.getMessage()
