"""Who came to talk, whom each service is for, and how each stands now."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password

from mhst.access.backends import account_named
from mhst.access.models import Membership, User
from mhst.access.roles import roles_with
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission as P
from mhst.places.models import Council
from realtime.dates import Opening
from realtime.models import Service, ServiceArea, Visitor
from realtime.queries import hours
from realtime.words import plain

TALKS = (P.CONVERSATION_COUNSEL, P.CONVERSATION_MODERATE, P.CONVERSATION_SUPERVISE)


@dataclass(frozen=True)
class Door:
    """One service as a stranger sees it."""

    areas: list[str]
    opening: Opening

    @property
    def changes_at(self) -> dt.datetime | None:
        """When this is no longer true, unless somebody changes hours or rota before."""
        turns = (self.opening.closes_at, self.opening.lets_in_until, self.opening.opens_next)
        return min((turn for turn in turns if turn), default=None)


def of(user: Any) -> Visitor | None:
    """None for a stranger, and for those who work here."""
    if not user.is_authenticated:
        return None
    return Visitor.objects.filter(user=user).select_related("service__team", "user").first()


def doors() -> list[Door]:
    """Every service with an area, and whether it is open."""
    rows = Service.objects.prefetch_related("areas__council").order_by("team__name")
    found = [(service, sorted(area.council.name for area in service.areas.all())) for service in rows]
    return [Door(areas, hours.opening(service)) for service, areas in found if areas]


def areas() -> list[Council]:
    """Where somebody can live whom a service is for."""
    return list(Council.objects.filter(counselling__isnull=False).order_by("name"))


def service_for(council: Council) -> Service:
    """Raises: NotFound."""
    found = ServiceArea.objects.filter(council=council).select_related("service__team").first()
    if found is None:
        raise NotFound("We are not in that area.")
    return found.service


def names_of_staff() -> set[str]:
    """By what those who talk with young people are called there: by first name, or all of it."""
    roles = [role.name for permission in TALKS for role in roles_with(permission)]
    rows = User.objects.filter(memberships__in=Membership.objects.current().filter(role__in=roles), is_active=True)
    pairs = rows.order_by().values_list("first_name", "last_name").distinct()
    return {name for first, last in pairs for name in (first, f"{first} {last}") if name.strip()}


def council(id: UUID | str) -> Council | None:
    return next((each for each in areas() if str(each.pk) == str(id)), None)


def by_phrase(nickname: str, phrase: str) -> Visitor | None:
    """Whose phrase this is. One slow hash for any answer, so that the time taken tells nothing."""
    user = account_named(nickname)
    visitor = Visitor.objects.filter(user=user, user__is_active=True).select_related("user").first() if user else None
    if visitor is None:
        make_password(plain(phrase))
        return None
    return visitor if check_password(plain(phrase), visitor.phrase) else None
