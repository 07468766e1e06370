import datetime as dt

from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.people.enums import Ethnicity, Gender, Indicator
from mhst.people.events import YoungPersonMoved
from mhst.people.models import Enrolment, KeepApart, YoungPerson
from mhst.people.rules import young_person as rules
from mhst.places.models import School


@action
def add(
    *,
    school: School,
    given_name: str,
    family_name: str,
    birth_date: dt.date,
    preferred_name: str = "",
    year_group_override: int | None = None,
    by: Actor,
) -> YoungPerson:
    """Name somebody whom the service may help, with the least that is needed. Raises: Refused."""
    person = YoungPerson(
        school=school, given_name=given_name.strip(), family_name=family_name.strip(), birth_date=birth_date,
        preferred_name=preferred_name.strip(), year_group_override=year_group_override,
    )  # fmt: skip
    rules.check_add(person, by=by)
    person.save()
    Enrolment.objects.create(young_person=person, school=school, starts_on=clock.today())
    return person


@action
def change(
    *,
    young_person: YoungPerson,
    given_name: str,
    family_name: str,
    birth_date: dt.date,
    preferred_name: str = "",
    year_group_override: int | None = None,
    by: Actor,
) -> None:
    """Correct who somebody is. Raises: Refused."""
    young_person.given_name, young_person.family_name = given_name.strip(), family_name.strip()
    young_person.preferred_name, young_person.birth_date = preferred_name.strip(), birth_date
    young_person.year_group_override = year_group_override
    rules.check_change(young_person, by=by)
    young_person.save()


@action
def describe(
    *,
    young_person: YoungPerson,
    pronouns: str,
    gender: Gender,
    ethnicity: Ethnicity,
    communication_needs: str,
    nhs_number: str,
    young_carer: Indicator,
    looked_after: Indicator,
    by: Actor,
) -> None:
    """Write what only the team knows. `nhs_number` is ten digits or empty. Raises: Refused."""
    by.require(Permission.YOUNG_PERSON_EDIT, young_person)
    rules.check_nhs_number(young_person, nhs_number)
    young_person.pronouns, young_person.gender, young_person.ethnicity = pronouns.strip(), gender, ethnicity
    young_person.young_carer, young_person.looked_after = young_carer, looked_after
    young_person.communication_needs = communication_needs.strip() or None
    young_person.nhs_number = nhs_number or None
    young_person.save()


@action
def note_young_carer(*, young_person: YoungPerson, young_carer: Indicator, by: Actor) -> None:
    """What they answered, asked whether they help look after someone. Raises: Refused."""
    by.require(Permission.YOUNG_PERSON_EDIT, young_person)
    young_person.young_carer = young_carer
    young_person.save()


@action
def move_school(*, young_person: YoungPerson, school: School, on: dt.date, by: Actor) -> None:
    """They go to another school from this day; what was held at the old one stays there. Raises: Refused."""
    locked = YoungPerson.objects.select_for_update().get(pk=young_person.pk)
    present = locked.enrolments.filter(ends_on__isnull=True).select_related("school").first()
    rules.check_move(locked, school, on, present=present, by=by)
    if present:
        present.ends_on = on - dt.timedelta(days=1)
        present.save()
    Enrolment.objects.create(young_person=locked, school=school, starts_on=on)
    left, locked.school, young_person.school = locked.school_id, school, school
    locked.save()
    events.publish(YoungPersonMoved(young_person=locked.pk, left=left, joined=school.pk, on=on))


@action
def keep_apart(*, one: YoungPerson, other: YoungPerson, reason: str = "", by: Actor) -> KeepApart:
    """Place these two in no group together. A second time only changes the reason. Raises: Refused."""
    rules.check_keep_apart(one, other, by=by)
    first, second = sorted((one, other), key=lambda person: person.pk)
    pair = KeepApart.objects.filter(one=first, other=second).first() or KeepApart(one=first, other=second)
    pair.reason = reason.strip() or None
    pair.save()
    return pair


@action
def stop_keeping_apart(*, pair: KeepApart, by: Actor) -> None:
    """Raises: Refused."""
    rules.check_keep_apart(pair.one, pair.other, by=by)
    pair.delete()
