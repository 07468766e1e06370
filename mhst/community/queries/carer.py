"""Who is recognised as helping to look after someone, as far as each agreed to be known."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.community.enums import HelpKind
from mhst.community.models import NeighbourReferral, Offer, Recognition
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.enums import Indicator
from mhst.people.models import ParentOrGuardian, YoungPerson
from mhst.people.queries import young_person
from sessions_app.queries import request

A_PAGE = 25
WITH = ("young_person__school", "recognised_by", "agreement__parent", "parent")


def of(person: YoungPerson) -> Recognition | None:
    """The young person's recognition that stands, whoever may know of it."""
    rows = Recognition.objects.current().young().filter(young_person=person)
    found: Recognition | None = rows.select_related(*WITH).first()
    return found


def of_parent(parent: ParentOrGuardian) -> Recognition | None:
    """The same of a parent or guardian."""
    found: Recognition | None = Recognition.objects.current().filter(parent=parent).select_related(*WITH).first()
    return found


def parents_of(person: YoungPerson) -> Sequence[Recognition]:
    """The parents and guardians of theirs who are recognised."""
    rows = Recognition.objects.current().filter(young_person=person, parent__isnull=False)
    return list(rows.select_related(*WITH).order_by("parent__name"))


def for_champion(viewer: User, *, page: str = "1") -> Page[Recognition]:
    """Those of the viewer's teams who agreed that a champion knows; whoever has been offered nothing comes first."""
    rows = _champions(viewer).prefetch_related("offers")
    return Paginator(rows.order_by("created_at", "pk"), A_PAGE).get_page(page)


def get_visible(id: UUID, viewer: User) -> Recognition:
    """For the champion whom they agreed to, and for whoever may recognise them. Raises: NotFound."""
    people = check.visible(YoungPerson.objects.all(), viewer, Permission.CARER_RECOGNISE)
    records = check.visible(YoungPerson.objects.all(), viewer, Permission.YOUNG_PERSON_VIEW)
    mine = Q(young_person__in=people) & Q(young_person__in=records)
    rows = Recognition.objects.filter(mine | Q(pk__in=_champions(viewer).values("pk"))).select_related(*WITH)
    found: Recognition | None = rows.filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that.")
    return found


def offers_of(recognition: Recognition) -> list[Offer]:
    return list(recognition.offers.select_related("offered_by"))


def referrals_of(recognition: Recognition) -> list[NeighbourReferral]:
    """What carers' services were asked for a young person. Of adults a referral keeps only what they said."""
    if recognition.parent_id:
        return []
    rows = NeighbourReferral.objects.filter(young_person=recognition.young_person_id, kind=HelpKind.CARERS)
    return list(rows.select_related("partner"))


def says_so(person: YoungPerson) -> str:
    """Where it says that they help look after someone, while nobody has recognised it: empty where nothing does."""
    if request.says_helps_at_home(person):
        return "When support was asked for, the answer was that they help look after someone."
    return "The record says that they are a young carer." if person.young_carer == Indicator.YES else ""


def says_parent_does(person: YoungPerson) -> str:
    """The same of a parent or guardian of theirs."""
    said = "When support was asked for or a plan agreed, the answer was that a parent or guardian looks after someone."
    return said if request.says_parent_helps_at_home(person) else ""


def person_for(id: UUID, viewer: User) -> YoungPerson:
    """Raises: NotFound."""
    return young_person.get_visible(id, viewer, Permission.YOUNG_PERSON_VIEW)


def school_may_know(person: YoungPerson) -> bool:
    return Recognition.objects.current().young().filter(young_person=person, school_may_know=True).exists()


def current_of(person_id: UUID) -> list[Recognition]:
    """For the machine, when an agreement is taken back."""
    return list(Recognition.objects.current().young().filter(young_person=person_id).select_related(*WITH))


def _champions(viewer: User) -> Any:
    agreed = Recognition.objects.current().filter(champion_may_know=True).select_related(*WITH)
    return check.visible(agreed, viewer, Permission.CARER_SUPPORT)
