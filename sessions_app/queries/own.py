"""What a person's own memberships make theirs: their week, their school."""

import datetime as dt
from dataclasses import dataclass

from mhst.access.models import User
from mhst.access.roles import ROLES
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from mhst.places.models import School
from sessions_app.enums import SessionState
from sessions_app.models import SupportSession
from sessions_app.queries.attention import is_to_come


def own_practitioner(viewer: User) -> Practitioner:
    """The viewer as somebody who holds sessions. Raises: NotFound."""
    found = practitioner_of(viewer)
    if found is None:
        raise NotFound("Only practitioners have a timetable of their own.")
    return found


def practitioner_of(viewer: User) -> Practitioner | None:
    """The viewer as somebody who holds sessions, if they do and may see their week."""
    if not viewer.can(Permission.TIMETABLE_VIEW_OWN):
        return None
    return Practitioner.objects.filter(user=viewer).select_related("user", "team").first()


@dataclass(frozen=True)
class Away:
    """Days on which somebody is away, and how many of the sessions they hold are still to take place on them.

    `first_on` is the first of the days that is not over.
    """

    starts_on: dt.date
    first_on: dt.date
    ends_on: dt.date
    sessions: int

    @property
    def is_ahead(self) -> bool:
        return self.starts_on == self.first_on > clock.today()


def away_of(own: Practitioner, today: dt.date, until: dt.date) -> Away | None:
    """The days away that are on now, or the next to begin by `until`."""
    away = own.absences.filter(ends_on__gte=today, starts_on__lte=until).order_by("starts_on").first()
    if away is None:
        return None
    held = own.facilitations.filter(replaced_at__isnull=True).values("session")
    first_on = max(away.starts_on, today)
    to_come = SupportSession.objects.filter(
        pk__in=held, state=SessionState.PLANNED, date__range=(first_on, away.ends_on)
    )
    return Away(away.starts_on, first_on, away.ends_on, sum(is_to_come(session) for session in to_come))


def own_schools(viewer: User) -> list[School]:
    """The schools somebody works at and may see the week of; a team that looks after forty is not meant."""
    wanted = Permission.TIMETABLE_VIEW_SCHOOL
    held = {m.school for m in viewer.memberships_in_places if m.school and wanted in ROLES[m.role].permissions}
    return sorted(held, key=lambda school: school.name)
