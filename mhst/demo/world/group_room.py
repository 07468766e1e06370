"""A group room that is open this evening: something is shown, and a post waits in which words are marked."""

import datetime as dt
from uuid import uuid4

from mhst.access.enums import RoleName
from mhst.access.models import Membership
from mhst.core import clock
from mhst.core.actors import Machine
from mhst.demo.world.said import say
from realtime.actions import group_room as rooms
from realtime.actions import message as messages
from realtime.enums import AgeBand, Decision, GroupRoomState
from realtime.live import checking
from realtime.models import GroupRoom, Participant, Service, Visitor
from realtime.queries.group_room import is_for

DEMO = Machine("demo")
SHOWN = "my brain only wakes up at midnight, is that just me"
WAITS = "same. i go to harbour lane and honestly there is no point in trying any more"


def begin(service: Service, visitors: list[Visitor]) -> None:
    """Unless one is open already. Nobody moderates until somebody opens its page, so it is for reading only."""
    host = Membership.objects.current().filter(team=service.team, role=RoleName.MODERATOR).first()
    if host is None or GroupRoom.objects.filter(state=GroupRoomState.OPEN).exists():
        return
    band = max(AgeBand, key=lambda each: sum(is_for(_room(service, each), visitor) for visitor in visitors))
    starts_at = clock.now() + dt.timedelta(minutes=1)
    room = rooms.plan(
        team=service.team, title="Sleep, or not sleeping", about="What helps you at night, and what does not.",
        band=band, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=3), host=host.user, by=DEMO,
    )  # fmt: skip
    rooms.begin(room=room, by=host.user)
    room.refresh_from_db()
    for visitor, words in zip([one for one in visitors if is_for(room, one)], (SHOWN, WAITS), strict=False):
        _post(room, visitor, words)
    checking.check()


def _room(service: Service, band: AgeBand) -> GroupRoom:
    """Not written: only to ask whom it would be for."""
    return GroupRoom(team=service.team, band=band)


def _post(room: GroupRoom, visitor: Visitor, words: str) -> None:
    who: Participant = rooms.come_in(room=room, visitor=visitor, by=visitor.user)
    mid = uuid4()
    say(who, words, mid=mid)
    if words == SHOWN:
        messages.decide(
            conversation=room.conversation_id, author=who.pk, mid=mid, decision=Decision.RELEASE, by=room.host
        )
