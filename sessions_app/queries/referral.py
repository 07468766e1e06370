"""Reading referrals: each function starts from what the viewer may see."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.access import check
from mhst.access.models import Membership, User
from mhst.access.roles import roles_with
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.enums import TeamKind
from mhst.places.models import School, Team, TeamSchool
from mhst.places.queries import team_school
from sessions_app.enums import ONE_AT_A_TIME, ReferralState, SessionState, TriageOutcome
from sessions_app.models import Facilitation, Referral, ReferralMove

#: Whoever holds a referral goes on holding it through these, and answers for it after its end.
KEPT_BY_PRACTITIONER = frozenset({
    ReferralState.ALLOCATED, ReferralState.ASSESSMENT, ReferralState.IN_INTERVENTION, ReferralState.REVIEW,
    ReferralState.PAUSED, ReferralState.AWAITING_CONSENT, ReferralState.STEPPED_UP, ReferralState.CLOSED,
})  # fmt: skip


def visible_to(viewer: User) -> Any:
    """Referrals of the viewer's teams, with what every page about one shows. A team that passed one on has it not."""
    rows = Referral.objects.select_related(
        "young_person", "school", "team", "practitioner__user", "programme", "request"
    )
    return check.visible(rows, viewer, Permission.REFERRAL_VIEW)


def get_visible(id: UUID, viewer: User) -> Referral:
    """Raises: NotFound when it is not of the viewer's team."""
    found = visible_to(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that referral.")
    return found


def on_caseload(referral: Referral, viewer: Any) -> bool:
    """Whether the viewer is the practitioner who holds it, or who held it when it was paused, stepped up or closed."""
    held = referral.practitioner
    return held is not None and held.user_id == getattr(viewer, "pk", None) and referral.state in KEPT_BY_PRACTITIONER


def advised(referral: Referral, viewer: Any) -> bool:
    """Whether it stands answered with advice that the viewer wrote down."""
    if referral.state != ReferralState.ADVICE_ONLY:
        return False
    given = referral.decisions.filter(outcome=TriageOutcome.ADVICE, decided_by=getattr(viewer, "pk", None))
    return given.exists()


def who_triage(referral: Referral) -> list[User]:
    """Those of its team who decide in triage now."""
    roles = [role.name for role in roles_with(Permission.REFERRAL_TRIAGE)]
    here = Membership.objects.current().filter(team=referral.team_id, role__in=roles, user__is_active=True)
    return list(User.objects.filter(pk__in=here.values("user")))


def facilitates(referral: Referral, viewer: Any) -> bool:
    """Whether the viewer holds sessions of a course that this referral is worked on in, and has not passed them on.

    The latest session that was ever theirs decides: whoever gave that to somebody else has given up the rest. After
    the last session they still write it up, unless they have handed the young person over.
    """
    theirs = Facilitation.objects.filter(
        practitioner__user=getattr(viewer, "pk", None),
        session__series__courses__referral=referral,
        session__series__courses__ended_on__isnull=True,
    )
    latest = theirs.select_related("session").order_by("-session__date", "-session__start_minute").first()
    if latest is None or latest.replaced_at is not None:
        return False
    ahead = latest.session.state == SessionState.PLANNED and latest.session.date >= clock.today()
    return ahead or not referral.hand_overs.filter(from_practitioner=latest.practitioner_id).exists()


def caseload_of(practitioner: Practitioner, viewer: User) -> Any:
    """What a practitioner works on now, as far as the viewer may see it; the longest wait first."""
    return visible_to(viewer).held_by(practitioner)


def going_on_for(person: YoungPerson) -> Referral | None:
    """The one referral of theirs that has passed its beginning and is still open, whoever has it."""
    return Referral.objects.filter(young_person=person, state__in=ONE_AT_A_TIME).select_related("team").first()


def others_of(referral: Referral, viewer: User) -> Any:
    """Other referrals of the same young person that the viewer may see; the newest first."""
    if referral.young_person_id is None:
        return Referral.objects.none()
    same = visible_to(viewer).filter(young_person=referral.young_person_id).exclude(pk=referral.pk)
    return same.order_by("-received_on", "-created_at")


def moves_of(referral: Referral) -> list[ReferralMove]:
    """How it got to where it stands; the newest first."""
    return list(referral.moves.select_related("moved_by").order_by("-at", "-number"))


def team_for(school: School, day: dt.date) -> Team | None:
    """The mental health support team that serves a school on a day; of two, the one that came first."""
    serving = team_school.serving(school, day).filter(team__kind=TeamKind.MHST).order_by("starts_on", "pk").first()
    return serving and serving.team


def teams_to_pass_on_to(referral: Referral) -> list[TeamSchool]:
    """Each school of every other mental health support team."""
    today = clock.today()
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    rows = TeamSchool.objects.filter(still, starts_on__lte=today, team__kind=TeamKind.MHST)
    found = rows.exclude(team=referral.team_id).select_related("team", "school")
    return list(found.order_by("team__name", "school__name"))
