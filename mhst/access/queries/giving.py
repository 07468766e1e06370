"""Which roles somebody may give, and where."""

from uuid import UUID

from mhst.access.enums import HeldAt
from mhst.access.models import Membership, User
from mhst.access.roles import ROLES, Role
from mhst.access.standing import standing
from mhst.core.reach import Reach
from mhst.places.models import Organisation, School, Team

Place = Organisation | Team | School
KINDS: dict[str, type[Place]] = {HeldAt.ORGANISATION: Organisation, HeldAt.TEAM: Team, HeldAt.SCHOOL: School}


def roles_given_by(viewer: User) -> list[Role]:
    """In the order in which roles are listed."""
    given = {name for membership in viewer.current_memberships for name in ROLES[membership.role].gives}
    return [role for role in ROLES.values() if role.name in given]


def giving_reach(viewer: User, role: str) -> Reach:
    """Where `viewer` may give this role."""
    return _reach_of(viewer, [m for m in viewer.current_memberships if role in ROLES[m.role].gives])


def places_given_by(viewer: User) -> dict[HeldAt, list[Place]]:
    """Every place where `viewer` may give some role. Schools: those that a team works with today."""
    extent = _reach_of(viewer, [m for m in viewer.current_memberships if ROLES[m.role].gives])
    if extent.everywhere:
        organisations, teams = Organisation.objects.all(), Team.objects.all()
        schools = School.objects.filter(team_schools__isnull=False).distinct()
    else:
        organisations = Organisation.objects.filter(pk__in=extent.organisations)
        teams = Team.objects.filter(pk__in=extent.teams)
        schools = School.objects.filter(pk__in=extent.schools)
    found = {HeldAt.TEAM: list(teams), HeldAt.SCHOOL: list(schools), HeldAt.ORGANISATION: list(organisations)}
    return {kind: places for kind, places in found.items() if places}


def gives_everywhere(viewer: User) -> bool:
    return _reach_of(viewer, [m for m in viewer.current_memberships if ROLES[m.role].gives]).everywhere


def place_of(kind: str, id: UUID) -> Place | None:
    """The place itself; whether a role may be given there is the rules' to say."""
    return KINDS[kind].objects.filter(pk=id).first() if kind in KINDS else None


def _reach_of(viewer: User, held: list[Membership]) -> Reach:
    return standing(viewer).reach_of(held)
