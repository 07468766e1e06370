"""The bells of a school. A change is a new version from a date on, so that the past keeps its bells."""

import datetime as dt
from collections.abc import Sequence

from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.events import FOR_EVER, SchoolDatesChanged
from mhst.places.models import Period, School, SchoolDay
from mhst.places.rules.school_day import PeriodGiven, check_bells


@action
def set_bells(
    *, school: School, starts_on: dt.date, periods: Sequence[PeriodGiven], name: str = "School day", by: Actor
) -> SchoolDay:
    """From this date the bells ring so, until the next version. A version of the same date is replaced.

    Raises: Refused if periods overlap, or the date is past and the school has bells already.
    """
    by.require(Permission.CALENDAR_EDIT, school)
    School.objects.select_for_update().get(pk=school.pk)
    check_bells(school=school, starts_on=starts_on, periods=periods, today=clock.today())
    version, _ = SchoolDay.objects.get_or_create(school=school, starts_on=starts_on, defaults={"name": name})
    if version.name != name:
        version.name = name
        version.save()
    version.periods.all().delete()
    Period.objects.bulk_create(_period(version, given) for given in periods)
    events.publish(SchoolDatesChanged(school.pk, starts_on, FOR_EVER))
    return version


@action
def remove_bells(*, version: SchoolDay, by: Actor) -> None:
    """Withdraw bells that have not begun to ring. Raises: Refused if they have."""
    by.require(Permission.CALENDAR_EDIT, version.school)
    if version.starts_on <= clock.today():
        raise Refused("These bells ring already. Set new ones from a later date instead.", code="bells-begun")
    version.delete()
    events.publish(SchoolDatesChanged(version.school_id, version.starts_on, FOR_EVER))


def _period(version: SchoolDay, given: PeriodGiven) -> Period:
    return Period(
        school_day=version,
        weekday=given.weekday,
        week=given.week,
        name=given.name.strip(),
        kind=given.kind,
        start_minute=given.start_minute,
        end_minute=given.end_minute,
    )
