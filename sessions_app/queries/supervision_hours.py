"""How much supervision somebody has had, against what their grade must have."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from mhst.core import clock
from mhst.people.models import Practitioner
from sessions_app.enums import MINIMUMS, Minimum, SupervisionKind
from sessions_app.models import Supervision

Held = list[tuple[dt.date, int]]


@dataclass(frozen=True)
class Hours:
    """One kind of supervision: what somebody had in the days that count, and until when that is enough."""

    kind: SupervisionKind
    minimum: Minimum
    minutes: int
    last_on: dt.date | None
    short_from: dt.date

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


def _hours(practitioner: Practitioner, kind: SupervisionKind, held: Held, today: dt.date) -> Hours:
    minimum = MINIMUMS[practitioner.grade, kind]
    return Hours(
        kind=kind,
        minimum=minimum,
        minutes=minutes_in(held, minimum, today),
        last_on=max((day for day, _ in held), default=None),
        short_from=short_from(held, minimum, today),
    )


def minutes_in(held: Held, minimum: Minimum, day: dt.date) -> int:
    """What was held in the days that count on `day`, itself among them."""
    first = day - dt.timedelta(days=minimum.days - 1)
    return sum(minutes for held_on, minutes in held if first <= held_on <= day)


def short_from(held: Held, minimum: Minimum, today: dt.date) -> dt.date:
    """The first day, from today on, with less than the minimum, if nothing more is held."""
    ends = sorted({today, *(day + dt.timedelta(days=minimum.days) for day, _ in held)})
    return next(day for day in ends if day >= today and minutes_in(held, minimum, day) < minimum.minutes)
