import datetime as dt

from mhst.audit.recording import action
from mhst.core import events
from mhst.core.actors import Actor
from mhst.people.events import PractitionerAway, PractitionerBack
from mhst.people.models import Absence, Practitioner
from mhst.people.rules.practitioner import check_absence, check_may_tell


@action
def add(*, practitioner: Practitioner, starts_on: dt.date, ends_on: dt.date, by: Actor) -> Absence:
    """They are away on these days, both included; why is not asked. Raises: Refused."""
    absence = Absence(practitioner=practitioner, starts_on=starts_on, ends_on=ends_on)
    Practitioner.objects.select_for_update().get(pk=practitioner.pk)
    check_absence(absence, by=by)
    absence.save()
    events.publish(PractitionerAway(practitioner.pk, absence.pk, starts_on, ends_on))
    return absence


@action
def cancel(*, absence: Absence, by: Actor) -> None:
    """They are there after all. Raises: Refused."""
    check_may_tell(absence.practitioner, by=by)
    events.publish(PractitionerBack(absence.practitioner_id, absence.starts_on, absence.ends_on))
    absence.delete()
