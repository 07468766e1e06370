"""Who recognises that somebody helps look after someone, and who gets to know it."""

from mhst.community.enums import Giver
from mhst.community.models import Recognition
from mhst.community.queries import carer as queries
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.people.models import ParentOrGuardian, YoungPerson


def check_can_recognise(person: YoungPerson, by: Actor) -> None:
    """Raises: Refused."""
    for permission in (Permission.CARER_RECOGNISE, Permission.YOUNG_PERSON_VIEW, Permission.CONSENT_RECORD):
        by.require(permission, person)


def may_recognise(person: YoungPerson, by: Actor) -> bool:
    """What a page asks before it offers it."""
    try:
        check_can_recognise(person, by)
    except Refused:
        return False
    return True


def check_not_yet(person: YoungPerson) -> None:
    """Raises: Conflict when somebody was quicker."""
    if queries.of(person) is not None:
        raise Conflict(f"{person.name} is recognised already.", code="twice")


def check_parent_not_yet(parent: ParentOrGuardian) -> None:
    """Raises: Conflict when somebody was quicker."""
    if queries.of_parent(parent) is not None:
        raise Conflict(f"{parent.name} is recognised already.", code="twice")


def check_current(recognition: Recognition) -> None:
    """Raises: Conflict."""
    if recognition.ended_on is not None:
        raise Conflict("This has ended already.", code="ended")


def check_changes(recognition: Recognition, champion_may_know: bool, school_may_know: bool) -> None:
    """Raises: Refused."""
    if (recognition.champion_may_know, recognition.school_may_know) == (champion_may_know, school_may_know):
        raise Refused("Nothing is changed: this is who may know already.", code="same", field="")


def check_more_may_know(recognition: Recognition, agreed: Agreed, by: Actor) -> None:
    """Somebody under 16 who decides by themselves is judged to be able to. Raises: Refused."""
    if agreed.giver == Giver.JUDGED and not by.can(Permission.GILLICK_ASSESS, recognition.young_person):
        raise Refused(
            "They are under 16. That more may know needs a parent or guardian, or a colleague who can judge that they"
            " decide it themselves.",
            code="cannot-judge", field="giver",
        )  # fmt: skip


def check_said_on(agreed: Agreed) -> None:
    """That fewer may know is right however long ago it was said. Raises: Refused."""
    if agreed.on > clock.today():
        raise Refused(
            "That date is in the future. Give the day on which they said so.", code="future", field="agreed_on"
        )


def check_can_offer(recognition: Recognition, by: Actor) -> None:
    """The champion whom they agreed to, or whoever may recognise them. Raises: Refused; Conflict when it has ended."""
    check_current(recognition)
    if not (recognition.champion_may_know and by.can(Permission.CARER_SUPPORT, recognition)):
        check_can_recognise(recognition.young_person, by)
