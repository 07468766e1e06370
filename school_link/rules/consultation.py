"""Who may ask, answer, pass on and withdraw; and what a consultation needs before it is sent."""

from typing import Any
from uuid import UUID

from mhst.core.actors import Actor
from mhst.core.errors import Conflict, DomainError, Refused
from mhst.core.permissions import Permission
from school_link.enums import CONSULTATION_MOVES, OVER, UNSENT, ConsultationState, Side

S = ConsultationState
#: When somebody may take over from whoever speaks for their side.
STOOD_IN = {
    Side.SCHOOL: frozenset({S.WAITING, S.TAKEN, S.AGREED}),
    Side.SPECIALIST: frozenset({S.TAKEN, S.AGREED}),
}
#: What has to be said, and how the page calls it.
NEEDED = {
    "urgency": "How soon an answer is needed",
    "theme": "What it is mostly about",
    "concern": "What you are concerned about",
    "wanted": "What you want from the specialists",
    "is_no_emergency": "That nobody is in danger now",
}


def side_of(one: Any, user: Any) -> Side | None:
    """On which side somebody is by their role. Guests are told apart by their invitation."""
    if one.school_id in user.reach(Permission.CONSULTATION_ASK).own_schools:
        return Side.SCHOOL
    if one.desk.team_id in user.reach(Permission.CONSULTATION_ADVISE).teams:
        return Side.SPECIALIST
    return None


def check_can_write(one: Any, by: Any) -> None:
    """Who began it; and the school's lead once it is given to them. Raises: Refused."""
    if one.state not in UNSENT:
        raise Refused("It has been sent. What was asked stays as it was.", code="sent")
    if one.state == S.WITH_LEAD or one.written_by_id != by.pk:
        check_asks(one, by)


def may_write(one: Any, by: Any) -> bool:
    try:
        check_can_write(one, by)
    except Refused:
        return False
    return True


def check_asks(one: Any, by: Any) -> None:
    """Raises: Refused unless they lead at its school."""
    if side_of(one, by) != Side.SCHOOL:
        raise Refused(
            "Your role does not allow this here. It is for: senior mental health lead or designated safeguarding lead "
            "of the school.",
            code="needs-consultation.ask",
        )


def check_advises(one: Any, by: Any) -> None:
    """Raises: Refused unless they answer at its desk."""
    if side_of(one, by) != Side.SPECIALIST:
        raise Refused(
            "Your role does not allow this here. It is for: CAMHS specialist of the team that was asked.",
            code="needs-consultation.advise",
        )


def check_asks_back(one: Any, by: Any) -> None:
    """Before the advice is agreed. Raises: Refused, Conflict."""
    check_advises(one, by)
    if one.state not in {S.WAITING, S.TAKEN}:
        raise Conflict(_came_first(one), code="moved-on")


def check_holds(one: Any, by: Any) -> None:
    """Raises: Refused unless it is theirs to answer now."""
    check_advises(one, by)
    if one.holder_id != by.pk:
        raise Refused("Somebody else answers this one. Take it first, or ask them to pass it on.", code="not-holder")


def check_stands_in(one: Any, by: Any) -> Side:
    """Another lead of the school for who asked, another specialist of the desk for who answers, so that nothing waits
    for somebody who is ill or has left. Raises: Refused, Conflict."""
    side = side_of(one, by)
    if side is None:
        raise Refused(
            "Leads of the school and specialists of the desk take over, each for their side.", code="not-yours"
        )
    if one.state not in STOOD_IN[side]:
        raise Conflict("There is nothing to take over now.", code="moved-on")
    if by.pk == (one.lead_id if side == Side.SCHOOL else one.holder_id):
        raise Conflict("It is yours already.", code="yours")
    return side


def may_stand_in(one: Any, by: Any) -> bool:
    """For the button."""
    try:
        check_stands_in(one, by)
    except DomainError:
        return False
    return True


def missing(one: Any) -> list[str]:
    """What is still to be said."""
    return [label for name, label in NEEDED.items() if not (getattr(one, name) or "")]


def check_complete(one: Any) -> None:
    """Raises: Refused."""
    if left := missing(one):
        raise Refused(f"Still to say: {'; '.join(left)}.", code="incomplete")


def check_year_group(school: Any, year: int | None) -> None:
    """Raises: Refused."""
    if year is not None and year not in school.year_groups:
        raise Refused("Choose a year group of this school.", code="year-group", field="year_group")


def check_version(one: Any, version: int) -> None:
    """Nobody writes over what another window has saved. Raises: Conflict."""
    if one.version != version:
        raise Conflict(
            "This was saved in another window meanwhile. Reload the page to go on from there.", code="version"
        )


def has_given(one: Any, by: Any) -> bool:
    """Whether it went on already, for somebody of the school who sends it again from a page of before."""
    leads, wrote = side_of(one, by) == Side.SCHOOL, one.written_by_id == by.pk
    return (wrote or leads) if one.is_sent else (wrote and not leads and one.state == S.WITH_LEAD)


def check_looked_over(one: Any, version: int) -> None:
    """Nothing is sent that whoever sends it has not looked over. Raises: Conflict."""
    if one.version != version:
        raise Conflict("The draft has changed since you looked it over. Read it as it stands now.", code="version")


def check_goes_on(one: Any) -> None:
    """Raises: Refused once it is over."""
    if one.state in OVER:
        raise Refused("This consultation is over: nothing is added to it any more. Ask a new one.", code="over")


def check_answers_read(said: Any, seen: int) -> None:
    """Raises: Conflict when somebody of the school came first."""
    if len(said) > seen:
        raise Conflict(
            f"{said[-1].author.name} has answered meanwhile. Read it above; what you wrote can be added to it.",
            code="answered",
        )


def check_move(one: Any, to: ConsultationState) -> None:
    """Raises: Conflict when somebody else came first."""
    if to not in CONSULTATION_MOVES[ConsultationState(one.state)]:
        raise Conflict(_came_first(one), code="moved-on")


def check_takes(one: Any, by: Any) -> None:
    """While it waits: agreed advice is opened again by a change of it, never by a page from before. Raises: Refused,
    Conflict."""
    check_advises(one, by)
    if one.state != S.WAITING:
        raise Conflict(_came_first(one), code="taken")


def check_colleague(ids: set[UUID], to: Any) -> None:
    """Raises: Refused for somebody who does not answer at this desk."""
    if to.pk not in ids:
        raise Refused("Choose a colleague of the same desk.", code="colleague", field="to")


def check_keeps(desk: Any, by: Actor) -> None:
    by.require(Permission.CONSULTATION_KEEP, desk)


def _came_first(one: Any) -> str:
    who = f"{one.holder.name} has taken it" if one.state == S.TAKEN and one.holder else "It has moved on meanwhile"
    return f"{who}. Look at where it stands now."
