"""The room of a consultation: who is in it, until when, and whom each side may invite."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from mhst.access import grants
from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.core.permissions import Permission
from realtime.models import Participant
from school_link.enums import Side
from school_link.models import Consultation, RoomGuest

#: Who of each side can be invited.
SCHOOL_SIDE = (RoleName.SCHOOL_STAFF, RoleName.SENIOR_MENTAL_HEALTH_LEAD, RoleName.DESIGNATED_SAFEGUARDING_LEAD)
SPECIALIST_SIDE = (RoleName.CAMHS_SPECIALIST, RoleName.SUPERVISOR, RoleName.TEAM_MANAGER)


@dataclass(frozen=True)
class InRoom:
    """Somebody who may be in the room, until when."""

    user: User
    until: dt.datetime
    guest: RoomGuest | None


def is_let_in(one: Consultation, user: User) -> bool:
    """Whether a grant lets them into the room now."""
    return one.conversation is not None and user.can(Permission.CONSULTATION_TALK, one.conversation)


def people(one: Consultation) -> list[InRoom]:
    """All who may be in, as both sides see it."""
    if one.conversation is None:
        return []
    guests = {guest.user_id: guest for guest in one.guests.select_related("invited_by")}
    return [InRoom(grant.user, grant.ends_at, guests.get(grant.user_id)) for grant in grants.on(one.conversation)]


def colleagues(one: Consultation, side: str) -> list[User]:
    """Of one's own organisation, who can be asked in."""
    place: Any = {"school": one.school_id} if side == Side.SCHOOL else {"team": one.desk.team_id}
    roles = SCHOOL_SIDE if side == Side.SCHOOL else SPECIALIST_SIDE
    here = Membership.objects.current().filter(role__in=roles, user__is_active=True, **place)
    return list(User.objects.filter(pk__in=here.values("user")).order_by("last_name", "first_name"))


def get_guest(one: Consultation, user_id: Any) -> RoomGuest | None:
    return one.guests.select_related("user", "consultation").filter(user=user_id, until__gt=clock.now()).first()


def overdue_guests(now: dt.datetime) -> list[RoomGuest]:
    """Whose time is over and who has not been seen out yet."""
    still_in = Participant.objects.filter(left_at=None)
    rows = RoomGuest.objects.filter(until__lte=now, consultation__conversation__isnull=False)
    rows = rows.select_related("consultation__conversation", "user")
    inside = set(
        still_in.filter(conversation__in=rows.values("consultation__conversation")).values_list("conversation", "user")
    )
    return [guest for guest in rows if (guest.consultation.conversation_id, guest.user_id) in inside]
