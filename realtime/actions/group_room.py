"""Group rooms: planned, changed, cancelled, opened, moderated and ended."""

import datetime as dt
from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import SYSTEM, Actor
from mhst.core.errors import Conflict
from mhst.places.models import Team
from mhst.settings.environment import environment
from realtime.actions import conversation as conversations
from realtime.actions import held as held_posts
from realtime.actions import lease
from realtime.actions.log import Log
from realtime.enums import GroupRoomState, Part
from realtime.models import Aside, Conversation, GroupRoom, Participant, Removal, Visitor
from realtime.queries import group_room as queries
from realtime.queries.holding import supervising
from realtime.rules import group_room as rules
from realtime.rules import refuse
from realtime.rules.kind import GROUP_ROOM, ONE_TO_ONE
from realtime.rules.participant import check_may_take_part
from sessions_app.actions import message as letters
from sessions_app.enums import Channel, MessageWords

#: As long as a moderator's page counts as there, where it is not connected.
HERE_FOR = dt.timedelta(seconds=60)


@action
def plan(
    *, team: Team, title: str, about: str, band: str, starts_at: dt.datetime, ends_at: dt.datetime, host: User,
    second_host: User | None = None, by: Actor,
) -> GroupRoom:  # fmt: skip
    """Raises: Refused."""
    rules.check_can_keep(team, by)
    rules.check_times(starts_at, ends_at, clock.now())
    rules.check_hosts(team, host, second_host)
    conversation = conversations.begin(kind=GROUP_ROOM.name, team=team, by=by)
    return GroupRoom.objects.create(
        conversation=conversation, team=team, title=title, about=about, band=band, starts_at=starts_at,
        ends_at=ends_at, host=host, second_host=second_host,
    )  # fmt: skip


@action
def change(
    *, room: GroupRoom, title: str, about: str, band: str, starts_at: dt.datetime, ends_at: dt.datetime, host: User,
    second_host: User | None = None, by: Actor,
) -> None:  # fmt: skip
    """As long as it has not begun. Raises: Refused."""
    rules.check_can_keep(room.team, by)
    held = _locked(room)
    rules.check_move(held, GroupRoomState.OPEN)
    rules.check_times(starts_at, ends_at, clock.now())
    rules.check_hosts(room.team, host, second_host)
    held.title, held.about, held.band, held.starts_at, held.ends_at = title, about, band, starts_at, ends_at
    held.host, held.second_host = host, second_host
    held.save()


@action
def cancel(*, room: GroupRoom, by: Actor) -> None:
    """Raises: Refused."""
    rules.check_can_keep(room.team, by)
    held = _locked(room)
    rules.check_move(held, GroupRoomState.CANCELLED)
    _set(held, state=GroupRoomState.CANCELLED)
    conversations.end(conversation=held.conversation, by=SYSTEM)


@action
def moderate(*, room: GroupRoom, by: User) -> Participant:
    """Be there as a moderator: from now on and while the page is there, the room takes posts. Raises: Refused."""
    rules.check_can_moderate(room, by)
    rules.check_is_open(_locked(room))
    name = by.first_name or by.name
    who = conversations.join(conversation=room.conversation, user=by, part=Part.MODERATOR, name=name, by=by)
    lease.renew(participants=[who.pk], until=clock.now() + HERE_FOR, by=by)
    return who


@action
def stay(*, room: GroupRoom, by: User) -> Participant:
    """The page of somebody who has come in to moderate is there still. Raises: Refused for everybody else."""
    rules.check_can_moderate(room, by)
    who = queries.moderates_in(room, by)
    if who is None:
        refuse("not-moderator")
    lease.renew(participants=[who.pk], until=clock.now() + HERE_FOR, by=by)
    return who


@action
def begin(*, room: GroupRoom, by: User) -> None:
    """Open it: young people can come in. Raises: Refused."""
    held = _locked(room)
    if held.state != GroupRoomState.OPEN:
        rules.check_can_open(held, by, clock.now())
        _set(held, state=GroupRoomState.OPEN)
    moderate(room=held, by=by)


@action
def end(*, room: GroupRoom, word: str = "", by: User) -> None:
    """Over for everybody. Posts that wait by then are not shown, with this kind `word` to whoever wrote them, and stay
    for moderators to read. Raises: Refused."""
    rules.check_can_moderate(room, by)
    ending = _locked(room)
    rules.check_move(ending, GroupRoomState.ENDED)
    held_posts.let_go(conversation=ending.conversation_id, words=word, by=by)
    _set(ending, state=GroupRoomState.ENDED)
    conversations.end(conversation=ending.conversation, by=SYSTEM)


