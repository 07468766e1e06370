"""A practitioner's ordinary week, part by part: hours, agreed school days and times that are taken."""

import datetime as dt
from typing import TypeVar

from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.people.enums import FixedKind
from mhst.people.events import PractitionerNotFree
from mhst.people.models import FixedTime, Practitioner, SchoolDayAgreed, WorkingHours
from mhst.people.models.practitioner import WeeklyMinutes
from mhst.people.rules.practitioner import check_part
from mhst.places.events import FOR_EVER
from mhst.places.models import School

Part = TypeVar("Part", WorkingHours, FixedTime, SchoolDayAgreed)


@action
def add_hours(
    *,
    practitioner: Practitioner,
    weekday: int,
    start_minute: int,
    end_minute: int,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    by: Actor,
) -> WorkingHours:
    """They work then, each week. Raises: Refused."""
    return _checked_and_saved(WorkingHours(
        practitioner=practitioner, weekday=weekday, start_minute=start_minute, end_minute=end_minute,
        starts_on=starts_on, ends_on=ends_on,
    ), by)  # fmt: skip


@action
def add_fixed_time(
    *,
    practitioner: Practitioner,
    kind: FixedKind,
    weekday: int,
    start_minute: int,
    end_minute: int,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    by: Actor,
) -> FixedTime:
    """They are not free for sessions then. Raises: Refused."""
    part = _checked_and_saved(FixedTime(
        practitioner=practitioner, kind=kind, weekday=weekday, start_minute=start_minute, end_minute=end_minute,
        starts_on=starts_on, ends_on=ends_on,
    ), by)  # fmt: skip
    _tell_not_free(part)
    return part


@action
def agree_school_day(
    *,
    practitioner: Practitioner,
    school: School,
    weekday: int,
    start_minute: int,
    end_minute: int,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    by: Actor,
) -> SchoolDayAgreed:
    """They are at that school then, each week. Raises: Refused."""
    return _checked_and_saved(SchoolDayAgreed(
        practitioner=practitioner, school=school, weekday=weekday, start_minute=start_minute, end_minute=end_minute,
        starts_on=starts_on, ends_on=ends_on,
    ), by)  # fmt: skip


@action
def remove(*, part: WeeklyMinutes, by: Actor) -> None:
    """Take any such part out of the week. Raises: Refused."""
    by.require(Permission.PRACTITIONER_EDIT, part.practitioner)  # type: ignore[attr-defined]
    part.delete()
    if isinstance(part, WorkingHours):
        _tell_not_free(part)


def _checked_and_saved(part: Part, by: Actor) -> Part:
    check_part(part, by=by)
    part.save()
    return part


def _tell_not_free(part: WorkingHours | FixedTime) -> None:
    events.publish(
        PractitionerNotFree(
            part.practitioner_id,
            max(part.starts_on or clock.today(), clock.today()),
            part.ends_on or FOR_EVER,
            part.weekday,
            part.start_minute,
            part.end_minute,
        )
    )
