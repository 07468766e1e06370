import datetime as dt
from collections.abc import Iterable

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.people.enums import Grade
from mhst.people.events import PractitionerNotFree
from mhst.people.models import Practitioner
from mhst.people.rules.practitioner import check_add, check_qualified, check_skills
from mhst.places.events import FOR_EVER
from mhst.places.models import Organisation, Team


@action
def add(
    *, user: User, team: Team, employer: Organisation, grade: Grade, skills: Iterable[str] = (),
    qualified_on: dt.date | None = None, by: Actor,
) -> Practitioner:  # fmt: skip
    """Somebody of the team begins to hold sessions. Raises: Refused."""
    practitioner = Practitioner(
        user=user, team=team, employer=employer, grade=grade, skills=sorted(set(skills)), qualified_on=qualified_on
    )
    check_add(practitioner, by=by)
    practitioner.save()
    return practitioner


@action
def change(
    *, practitioner: Practitioner, grade: Grade, skills: Iterable[str], is_working: bool,
    qualified_on: dt.date | None, by: Actor,
) -> None:  # fmt: skip
    """Raises: Refused."""
    by.require(Permission.PRACTITIONER_EDIT, practitioner)
    check_skills(skills := sorted(set(skills)))
    check_qualified(grade, qualified_on)
    stops = practitioner.is_working and not is_working
    practitioner.grade, practitioner.skills, practitioner.is_working = grade, skills, is_working
    practitioner.qualified_on = qualified_on
    practitioner.save()
    if stops:
        events.publish(PractitionerNotFree(practitioner.pk, clock.today(), FOR_EVER))
