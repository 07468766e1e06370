"""The schools somebody may see, one of them, and what their pages show."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q

from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.core.requests import Viewer
from mhst.places.dates import school_year
from mhst.places.models import Cluster, School, Team, TeamSchool, Term


@dataclass(frozen=True)
class Wanted:
    """How a list of schools is narrowed; empty means all."""

    text: str = ""
    team: UUID | None = None
    cluster: UUID | None = None
    phase: str = ""
    status: str = ""


def list_visible(viewer: Viewer, wanted: Wanted) -> Any:
    """The schools `viewer` may see, each with the teams that serve it today (`serving`) and the number of its rooms."""
    today = clock.today()
    serving = _running(today).select_related("team", "cluster").order_by("team__name")
    found = School.objects.within(viewer.reach(Permission.SCHOOL_VIEW)).filter(_filter(wanted, today))
    return (
        found.select_related("council")
        .prefetch_related(Prefetch("team_schools", queryset=serving, to_attr="serving"))
        .annotate(rooms_lent=Count("rooms", filter=Q(rooms__is_in_use=True), distinct=True))
        .order_by("name", "site")
    )


def get_visible(id: UUID | str, viewer: Viewer) -> School:
    """Raises: NotFound for a school that is not there or out of this viewer's reach."""
    school = School.objects.select_related("council").filter(pk=id).first()
    if school is None or not viewer.can(Permission.SCHOOL_VIEW, school):
        raise NotFound("We could not find that school.")
    return school


def teams_within(viewer: Viewer, permission: Permission) -> Any:
    """The teams to which this permission of `viewer` reaches."""
    return Team.objects.within(viewer.reach(permission)).order_by("name")


def teams_to_filter(viewer: Viewer) -> list[Team]:
    """The teams that serve any school `viewer` may see."""
    schools = School.objects.within(viewer.reach(Permission.SCHOOL_VIEW))
    return list(Team.objects.filter(team_schools__in=_running(clock.today()).filter(school__in=schools)).distinct())


def clusters_to_filter(viewer: Viewer) -> list[Cluster]:
    """The clusters that hold any school `viewer` may see."""
    schools = School.objects.within(viewer.reach(Permission.SCHOOL_VIEW))
    served = _running(clock.today()).filter(school__in=schools)
    return list(Cluster.objects.filter(team_schools__in=served).select_related("team").distinct())


def without_dates(schools: Iterable[School], year: int) -> set[UUID]:
    """Those of the schools that have no term in this school year, neither their own nor their council's. One query."""
    schools = list(schools)
    around = Term.objects.filter(starts_on__gte=dt.date(year, 8, 1), ends_on__lte=dt.date(year + 1, 7, 31))
    mine = Q(calendar__school__in=schools) | Q(calendar__council__in={s.council_id for s in schools})
    owners = set()
    for school_id, council_id in around.filter(mine).values_list("calendar__school", "calendar__council"):
        owners |= {school_id, council_id}
    return {school.pk for school in schools if not {school.pk, school.council_id} & owners}


def year_to_warn_of() -> int:
    """The school year whose dates should be there by now: from 1 August, the one that is about to begin."""
    return school_year(clock.today())


def to_serve(text: str) -> Any:
    """Open schools anywhere by name, town, postcode or URN, for a team that looks for one to add. Names are public."""
    if len(text.strip()) < 3:
        return School.objects.none()
    found = School.objects.open().filter(_named(text)).select_related("council").order_by("name", "site")
    return found.prefetch_related(
        Prefetch("team_schools", queryset=_running(clock.today()).select_related("team"), to_attr="serving")
    )


def get_to_serve(id: UUID | str) -> School:
    """Raises: NotFound."""
    school = School.objects.open().select_related("council").filter(pk=id).first()
    if school is None:
        raise NotFound("We could not find that school among those that are open.")
    return school


def _running(on: dt.date) -> Any:
    return TeamSchool.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


def _filter(wanted: Wanted, today: dt.date) -> Q:
    found = _named(wanted.text) if wanted.text.strip() else Q()
    if wanted.team:
        found &= Q(pk__in=_running(today).filter(team=wanted.team).values("school"))
    if wanted.cluster:
        found &= Q(pk__in=_running(today).filter(cluster=wanted.cluster).values("school"))
    if wanted.phase:
        found &= Q(phase=wanted.phase)
    return found & Q(status=wanted.status) if wanted.status else found


def _named(text: str) -> Q:
    """Every word somewhere in name, town or postcode; or the URN."""
    found = Q()
    for word in text.split():
        here = Q(name__icontains=word) | Q(town__icontains=word) | Q(postcode__icontains=word)
        found &= here | Q(urn=int(word)) if word.isdecimal() and len(word) < 9 else here
    return found
