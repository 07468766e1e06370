"""Who keeps a service's opening hours and rota, and what can stand in them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from realtime.protocol.there import in_words
from realtime.queries.hours import last_day_before


def check_may_keep(by: Actor, thing: Any) -> None:
    """Raises: Refused. `thing` is a service, or a team that has none yet."""
    by.require(Permission.COUNSELLING_KEEP, thing)


def check_times(opens: int | None, accept_until: int | None, closes: int | None) -> None:
    """All three in order, or none where it is closed. Raises: Refused at the field."""
    if opens is None and accept_until is None and closes is None:
        return
    if opens is None:
        raise Refused("Choose when it opens, or leave all three empty for closed.", code="hours", field="opens")
    if closes is None or closes <= opens:
        raise Refused("Choose a closing time later than the opening time.", code="hours", field="closes")
    if accept_until is None or not opens < accept_until <= closes:
        raise Refused("Choose a time between opening and closing.", code="hours", field="accept_until")


def check_date(on: dt.date) -> None:
    """Raises: Refused for what is over."""
    if on < clock.today():
        raise Refused("That date is over. Choose today or later.", code="past", field="on")


def check_knows(outside: Sequence[Any], here: Any | None, anyway: bool) -> None:
    """Nobody leaves young people's booked chats outside the hours, or closes before those who are `here` now, by
    accident. Raises: Refused at the field."""
    said = [*_of_booked(outside), *(closing(here) if here is not None else [])]
    if said and not anyway:
        said.append("Tick the box if you change it all the same.")
        raise Refused(" ".join(said), code="booked-then" if outside else "here-now", field="anyway")


def closing(here: Any) -> list[str]:
    """What a closing at this moment means to those who wait and who talk, in sentences."""
    said = []
    if here.waiting:
        who = "One person waits" if len(here.waiting) == 1 else f"{len(here.waiting)} people wait"
        said.append(f"{who} now: {', '.join(here.waiting)}. They would read that we have closed.")
    if here.talking:
        goes_on, it = (
            ("One chat goes on", "it") if len(here.talking) == 1 else (f"{len(here.talking)} chats go on", "them")
        )
        said.append(f"{goes_on} now, with {', '.join(here.talking)}. A closing does not end {it}.")
    return said


def _of_booked(outside: Sequence[Any]) -> list[str]:
    if not outside:
        return []
    count = "One booked chat" if len(outside) == 1 else f"{len(outside)} booked chats"
    named = "; ".join(f"{one.visitor.user.name}, {_when(one.at)}" for one in outside)
    return [
        f"{count} would be outside these hours: {named}. Whoever leads is written to, and the young people read "
        "that we are closed then."
    ]


def check_shift(service: Any, counsellor: Any, on: dt.date, starts: int, ends: int, others: Iterable[Any]) -> None:
    """Raises: Refused at the field; `others` are the same person's shifts of that date."""
    check_date(on)
    if not counsellor.can(Permission.CONVERSATION_COUNSEL, service):
        raise Refused(f"{counsellor.name} is not a counsellor here.", code="counsellor", field="counsellor")
    if last := last_day_before(on, counsellor, service):
        raise Refused(
            f"{counsellor.name} works here until {last:%A} {last.day} {last:%B %Y}, which is before that date. Choose "
            "somebody else, or an earlier date.",
            code="leaves-before", field="counsellor",
        )  # fmt: skip
    if ends <= starts:
        raise Refused("Choose an end later than the start.", code="shift", field="ends")
    for other in others:
        if starts < other.ends and other.starts < ends:
            raise Refused(
                f"{counsellor.name} has a shift from {spoken(other.starts)} to {spoken(other.ends)} that day.",
                code="shift-overlaps", field="starts",
            )  # fmt: skip


def does_not_work_then(counsellor: Any) -> str:
    """Of a shift whose counsellor has left: it is no help to anybody."""
    return f"{counsellor.name} does not work here on that day, so nobody is there for it. Choose who takes it."


def check_areas(taken: Iterable[Any]) -> None:
    """Raises: Conflict when another service is for one of these areas."""
    if names := ", ".join(sorted(str(area.council) for area in taken)):
        raise Conflict(f"Another service is for {names} already.", code="area-taken", field="areas")


def check_ages(youngest: int, oldest: int) -> None:
    """Raises: Refused."""
    if youngest > oldest:
        raise Refused("Choose an age that is not below the youngest.", code="ages", field="oldest")


def _when(at: dt.datetime) -> str:
    local = at.astimezone(clock.LONDON)
    return f"{local:%A} {local.day} {local:%B} at {in_words(local.time())}"


def spoken(minute: int) -> str:
    """A time of day; it ends as the next one begins, at midnight."""
    return in_words(clock.time_of(minute % 1440))
