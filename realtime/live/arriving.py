"""A page begins to follow a conversation: first its seat is taken, then it is told what it missed, then it is live."""

from typing import TYPE_CHECKING, Any

from mhst.access import sessions
from mhst.audit import recording
from realtime.actions import pause as pauses
from realtime.enums import GONE, Audience
from realtime.live.hub import Seat
from realtime.protocol import asked, told
from realtime.queries import arrival, log, seat
from realtime.queries.arrival import Missed
from realtime.queries.participant import Who
from realtime.rules import refuse
from realtime.rules.kind import KINDS
from realtime.rules.participant import check_has_entered, check_is_here

if TYPE_CHECKING:
    from mhst.access.models import User
    from realtime.live.page import Page


async def arrive(page: "Page", talk: asked.Talk) -> None:
    """Raises: DomainError when this person may not."""
    run = page.process.database.run
    who, lines = await run(_enter, page.user, page.session_key, talk)
    place = Seat(
        page, who.conversation_id, who.id, {a: line.stream for a, line in lines.items()}, who.is_staff,
        KINDS[who.kind].holds_posts,
    )  # fmt: skip
    page.process.hub.sit(place)
    page.seats[who.conversation_id] = place
    try:
        missed = await run(_missed, page.user, who, talk)
        _tell(page, who, missed)
        await _catch_up(place, missed.reached)
    except BaseException:
        page.process.hub.rise(place)
        page.seats.pop(who.conversation_id, None)
        raise
    heads = {a: place.sent[stream] or 0 for a, stream in place.streams.items()}
    page.push_quietly(told.Live(who.conversation_id, who.id, heads))
    page.process.rounds.came(place)


def _enter(user: "User", session_key: str, talk: asked.Talk) -> tuple[Who, dict[Audience, Any]]:
    """Who they are here and what they read. Raises: DomainError."""
    if not sessions.alive({session_key}):
        refuse("signed-out")
    who = arrival.who_is(user, talk.conversation)
    check_is_here(who, user)
    check_has_entered(who, KINDS[who.kind].is_entered and sessions.has_entered(session_key, who.conversation_id))
    if who.pause in GONE and who.is_open:
        pauses.come_back(conversation=who.conversation_id, by=user)
    return who, seat.lines_of(who)


def _missed(user: "User", who: Who, talk: asked.Talk) -> Missed:
    """What they are to be told. Where that is more than what followed, somebody of the staff opens the conversation,
    and leaves a row in the audit."""
    missed = arrival.missed(who, talk.cursors)
    if who.is_staff and (missed.why or any(not arrival.begins(talk.cursors, a) for a in missed.events)):
        recording.seen(who.conversation, by=user, verb="conversation.open")
    return missed


def _tell(page: "Page", who: Who, missed: Missed) -> None:
    if missed.why:
        page.tell(told.Reset(who.conversation_id, missed.why, missed.state, missed.cursors))
    for audience, events in missed.events.items():
        for first in range(0, len(events), arrival.A_PAGE):
            page.tell(told.Events(who.conversation_id, audience, events[first : first + arrival.A_PAGE]))


async def _catch_up(place: Seat, reached: dict[int, int]) -> None:
    """Until it has been told as much as the others here."""
    hub, database = place.page.process.hub, place.page.process.database
    for audience, stream in place.streams.items():
        while stream in hub.lines and not hub.caught_up(place, stream, reached[stream]):
            for events in (await database.run(log.after, {stream: reached[stream]})).values():
                place.page.tell(told.Events(place.conversation, audience, events))
                reached[stream] = events[-1]["seq"]
