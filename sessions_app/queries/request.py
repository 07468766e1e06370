"""Reading requests for support while they are written, and those one has sent."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.crypto import fingerprint
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.enums import Indicator
from mhst.people.models import YoungPerson
from mhst.people.queries import young_person as young_people
from mhst.places.enums import TeamKind
from mhst.places.models import School, TeamSchool
from sessions_app.enums import ReferralState, TriageOutcome
from sessions_app.models import CarePlan, RequestForSupport, TriageDecision

#: What people type when they copy a code from paper.
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
SHOWN, A_PAGE = 15, 20


def own_drafts(viewer: User) -> list[RequestForSupport]:
    """What the viewer has begun and not sent; the latest first."""
    return list(_own(viewer).filter(sent_at__isnull=True).order_by("-changed_at"))


def own_sent(viewer: User) -> Any:
    """What the viewer has sent; the latest first."""
    return _own(viewer).filter(sent_at__isnull=False).order_by("-sent_at")


def get_own_draft(id: UUID, viewer: User) -> RequestForSupport:
    """Raises: NotFound unless the viewer began it and has not sent it."""
    return _one(_own(viewer).filter(pk=id, sent_at__isnull=True))


def get_own_sent(id: UUID, viewer: User) -> RequestForSupport:
    """Raises: NotFound."""
    return _one(own_sent(viewer).filter(pk=id))


def is_own_sent(id: UUID, viewer: User) -> bool:
    return bool(own_sent(viewer).filter(pk=id).exists())


def by_code(code: str) -> RequestForSupport:
    """The one that somebody without an account goes on with. Raises: NotFound."""
    found = RequestForSupport.objects.select_related("school", "young_person").filter(resume_hash=hash_of(code)).first()
    if found is None:
        raise NotFound("We could not find that code. Codes end 30 days after the last change.")
    return found


def hash_of(code: str) -> str:
    return fingerprint(code.upper().translate(_MISREAD), about="request for support")


def schools_to_ask_at(viewer: User) -> list[School]:
    """Where the viewer may ask, and a mental health support team would hear."""
    mine = check.visible(School.objects.open(), viewer, Permission.REQUEST_MAKE)
    return list(mine.filter(pk__in=_served()).order_by("name"))


def schools_in_public() -> list[School]:
    """Where anybody may ask for somebody."""
    return list(School.objects.open().filter(pk__in=_served()).order_by("name"))


def pupils_like(viewer: User, text: str, *, of: RequestForSupport) -> list[YoungPerson]:
    """Pupils of the school whom the viewer may see and whose name fits, a page's worth; the one chosen first."""
    people = young_people.visible_to(viewer).filter(school=of.school_id)
    chosen = list(people.filter(pk=of.young_person_id)) if of.young_person_id else []
    fitting = people.named(text).exclude(pk=of.young_person_id).order_by("family_name", "given_name")
    return [*chosen, *fitting[:SHOWN]]


def sent_page(viewer: User, page: int | str) -> Page[RequestForSupport]:
    """A page of what the viewer has sent."""
    return Paginator(own_sent(viewer), A_PAGE).get_page(page)


@dataclass(frozen=True)
class Sent:
    """What somebody who asked is told: not where the referral stands, but an enquiry's answer."""

    request: RequestForSupport
    advice: str


def sent_one(id: UUID, viewer: User) -> Sent:
    """Raises: NotFound unless the viewer sent it."""
    request = get_own_sent(id, viewer)
    decision = TriageDecision.objects.filter(
        referral__request=request,
        outcome=TriageOutcome.ADVICE,
        referral__moves__from_state=ReferralState.ENQUIRY,
        referral__moves__to_state=ReferralState.ADVICE_ONLY,
    ).first()
    return Sent(request, (decision.advice if decision else "") or "")


def _own(viewer: User) -> Any:
    rows = RequestForSupport.objects.select_related("school", "young_person", "referral")
    return rows.filter(owner=viewer, school__in=check.visible(School.objects.all(), viewer, Permission.REQUEST_MAKE))


def _one(rows: Any) -> RequestForSupport:
    found: RequestForSupport | None = rows.first()
    if found is None:
        raise NotFound("We could not find that request.")
    return found


def _served() -> Any:
    today = clock.today()
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    return TeamSchool.objects.filter(still, starts_on__lte=today, team__kind=TeamKind.MHST).values("school")


def says_helps_at_home(person: YoungPerson) -> bool:
    """Whether it was answered, in a request that became a referral of theirs, that they help look after somebody."""
    rows = RequestForSupport.objects.filter(helps_at_home=Indicator.YES)
    return rows.filter(referral__young_person=person).exists()


def says_parent_helps_at_home(person: YoungPerson) -> bool:
    """The same of a parent or guardian of theirs: answered in a request, or when a plan was agreed."""
    asked = RequestForSupport.objects.filter(parent_helps_at_home=Indicator.YES, referral__young_person=person)
    agreed = CarePlan.objects.filter(parent_helps_at_home=Indicator.YES, referral__young_person=person)
    return asked.exists() or agreed.exists()
