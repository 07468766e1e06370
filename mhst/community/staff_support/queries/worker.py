"""Who supports staff, and where each of them belongs: for those who want somebody from outside."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from mhst.access.models import Membership, User
from mhst.access.roles import roles_with
from mhst.community.staff_support.enums import State
from mhst.community.staff_support.models import Request, TeamSupport, Worker
from mhst.community.staff_support.queries.door import ORGANISATION, SCHOOL
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.enums import TeamKind
from mhst.places.models import Organisation, Team


def check_door(viewer: User) -> frozenset[UUID]:
    """The teams whose requests somebody answers. For everybody else there is nothing here. Raises: NotFound."""
    teams = viewer.reach(Permission.STAFF_SUPPORT_GIVE).teams
    if not teams:
        raise NotFound
    return teams


def workers_of(team: Team | UUID) -> list[User]:
    """Who answers there today."""
    roles = [role.name for role in roles_with(Permission.STAFF_SUPPORT_GIVE)]
    held = Membership.objects.current().filter(team=team, role__in=roles, user__is_active=True)
    return list(User.objects.filter(pk__in=held.values("user")))


def holder_of(asked: Request | TeamSupport) -> User | None:
    """Who supports them, if they still answer here."""
    if asked.state != State.TAKEN:
        return None
    return next((one for one in workers_of(asked.team_id) if one.pk == asked.worker_id), None)


def held_by_nobody(teams: Iterable[UUID]) -> Q:
    """What waits, and what somebody held who does not answer there any more."""
    here = [worker.pk for team in teams for worker in workers_of(team)]
    return Q(state=State.WAITING) | (Q(state=State.TAKEN) & ~Q(worker__in=here))


def employer_of(user: User) -> Organisation | None:
    found = Worker.objects.filter(user=user).select_related("employer").first()
    return found.employer if found else None


def places_of(users: Iterable[User]) -> dict[UUID, frozenset[str]]:
    """Where each belongs: who employs them, and every place where they hold a role, in three queries for all.

    The organisation that leads the staff support counts for those who have not said who employs them.
    """
    ids = [user.pk for user in users]
    found: dict[UUID, set[str]] = {id: set() for id in ids}
    for user, employer in Worker.objects.filter(user__in=ids).values_list("user", "employer"):
        found[user].add(f"{ORGANISATION}:{employer}")
    said = {id for id, places in found.items() if places}
    for held in Membership.objects.current().filter(user__in=ids).select_related("team"):
        found[held.user_id] |= _places(held, held.user_id in said)
    return {id: frozenset(places) for id, places in found.items()}


def _places(held: Membership, has_said: bool) -> set[str]:
    if held.school_id:
        return {f"{SCHOOL}:{held.school_id}"}
    if held.organisation_id:
        return {f"{ORGANISATION}:{held.organisation_id}"}
    if held.team is None or (has_said and held.team.kind == TeamKind.STAFF_SUPPORT):
        return set()
    return {f"{ORGANISATION}:{held.team.led_by_id}"}


def organisations() -> list[Organisation]:
    """Who could employ somebody."""
    return list(Organisation.objects.order_by("name"))
