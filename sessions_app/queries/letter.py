"""Letters of a referral: which there are, who should get one, and what each reader's template may know."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.people.enums import ConsentBasis, ConsentKind, ConsentState, WithdrawnBecause
from mhst.people.models import YoungPerson
from mhst.people.queries import consent
from sessions_app.enums import READERS, Asker, LetterKind, LetterState, LetterTo, TriageOutcome
from sessions_app.models import Letter, Referral, TriageDecision
from sessions_app.queries import referral as referrals
from sessions_app.queries.phone import number_of

#: What the team says to whoever asked stands in the decision of these; help that fits better in that of the last.
_DECIDED = {
    LetterKind.ADVICE: TriageOutcome.ADVICE,
    LetterKind.MORE_INFORMATION: TriageOutcome.MORE_INFORMATION,
    LetterKind.NOT_ACCEPTED: TriageOutcome.NOT_ACCEPTED,
}
ASKERS = {
    Asker.SCHOOL: LetterTo.SCHOOL,
    Asker.PARENT: LetterTo.PARENT,
    Asker.YOUNG_PERSON: LetterTo.YOUNG_PERSON,
}


@dataclass(frozen=True)
class Told:
    """All that a letter's template knows. What was said, measured or planned is not among it."""

    given_name: str
    name: str
    school: str
    team: str
    phone: str
    asked_on: dt.date
    year_group: int | None
    birth_date: dt.date | None
    is_asker: bool = False
    words: str = ""  # only for whoever asked
    signposts: tuple[str, ...] = ()


def get_visible(id: UUID, viewer: User) -> Letter:
    """A letter of a referral that the viewer's team has. Raises: NotFound."""
    rows = Letter.objects.select_related("written_by", "issued_by")
    found = rows.filter(pk=id, referral__in=referrals.visible_to(viewer).order_by()).first()
    if found is None:
        raise NotFound("We could not find that letter.")
    found.referral = referrals.get_visible(found.referral_id, viewer)
    return found


def of_referral(referral: Referral) -> list[Letter]:
    """All letters, those still to be finished first, and of these the one to a specialist service; then the latest."""
    letters = list(referral.letters.select_related("written_by", "issued_by"))
    return sorted(letters, key=lambda one: (one.state != LetterState.DRAFT, one.to != LetterTo.SPECIALIST))


def open_draft(referral: Referral, kind: str, to: str) -> Letter | None:
    return referral.letters.filter(kind=kind, to=to, state=LetterState.DRAFT).first()


def latest(referral: Referral, kind: str, to: str) -> Letter | None:
    """The last letter of this kind to this reader since the referral was last opened."""
    return referral.letters.filter(kind=kind, to=to).order_by("-created_at").first()


def readers_of(referral: Referral, kind: str) -> list[LetterTo]:
    """Who should get such a letter: the young person, whoever asked, and a parent who may know of it.

    None goes to a school of which it was said that nothing is to be shared with it.
    """
    wanted = {LetterTo.SPECIALIST}
    if referral.young_person is not None:
        wanted.add(LetterTo.YOUNG_PERSON)
    if parent_may_be_told(referral, clock.today()):
        wanted.add(LetterTo.PARENT)
    told = _asked_by(referral) == LetterTo.SCHOOL or kind == LetterKind.CLOSING
    if told and not said_no_to_school(referral):
        wanted.add(LetterTo.SCHOOL)
    return [to for to in READERS[kind] if to in wanted]


def parent_may_be_told(referral: Referral, day: dt.date) -> bool:
    """Whether a parent or guardian knows of it already, or the young person lets them be told.

    Somebody who came by themselves keeps that to themselves until they say otherwise.
    """
    person = referral.young_person
    asked = _asked_by(referral)
    if person is None:
        return asked == LetterTo.PARENT
    shared = consent.states_for([person], ConsentKind.SHARE_WITH_PARENT, day)[person.pk]
    if shared in {ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN, ConsentState.CONFLICTING}:
        return shared == ConsentState.GIVEN
    if day >= person.sixteen_on:
        return False
    return asked == LetterTo.PARENT or _parent_was_asked(person)


def school_agreed(referral: Referral) -> ConsentState:
    """What was agreed about sharing with the school."""
    person = referral.young_person
    if person is None:
        return ConsentState.NOT_ASKED
    return consent.states_for([person], ConsentKind.SHARE_WITH_SCHOOL, clock.today())[person.pk]


def said_no_to_school(referral: Referral) -> bool:
    """A no, or a yes that was taken back. Where nobody was asked, whoever issues a letter confirms what was agreed."""
    return school_agreed(referral) in {ConsentState.REFUSED, ConsentState.WITHDRAWN}


def told(referral: Referral, kind: str, to: str) -> Told:
    """What the template for this reader may know."""
    person, request = referral.young_person, referral.request
    decision = _decision(referral, kind)
    is_asker = _asked_by(referral) == to
    given = (person and (person.preferred_name or person.given_name)) or (request and request.given_name) or ""
    return Told(
        given_name=given,
        name=str(person or request or ""),
        school=str(referral.school),
        team=str(referral.team),
        phone=number_of(referral.team),
        asked_on=referral.received_on,
        year_group=person.year_group_on(clock.today()) if person else None,
        birth_date=person.birth_date if person and to == LetterTo.SPECIALIST else None,
        is_asker=is_asker,
        words=(decision.advice or "") if decision and is_asker else "",
        signposts=tuple((decision.signposts or "").splitlines()) if decision else (),
    )


def addressee_of(referral: Referral, to: str) -> str:
    """Whom the envelope names; a specialist service is named by whoever writes."""
    if to == LetterTo.YOUNG_PERSON:
        return str(referral.young_person or referral.request or "")
    if to == LetterTo.SCHOOL:
        return f"The senior mental health lead, {referral.school}"
    if to == LetterTo.PARENT:
        return _parents_names(referral)
    return ""


def took_part(referral: Referral, viewer: User) -> bool:
    """Whether the viewer was there when the team decided last about this referral."""
    last = referral.decisions.order_by("-decided_on", "-created_at").first()
    if last is None:
        return False
    return last.decided_by_id == viewer.pk or last.decided_with.filter(user=viewer).exists()


def _asked_by(referral: Referral) -> LetterTo | None:
    return ASKERS[Asker(referral.request.asked_by)] if referral.request else None


def _decision(referral: Referral, kind: str) -> TriageDecision | None:
    outcome = _DECIDED.get(LetterKind(kind))
    found: TriageDecision | None = outcome and referral.decisions.filter(outcome=outcome).first()  # type: ignore[assignment]
    return found


def _parent_was_asked(person: YoungPerson) -> bool:
    answers = person.consent_decisions.filter(kind=ConsentKind.TO_BE_SEEN, basis=ConsentBasis.PARENTAL)
    return bool(answers.exclude(withdrawn_because=WithdrawnBecause.MISTAKE).exists())


def _parents_names(referral: Referral) -> str:
    person = referral.young_person
    if person is not None:
        parents = person.parents_and_guardians.filter(has_parental_responsibility=True)
        return " and ".join(parent.name for parent in parents) or f"The parents or guardians of {person}"
    return (referral.request and referral.request.asker_name) or "The parents or guardians"
