"""What follows for connected pages from what happened, in conversations and to those who are in them."""

from mhst.access.events import RolesChanged, SessionsEnded, UserLeft
from mhst.core import events, sweeps
from realtime.events import Happened, HoursChanged, PeopleChanged
from realtime.live import process
from realtime.queries import hours
from realtime.queries.todo import after_chats, in_danger, to_open
from realtime.tasks import (
    list_what_is_due,
    look_for_danger_words,
    tell_of_held_posts,
    tell_of_late_steps,
    tell_of_unanswered_flags,
)
from sessions_app.queries import todo

for lines in (in_danger, to_open, after_chats):
    todo.add_source(lines, is_urgent=True)
sweeps.add(look_for_danger_words)
sweeps.add(tell_of_unanswered_flags)
sweeps.add(tell_of_held_posts)
sweeps.add(tell_of_late_steps)
sweeps.add(list_what_is_due)


@events.on(Happened)
def ring(event: Happened) -> None:
    process.ring(event.heads, event.told)


@events.on(HoursChanged)
def forget_hours(event: HoursChanged) -> None:
    hours.forget(event.service_id)


def look_again(event: object) -> None:
    process.look_again()


for kind in (PeopleChanged, SessionsEnded, RolesChanged, UserLeft):
    events.on(kind)(look_again)
