"""Sentences of a chat: who is there, and how long it is meant to last. The page's own code says the same."""

import datetime as dt
from typing import Any

from mhst.core import clock
from realtime.enums import COME_BACK_WITHIN, Part, Pause

#: Early words about the end. Nothing closes by itself.
EARLY = (
    (dt.timedelta(0), "The time for this chat is up. Nothing closes by itself: you end it together."),
    (dt.timedelta(minutes=5), "About 5 minutes are left. Nothing closes by itself."),
    (dt.timedelta(minutes=10), "About 10 minutes are left. Is there something you still want to say today?"),
)
MY_MOMENT = "You are taking a moment. Come back when you are ready."
PARTS = {
    Part.WORKER: "your counsellor", Part.MODERATOR: "a moderator", Part.OBSERVER: "a supervisor who looks in",
}  # fmt: skip


def of_somebody(person: dict[str, Any], *, is_here: bool, goodbye: bool, for_staff: bool) -> str:
    """What the others see of one person in a conversation. Away is never an ending."""
    name = person["name"]
    if not for_staff and person["part"] in PARTS:
        name = f"{name}, {'who was your counsellor' if goodbye else PARTS[person['part']]},"
    if person["pause"] == Pause.MOMENT:
        return f"{name} is taking a moment."
    if person["pause"] == Pause.LEFT_PAGE:
        until = dt.datetime.fromisoformat(person["paused_at"]) + COME_BACK_WITHIN
        return f"{name} left the page, and can come back until {at_time(until)}."
    if not is_here:
        return f"{name} is away just now. That is not an ending."
    return f"{name} is here to say goodbye." if goodbye else f"{name} is here."


def of_the_clock(ends_at: dt.datetime, now: dt.datetime) -> str:
    """Until when it is meant to last, or early words about its end."""
    left = ends_at - now
    for within, says in EARLY:
        if left <= within:
            return says
    return f"This chat is meant to last until {at_time(ends_at)}."


def at_time(at: dt.datetime) -> str:
    """As pages say a time of day."""
    local = at.astimezone(clock.LONDON)
    return f"{local:%I:%M} ".lstrip("0") + ("am" if local.hour < 12 else "pm")
