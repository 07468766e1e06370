"""Sentences of a chat: who is there, and how long it is meant to last. Pages carry them; their code puts in names."""

import datetime as dt
from typing import Any

from mhst.core import clock
from realtime.enums import COME_BACK_WITHIN, Part, Pause

SAYS: dict[str, str] = {
    "worker": "{name}, your counsellor,",
    "moderator": "{name}, a moderator,",
    "observer": "{name}, a supervisor who looks in,",
    "was_worker": "{name}, who was your counsellor,",
    "moment": "{name} is taking a moment.",
    "left_page": "{name} left the page, and can come back until {until}.",
    "away": "{name} is away just now. That is not an ending.",
    "goodbye": "{name} is here to say goodbye.",
    "here": "{name} is here.",
    "my_moment": "You are taking a moment. Come back when you are ready.",
    "take_moment": "Take a moment",
    "be_back": "I am back",
    "nobody": "Your counsellor had to leave. We are asking somebody else of our team to go on. You can stay here and "
    "write, or stop whenever you want.",
    "lasts": "This chat is meant to last until {until}.",
    "ended": "This chat has ended. You can still read it.",
}
#: Early words about the end, by how many minutes are left. Nothing closes by itself.
EARLY: tuple[tuple[int, str], ...] = (
    (0, "The time for this chat is up. Nothing closes by itself: you end it together."),
    (5, "About 5 minutes are left. Nothing closes by itself."),
    (10, "About 10 minutes are left. Is there something you still want to say today?"),
)
#: Beside the name of each of the staff in words to young people, so that no nickname can pass for one of them.
WORKS_AS = {Part.WORKER.value: "Counsellor", Part.MODERATOR.value: "Moderator", Part.OBSERVER.value: "Supervisor"}
#: What a page is given of it.
GIVEN = {
    "says": SAYS,
    "early": EARLY,
    "works_as": WORKS_AS,
    "come_back_minutes": COME_BACK_WITHIN // dt.timedelta(minutes=1),
}
MIDNIGHT = "midnight"
PARTS = (Part.WORKER, Part.MODERATOR, Part.OBSERVER)


def works_as(part: str, people: dict[str, Any]) -> str:
    """As what somebody works in a conversation that is for a young person; among colleagues nobody has to be told."""
    is_for_somebody = any(person["part"] == Part.PERSON for person in people.values())
    return WORKS_AS.get(part, "") if is_for_somebody else ""


def of_somebody(person: dict[str, Any], *, is_here: bool, goodbye: bool, for_staff: bool) -> str:
    """What the others see of one person in a conversation. Away is never an ending."""
    name = person["name"]
    if not for_staff and person["part"] in PARTS:
        name = SAYS["was_worker" if goodbye else person["part"]].format(name=name)
    if person["pause"] == Pause.LEFT_PAGE:
        until = dt.datetime.fromisoformat(person["paused_at"]) + COME_BACK_WITHIN
        return SAYS["left_page"].format(name=name, until=at_time(until))
    return SAYS[_is(person, is_here, goodbye)].format(name=name)


def _is(person: dict[str, Any], is_here: bool, goodbye: bool) -> str:
    if person["pause"] == Pause.MOMENT:
        return "moment"
    if not is_here:
        return "away"
    return "goodbye" if goodbye else "here"


def of_the_clock(ends_at: dt.datetime, now: dt.datetime) -> str:
    """Until when it is meant to last, or early words about its end."""
    left = ends_at - now
    for minutes, says in EARLY:
        if left <= dt.timedelta(minutes=minutes):
            return says
    return SAYS["lasts"].format(until=at_time(ends_at))


def at_time(at: dt.datetime) -> str:
    """As pages say a time of day."""
    return in_words(at.astimezone(clock.LONDON).time())


def in_words(at: dt.time) -> str:
    """9:10 pm; the twelve at night by its name, which nobody takes for the one at noon."""
    if (at.hour, at.minute) == (0, 0):
        return MIDNIGHT
    return f"{at:%I:%M} ".lstrip("0") + ("am" if at.hour < 12 else "pm")
