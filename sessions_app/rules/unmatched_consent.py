"""Answers that came without a link: who may say whom they are about."""

import datetime as dt

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.people.models import ParentOrGuardian, YoungPerson
from sessions_app.models import UnmatchedConsent


def check_may_answer(birth_date: dt.date, *, has_parental_responsibility: bool) -> None:
    """Whether somebody may answer for a young person at all. Raises: Refused, in words for a parent."""
    if not has_parental_responsibility:
        raise Refused(
            "Only somebody with parental responsibility can answer. Please pass this on to them, or ring us.",
            code="consent-responsibility",
            field="has_parental_responsibility",
        )
    today = clock.today()
    if birth_date >= today:
        raise Refused("A birth date is in the past. Check the year.", code="birth-date", field="birth_date")
    if today >= birth_date.replace(year=birth_date.year + 16):
        raise Refused(
            "From 16 young people decide for themselves. Please ask them to speak with us.",
            code="consent-sixteen",
            field="birth_date",
        )


def check_can_settle(unmatched: UnmatchedConsent, by: Actor) -> None:
    """Raises: Refused; Conflict when somebody else has settled it."""
    by.require(Permission.REFERRAL_VIEW, unmatched)
    by.require(Permission.CONSENT_RECORD, unmatched)
    if unmatched.settled_at:
        raise Conflict("Somebody has settled this answer in the meantime.", code="settled")


def differences(unmatched: UnmatchedConsent, person: YoungPerson) -> list[str]:
    """What on the answer is not as it is on record, in words."""
    came = f"{unmatched.given_name} {unmatched.family_name}".casefold()
    names = {f"{given} {person.family_name}".casefold() for given in (person.given_name, person.preferred_name)}
    differs = {"name": came not in names, "birth date": unmatched.birth_date != person.birth_date}
    return [what for what, is_so in differs.items() if is_so]


def check_confirmed(unmatched: UnmatchedConsent, person: YoungPerson, *, confirmed: bool) -> None:
    """Raises: Refused when something differs and nobody has said that it is them all the same."""
    differs = differences(unmatched, person)
    if differs and not confirmed:
        raise Refused(
            f"The answer has another {' and another '.join(differs)} than {person.name} on record. Look at both, and"
            " confirm that they are the same person, or choose somebody else.",
            code="differs",
            field="confirmed",
        )


def check_fits(young_person: YoungPerson, parent: ParentOrGuardian | None) -> None:
    """Raises: Refused."""
    if parent is not None and parent.young_person_id != young_person.pk:
        raise Refused(
            f"{parent} is not a parent or guardian of {young_person.name}.", code="consent-giver", field="parent"
        )
