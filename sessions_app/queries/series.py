"""Reading runs: each function starts from what the viewer may see."""

from typing import Any, Literal
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least

from mhst.access import check
from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from mhst.places.models import Team
from sessions_app.enums import GROUP_KINDS, ONE_AT_A_TIME, SeriesState, SessionState
from sessions_app.models import Place, Referral, Series, SupportSession


def visible_to(viewer: User) -> Any:
    """Runs the viewer may see, newest first, `with_places`."""
    rows = (
        check.visible(Series.objects.all(), viewer, Permission.GROUP_READ)
        .filter(is_for(viewer))
        .select_related("programme", "school", "team", "room")
    )
    return with_beginning(with_places(rows)).order_by("-begins_on", "school__name", "pk")


def is_for(viewer: User, run: str = "") -> Q:
    """Of the runs at a school those that the viewer reads; `run` is the way to it, such as "series__".

    A 1:1 course names what troubles one person: it is the team's alone.
    """
    reach = viewer.reach(Permission.SESSION_VIEW)
    groups = Q(**{f"{run}programme__kind__in": GROUP_KINDS})
    return groups | Q(**{f"{run}team__in": reach.teams}) | Q(**{f"{run}school__in": reach.schools})


def with_beginning(rows: Any) -> Any:
    """Runs with the day on which each `begins_on`: its first session that is planned or held now.

    A run without one keeps the day for which it was booked.
    """
    first = SupportSession.objects.filter(
        series=OuterRef("pk"), state__in=[SessionState.PLANNED, SessionState.HELD]
    ).order_by("date")
    return rows.annotate(begins_on=Coalesce(Subquery(first.values("date")[:1]), F("first_on")))


def with_places(rows: Any) -> Any:
    """Runs with the places `taken`, the `waiters`, and how many young people it `holds`.

    That is its capacity, or fewer where a room of the sessions ahead is smaller, beside those who lead.
    """
    ahead = SupportSession.objects.filter(
        series=OuterRef("pk"), state=SessionState.PLANNED, date__gte=clock.today(), room__isnull=False
    )
    smallest = Subquery(ahead.order_by("room__capacity").values("room__capacity")[:1])
    fit = Coalesce(smallest - F("programme__facilitators"), F("capacity"), output_field=IntegerField())
    return rows.annotate(
        taken=Count("places", filter=Q(places__young_person__isnull=False), distinct=True),
        waiters=Count("waiting", distinct=True),
        holds=Greatest(Least(F("capacity"), fit), Value(0), output_field=IntegerField()),
    )


def to_begin(team: Team) -> Any:
    """The team's groups that are booked and have not begun, the next first."""
    rows = Series.objects.filter(team=team, programme__kind__in=GROUP_KINDS, state=SeriesState.CONFIRMED)
    return rows.filter(first_on__gt=clock.today()).select_related("programme", "school").order_by("first_on", "pk")


def holds(series: Series) -> int:
    """How many young people the run holds, in the smallest of its rooms ahead."""
    return with_places(Series.objects.filter(pk=series.pk)).values_list("holds", flat=True).get()


def get_visible(id: UUID, viewer: User) -> Series:
    """Raises: NotFound when the viewer may not see it."""
    found = visible_to(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that group.")
    return found


def sessions_of(series: Series) -> list[SupportSession]:
    """Every session of a run, cancelled and skipped ones too, by date, with who holds it."""
    rows = series.sessions.select_related("series__school", "series__programme", "room").prefetch_related(
        "facilitations__practitioner__user"
    )
    return list(rows.order_by("date", "start_minute"))


def to_come(series: Series) -> list[SupportSession]:
    """Planned sessions that are not over and of which nothing is recorded, in order."""
    rows = series.sessions.filter(state=SessionState.PLANNED, date__gte=clock.today(), attendances__isnull=True)
    return [s for s in rows.select_related("series__school", "room").order_by("number") if s.ends_at > clock.now()]


def places_of(series: Series) -> list[Place]:
    return list(series.places.select_related("young_person").order_by("number"))


def waiting_for(series: Series) -> list[YoungPerson]:
    """Those who wait, in order."""
    return [row.young_person for row in series.waiting.select_related("young_person").order_by("position")]


def referrals_waiting(series: Series) -> list[Referral]:
    """The open referrals, with the same team, of those who wait for a place."""
    waiting = series.waiting.values("young_person")
    rows = Referral.objects.filter(young_person__in=waiting, team=series.team_id, state__in=ONE_AT_A_TIME)
    return list(rows.select_related("practitioner__user", "team").order_by("pk"))


def part_of(series: Series, person: YoungPerson) -> Literal["place", "waiting"] | None:
    """Whether somebody has a place in a run, waits for one, or neither."""
    if series.places.filter(young_person=person).exists():
        return "place"
    return "waiting" if series.waiting.filter(young_person=person).exists() else None


def concerned_by(series: Series) -> list[User]:
    """Who is told when a run changes: those who hold it, who booked it, and the school's lead."""
    leads = Membership.objects.filter(school=series.school, role=RoleName.SENIOR_MENTAL_HEALTH_LEAD).current()
    concerned = (
        Q(practitioner__facilitations__session__series=series, practitioner__facilitations__replaced_at__isnull=True)
        | Q(pk=series.booked_by_id)
        | Q(pk__in=leads.values("user"))
    )
    return list(User.objects.filter(concerned, is_active=True).distinct().order_by("pk"))
