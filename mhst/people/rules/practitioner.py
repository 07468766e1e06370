import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from mhst.access.models import Membership
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.enums import Grade, Skill
from mhst.people.models import Absence, Practitioner, SchoolDayAgreed, WorkingHours
from mhst.people.models.practitioner import WeeklyMinutes
from mhst.places.models import TeamSchool
from mhst.places.models.room import BY_FIVE
from mhst.places.words import span_in_words


def check_add(practitioner: Practitioner, *, by: Actor) -> None:
    """Whether this practitioner, not yet saved, may join the team. Raises: Refused."""
    by.require(Permission.PRACTITIONER_EDIT, practitioner.team)
    user = practitioner.user
    if Practitioner.objects.filter(user=user).exists():
        raise Refused(f"{user} is a practitioner already.", code="already-practitioner", field="user")
    if not Membership.objects.filter(user=user, team=practitioner.team).current().exists():
        raise Refused(
            f"{user} holds no role in {practitioner.team} yet. Give them one first.", code="no-role", field="user"
        )
    if not practitioner.team.employers.filter(pk=practitioner.employer_id).exists():
        raise Refused(
            f"{practitioner.employer} employs nobody in {practitioner.team}.", code="employer", field="employer"
        )
    check_skills(practitioner.skills)
    check_qualified(practitioner.grade, practitioner.qualified_on)


def check_skills(skills: Iterable[str]) -> None:
    """Raises: Refused, naming what is no skill."""
    unknown = sorted(set(skills) - set(Skill.values))
    if unknown:
        raise Refused(f"There is no skill called {', '.join(unknown)}.", code="skill", field="skills")


def check_qualified(grade: str, qualified_on: dt.date | None) -> None:
    """Raises: Refused for a day that has not come, and for a trainee."""
    if qualified_on is None:
        return
    if grade == Grade.TRAINEE:
        raise Refused(
            "A trainee has not qualified yet. Choose another grade, or leave the date empty.",
            code="trainee",
            field="qualified_on",
        )
    if qualified_on > clock.today():
        raise Refused("Choose a day up to today.", code="qualified-on", field="qualified_on")


def check_part(part: WeeklyMinutes, *, by: Actor) -> None:
    """Whether this stretch, not yet saved, fits into the practitioner's week. Raises: Refused."""
    practitioner: Practitioner = part.practitioner  # type: ignore[attr-defined]
    by.require(Permission.PRACTITIONER_EDIT, practitioner)
    if not {part.start_minute, part.end_minute} <= set(BY_FIVE) or part.start_minute >= part.end_minute:
        raise Refused(
            "Times are from 07:00 to 19:00, by five minutes, and the end comes after the start.",
            code="times",
            field="end_minute",
        )
    if part.starts_on and part.ends_on and part.ends_on < part.starts_on:
        raise Refused("The last day must be on or after the first.", code="dates", field="ends_on")
    if isinstance(part, SchoolDayAgreed):
        _check_served(part)
    if isinstance(part, WorkingHours | SchoolDayAgreed) and _overlapping(part).exists():
        raise Refused(
            f"That overlaps with what {practitioner} already has on a {part.get_weekday_display()}. Remove that"
            " first, or choose other times.",
            code="overlap",
            field="start_minute",
        )


def check_absence(absence: Absence, *, by: Actor) -> None:
    """Whether this absence, not yet saved, may be recorded. Raises: Refused."""
    check_may_tell(absence.practitioner, by=by)
    if absence.ends_on < absence.starts_on:
        raise Refused("The last day must be on or after the first.", code="dates", field="ends_on")
    same = Absence.objects.filter(
        practitioner=absence.practitioner, starts_on__lte=absence.ends_on, ends_on__gte=absence.starts_on
    ).first()
    if same:
        raise Refused(
            f"{absence.practitioner} is already away {span_in_words(same.starts_on, same.ends_on)}.",
            code="already-away",
            field="starts_on",
        )


def check_may_tell(practitioner: Practitioner, *, by: Actor) -> None:
    """People say themselves that they are away; for others those do who keep the diary. Raises: Refused."""
    if practitioner.user != by:
        by.require(Permission.ABSENCE_RECORD, practitioner)


def _check_served(part: SchoolDayAgreed) -> None:
    day = part.starts_on or clock.today()
    now = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    served = TeamSchool.objects.filter(now, team=part.practitioner.team_id, school=part.school_id)
    if not served.exists():
        raise Refused(
            f"{part.practitioner.team} does not serve {part.school} on that day.", code="not-served", field="school"
        )


def _overlapping(part: Any) -> Any:
    """Others of its kind on that weekday, at a time that meets it, in weeks that meet its weeks."""
    others = type(part).objects.filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=part.ends_on or dt.date.max),
        Q(ends_on__isnull=True) | Q(ends_on__gte=part.starts_on or dt.date.min),
        practitioner=part.practitioner,
        weekday=part.weekday,
        start_minute__lt=part.end_minute,
        end_minute__gt=part.start_minute,
    )
    return others.exclude(pk=part.pk)
