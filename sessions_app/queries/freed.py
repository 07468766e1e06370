"""Who waits at the school, and could begin in the time that an absent pupil left free."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from sessions_app.enums import Pathway, ReferralState, ResourceKind, SessionState
from sessions_app.models import Course, Programme, Referral, SupportSession
from sessions_app.queries import absent, referral_consent
from sessions_app.queries import referral as referrals
from sessions_app.queries.occupancy import occupied

#: So many are named, of so many of the longest waits that are looked at.
NAMED, LOOKED_AT = 5, 30


@dataclass(frozen=True)
class CouldBegin:
    """Somebody accepted for 1:1 with nothing booked; without a practitioner, somebody gives them to one first."""

    referral: Referral
    person: YoungPerson
    may_book: bool
    may_allocate: bool


def who_could_begin(freed: SupportSession, viewer: User) -> list[CouldBegin]:
    """The longest wait first: with consent, free and not absent today, and for whom whoever holds the time would do."""
    if absent.is_given_away(freed):
        return []
    holders = holders_of(freed)
    rows = [one for one in _waiting(freed, holders, viewer)[:LOOKED_AT] if _would_do(one.programme, freed, holders)]
    barred = {*referral_consent.blocked(rows), *_not_there(rows, freed)}
    able = [(one, one.young_person) for one in rows if one.young_person and one.pk not in barred][:NAMED]
    return [
        CouldBegin(
            one, person, may_book=one.state == ReferralState.ALLOCATED and viewer.can(Permission.REFERRAL_WORK, one),
            may_allocate=one.state == ReferralState.WAITING and viewer.can(Permission.REFERRAL_ALLOCATE, one),
        )
        for one, person in able
    ]  # fmt: skip


def holders_of(freed: SupportSession) -> list[Practitioner]:
    """Whose time it is."""
    held = freed.facilitations.filter(replaced_at__isnull=True).select_related("practitioner")
    return [one.practitioner for one in held]


def fits(programme: Programme, freed: SupportSession) -> bool:
    """Whether one of its sessions is over when the time is."""
    return programme.session_minutes <= freed.end_minute - freed.start_minute


def _waiting(freed: SupportSession, holders: Iterable[Practitioner], viewer: User) -> Any:
    school = freed.series.school_id
    booked = Course.objects.filter(
        ended_on__isnull=True, series__sessions__state=SessionState.PLANNED, series__sessions__date__gte=clock.today()
    )
    theirs = Q(state=ReferralState.ALLOCATED, practitioner__in=holders)
    rows = referrals.visible_to(viewer).filter(
        theirs | Q(state=ReferralState.WAITING), pathway=Pathway.ONE_TO_ONE, school=school, young_person__school=school,
        team=freed.series.team_id,
    )  # fmt: skip
    return rows.exclude(pk__in=booked.values("referral")).order_by("received_on", "pk")


def _would_do(programme: Programme | None, freed: SupportSession, holders: Iterable[Practitioner]) -> bool:
    """Where no programme is decided on, one that fits may be."""
    if programme is None:
        return True
    return fits(programme, freed) and any(not set(programme.skills) - set(one.skills) for one in holders)


def _not_there(rows: Iterable[Referral], freed: SupportSession) -> set[UUID]:
    """Absent today, or in another session then."""
    people = {one.young_person_id: one.pk for one in rows if one.young_person_id}
    away = absent.absent_on(freed.date)
    taken = occupied(people, freed.date, freed.date)
    return {
        id
        for person, id in people.items()
        if person in away
        or taken.clashes(ResourceKind.YOUNG_PERSON, person, freed.date, freed.start_minute, freed.end_minute)
    }
