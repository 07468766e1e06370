from collections.abc import Iterable

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.people.enums import Grade
from mhst.people.events import PractitionerNotFree
from mhst.people.models import Practitioner
from mhst.people.rules.practitioner import check_add, check_skills
from mhst.places.events import FOR_EVER
from mhst.places.models import Organisation, Team


@action
def add(
    *, user: User, team: Team, employer: Organisation, grade: Grade, skills: Iterable[str] = (), by: Actor
) -> Practitioner:
    """Somebody of the team begins to hold sessions. Raises: Refused."""
    practitioner = Practitioner(user=user, team=team, employer=employer, grade=grade, skills=sorted(set(skills)))
    check_add(practitioner, by=by)
    practitioner.save()
    return practitioner


@action
def change(*, practitioner: Practitioner, grade: Grade, skills: Iterable[str], is_working: bool, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.PRACTITIONER_EDIT, practitioner)
    check_skills(skills := sorted(set(skills)))
    stops = practitioner.is_working and not is_working
    practitioner.grade, practitioner.skills, practitioner.is_working = grade, skills, is_working
    practitioner.save()
    if stops:
        events.publish(PractitionerNotFree(practitioner.pk, clock.today(), FOR_EVER))
