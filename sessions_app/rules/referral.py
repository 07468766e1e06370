"""Who may read and move a referral, and what must be there before it moves. Refusals say what is missing."""

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentKind
from mhst.people.models import YoungPerson
from mhst.people.queries import consent
from mhst.people.rules.consent import why_not_yet
from mhst.places.models import School, Team
from mhst.places.queries import team_school
from sessions_app.enums import (
    CONSENTED_STATES,
    HELD_STATES,
    ONE_AT_A_TIME,
    OPEN_STATES,
    REFERRAL_MOVES,
    UNMATCHED_STATES,
    ReferralState,
)
from sessions_app.models import Referral
from sessions_app.queries import referral as queries

_S = ReferralState
#: The request is read and decided on by the team together; what was passed on, by the team that has it now.
READ_BY_TEAM = frozenset({
    _S.ENQUIRY, _S.RECEIVED, _S.AWAITING_CONSENT, _S.TRIAGE, _S.WAITING, _S.TRANSFERRED,
})  # fmt: skip
#: The steps of the work itself; everything else about where a referral goes is decided in triage.
_WORK = frozenset({_S.ASSESSMENT, _S.IN_INTERVENTION, _S.REVIEW, _S.PAUSED, _S.CLOSED})
#: Nobody should have to guess afterwards why these were done.
NEEDS_WHY = frozenset({_S.PAUSED, _S.TRANSFERRED, _S.STEPPED_UP, _S.CLOSED})
#: Over, as far as this team goes; to go on is to re-open.
ENDED = frozenset(_S) - OPEN_STATES


def check_can_read(referral: Referral, by: Actor) -> None:
    """What was said, measured and planned. Raises: Refused to all but those who work with the young person."""
    by.require(Permission.REFERRAL_VIEW, referral)
    if by.can(Permission.RECORD_READ_ALL, referral):
        return
    by.require(Permission.RECORD_READ, referral)
    if not (queries.on_caseload(referral, by) or queries.facilitates(referral, by)):
        raise Refused(
            "Only the practitioner who works with this young person, their supervisor and the team manager read this.",
            code="not-on-caseload",
        )


def check_can_read_request(referral: Referral, by: Actor) -> None:
    """What was asked for. Raises: Refused. While the team decides, all of those read it who decide.

    Whoever answered with advice reads it on: they may still have to ring whoever asked.
    """
    by.require(Permission.REFERRAL_VIEW, referral)
    decides = by.can(Permission.REFERRAL_TRIAGE, referral)
    if decides and (referral.state in READ_BY_TEAM or queries.advised(referral, by)):
        return
    check_can_read(referral, by)


def check_can_work(referral: Referral, by: Actor) -> None:
    """Assess, plan, pause, review, close. Raises: Refused to all but who holds it and who answers for the team."""
    by.require(Permission.REFERRAL_WORK, referral)
    if not (queries.on_caseload(referral, by) or by.can(Permission.RECORD_READ_ALL, referral)):
        raise Refused(
            "Only the practitioner who works with this young person, their supervisor and the team manager do this.",
            code="not-on-caseload",
        )


def check_can_match(referral: Referral, by: Actor) -> None:
    """Say which young person a request is about. Raises: Refused."""
    by.require(Permission.REFERRAL_TRIAGE, referral)
    if referral.young_person_id is not None:
        raise Refused("Somebody has already said which young person this is about.", code="matched")
    if referral.state not in UNMATCHED_STATES - {_S.CLOSED, _S.ADVICE_ONLY}:
        raise Refused(f"This referral is {_lower(referral.state)}, so nobody is matched to it any more.", code="state")


def check_fits(referral: Referral, young_person: YoungPerson) -> None:
    """Raises: Refused when they are at a school that this team does not reach through the referral."""
    if young_person.school_id != referral.school_id:
        raise Refused(
            f"{young_person.name} is at another school than the request names. Move them first, or choose somebody"
            " else.",
            code="other-school",
            field="young_person",
        )


def check_can_move(referral: Referral, to: str, by: Actor) -> None:
    """Whether a referral may go there now, as it stands. Raises: Refused, naming everything that is missing."""
    check_may_move(referral, to, by)
    check_ready(referral, to)


