import datetime as dt

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import Enrolment, YoungPerson
from mhst.people.queries.young_person import duplicate_of, has_nhs_number
from mhst.places.enums import SchoolStatus
from mhst.places.models import School
from mhst.places.words import date_in_words, year_group_in_words, year_groups_in_words

YOUNGEST, OLDEST = 3, 20
OPEN = frozenset({SchoolStatus.OPEN, SchoolStatus.CLOSING})


def check_add(person: YoungPerson, *, by: Actor) -> None:
    """Whether this person, not yet saved, may be added to their school. Raises: Refused.

    Whoever takes requests for support on also puts those on record whom they are about.
    """
    if not by.can(Permission.REFERRAL_TRIAGE, person.school):
        by.require(Permission.PUPIL_ADD, person.school)
    _check_open(person.school)
    check_who(person)


def check_may_change(person: YoungPerson, *, by: Actor) -> None:
    """School and team both keep names and birth dates right. Raises: Refused."""
    if not by.can(Permission.YOUNG_PERSON_EDIT, person):
        by.require(Permission.PUPIL_ADD, person)


def check_change(person: YoungPerson, *, by: Actor) -> None:
    """Whether `by` may save who this person is, as it now stands. Raises: Refused."""
    check_may_change(person, by=by)
    check_who(person)


def check_who(person: YoungPerson) -> None:
    """Raises: Refused if the name, the birth date or the year group cannot be true here."""
    if not (person.given_name.strip() and person.family_name.strip()):
        raise Refused("Enter a first name and a family name.", code="name", field="given_name")
    _check_age(person)
    _check_year_group(person)
    twin = duplicate_of(person)
    if twin:
        raise Refused(
            f"{twin.name} with the same birth date is already at {person.school}. Open that page instead.",
            code="already-there",
            field="given_name",
            young_person=twin.pk,
        )


def check_nhs_number(person: YoungPerson, number: str) -> None:
    """Raises: Refused if somebody else has it."""
    if number and has_nhs_number(number, besides=person):
        raise Refused(
            "Somebody else already has this NHS number. Check it against a letter or the family's own record.",
            code="nhs-number-taken",
            field="nhs_number",
        )


def check_move(person: YoungPerson, school: School, on: dt.date, *, present: Enrolment | None, by: Actor) -> None:
    """Whether `person` goes to `school` from that day. Raises: Refused."""
    by.require(Permission.YOUNG_PERSON_EDIT, person)
    if school.pk == person.school_id:
        raise Refused(f"{person.name} is at {school} already.", code="same-school", field="school")
    _check_open(school)
    if on > clock.today():
        raise Refused("Record the move on the day it happens or afterwards.", code="move-future", field="on")
    if present and on <= present.starts_on:
        raise Refused(
            f"{person.name} joined {present.school} on {date_in_words(present.starts_on)}. Choose a later day.",
            code="move-too-early",
            field="on",
        )


def check_keep_apart(one: YoungPerson, other: YoungPerson, *, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.YOUNG_PERSON_EDIT, one)
    by.require(Permission.YOUNG_PERSON_EDIT, other)
    if one.pk == other.pk:
        raise Refused("Choose somebody else to keep them apart from.", code="same-person", field="other")


def _check_open(school: School) -> None:
    if school.status not in OPEN:
        raise Refused(f"{school} is not open.", code="school-not-open", field="school")


def _check_age(person: YoungPerson) -> None:
    today = clock.today()
    if person.birth_date > today or not YOUNGEST <= person.age_on(today) <= OLDEST:
        raise Refused(
            f"By that birth date they are not between {YOUNGEST} and {OLDEST} years old. Check the year.",
            code="birth-date",
            field="birth_date",
        )


def _check_year_group(person: YoungPerson) -> None:
    year, taught = person.year_group_on(clock.today()), person.school.year_groups
    if year in taught:
        return
    here = f"{person.school} teaches {year_groups_in_words(taught)}."
    if person.year_group_override is not None:
        raise Refused(f"{here} Choose one of them.", code="year-group", field="year_group_override")
    raise Refused(
        f"By that birth date they are in {year_group_in_words(year)}, and {here} Check the date, or say which year"
        " they are taught in.",
        code="year-group",
        field="birth_date",
    )
