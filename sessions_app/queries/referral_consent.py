"""Consent as a referral's page shows it: what was asked, who answered, until when, and what is missing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from mhst.access.models import User
from mhst.core import clock
from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import ConsentDecision, ParentOrGuardian, YoungPerson
from mhst.people.queries import consent
from mhst.people.queries.consent import KindOfConsent
from mhst.people.rules.consent import why_not_for_long, why_not_yet
from mhst.settings.environment import environment
from sessions_app.enums import CONSENTED_STATES, ONE_AT_A_TIME, ReferralState
from sessions_app.models import ConsentLink, Referral
from sessions_app.queries import consent_link as links

#: Consent is asked for before these too: the next step of each needs it.
_BEFORE = frozenset({ReferralState.AWAITING_CONSENT, ReferralState.TRIAGE, ReferralState.PAUSED})


@dataclass(frozen=True)
class Summary:
    """On the first page of a referral: how the two kinds stand, and why the next step is blocked, if it is."""

    to_be_seen: ConsentState
    share_with_school: ConsentState
    blocked: str
    until: dt.date | None
    ends: str  # when that is soon


@dataclass(frozen=True)
class Asked:
    """A parent or guardian, and the last link that was made for them."""

    parent: ParentOrGuardian
    link: ConsentLink | None


@dataclass(frozen=True)
class ConsentPage:
    kinds: list[KindOfConsent]
    parents: list[Asked]
    blocked: str
    is_sixteen: bool
    disagree: tuple[ConsentDecision, ...]

    @property
    def state(self) -> ConsentState:
        return self.kinds[0].state


def missing_now(person: YoungPerson) -> str:
    """What stands in the way of being seen today, in a sentence; nothing when nothing does."""
    today = clock.today()
    return why_not_yet(person, consent.states_for([person], ConsentKind.TO_BE_SEEN, today)[person.pk], today) or ""


def summary(referral: Referral) -> Summary | None:
    """One query. None while nobody is matched, and once nobody waits for an answer any more."""
    person, today = referral.young_person, clock.today()
    if person is None or referral.state not in _BEFORE | CONSENTED_STATES:
        return None
    seen, school = consent.by_kind(person, today, (ConsentKind.TO_BE_SEEN, ConsentKind.SHARE_WITH_SCHOOL))
    return Summary(
        seen.state, school.state, why_not_yet(person, seen.state, today) or "", _until(seen), _ends(person, seen)
    )


def page_of(referral: Referral, viewer: User) -> ConsentPage:
    """Everything about consent that the viewer may read. A number of queries that grows with nothing."""
    person, today = referral.young_person, clock.today()
    assert person is not None
    kinds = consent.by_kind(person, today, consent.kinds_for(viewer, person))
    last = {link.parent_id: link for link in reversed(links.of(referral))}
    parents = [Asked(parent, last.get(parent.pk)) for parent in person.parents_and_guardians.all()]
    return ConsentPage(
        kinds=kinds,
        parents=parents,
        blocked=why_not_yet(person, kinds[0].state, today) or "",
        is_sixteen=today >= person.sixteen_on,
        disagree=_last_words(kinds[0]) if kinds[0].state == ConsentState.CONFLICTING else (),
    )


def blocked(referrals: Iterable[Referral]) -> dict[UUID, str]:
    """For lists: why the next step of each is blocked, by id; those that are not are left out. One query."""
    matched = [r for r in referrals if r.young_person is not None and r.state in _BEFORE | CONSENTED_STATES]
    today = clock.today()
    states = consent.states_for([r.young_person for r in matched if r.young_person], ConsentKind.TO_BE_SEEN, today)
    found = {r.pk: why_not_yet(r.young_person, states[r.young_person.pk], today) for r in matched if r.young_person}
    return {id: said for id, said in found.items() if said}


def stood_at(referral: Referral) -> str:
    """Where a referral stood before it came to wait for consent."""
    moves = referral.moves.filter(to_state=ReferralState.AWAITING_CONSENT).order_by("-at", "-number")
    last = moves.first()
    return last.from_state if last else ""


def open_of(young_person_id: UUID) -> Referral | None:
    """The one referral of theirs that consent can move."""
    rows = Referral.objects.filter(young_person=young_person_id, state__in=ONE_AT_A_TIME)
    return rows.select_related("young_person", "team", "practitioner__user").first()


def _until(found: KindOfConsent) -> dt.date | None:
    """The last day of a consent that ends; None when it has no end."""
    if found.state != ConsentState.GIVEN:
        return None
    standing = [one for one in found.decisions if one.withdrawn_at is None and one.answer == "given"]
    days = [one.last_day for one in standing]
    return None if not days or None in days else max(day for day in days if day)


def soon(today: dt.date) -> list[dt.date]:
    """The days on which consent is looked at ahead, today the first."""
    return [today + dt.timedelta(days=count) for count in range(environment.consent_ends_days + 1)]


def _ends(person: YoungPerson, found: KindOfConsent) -> str:
    """That it ends soon, and whom to ask; nothing when it does not."""
    lapse = consent.lapse_of(person, found.decisions, ConsentKind.TO_BE_SEEN, soon(clock.today()))
    return why_not_for_long(person, lapse) if lapse else ""


def _last_words(found: KindOfConsent) -> tuple[ConsentDecision, ...]:
    """What each person said last, the newest first: who agrees, and who does not."""
    by_giver: dict[object, ConsentDecision] = {}
    for decision in found.decisions:
        by_giver.setdefault(decision.parent_id, decision)
    return tuple(by_giver.values())
