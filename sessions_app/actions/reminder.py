"""Reminders of appointments, kept in line with what is booked and with what people agreed to."""

from uuid import UUID

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageState, MessageWords, Problem
from sessions_app.queries import reminder as queries
from sessions_app.queries.reminder import Occasion
from sessions_app.rules import reminder as rules


@action
def settle(*, by: Actor, series_id: UUID | None = None) -> int:
    """Write the reminders that are due, and withdraw those that are no longer true. Returns how many were written.

    Doing it again changes nothing, so it may be done at any time, and by several workers at once.
    """
    return sum(_settle(occasion, by) for occasion in queries.occasions(series_id=series_id))


def _settle(occasion: Occasion, by: Actor) -> bool:
    now = clock.now()
    words = rules.words_for(occasion.when, told=occasion.told, told_at=occasion.told_at, now=now)
    about = occasion.when or occasion.told
    is_there = False
    for waiting in occasion.open:
        if (waiting.words, waiting.not_after) == (words, about):
            is_there = True
        elif waiting.state == MessageState.WAITING:
            message.withdraw(message=waiting, why=Problem.NOT_WANTED, by=by)
    if words is None or is_there:
        return False
    return _write(occasion, words, by)


def _write(occasion: Occasion, words: MessageWords, by: Actor) -> bool:
    """False when nobody is to be written to, or the time would have passed before anybody may be."""
    way, about, goes = occasion.way, occasion.when or occasion.told, rules.daytime(clock.now())
    if way is None or about is None or goes >= about:
        return False
    message.write(
        key=occasion.next_key,
        channel=Channel(way.channel),
        address=way.address,
        words=words,
        details={"when": f"{about.astimezone(clock.LONDON):%A %-d %B at %H:%M}"},
        not_before=goes,
        not_after=about,
        team=occasion.session.series.team,
        preference=way,
        session=occasion.session,
        by=by,
    )
    return True
