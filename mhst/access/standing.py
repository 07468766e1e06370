"""What one person holds at one moment: memberships, the places they reach, grants.

Kept on the user object so that a page asks the database once, however many buttons it shows. A request has
a user object of its own. A socket keeps its user object for hours, so what is held is read again after
`FRESH_FOR`: a role that ended, a grant that ran out or an account that was closed counts within that time.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Q, prefetch_related_objects

from mhst.access import grants
from mhst.access.enums import HeldAt
from mhst.access.models import Membership
from mhst.access.roles import ROLES
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.core.prepared import Prepared
from mhst.core.reach import NOWHERE, Reach
from mhst.places.models import Team, TeamSchool

if TYPE_CHECKING:
    from mhst.access.models import User

T = TypeVar("T")
FRESH_FOR = dt.timedelta(seconds=5)


class Standing:
    """Read lazily, each part once."""

    def __init__(self, user: "User") -> None:
        self.user = user
        self.read_at = clock.now()
        self.basis: Basis | None = None  # where it was read together with others'
        self._reach: dict[Permission, Reach] = {}

    @property
    def is_fresh(self) -> bool:
        return dt.timedelta(0) <= clock.now() - self.read_at < FRESH_FOR

    @cached_property
    def memberships(self) -> list[Membership]:
        """Today's; none for somebody who has left, whatever the object in hand still says."""
        return _memberships((self.user.pk,), clock.today())

    @cached_property
    def memberships_in_places(self) -> list[Membership]:
        """The same, with the places read: few pages name them, and every page asks what somebody holds."""
        prefetch_related_objects(self.memberships, "organisation", "team", "school")
        return self.memberships

    @cached_property
    def grants(self) -> dict[tuple[str, int], set[str]]:
        return grants.running((self.user.pk,)).get(self.user.pk, {})

    def reach(self, permission: Permission) -> Reach:
        """Where some role allows `permission`."""
        if permission not in self._reach:
            held = [m for m in self.memberships if permission in ROLES[m.role].permissions]
            self._reach[permission] = self.reach_of(held)
        return self._reach[permission]

    def reach_of(self, held: list[Membership]) -> Reach:
        """The places that these memberships reach together."""
        if not held:
            return NOWHERE
        organisations = frozenset(m.organisation_id for m in held if m.organisation_id)
        teams = {m.team_id for m in held if m.team_id} | _all_of(self._teams, organisations)
        own_schools = frozenset(m.school_id for m in held if m.school_id)
        schools = own_schools | _all_of(self._schools, teams)
        everywhere = any(m.is_placeless and HeldAt.EVERYWHERE in ROLES[m.role].held_at for m in held)
        return Reach(self.user.pk, everywhere, organisations, frozenset(teams), schools, own_schools)

    @cached_property
    def _teams(self) -> dict[UUID, set[UUID]]:
        """The teams that each of my organisations leads. Employing some of a team is not leading it."""
        return _led({held.organisation_id for held in self.memberships})

    @cached_property
    def _schools(self) -> dict[UUID, set[UUID]]:
        """The schools that each of my teams serves today."""
        return _served({held.team_id for held in self.memberships}, self._teams)


def standing(user: "User") -> Standing:
    """What `user` holds, read at most `FRESH_FOR` ago."""
    # Not by `__dict__`: a request's user is a lazy wrapper with one of its own, and all would be read twice.
    held: Standing | None = getattr(user, "_standing", None)
    if held is None or not held.is_fresh:
        held = Standing(user)
        setattr(user, "_standing", held)  # noqa: B010 no field of the model
    return held


def forget(user: "User") -> None:
    """What they hold has just changed: it is read again before it counts next."""
    if getattr(user, "_standing", None) is not None:
        del user._standing  # type: ignore[attr-defined]


def renew(users: Iterable["User"]) -> None:
    """Read what these hold now, for whoever keeps their user objects for hours: the same few queries for all.

    Whoever holds what they held keeps what was worked out from it: of hundreds who are here hardly one changes.
    """
    everybody = list(users)
    bases = _bases(tuple(user.pk for user in everybody))
    changed = [user for user in everybody if not _is_still(user, bases[user.pk])]
    rows = _by_first((row.user_id, row) for row in _memberships(tuple(user.pk for user in changed), clock.today()))
    for user in changed:
        held = user.__dict__["_standing"] = Standing(user)
        held.basis = basis = bases[user.pk]
        held.__dict__ |= {"memberships": rows[user.pk], "grants": basis.grants}
        held.__dict__ |= {"_teams": basis.teams, "_schools": basis.schools}


class Basis(NamedTuple):
    """From which everything that somebody holds is worked out. Places are those of all who were read together."""

    memberships: Sequence[tuple[object, ...]]
    grants: dict[tuple[str, int], set[str]]
    teams: dict[UUID, set[UUID]]
    schools: dict[UUID, set[UUID]]


def _bases(users: tuple[UUID, ...]) -> dict[UUID, Basis]:
    rows = _deciding(users, clock.today())
    teams = _led({row[3] for row in rows})
    schools = _served({row[4] for row in rows}, teams)
    theirs, opened = _by_first((row[0], row) for row in rows), grants.running(users)
    return {user: Basis(theirs[user], opened.get(user, {}), teams, schools) for user in users}


def _is_still(user: "User", basis: Basis) -> bool:
    """Whether they hold what they held, which is then as good as read now."""
    held: Standing | None = user.__dict__.get("_standing")
    if held is None or held.basis != basis:
        return False
    held.read_at = clock.now()
    return True


_memberships: Prepared[Membership] = Prepared(
    lambda users, day: Membership.objects.filter(user__in=users, user__is_active=True).current(day)
)
_deciding: Prepared[tuple[UUID, UUID, str, UUID, UUID, UUID]] = Prepared(
    lambda users, day: (
        Membership.objects.filter(user__in=users, user__is_active=True)
        .current(day)
        .values_list("user", "pk", "role", "organisation", "team", "school")
    )
)
_leading: Prepared[tuple[UUID, UUID]] = Prepared(
    lambda organisations: Team.objects.filter(led_by__in=organisations).order_by().values_list("led_by", "pk")
)
_serving: Prepared[tuple[UUID, UUID]] = Prepared(
    lambda teams, day: TeamSchool.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), team__in=teams, starts_on__lte=day
    ).values_list("team", "school")
)


def _led(organisations: set[UUID | None]) -> dict[UUID, set[UUID]]:
    """The teams that each of these organisations leads."""
    known = tuple(filter(None, organisations))
    return _gathered(tuple(_leading(known)) if known else ())


def _served(teams: set[UUID | None], led: dict[UUID, set[UUID]]) -> dict[UUID, set[UUID]]:
    """The schools that each of these teams, and of those led, serves today."""
    known = tuple(filter(None, teams.union(*led.values())))
    return _gathered(tuple(_serving(known, clock.today())) if known else ())


@lru_cache(maxsize=64)  # the same again and again, and then it is one thing, told to be the same at a glance
def _gathered(pairs: tuple[tuple[UUID, UUID], ...]) -> dict[UUID, set[UUID]]:
    return {owner: set(owned) for owner, owned in _by_first(pairs).items()}


def _by_first(pairs: Iterable[tuple[UUID, T]]) -> dict[UUID, list[T]]:
    found: dict[UUID, list[T]] = defaultdict(list)
    for owner, owned in pairs:
        found[owner].append(owned)
    return found


def _all_of(found: dict[UUID, set[UUID]], owners: Iterable[UUID]) -> set[UUID]:
    return set().union(*(found.get(owner, set()) for owner in owners))