def check_may_move(referral: Referral, to: str, by: Actor) -> None:
    """Whose step it is: of who holds the referral, if somebody does; else of those who decide in triage."""
    if referral.practitioner is not None and referral.state in HELD_STATES | {_S.PAUSED, _S.AWAITING_CONSENT}:
        check_can_work(referral, by)
    elif to == _S.ALLOCATED:
        by.require(Permission.REFERRAL_ALLOCATE, referral)
    else:
        by.require(Permission.REFERRAL_WORK if to in _WORK else Permission.REFERRAL_TRIAGE, referral)


def check_ready(referral: Referral, to: str) -> None:
    """Whether it may stand there, with all that changes along with the move already set on it. Raises: Refused."""
    if to not in REFERRAL_MOVES[referral.state]:
        raise Refused(
            f"A referral that is {_lower(referral.state)} cannot become {_lower(to)}. From here it can become:"
            f" {', '.join(_lower(state) for state in _S if state in REFERRAL_MOVES[referral.state])}.",
            code="state",
        )
    if referral.state == _S.RECEIVED and to == _S.NOT_ACCEPTED and referral.same_as is None:
        raise Refused("A request is accepted or not in triage. Take it there first.", code="state")
    wanting = missing(referral, to)
    if wanting:
        raise Refused(" ".join(wanting), code="missing")


def missing(referral: Referral, to: str) -> list[str]:
    """What a referral still needs before it may stand there, in sentences for the person; nothing when nothing is."""
    found = []
    if to not in UNMATCHED_STATES and referral.young_person is None:
        found.append("Say first which young person this is about.")
    if to in ONE_AT_A_TIME - {referral.state} and _other_open(referral):
        found.append("Another referral of theirs is open. Join this request to it, or close that one first.")
    if to in CONSENTED_STATES and referral.young_person is not None:
        found.append(_consent_missing(referral.young_person) or "")
    if to in HELD_STATES and referral.practitioner is None:
        found.append("Choose first who will work with them.")
    if to == _S.CLOSED and not referral.closed_because:
        found.append("Choose first why it is closed.")
    return [sentence for sentence in found if sentence]


def check_can_join(referral: Referral, other: Referral, by: Actor) -> None:
    """Whether a request only repeats what another referral of the same young person is about. Raises: Refused."""
    by.require(Permission.REFERRAL_TRIAGE, referral)
    by.require(Permission.REFERRAL_TRIAGE, other)
    if referral.state != _S.RECEIVED:
        raise Refused("Only a request that has just been received can be joined to another.", code="state")
    if other.pk == referral.pk or other.young_person_id != referral.young_person_id:
        raise Refused("Choose another referral of the same young person.", code="other-person", field="other")
    if other.state not in ONE_AT_A_TIME:
        raise Refused("That referral is over. Take this one on its own way.", code="state", field="other")


def check_why(from_state: str, to: str, why: str) -> None:
    """Raises: Refused when a move that needs a reason has none."""
    if (to in NEEDS_WHY or from_state in ENDED) and not why.strip():
        raise Refused("Say why. Only those who work with this young person read it.", code="why", field="why")


def check_can_transfer(referral: Referral, team: Team, school: School) -> None:
    """Raises: Refused."""
    if not team_school.serving(school, clock.today()).filter(team=team).exists():
        raise Refused(f"{team} does not work with {school}. Choose one of its schools.", code="not-served",
                      field="school")  # fmt: skip
    if team.pk == referral.team_id:
        raise Refused(f"{team} has it already. Choose another team.", code="same-team", field="team")


def check_state_seen(seen: Referral, now: Referral) -> None:
    """Raises: Conflict when somebody else moved the referral since this page was opened."""
    if seen.state != now.state:
        raise Conflict(
            f"Somebody has moved this referral in the meantime: it is now {_lower(now.state)}. Look at it again.",
            code="moved",
        )


def _other_open(referral: Referral) -> bool:
    if referral.young_person is None:
        return False
    open_one = queries.going_on_for(referral.young_person)
    return open_one is not None and open_one.pk != referral.pk


def _consent_missing(person: YoungPerson) -> str | None:
    today = clock.today()
    state = consent.states_for([person], ConsentKind.TO_BE_SEEN, today)[person.pk]
    return why_not_yet(person, state, today)


def _lower(state: str) -> str:
    return str(ReferralState(state).label).lower()
