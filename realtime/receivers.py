"""What follows for connected pages from what happened, in conversations and to those who are in them."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from cms.posts.events import PostConcernRaised, PostSubmitted
from mhst.access.events import RolesChanged, SessionsEnded, UserLeft
from mhst.access.models import User
from mhst.core import events, sweeps
from realtime.actions import pause as pauses
from realtime.events import Happened, HoursChanged, PeopleChanged, Written
from realtime.live import process
from realtime.queries import hours
from realtime.queries.todo import after_chats, beside_chats, in_danger, post_concerns, said_before, to_open
from realtime.tasks import (
    list_what_is_due,
    look_for_danger_words,
    look_through_post,
    tell_of_alone,
    tell_of_held_posts,
    tell_of_late_steps,
    tell_of_left_bookings,
    tell_of_post_concerns,
    tell_of_shifts_over,
    tell_of_unanswered,
)
from sessions_app.queries import todo

for lines in (in_danger, said_before, beside_chats, post_concerns, to_open, after_chats):
    todo.add_source(lines, is_urgent=True)
sweeps.add(look_for_danger_words)
sweeps.add(tell_of_unanswered)
sweeps.add(tell_of_alone)
sweeps.add(tell_of_left_bookings)
sweeps.add(tell_of_shifts_over)
sweeps.add(tell_of_held_posts)
sweeps.add(tell_of_late_steps)
sweeps.add(list_what_is_due)
sweeps.add(tell_of_post_concerns)


@events.on(Happened)
def ring(event: Happened) -> None:
    process.ring(event.heads, event.told)


@events.on(Written)
def look_for_danger(event: Written) -> None:
    process.look_through(event.messages)


@events.on(HoursChanged)
def forget_hours(event: HoursChanged) -> None:
    hours.forget(event.service_id)


def look_again(event: object) -> None:
    process.look_again()


for kind in (PeopleChanged, SessionsEnded, RolesChanged, UserLeft):
    events.on(kind)(look_again)


def leave_nobody_alone(event: RolesChanged | UserLeft) -> None:
    hours.forget_all_of(event.user_id)
    tell_of_alone()
    tell_of_left_bookings()


events.on(RolesChanged)(leave_nobody_alone)
events.on(UserLeft)(leave_nobody_alone)


@receiver(user_logged_out)
def leave_chats(user: User | None, **kwargs: Any) -> None:
    """Whoever signs out has left the page, and can come back."""
    if user is not None and not user.is_colleague:
        pauses.leave_page(by=user)


@events.on(PostSubmitted)
def look_through(event: PostSubmitted) -> None:
    look_through_post(event.post_id)


@events.on(PostConcernRaised)
def tell_at_once(event: PostConcernRaised) -> None:
    tell_of_post_concerns()