@action
def freeze(*, room: GroupRoom, is_frozen: bool, by: User) -> None:
    """Take no posts for a while, or take them again. Raises: Refused."""
    rules.check_can_moderate(room, by)
    _set(_open(room), is_frozen=is_frozen)
    conversations.tell_changed(conversation=room.conversation_id, by=by)


@action
def slow_down(*, room: GroupRoom, seconds: int, by: User) -> None:
    """One post of each person in so many seconds; none for as they like. Raises: Refused."""
    rules.check_can_moderate(room, by)
    rules.check_slow(seconds)
    _set(_open(room), slow_seconds=seconds)
    conversations.tell_changed(conversation=room.conversation_id, by=by)


@action
def come_in(*, room: GroupRoom, visitor: Visitor, by: User) -> Participant:
    """Raises: Refused."""
    rules.check_can_come_in(_locked(room), visitor, queries.was_removed(room, visitor.user))
    return conversations.join(
        conversation=room.conversation, user=visitor.user, part=Part.PERSON, name=visitor.user.name, by=by
    )


@action
def remove(*, room: GroupRoom, participant: Participant, by: User) -> None:
    """Ask somebody out, who cannot come back into this room. Done again it changes nothing. Raises: Refused."""
    rules.check_can_moderate(room, by)
    _locked(room)  # who comes in at this moment does so before, and is asked out again
    Removal.objects.get_or_create(participant=participant, defaults={"room": room, "removed_by": by})
    conversations.remove(participant=participant, by=by)


@action
def ask_aside(*, room: GroupRoom, participant: Participant, by: User) -> Aside:
    """Ask for a counsellor to talk with somebody of the room, just the two of them. Once for each. Raises: Refused."""
    rules.check_can_moderate(room, by)
    _locked(room)
    if (known := Aside.objects.filter(participant=participant).first()) is not None:
        return known
    conversation = conversations.begin(kind=ONE_TO_ONE.name, team=room.team, by=by)
    conversations.join(conversation=conversation, user=participant.user, part=Part.PERSON, name=participant.name, by=by)
    return Aside.objects.create(room=room, participant=participant, conversation=conversation, asked_by=by)


@action
def take_aside(*, aside: Aside, by: User) -> None:
    """Go in as the counsellor who helps; of two who do, one does. Raises: Refused, Conflict."""
    check_may_take_part(aside.conversation, Part.WORKER, by)
    Log([aside.conversation_id])  # its streams first, as everybody who locks both
    conversation = Conversation.objects.select_for_update(of=("self",)).get(pk=aside.conversation_id)
    if conversation.helps_id is not None:
        raise Conflict("Somebody else has gone in already.", code="taken")
    who = conversations.join(
        conversation=conversation, user=by, part=Part.WORKER, name=by.first_name or by.name, by=SYSTEM
    )
    conversations.assign(conversation=conversation, to=who, epoch=conversation.epoch, by=SYSTEM)


@action
def tell_of_held(*, message_id: UUID, by: Actor) -> None:
    """A post has waited for too long: write to everybody who supervises, once, that something urgent waits."""
    room = _of_post(message_id)
    _write(room, f"held:{message_id}", supervising(room.team), by)


@action
def ask_for_second(*, message_id: UUID, by: Actor) -> None:
    """A post has waited until a second moderator sees to it: write to them, once, whether or not a page is open."""
    room = _of_post(message_id)
    _write(room, f"held-second:{message_id}", queries.second_for(room), by)


def _of_post(message_id: UUID) -> GroupRoom:
    rows = GroupRoom.objects.select_related("team", "host", "second_host")
    return rows.get(conversation__messages=message_id)


def _write(room: GroupRoom, key: str, to: list[User], by: Actor) -> None:
    link = environment.base_url.rstrip("/") + reverse("group-room", args=[room.pk])
    for user in to:
        letters.write(
            key=f"{key}:{user.pk}", channel=Channel.EMAIL, address=user.email, words=MessageWords.URGENT,
            details={"link": link}, by=by,
        )  # fmt: skip


def _locked(room: GroupRoom) -> GroupRoom:
    rows = GroupRoom.objects.select_for_update(of=("self",)).select_related("conversation", "team")
    found: GroupRoom = rows.get(pk=room.pk)
    return found


def _open(room: GroupRoom) -> GroupRoom:
    """Locked, while it is open. Raises: Refused."""
    held = _locked(room)
    rules.check_is_open(held)
    return held


def _set(room: GroupRoom, **values: object) -> None:
    for name, value in values.items():
        setattr(room, name, value)
    room.save()
