"""Group rooms as those who plan them, moderate them and come into them see them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.models import Team
from realtime.enums import AgeBand, GroupRoomState, MessageState, Part
from realtime.models import Aside, Conversation, GroupRoom, Participant, Removal, Visitor
from realtime.queries import posting, rota
from realtime.queries.conversation import PRIVATE
from realtime.queries.holding import holding
from realtime.queries.participant import Who

A_PAGE = 30
LIVE = (GroupRoomState.PLANNED, GroupRoomState.OPEN)
SEEN_BY = (Permission.COUNSELLING_KEEP, Permission.CONVERSATION_MODERATE)


@dataclass(frozen=True)
class Standing:
    """Whether posts are taken just now, in a sentence where they are not."""

    takes_posts: bool
    why_not: str = ""
    slow_seconds: int = 0


def rooms(viewer: User) -> list[GroupRoom]:
    """Planned and open ones of the viewer's teams, and those that were over today; each with the posts that wait."""
    rows = _visible(viewer).filter(Q(state__in=LIVE) | Q(ends_at__gte=_today()))
    waits = Q(conversation__messages__state=MessageState.HELD, state=GroupRoomState.OPEN)
    rows = rows.annotate(
        waiting=Count("conversation__messages", filter=waits),
        oldest=Min("conversation__messages__created_at", filter=waits),
    )
    return list(rows.select_related("team", "host", "second_host").order_by("starts_at"))


def earlier(viewer: User, number: Any = 1) -> "Page[Any]":
    """Those of the viewer's teams that were over, or cancelled, before today; the last one first."""
    rows = _visible(viewer).exclude(state__in=LIVE).filter(ends_at__lt=_today())
    rows = rows.select_related("host", "second_host").order_by("-starts_at", "pk")
    return Paginator(rows, A_PAGE).get_page(number)


def _visible(viewer: User) -> Any:
    keeps = check.visible(GroupRoom.objects, viewer, Permission.COUNSELLING_KEEP)
    moderates = check.visible(GroupRoom.objects, viewer, Permission.CONVERSATION_MODERATE)
    return GroupRoom.objects.filter(Q(pk__in=keeps.values("pk")) | Q(pk__in=moderates.values("pk")))


def _today() -> dt.datetime:
    return clock.at_local(clock.today(), 0)


def get_visible(id: UUID, viewer: User) -> GroupRoom:
    """For whoever plans or moderates rooms of the team. Raises: NotFound."""
    found = GroupRoom.objects.filter(pk=id).select_related("team", "host", "second_host", "conversation").first()
    if found is None or not any(viewer.can(one, found) for one in SEEN_BY):
        raise NotFound
    return found


def moderates_in(room: GroupRoom, viewer: User) -> Participant | None:
    """As whom the viewer has come in to moderate, and not left since."""
    rows = Participant.objects.filter(conversation=room.conversation_id, user=viewer, part=Part.MODERATOR)
    return rows.filter(left_at=None).first()


def teams(viewer: User) -> list[Team]:
    """Whose rooms the viewer plans."""
    return rota.teams(viewer)


def moderators(team: Team) -> list[User]:
    """Who can host."""
    return holding(Permission.CONVERSATION_MODERATE, team)


def second_for(room: GroupRoom) -> list[User]:
    """Who is told when a post waits for a second moderator: the second host, or else everybody who only moderates."""
    if room.second_host is not None and room.second_host.is_active:
        return [room.second_host] if room.second_host.email else []
    others = {room.host_id, *(user.pk for user in holding(Permission.CONVERSATION_SUPERVISE, room.team))}
    return [user for user in moderators(room.team) if user.email and user.pk not in others]


def people(room: GroupRoom) -> list[Participant]:
    """Young people who are in it now."""
    rows = Participant.objects.filter(conversation=room.conversation_id, part=Part.PERSON, left_at=None)
    return list(rows.select_related("aside").order_by("joined_at"))


def person(room: GroupRoom, id: UUID) -> Participant:
    """Raises: NotFound."""
    rows = Participant.objects.filter(conversation=room.conversation_id, part=Part.PERSON, pk=id)
    found = rows.select_related("user").first()
    if found is None:
        raise NotFound
    return found


