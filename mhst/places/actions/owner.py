"""Parts of the actions on a calendar: locking it, and telling whose dates changed."""

from typing import Any

from mhst.core import events
from mhst.places.dates import Span, school_year
from mhst.places.events import SchoolDatesChanged
from mhst.places.models import Calendar, School
from mhst.places.queries.calendar_copy import Owner, borrowers


def locked_calendar(owner: Owner) -> Calendar:
    """The owner's calendar, locked until the end of the action, so that two people cannot overlap each other."""
    named: dict[str, Any] = {owner._meta.model_name or "": owner}
    Calendar.objects.get_or_create(**named)
    return Calendar.objects.select_for_update().get(**named)


def tell_changed(owner: Owner, span: Span | None) -> None:
    """Tell of the change: for a council, on behalf of each school that keeps to its dates."""
    if span is None:
        return
    years = range(school_year(span.starts_on), school_year(span.ends_on) + 1)
    schools = [owner] if isinstance(owner, School) else borrowers(owner, years)
    for school in schools:
        events.publish(SchoolDatesChanged(school.pk, span.starts_on, span.ends_on))
