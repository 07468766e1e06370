"""Teams, as those who keep the list of them see it; and whether one works already."""

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.core.requests import Viewer
from mhst.places.models import Organisation, Team, TeamSchool

#: What a team of any kind has before it works: colleagues with a role, employers, and clusters.
BEFORE_IT_WORKS = frozenset({"access.membership", "places.cluster", "places.team_employers"})


def listed(viewer: Viewer) -> Any:
    """All of them by name, each with who leads it and how many schools it serves today."""
    return _visible(viewer).select_related("led_by").annotate(schools_now=Count("team_schools", filter=_today()))


def get_visible(id: UUID, viewer: Viewer) -> Team:
    """Raises: NotFound."""
    found: Team | None = _visible(viewer).select_related("led_by").filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that team.")
    return found


def own(viewer: Viewer) -> list[Team]:
    """Those that the viewer runs, by name."""
    return list(Team.objects.within(viewer.reach(Permission.TEAM_REACHED)).order_by("name"))


def get_own(id: UUID, viewer: Viewer) -> Team:
    """Raises: NotFound."""
    found = next((team for team in own(viewer) if team.pk == id), None)
    if found is None:
        raise NotFound("We could not find that team.")
    return found


def employers_of(team: Team) -> list[Organisation]:
    return list(team.employers.all())


def schools_of(team: Team) -> Any:
    """Those it serves today or will, by name."""
    rows = TeamSchool.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()), team=team)
    return rows.select_related("school", "cluster").order_by("school__name", "school__site", "starts_on")


def is_at_work(team: Team) -> bool:
    """Whether anything belongs to it as a team of its kind: a school, a case, a chat, a figure, somebody who pays.

    Whatever points to a team counts, also what a higher app will think of.
    """
    found = reduce(or_, (Q(Exists(rows)) for rows in _what_points_to_it()))
    return Team.objects.filter(found, pk=team.pk).exists()


def _what_points_to_it() -> list[Any]:
    relations: list[Any] = [field for field in Team._meta.get_fields(include_hidden=True) if field.auto_created]
    pointing = [each for each in relations if each.one_to_many or each.one_to_one]
    return [
        each.related_model._base_manager.filter(**{each.field.name: OuterRef("pk")})
        for each in pointing
        if each.related_model._meta.label_lower not in BEFORE_IT_WORKS
    ]


def _today() -> Q:
    today = clock.today()
    ends = Q(team_schools__ends_on__isnull=True) | Q(team_schools__ends_on__gte=today)
    return ends & Q(team_schools__starts_on__lte=today)


def _visible(viewer: Viewer) -> Any:
    return Team.objects.within(viewer.reach(Permission.ORGANISATION_KEEP)).order_by("name")
