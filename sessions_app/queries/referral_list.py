"""Finding referrals: the team's list, with the three lights of each."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access.models import User
from mhst.core import clock
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import School
from sessions_app.enums import OPEN_STATES, ReferralState, TriageOutcome
from sessions_app.models import Referral, SupportSession, TriageDecision, Waiting
from sessions_app.queries import referral as queries

A_PAGE = 25
OPEN, ENQUIRIES, EVERYTHING = "open", "enquiries", "all"
STATES = [
    (OPEN, "Open"), (EVERYTHING, "All"), (ENQUIRIES, "Enquiries, answered ones too"), *ReferralState.choices,
]  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; nothing given, all that is open."""

    text: str = ""
    school: UUID | None = None
    state: str = OPEN
    practitioner: UUID | None = None


def find(viewer: User, wanted: Wanted, *, page: int | str = 1) -> Page[Referral]:
    """A page of the referrals the viewer may see, the longest wait first. Two queries besides the viewer's reach."""
    rows = _in_state(queries.visible_to(viewer), wanted.state)
    if wanted.school:
        rows = rows.filter(school=wanted.school)
    if wanted.practitioner:
        rows = rows.filter(practitioner=wanted.practitioner)
    if wanted.text:
        rows = rows.filter(_named(wanted.text))
    return Paginator(rows.order_by("received_on", "created_at", "pk"), A_PAGE).get_page(page)


def schools_with_referrals(viewer: User) -> list[School]:
    """For the choice above the list."""
    return list(School.objects.filter(pk__in=_values(viewer, "school")).order_by("name"))


def practitioners_with_referrals(viewer: User) -> list[Practitioner]:
    rows = Practitioner.objects.filter(pk__in=_values(viewer, "practitioner")).select_related("user")
    return list(rows.order_by("user__last_name", "user__first_name"))


def enquiries_answered(viewer: User, from_: dt.date, to: dt.date) -> int:
    """Questions answered with advice and without a referral: counted apart, as the nation counts them."""
    answered = TriageDecision.objects.filter(
        referral__in=queries.visible_to(viewer),
        outcome=TriageOutcome.ADVICE,
        referral__moves__from_state=ReferralState.ENQUIRY,
        referral__moves__to_state=ReferralState.ADVICE_ONLY,
        decided_on__range=(from_, to),
    )
    return answered.values("referral").distinct().count()


def booked_ahead(referral: Referral) -> Any:
    """Sessions still to come in what this referral is worked on in; the next first."""
    running = referral.courses.filter(ended_on__isnull=True).values("series")
    ahead = SupportSession.objects.filter(series__in=running, date__gte=clock.today(), state="planned")
    return ahead.select_related("series__programme").order_by("date", "start_minute")


def waits(referral: Referral) -> list[Waiting]:
    """In which of the team's groups the young person waits for a place."""
    rows = Waiting.objects.filter(young_person=referral.young_person_id, series__team=referral.team_id)
    return list(rows.select_related("series__programme", "series__school"))


def _in_state(rows: Any, state: str) -> Any:
    if state == EVERYTHING:
        return rows
    if state == ENQUIRIES:
        return rows.filter(request__is_enquiry=True)
    return rows.filter(state__in=OPEN_STATES if state == OPEN else [state])


def _named(text: str) -> Q:
    """By the matched young person's name, or by the name that was given when nobody is matched yet."""
    given = Q(young_person__isnull=True)
    for word in text.split():
        given &= Q(request__given_name__icontains=word) | Q(request__family_name__icontains=word)
    return Q(young_person__in=YoungPerson.objects.named(text).values("pk")) | given


def _values(viewer: User, column: str) -> Any:
    return queries.visible_to(viewer).order_by().values(column)
