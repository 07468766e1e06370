"""The one way a referral changes where it stands, and the moves that are named after what people do."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.people.actions import young_person as young_people
from mhst.people.models import YoungPerson
from mhst.places.models import School, Team
from sessions_app.actions import course_end
from sessions_app.enums import Asker, ClosedBecause, NotAcceptedBecause, ReferralSource, ReferralState, TriageOutcome
from sessions_app.events import ReferralMoved, ReferralReceived
from sessions_app.models import Referral, ReferralMove, RequestForSupport, TriageDecision
from sessions_app.queries import referral as queries
from sessions_app.rules import referral as rules

_S = ReferralState
SOURCES = {
    Asker.SCHOOL: ReferralSource.EDUCATION,
    Asker.PARENT: ReferralSource.PARENT,
    Asker.YOUNG_PERSON: ReferralSource.SELF,
}
#: Given back to the team: whoever held it holds it no longer.
_GIVEN_BACK = frozenset({_S.TRIAGE, _S.WAITING, _S.TRANSFERRED, _S.ADVICE_ONLY, _S.NOT_ACCEPTED})


@action
def receive(*, request: RequestForSupport, by: Actor) -> Referral:
    """A request that was sent becomes a referral of the team that serves the school; an enquiry, an enquiry.

    Raises: Refused when no team serves the school.
    """
    assert request.school is not None
    assert request.sent_at is not None
    day = request.sent_at.astimezone(clock.LONDON).date()
    team = queries.team_for(request.school, day)
    if team is None:
        raise Refused(f"No team serves {request.school} yet. Ask at the school.", code="no-team", field="school")
    state = _S.ENQUIRY if request.is_enquiry else _S.RECEIVED
    referral = Referral.objects.create(
        request=request, young_person=request.young_person, school=request.school, team=team, state=state,
        received_on=day, is_urgent=request.is_urgent, source=SOURCES[Asker(request.asked_by)],
    )  # fmt: skip
    _write(referral, "", by, "")
    events.publish(ReferralReceived(referral.pk))
    if state == _S.RECEIVED and referral.young_person is not None:
        _go_on(referral, by)
    return referral


@action
def match(*, referral: Referral, young_person: YoungPerson, by: Actor) -> Referral:
    """Say which young person a request is about; it goes on to triage, or to wait for consent. Raises: Refused."""
    locked = lock(referral)
    rules.check_state_seen(referral, locked)
    rules.check_can_match(locked, by)
    rules.check_fits(locked, young_person)
    locked.young_person = young_person
    locked.save()
    if locked.state == _S.RECEIVED:
        _go_on(locked, by)
    return _told(referral, locked)


@action
def take_on(*, referral: Referral, by: Actor) -> Referral:
    """The request is about somebody new: put them on record by the names it gives. Raises: Refused."""
    locked = lock(referral)
    rules.check_state_seen(referral, locked)
    rules.check_can_match(locked, by)
    request = locked.request
    if request is None or request.birth_date is None:
        raise Refused("The request names nobody, so nobody can be put on record from it.", code="nobody-named")
    person = young_people.add(
        school=locked.school, given_name=request.given_name, family_name=request.family_name,
        preferred_name=request.preferred_name, birth_date=request.birth_date, by=by,
    )  # fmt: skip
    return match(referral=referral, young_person=person, by=by)


@action
def join(*, referral: Referral, other: Referral, by: Actor) -> Referral:
    """A second request about the same young person: its words are read with those of the first. Raises: Refused."""
    rules.check_can_join(referral, other, by)
    TriageDecision.objects.create(
        referral=referral, outcome=TriageOutcome.NOT_ACCEPTED, not_accepted_because=NotAcceptedBecause.DUPLICATE,
        why="", signposts="The request is looked at together with the one before.",
        decided_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    return move(referral=referral, to=_S.NOT_ACCEPTED, by=by, changes={"same_as": other})


@action
def move(
    *, referral: Referral, to: str, by: Actor, why: str = "", changes: Mapping[str, Any] | None = None
) -> Referral:
    """Take a referral where it goes next. Nothing else changes its state.

    `changes` are columns that change with it, such as `{"practitioner": practitioner}`; the rules judge the referral
    with them. Raises: Refused, saying what is missing; Conflict when somebody else moved it since it was read.
    """
    locked = lock(referral)
    rules.check_state_seen(referral, locked)
    rules.check_may_move(locked, to, by)
    for name, value in (changes or {}).items():
        setattr(locked, name, value)
    rules.check_ready(locked, to)
    rules.check_why(locked.state, to, why)
    _step(locked, to, by, why)
    return _told(referral, locked)


@action
def pause(*, referral: Referral, why: str, by: Actor) -> Referral:
    return move(referral=referral, to=_S.PAUSED, why=why, by=by)


@action
def resume(*, referral: Referral, by: Actor, why: str = "") -> Referral:
    """Go on where it was paused. Raises: Refused when, say, consent has run out since."""
    if not referral.paused_from:
        raise Refused("Only a paused referral can go on.", code="state")
    return move(referral=referral, to=referral.paused_from, why=why, by=by)


@action
def transfer(*, referral: Referral, team: Team, school: School, why: str, by: Actor) -> Referral:
    """Another team has it from now on, and this one no longer; what was booked is given back. Raises: Refused.

    Whoever changes school with it does so on record too, or the other team could not see who it is.
    """
    rules.check_may_move(referral, _S.TRANSFERRED, by)
    rules.check_can_transfer(referral, team, school)
    course_end.end_all(referral=referral, by=by)
    person = referral.young_person
    if person is not None and person.school_id != school.pk:
        young_people.move_school(young_person=person, school=school, on=clock.today(), by=by)
    return move(
        referral=referral, to=_S.TRANSFERRED, why=why, by=by,
        changes={"team": team, "school": school},
    )  # fmt: skip


@action
def step_up(*, referral: Referral, why: str, by: Actor) -> Referral:
    """Somebody more specialised goes on with it; what was booked is given back."""
    rules.check_may_move(referral, _S.STEPPED_UP, by)
    course_end.end_all(referral=referral, by=by)
    return move(referral=referral, to=_S.STEPPED_UP, why=why, by=by)


@action
def close(
    *, referral: Referral, because: ClosedBecause | str, why: str, by: Actor, follow_up_on: dt.date | None = None
) -> Referral:
    """It is over here, and what was booked is given back. Raises: Refused."""
    rules.check_may_move(referral, _S.CLOSED, by)
    course_end.end_all(referral=referral, by=by)
    changes = {"closed_because": because, "follow_up_on": follow_up_on}
    return move(referral=referral, to=_S.CLOSED, why=why, by=by, changes=changes)


@action
def reopen(*, referral: Referral, why: str, by: Actor) -> Referral:
    """Look at it again, from triage. The wait goes on counting from the day of the request. Raises: Refused."""
    return move(referral=referral, to=_S.TRIAGE, why=why, by=by)


def lock(referral: Referral) -> Referral:
    """The referral as it is now, held until the transaction ends."""
    rows = Referral.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("young_person", "school", "team", "practitioner__user", "request").get(pk=referral.pk)


def _go_on(referral: Referral, by: Actor) -> None:
    """From received to triage if consent to be seen holds, else to wait for it. Nobody's decision: it follows.

    A second request about somebody whose referral is open stays where it is until a person has looked at both.
    """
    if not rules.missing(referral, _S.TRIAGE):
        agreed = not rules.missing(referral, _S.WAITING)
        _step(referral, _S.TRIAGE if agreed else _S.AWAITING_CONSENT, by, "")


def _step(referral: Referral, to: str, by: Actor, why: str) -> None:
    from_state, referral.state, referral.state_since = referral.state, ReferralState(to), clock.now()
    referral.paused_from = from_state if to == _S.PAUSED else ""
    referral.closed_on = clock.today() if to == _S.CLOSED else None
    if to != _S.CLOSED:
        referral.closed_because = ""
    if to in _GIVEN_BACK:
        referral.practitioner = None
    referral.version += 1
    _save(referral)
    _write(referral, from_state, by, why)
    events.publish(ReferralMoved(referral.pk, from_state, to))


def _save(referral: Referral) -> None:
    """Raises: Conflict when another referral of the same young person was opened at the same moment."""
    try:
        with transaction.atomic():
            referral.save()
    except IntegrityError as error:
        if "referral_one_at_a_time" in str(error) or "young_person_id" in str(error):
            raise Conflict(
                "Somebody has opened another referral of this young person in the meantime. Look at both again.",
                code="open-already",
            ) from error
        raise


def _write(referral: Referral, from_state: str, by: Actor, why: str) -> None:
    ReferralMove.objects.create(
        referral=referral, from_state=from_state, to_state=referral.state, why=why.strip() or None,
        moved_by=by if isinstance(by, User) else None, at=referral.state_since, number=referral.version,
    )  # fmt: skip


def _told(seen: Referral, now: Referral) -> Referral:
    """Let the row in the caller's hand say what is true now."""
    for field in Referral._meta.concrete_fields:
        setattr(seen, field.attname, getattr(now, field.attname))
    return now
