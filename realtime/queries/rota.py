"""A service's opening hours and rota, as whoever keeps them sees them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from mhst.access import check
from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.enums import TeamKind
from mhst.places.models import Council, Team
from realtime.dates import Opening
from realtime.models import Service, Shift, SpecialHours, WeeklyHours
from realtime.queries import hours


@dataclass(frozen=True)
class Rota:
    """One service from today on."""

    service: Service
    opening: Opening
    week: list[WeeklyHours | None]
    special: list[SpecialHours]
    shifts: list[Shift]
    areas: list[Council]

    @property
    def left(self) -> int:
        """How many shifts are of somebody who does not work here then."""
        return sum(not shift.is_staffed for shift in self.shifts)


def has_counselling(viewer: User) -> bool:
    """Whether any team that the viewer works for here counsels online: else its pages have nothing for them. Asked
    for several lines of one menu, it is read once."""
    known: bool | None = viewer.__dict__.get("_has_counselling")
    if known is None:
        known = viewer.__dict__["_has_counselling"] = _has_counselling(viewer)
    return known


def _has_counselling(viewer: User) -> bool:
    kept = (Permission.COUNSELLING_KEEP, Permission.CONVERSATION_MODERATE, Permission.CONVERSATION_COUNSEL)
    reaches = [viewer.reach(one) for one in kept]
    teams = frozenset[UUID]().union(*(reach.teams for reach in reaches))
    is_one = Q(kind=TeamKind.COUNSELLING) | Q(counselling__isnull=False)
    return any(reach.everywhere for reach in reaches) or Team.objects.filter(is_one, pk__in=teams).exists()


def teams(viewer: User) -> list[Team]:
    """The counselling teams whose hours the viewer keeps, with their service if it has begun."""
    is_one = Q(kind=TeamKind.COUNSELLING) | Q(counselling__isnull=False)
    rows = Team.objects.filter(is_one).select_related("counselling")
    return list(check.visible(rows, viewer, Permission.COUNSELLING_KEEP).order_by("name"))


def get_team(viewer: User, id: UUID) -> Team:
    """Raises: NotFound."""
    found = next((team for team in teams(viewer) if team.pk == id), None)
    if found is None:
        raise NotFound
    return found


def get_service(viewer: User, id: UUID) -> Service:
    """Raises: NotFound."""
    rows = check.visible(Service.objects, viewer, Permission.COUNSELLING_KEEP)
    found: Service | None = rows.filter(pk=id).select_related("team").first()
    if found is None:
        raise NotFound
    return found


def service_of(team: Team) -> Service | None:
    return Service.objects.filter(team=team).first()


def rota_of(service: Service) -> Rota:
    today = clock.today()
    weekly = {row.weekday: row for row in service.weekly_hours.all()}
    return Rota(
        service=service,
        opening=hours.opening(service),
        week=[weekly.get(weekday) for weekday in range(7)],
        special=list(service.special_hours.filter(on__gte=today)),
        shifts=list(hours.marked(service.shifts.filter(on__gte=today)).select_related("counsellor")),
        areas=areas_of(service),
    )


def weekly(service: Service, weekday: int) -> WeeklyHours | None:
    return service.weekly_hours.filter(weekday=weekday).first()


def get_special(service: Service, id: UUID) -> SpecialHours:
    """Raises: NotFound."""
    found: SpecialHours | None = service.special_hours.filter(pk=id).select_related("service").first()
    if found is None:
        raise NotFound("That date has been taken off the list already.")
    return found


def get_shift(service: Service, id: UUID) -> Shift:
    """Raises: NotFound."""
    found: Shift | None = hours.marked(service.shifts).filter(pk=id).select_related("service", "counsellor").first()
    if found is None:
        raise NotFound("That shift has been taken off the rota already.")
    return found


def counsellors(service: Service) -> list[User]:
    """Who can be put on the rota."""
    here = Membership.objects.current().filter(team=service.team_id, role=RoleName.COUNSELLOR, user__is_active=True)
    return list(User.objects.filter(pk__in=here.values("user")).order_by("last_name", "first_name"))


def councils() -> list[Council]:
    """Every area there is."""
    return list(Council.objects.order_by("name"))


def areas_of(service: Service | None) -> list[Council]:
    return list(Council.objects.filter(counselling__service=service)) if service else []
