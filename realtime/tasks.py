"""What the worker does every minute for conversations and the counselling service, whoever was killed meanwhile."""

import datetime as dt
from uuid import UUID

from cms.posts.actions import post as moderation
from cms.posts.queries import post as posts
from mhst.core import clock
from mhst.core.actors import SYSTEM, Machine
from mhst.settings.environment import environment
from realtime.actions import alarm, booking, escalation, letter, post, retention
from realtime.actions import visit as visits
from realtime.live import checking
from realtime.queries import phrase
from realtime.queries.flag import AT_ONCE

SWEEP = Machine("queue sweep")
NIGHTLY = 3
#: A letter a step; after so many it stands on first pages only.
MOST_TOLD = 24


def tidy_queue() -> None:
    """Places kept long enough lapse, and so do booked ones; whoever waits when a service has closed is told so."""
    visits.tidy(by=SWEEP)
    booking.release(by=SWEEP)


def tell_of_unread() -> None:
    """Words that nobody has read for five minutes, and whoever waits beside the chats, are told to who leads."""
    alarm.tell_of_unread(by=alarm.ALARM)
    alarm.tell_of_waiting(by=alarm.ALARM)


def tell_of_alone() -> None:
    """A sweep, and at once where somebody's account or role ends: nobody is left alone in a chat."""
    alarm.tell_of_alone(by=alarm.ALARM)


def tell_of_left_bookings() -> None:
    """A sweep, and at once where somebody's account or role ends: nobody is promised a chat with who has left."""
    booking.tell_of_left_by_leavers(by=SWEEP)


def tell_of_shifts_over() -> None:
    """A sweep: chats that go on after the shift of whoever has them."""
    alarm.tell_of_shifts_over(by=alarm.ALARM)


def look_for_danger_words() -> None:
    """A sweep: messages that nothing has looked through."""
    looked = AT_ONCE
    while looked == AT_ONCE:
        looked = checking.check()


def tell_of_unanswered() -> None:
    """A sweep: marks that nobody has answered, in a chat, beside one and before one."""
    checking.tell_late()


def tell_of_held_posts() -> None:
    """A sweep: posts of open rooms that have waited for too long."""
    checking.tell_held()


def tell_of_late_steps() -> None:
    """A sweep: steps about somebody in danger that should have been done."""
    escalation.tell_of_late(by=SYSTEM)


def look_through_post(post_id: UUID) -> None:
    """Words of a post that a moderator looks at first. If this fails, it waits unmarked, and is read all the same."""
    text = posts.words_of(post_id)
    moderation.mark(
        post_id=post_id, words=[text[mark.start : mark.end] for mark in phrase.matcher().marks(text)], by=SYSTEM
    )


def tell_of_post_concerns() -> None:
    """A sweep, and at once: whoever wrote a post may be in danger, and nobody has answered. Again until then."""
    again = dt.timedelta(minutes=environment.concern_again_minutes)
    for one in posts.unanswered():
        step = (clock.now() - one.created_at) // again
        if step < MOST_TOLD:
            post.tell(concern_id=one.pk, raised_by=one.raised_by_id, step=step, by=SYSTEM)


def list_what_is_due() -> None:
    """A sweep of the small hours: what has been kept for as long as it should be, and messages that have gone quiet."""
    if clock.now().astimezone(clock.LONDON).hour == NIGHTLY:
        letter.end_quiet(by=SYSTEM)
        retention.plan(by=SYSTEM)
