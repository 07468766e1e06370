"""How much supervision somebody has had, against what their grade must have."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from mhst.core import clock
from mhst.people.models import Practitioner
from sessions_app.enums import MINIMUMS, NEWLY_QUALIFIED, NEWLY_QUALIFIED_MONTHS, Minimum, SupervisionKind
from sessions_app.models import Supervision

Held = list[tuple[dt.date, int]]


@dataclass(frozen=True)
class Due:
    """What somebody must have: the usual minimum, and before the day `usual_from` that of the newly qualified."""

    usual: Minimum
    newly: Minimum | None = None
    usual_from: dt.date | None = None

    def on(self, day: dt.date) -> Minimum:
        is_newly = self.newly and self.usual_from and day < self.usual_from
        return self.newly if self.newly and is_newly else self.usual

    @property
    def is_unsure(self) -> bool:
        """Whether the minimum of the newly qualified holds is not known, because the day they qualified is not."""
        return self.newly is not None and self.usual_from is None


@dataclass(frozen=True)
class Hours:
    """One kind of supervision: what somebody had in the days that count, and until when that is enough.

    Where nobody knows when somebody qualified, `minimum` is the usual one, which holds at any rate; `perhaps` is the
    one that may hold instead, and `perhaps_short_from` the day from which it would not be met.
    """

    kind: SupervisionKind
    minimum: Minimum
    minutes: int
    last_on: dt.date | None
    short_from: dt.date
    usual_from: dt.date | None = None
    perhaps: Minimum | None = None
    perhaps_short_from: dt.date | None = None

    @property
    def cannot_be_said(self) -> bool:
        """Enough by the usual minimum, too little if they qualified less than six months ago: nobody knows."""
        perhaps = self.perhaps_short_from is not None and self.perhaps_short_from <= clock.today()
        return perhaps and not self.is_short

    @property
    def is_short(self) -> bool:
        return self.short_from <= clock.today()

    @property
    def is_nearly_short(self) -> bool:
        """Early enough to hold one before it falls short."""
        return not self.is_short and self.short_from <= clock.today() + dt.timedelta(days=self.minimum.warn_days)


def hours_of(people: Iterable[Practitioner]) -> dict[UUID, list[Hours]]:
    """Both kinds for each of them, in one query."""
    listed, today = list(people), clock.today()
    longest = max(minimum.days for minimum in MINIMUMS.values())
    since = today - dt.timedelta(days=longest * 6)  # far enough back to say when the last one was
    rows = Supervision.objects.filter(practitioner__in=listed, held_on__range=(since, today), minutes__gt=0)
    held: dict[tuple[UUID, str], Held] = {}
    for practitioner, kind, day, minutes in rows.values_list("practitioner", "kind", "held_on", "minutes"):
        held.setdefault((practitioner, kind), []).append((day, minutes))
    return {
        one.pk: [_hours(one, kind, held.get((one.pk, kind), []), today) for kind in SupervisionKind] for one in listed
    }


def due_of(practitioner: Practitioner, kind: SupervisionKind) -> Due:
    """By their grade and by when they qualified."""
    usual, newly = MINIMUMS[practitioner.grade, kind], NEWLY_QUALIFIED.get((practitioner.grade, kind))
    qualified = practitioner.qualified_on
    until = clock.months_after(qualified, NEWLY_QUALIFIED_MONTHS) if newly and qualified else None
    return Due(usual, newly, until)


def _hours(practitioner: Practitioner, kind: SupervisionKind, held: Held, today: dt.date) -> Hours:
    due = due_of(practitioner, kind)
    minimum = due.on(today)
    perhaps = due.newly if due.is_unsure else None
    return Hours(
        kind=kind,
        minimum=minimum,
        minutes=minutes_in(held, minimum, today),
        last_on=max((day for day, _ in held), default=None),
        short_from=short_from(held, due, today),
        usual_from=due.usual_from if minimum != due.usual else None,
        perhaps=perhaps,
        perhaps_short_from=short_from(held, Due(perhaps), today) if perhaps else None,
    )


def minutes_in(held: Held, minimum: Minimum, day: dt.date) -> int:
    """What was held in the days that count on `day`, itself among them."""
    first = day - dt.timedelta(days=minimum.days - 1)
    return sum(minutes for held_on, minutes in held if first <= held_on <= day)


def short_from(held: Held, due: Due, today: dt.date) -> dt.date:
    """The first day, from today on, with less than what is due then, if nothing more is held."""
    lengths = {minimum.days for minimum in (due.usual, due.newly) if minimum}
    ends = {day + dt.timedelta(days=length) for day, _ in held for length in lengths}
    turns = {due.usual_from} if due.usual_from else set()
    days = sorted(day for day in {today, *ends, *turns} if day >= today)
    return next(day for day in days if minutes_in(held, due.on(day), day) < due.on(day).minutes)
