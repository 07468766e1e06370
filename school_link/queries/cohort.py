"""Cohorts that somebody may see, and who could be in their workshops."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from mhst.access import check
from mhst.access.models import Membership, User
from mhst.access.roles import roles_with
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.models import School, Team, TeamSchool
from school_link.models import Cohort, Workshop


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be invited, for the place at which they work."""

    user: User
    place: School | Team

    @property
    def key(self) -> str:
        return str(self.user.pk)


def visible(viewer: User) -> Any:
    rows = check.visible(Cohort.objects.all(), viewer, Permission.LINK_VIEW)
    return rows.select_related("team").prefetch_related("schools", Prefetch("workshops", Workshop.objects.all()))


def get_visible(id: UUID, viewer: User) -> Cohort:
    """Raises: NotFound."""
    found: Cohort | None = visible(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that cohort.")
    return found


def teams_to_host(viewer: User) -> list[Team]:
    """The teams for which the viewer may begin a cohort."""
    return list(Team.objects.within(viewer.reach(Permission.LINK_HOST)).order_by("name"))


def get_team_to_host(id: UUID, viewer: User) -> Team:
    """Raises: NotFound."""
    found: Team | None = Team.objects.within(viewer.reach(Permission.LINK_HOST)).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that team.")
    return found


def schools_to_choose(team: Team) -> list[School]:
    """The open schools that the team serves today."""
    serving = TeamSchool.objects.filter(_still(), team=team).values("school")
    return list(School.objects.open().filter(pk__in=serving).order_by("name"))


def get_school_of(cohort: Cohort, id: UUID, viewer: User) -> School:
    """A school of the cohort that the viewer reaches. Raises: NotFound."""
    found: School | None = cohort.schools.within(viewer.reach(Permission.LINK_VIEW)).filter(pk=id).first()
    if found is None and viewer.can(Permission.LINK_HOST, cohort):
        found = cohort.schools.filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that school.")
    return found


def schools_shown(cohort: Cohort, viewer: User) -> list[School]:
    """Those whose own picture the viewer may look at."""
    if viewer.can(Permission.LINK_HOST, cohort):
        return list(cohort.schools.order_by("name"))
    return list(cohort.schools.within(viewer.reach(Permission.LINK_VIEW)).order_by("name"))


def candidates(cohort: Cohort) -> list[Candidate]:
    """Those at the schools, in the team, and in the other teams of these schools, whose role lets them take part."""
    roles = [role.name for role in roles_with(Permission.LINK_VIEW)]
    teams = TeamSchool.objects.filter(_still(), school__in=cohort.schools.all()).values("team")
    at = Q(school__in=cohort.schools.all()) | Q(team__in=teams) | Q(team=cohort.team_id)
    rows = Membership.objects.current().filter(at, role__in=roles, user__is_active=True)
    found: dict[UUID, Candidate] = {}
    for held in rows.select_related("user", "school", "team").order_by("user__last_name", "user__first_name"):
        found.setdefault(held.user_id, Candidate(held.user, held.place))
    return sorted(found.values(), key=lambda one: (isinstance(one.place, Team), str(one.place)))


def is_taken(team: Team, name: str, cohort: Cohort | None = None) -> bool:
    """Whether another cohort of the team is called so."""
    others = Cohort.objects.filter(team=team, name=name)
    return others.exclude(pk=cohort.pk).exists() if cohort else others.exists()


def _still() -> Q:
    today = clock.today()
    return Q(ends_on__isnull=True, starts_on__lte=today) | Q(ends_on__gte=today, starts_on__lte=today)
