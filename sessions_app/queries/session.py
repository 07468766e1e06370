"""Reading sessions: each function starts from what the viewer may see."""

import datetime as dt
from uuid import UUID

from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.models import Room, School
from sessions_app.enums import SessionState
from sessions_app.models import Attendance, Series, SupportSession


def get_visible(id: UUID, viewer: User) -> SupportSession:
    """The session, with its series, school and room. Raises: NotFound when the viewer may not see it."""
    found = (
        check.visible(SupportSession.objects.all(), viewer, Permission.GROUP_VIEW)
        .select_related("series__programme", "series__school", "series__team", "room")
        .filter(pk=id)
        .first()
    )
    if found is None:
        raise NotFound("We could not find that session.")
    return found


def has_attendance(session: SupportSession) -> bool:
    return Attendance.objects.filter(session=session).exists()


def has_all_its_sessions(series: Series) -> bool:
    """Whether as many sessions as the run is to have take place, or have taken place."""
    return series.sessions.taking_place().count() >= series.session_count


def how_many_come(session: SupportSession) -> int:
    """Those who hold a place in the run, and those who hold the session."""
    places = session.series.places.filter(young_person__isnull=False)
    return places.count() + session.facilitations.filter(replaced_at__isnull=True).count()


def planned_from(series: Series, session: SupportSession) -> list[SupportSession]:
    """The planned sessions of a run from this one on, in order."""
    ahead = series.sessions.filter(state=SessionState.PLANNED, number__gte=session.number or 0)
    return list(ahead.select_related("series__school", "room").order_by("number"))


def dates_before(series: Series, session: SupportSession) -> list[dt.date]:
    """The days of the sessions of a run that come before this one, or came."""
    return list(series.sessions.taking_place().filter(number__lt=session.number or 0).values_list("date", flat=True))


def rooms_for(viewer: User, session: SupportSession) -> list[Room]:
    """Rooms of the school in which these people can talk unheard, the present one first whatever it is like.

    Of a school that the viewer's team serves no longer the present one alone; none of one that it never served.
    """
    if not viewer.can(Permission.GROUP_VIEW, session):
        return []
    schools = check.visible(School.objects.filter(pk=session.series.school_id), viewer, Permission.GROUP_VIEW)
    will_do = Q(is_in_use=True, is_confidential=True, capacity__gte=how_many_come(session), school__in=schools)
    rooms = Room.objects.filter(will_do | Q(pk=session.room_id)).order_by("name")
    return sorted(rooms, key=lambda room: room.pk != session.room_id)
