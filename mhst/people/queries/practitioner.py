import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access import check
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import Absence, FixedTime, Practitioner, SchoolDayAgreed, WorkingHours
from mhst.people.names import plain
from mhst.people.queries.availability import Availability, between
from mhst.places.enums import Weekday
from mhst.places.models import Organisation, School, Team, TeamSchool

PAGE = 25
#: The parts of a week as addresses name them.
PARTS: dict[str, Any] = {"hours": WorkingHours, "fixed": FixedTime, "school-day": SchoolDayAgreed}


@dataclass(frozen=True)
class Day:
    """One weekday of an ordinary week."""

    name: str
    hours: list[WorkingHours]
    fixed: list[FixedTime]
    agreed: list[SchoolDayAgreed]


@dataclass(frozen=True)
class Listed:
    """One line of a list."""

    practitioner: Practitioner
    away_until: dt.date | None


def visible_to(viewer: User) -> Any:
    """The practitioners of the teams that the viewer belongs to or looks after."""
    rows = Practitioner.objects.select_related("user", "team", "employer")
    return check.visible(rows, viewer, Permission.PRACTITIONER_VIEW)


def get_visible(id: UUID, viewer: User) -> Practitioner:
    """Raises: NotFound."""
    found = visible_to(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound()
    return found


def employers_of_working(team_id: UUID) -> set[UUID]:
    """The organisations that employ those who work in this team; not those of leavers."""
    return set(Practitioner.objects.working().filter(team=team_id).order_by().values_list("employer", flat=True))


def search(viewer: User, text: str = "", *, page: int | str = 1) -> Page[Listed]:
    """A page of those whom the viewer may see, with who is away today. Two queries besides the viewer's reach."""
    wanted = plain(text).split()
    people = [one for one in visible_to(viewer) if all(word in plain(one.user.name) for word in wanted)]
    found = Paginator(people, PAGE).get_page(page)
    found.object_list = _listed(list(found.object_list))
    return found


def week_of(practitioner: Practitioner) -> list[Day]:
    """Monday to Friday with all their parts, those of past and coming months included. Three queries."""
    parts = [list(practitioner.working_hours.all()), list(practitioner.fixed_times.all())]
    agreed = list(practitioner.agreed_days.select_related("school"))
    return [
        Day(day.label, *([part for part in kind if part.weekday == day] for kind in (*parts, agreed)))
        for day in Weekday
    ]


def get_part(practitioner: Practitioner, kind: str, id: UUID) -> Any:
    """A part of this practitioner's week. Raises: NotFound."""
    found = kind in PARTS and PARTS[kind].objects.filter(practitioner=practitioner, pk=id).first()
    if not found:
        raise NotFound()
    return found


def absences_of(practitioner: Practitioner) -> Any:
    """Those of the last three months, now, and to come."""
    return practitioner.absences.filter(ends_on__gte=clock.today() - dt.timedelta(days=92))


def get_absence(id: UUID, viewer: User) -> Absence:
    """Raises: NotFound."""
    rows = Absence.objects.select_related("practitioner__user", "practitioner__team")
    found = rows.filter(pk=id, practitioner__in=visible_to(viewer)).first()
    if found is None:
        raise NotFound()
    return found


def availability(practitioners: Iterable[Practitioner], from_: dt.date, to: dt.date) -> dict[UUID, Availability]:
    """What each one's own week says about these dates, by id, in five queries at most."""
    return between(practitioners, from_, to)


def _listed(people: list[Practitioner]) -> list[Listed]:
    today = clock.today()
    away = Absence.objects.filter(practitioner__in=people, starts_on__lte=today, ends_on__gte=today)
    until = {absence.practitioner_id: absence.ends_on for absence in away}
    return [Listed(person, until.get(person.pk)) for person in people]


@dataclass(frozen=True)
class MayJoin:
    """What can be chosen when a practitioner is added."""

    users: Any
    teams: Any
    employers: Any


def those_who_may_join(viewer: User) -> MayJoin:
    """Colleagues in a team that the viewer runs who are no practitioners yet; these teams; their employers."""
    teams = Team.objects.within(viewer.reach(Permission.PRACTITIONER_EDIT))
    members = Membership.objects.current().filter(team__in=teams).values("user")
    return MayJoin(
        users=User.objects.filter(pk__in=members, practitioner__isnull=True).order_by("last_name", "first_name"),
        teams=teams,
        employers=Organisation.objects.filter(teams__in=teams).distinct(),
    )


def schools_of(practitioner: Practitioner) -> Any:
    """The open schools that the practitioner's team serves today, or will."""
    served = TeamSchool.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()), team=practitioner.team_id
    )
    return School.objects.open().filter(pk__in=served.values("school"))
