"""Who could work with a young person, with what speaks for each and what against."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from mhst.core import clock
from mhst.people.enums import Skill
from mhst.people.models import Absence, Practitioner
from mhst.places.enums import Weekday
from mhst.places.models import Team
from mhst.places.words import span_in_words
from mhst.settings.environment import environment
from sessions_app.enums import HELD_STATES
from sessions_app.models import Referral, Series
from sessions_app.planner.reasons import listed
from sessions_app.queries.supervision_hours import Hours, hours_of

#: What somebody is wanted for: a young person, or a run that others hold with them. Both say where and for what.
Need = Referral | Series

#: Being away then is said; being away within `SOON` also counts against somebody.
AHEAD, SOON = dt.timedelta(weeks=6), dt.timedelta(weeks=2)


@dataclass
class Colleague:
    """A practitioner as allocation sees them. `active` grows as young people are suggested to them."""

    practitioner: Practitioner
    active: int
    usual: int | None
    days_at: dict[UUID, list[int]]
    away: list[Absence] = field(default_factory=list)
    hours: list[Hours] = field(default_factory=list)

    @property
    def short_of(self) -> list[Hours]:
        """The supervision of which they have had less than their grade must have."""
        return [one for one in self.hours if one.is_short]

    @property
    def unsure_of(self) -> list[Hours]:
        """The supervision of which nobody can say whether it is enough, because of the day they qualified."""
        return [one for one in self.hours if one.cannot_be_said]

    @property
    def is_full(self) -> bool:
        return self.usual is not None and self.active >= self.usual

    @property
    def share(self) -> float:
        """How full their caseload is; without a usual number for the grade, as if it were twelve."""
        return self.active / (self.usual or 12)

    @property
    def away_soon(self) -> bool:
        return any(absence.starts_on <= clock.today() + SOON for absence in self.away)

    @property
    def is_away_today(self) -> bool:
        return any(absence.starts_on <= clock.today() for absence in self.away)

    @property
    def away_in_words(self) -> str:
        """ "3 to 14 March 2026"."""
        return listed([span_in_words(absence.starts_on, absence.ends_on) for absence in self.away])


@dataclass(frozen=True)
class Suggestion:
    """Somebody who could, with sentences for and against."""

    practitioner: Practitioner
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    is_away_today: bool = False

    @property
    def reasons(self) -> str:
        return " ".join([*self.speaks_for, *self.speaks_against])


def usual_caseload(grade: str) -> int | None:
    return environment.usual_caseloads.get(grade)


def active_counts(practitioners: Iterable[Practitioner]) -> Counter[UUID]:
    """How many young people each works with now; paused ones do not take time."""
    held = Referral.objects.filter(practitioner__in=list(practitioners), state__in=HELD_STATES)
    return Counter(held.order_by().values_list("practitioner", flat=True))


def colleagues_of(team: Team) -> list[Colleague]:
    """The working practitioners of a team. Five queries, however many there are."""
    rows = Practitioner.objects.working().filter(team=team).select_related("user", "team")
    people = list(rows.prefetch_related("agreed_days").order_by("pk"))
    active = active_counts(people)
    today = clock.today()
    coming = Absence.objects.filter(practitioner__in=people, ends_on__gte=today, starts_on__lte=today + AHEAD)
    away: dict[UUID, list[Absence]] = {}
    for absence in coming:
        away.setdefault(absence.practitioner_id, []).append(absence)
    hours = hours_of(people)
    return [
        Colleague(
            person, active[person.pk], usual_caseload(person.grade), _days(person), away.get(person.pk, []),
            hours[person.pk],
        )
        for person in people
    ]  # fmt: skip


def suggestions(referral: Referral, colleagues: Sequence[Colleague] | None = None) -> list[Suggestion]:
    """Everybody of the team who could take it, the one who fits best first."""
    known = colleagues_of(referral.team) if colleagues is None else colleagues
    return [_suggestion(referral, one) for one in _in_order(referral, known)]


def share_out(needs: Iterable[Need], colleagues: Sequence[Colleague]) -> dict[UUID, Practitioner]:
    """Somebody for each, so that no one person is given all of them: whoever is given one has one more from then on."""
    found = {}
    for need in needs:
        fitting = _in_order(need, colleagues)
        if fitting:
            found[need.pk] = fitting[0].practitioner
            fitting[0].active += 1
    return found


def _in_order(need: Need, colleagues: Iterable[Colleague]) -> list[Colleague]:
    return sorted(colleagues, key=lambda one: _rank(need, one))


def _days(person: Practitioner) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = {}
    for day in person.agreed_days.all():
        if day.ends_on is None or day.ends_on >= clock.today():
            found.setdefault(day.school_id, []).append(day.weekday)
    return found


def _skills_missing(need: Need, one: Colleague) -> list[str]:
    wanted = need.programme.skills if need.programme else []
    return [skill for skill in wanted if skill not in one.practitioner.skills]


def _rank(need: Need, one: Colleague) -> tuple:
    """Training first, then being there anyway, then room for one more and supervision to lean on.

    Whoever is away today comes after all others. Names come last, so that the order is one.
    """
    return (
        one.is_away_today,
        len(_skills_missing(need, one)),
        need.school_id not in one.days_at,
        one.is_full,
        one.away_soon,
        len(one.short_of),
        one.share,
        str(one.practitioner),
    )


def _suggestion(need: Need, one: Colleague) -> Suggestion:
    speaks_for: list[str] = []
    against: list[str] = []
    days = sorted(set(one.days_at.get(need.school_id, [])))
    if days:
        speaks_for.append(f"At {need.school} on {listed([f'{Weekday(day).label}s' for day in days])}.")
    else:
        against.append(f"Has no agreed day at {need.school}.")
    if need.programme and need.programme.skills:
        missing = _skills_missing(need, one)
        if missing:
            against.append(f"Not trained for {need.programme}: {listed([skill_in_words(skill) for skill in missing])}.")
        else:
            speaks_for.append(f"Trained for {need.programme}.")
    (against if one.is_full else speaks_for).append(load_in_words(one))
    if one.away:
        against.append(f"Away {one.away_in_words}.")
    against += [_short_in_words(hours) for hours in one.short_of]
    against += [_unsure_in_words(hours) for hours in one.unsure_of]
    return Suggestion(one.practitioner, tuple(speaks_for), tuple(against), one.is_away_today)


def load_in_words(one: Colleague) -> str:
    if one.usual is None:
        return f"Works with {one.active} now."
    return f"Works with {one.active} now; {one.usual} is usual for the grade."


def _short_in_words(hours: Hours) -> str:
    """ "Case management supervision is short: 30 of 60 minutes a fortnight." """
    return f"{hours.kind.label} supervision is short: {hours.minutes} of {hours.minimum.in_words}."


def _unsure_in_words(hours: Hours) -> str:
    """Nothing is guessed: it counts neither for nor against them in the order."""
    return f"Whether {hours.kind.label.lower()} supervision is enough cannot be said: nobody knows when they qualified."


def skill_in_words(code: str) -> str:
    label = Skill(code).label if code in Skill.values else code
    return label[0].lower() + label[1:]