def standing(room: GroupRoom) -> Standing:
    """As anybody in the room is told it."""
    now = posting.of([room.conversation_id])[room.conversation_id]
    if now.is_over:
        return Standing(False, "The room is over. You can still read it.")
    if not now.is_moderated:
        why = "Nobody is here just now to read posts first, so you can read but not post. That may change in a moment."
        return Standing(False, why)
    if now.is_frozen:
        return Standing(False, "The host has stopped posts for a moment.")
    return Standing(True, slow_seconds=now.slow_seconds)


def visitor_of(user: User) -> Visitor:
    """Raises: NotFound for everybody who is not a young person of the service."""
    found = Visitor.objects.filter(user=user).select_related("service__team", "user").first()
    if found is None:
        raise NotFound
    return found


def ages(born_year: int, born_month: int) -> set[int]:
    """By month and year: in the month of a birthday both ages count, since nobody is asked for the day."""
    today = clock.today()
    age = today.year - born_year - (today.month < born_month)
    return {age, age - 1} if today.month == born_month else {age}


def is_for(room: Any, visitor: Any) -> bool:
    """Whether somebody is of a room's age, and of the team's service."""
    own = ages(visitor.born_year, visitor.born_month)
    return visitor.service.team_id == room.team_id and bool(own & set(AgeBand(room.band).ages))


def rooms_for(visitor: Visitor) -> list[GroupRoom]:
    """Planned and open rooms of their age, the next first."""
    rows = GroupRoom.objects.filter(team=visitor.service.team_id, state__in=LIVE, ends_at__gte=clock.now())
    return [room for room in rows.order_by("starts_at") if is_for(room, visitor)]


def room_of(conversation: UUID) -> GroupRoom:
    """Which room it is that is held in this conversation."""
    return GroupRoom.objects.get(conversation=conversation)


def room_for(id: UUID, visitor: Visitor) -> GroupRoom:
    """Raises: NotFound."""
    found = GroupRoom.objects.filter(pk=id).select_related("conversation", "team").first()
    if found is None or not is_for(found, visitor):
        raise NotFound
    return found


def was_removed(room: GroupRoom, user: User) -> bool:
    """Whether somebody was asked to leave."""
    return Removal.objects.filter(room=room, participant__user=user).exists()


def aside_for(room: GroupRoom, user: User) -> Aside | None:
    """A private talk that a moderator asked for, for this person."""
    return Aside.objects.filter(room=room, participant__user=user).first()


def asides(viewer: User) -> list[Aside]:
    """Those that wait for a counsellor, of teams in which the viewer counsels; the oldest first."""
    teams = viewer.reach(Permission.CONVERSATION_COUNSEL)
    rows = Aside.objects.filter(conversation__in=Conversation.objects.within(teams), conversation__helps=None)
    return list(rows.filter(conversation__state="open").select_related("room", "participant", "conversation"))


def get_aside(id: UUID, viewer: User) -> Aside:
    """Raises: NotFound."""
    found = next((aside for aside in asides(viewer) if aside.pk == id), None)
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Way:
    """From a private talk back to the room that it is beside. `comes_in` where they have left it meanwhile."""

    room: GroupRoom
    is_staff: bool
    comes_in: bool


def way_back(who: Who, viewer: User) -> Way | None:
    """While the room goes on and the viewer may enter it: none who was asked to leave it, nor colleagues who only
    counsel. Three queries at most, for a private talk alone."""
    if who.kind != PRIVATE:
        return None
    rows = Aside.objects.filter(conversation=who.conversation_id, room__state=GroupRoomState.OPEN)
    aside = rows.select_related("room__team", "participant").first()
    if aside is None or not _may_enter(aside.room, who, viewer):
        return None
    return Way(aside.room, who.is_staff, not who.is_staff and aside.participant.left_at is not None)


def _may_enter(room: GroupRoom, who: Who, viewer: User) -> bool:
    if who.is_staff:
        return any(viewer.can(one, room) for one in SEEN_BY)
    visitor = Visitor.objects.filter(user=viewer).select_related("service").first()
    return visitor is not None and is_for(room, visitor) and not was_removed(room, viewer)
