"""Referrals to partners: one's own, those of one's team, and those about one person."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Q, When

from mhst.access import check
from mhst.access.models import User
from mhst.community.enums import NeighbourState
from mhst.community.models import NeighbourReferral, Partner, PartnerLink
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import ParentOrGuardian, YoungPerson
from mhst.people.queries import parent_or_guardian, young_person
from mhst.places.enums import TeamKind
from mhst.places.models import School, Team
from mhst.places.queries.team_school import serving

A_PAGE = 25
OPEN, LATE, LEFT, EVERYTHING = "open", "late", "left", "all"
STATES = [
    (OPEN, "Open"), (LATE, "Answer is late"), (LEFT, "Referred by somebody who has left"), (EVERYTHING, "All"),
    *NeighbourState.choices,
]  # fmt: skip
WITH = ("partner", "team", "school", "referred_by", "young_person__school", "agreement__parent")


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; nothing given, all that is open."""

    text: str = ""
    state: str = OPEN
    partner: UUID | None = None
    mine: bool = False


@dataclass(frozen=True)
class Asking:
    """In whose name a partner is asked: a team's, or a school's with the team that it works with."""

    team: Team
    school: School | None = None

    @property
    def key(self) -> str:
        return f"{self.team.pk} {self.school.pk}" if self.school else str(self.team.pk)

    @property
    def name(self) -> str:
        return str(self.school or self.team)


def visible_to(viewer: User) -> Any:
    """One's own, and those of the teams whose referrals one may see."""
    if not viewer.is_active:
        return NeighbourReferral.objects.none()
    rows = NeighbourReferral.objects.select_related(*WITH)
    own = Q(referred_by=viewer) if viewer.can(Permission.NEIGHBOUR_REFER) else Q(pk__in=[])
    return rows.filter(own | Q(pk__in=NeighbourReferral.objects.within(viewer.reach(Permission.NEIGHBOUR_VIEW))))


def get_visible(id: UUID, viewer: User) -> NeighbourReferral:
    """Raises: NotFound."""
    found: NeighbourReferral | None = visible_to(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that referral.")
    return found


def find(viewer: User, wanted: Wanted, *, page: str = "1") -> Page[NeighbourReferral]:
    """A page of them, the one whose answer is due first at the top."""
    rows = _in_state(visible_to(viewer), wanted.state)
    if wanted.mine:
        rows = rows.filter(referred_by=viewer)
    if wanted.partner:
        rows = rows.filter(partner=wanted.partner)
    if wanted.text:
        rows = rows.filter(young_person__in=YoungPerson.objects.named(wanted.text).values("pk"))
    return Paginator(rows.order_by("answer_by", "created_at", "pk"), A_PAGE).get_page(page)


def about(person: YoungPerson, viewer: User) -> list[NeighbourReferral]:
    """Those about one person whose record the viewer may open, the newest first: also a colleague's."""
    if not viewer.can(Permission.YOUNG_PERSON_VIEW, person):
        return []
    return list(NeighbourReferral.objects.filter(young_person=person).select_related("partner"))


def links_of(referral: NeighbourReferral) -> list[PartnerLink]:
    return list(referral.links.select_related("referral", "message"))


def person_for(id: UUID, viewer: User) -> YoungPerson:
    """Whom a referral may be about: somebody whose record the viewer may open. Raises: NotFound."""
    return young_person.get_visible(id, viewer, Permission.YOUNG_PERSON_VIEW)


def parent_for(id: UUID, viewer: User) -> ParentOrGuardian:
    """A parent or guardian of somebody whose record the viewer may open. Raises: NotFound."""
    found = parent_or_guardian.get_visible(id, viewer)
    person_for(found.young_person_id, viewer)
    return found


def asking_for(viewer: User, person: YoungPerson | None = None) -> list[Asking]:
    """In whose name the viewer refers: the team that serves the person's school first, and then their schools."""
    teams = list(check.visible(Team.objects.all(), viewer, Permission.NEIGHBOUR_REFER))
    serving = set(person.school.teams.values_list("pk", flat=True)) if person else set()
    teams.sort(key=lambda team: (team.pk not in serving, team.name))
    return [*(Asking(team) for team in teams), *([] if person else _of_schools(viewer))]


def works_with(team: Team, school: School) -> bool:
    """Whether the team serves the school today."""
    return bool(serving(school, clock.today()).filter(team=team).exists())


def is_asked(partner: Partner, person: YoungPerson) -> bool:
    """Whether this partner is asked for them, and it is still open."""
    return bool(NeighbourReferral.objects.open().filter(partner=partner, young_person=person).exists())


def of_person_from(person_id: UUID, user_id: UUID) -> list[NeighbourReferral]:
    """For the machine, when somebody is handed over: what is open, and was asked by whoever hands them over."""
    rows = NeighbourReferral.objects.open().filter(young_person=person_id, referred_by=user_id)
    return list(rows.select_related(*WITH))


def open_about(person_id: UUID) -> list[NeighbourReferral]:
    """For the machine, when an agreement is taken back: those that a partner holds or is asked about."""
    rows = NeighbourReferral.objects.filter(young_person=person_id, ended_at__isnull=True)
    return list(rows.select_related(*WITH))


def late_ones() -> list[NeighbourReferral]:
    """For the worker, which chases them."""
    return list(NeighbourReferral.objects.late(clock.today()).select_related(*WITH).order_by("answer_by"))


def _in_state(rows: Any, state: str) -> Any:
    if state == EVERYTHING:
        return rows
    if state == LATE:
        return rows.late(clock.today())
    if state == LEFT:
        return rows.left()
    return rows.open() if state == OPEN else rows.filter(state=state)


def _of_schools(viewer: User) -> list[Asking]:
    """The schools where the viewer works, each with the team that works there today."""
    reach = viewer.reach(Permission.NEIGHBOUR_REFER)
    schools = School.objects.filter(pk__in=reach.own_schools).order_by("name") if viewer.is_active else []
    served = [(school, _support_team_first(school).first()) for school in schools]
    return [Asking(link.team, school) for school, link in served if link]


def _support_team_first(school: School) -> Any:
    """Specialists serve schools too, and know the least of what is asked there."""
    support = Case(When(team__kind=TeamKind.MHST, then=0), default=1)
    return serving(school, clock.today()).order_by(support, "team__name")
