"""What the runs of the demo are made of, and who is free for the next one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from mhst.core.actors import Actor
from mhst.demo.world.area import Area
from mhst.demo.world.staff import Staff
from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import ConsentDecision, Practitioner, YoungPerson
from mhst.people.queries.availability import Availability
from mhst.people.queries.consent import state_of
from mhst.places.models import School
from sessions_app.models import Programme

#: Hardly anybody is asked for again sooner after a course.
BREATHER = dt.timedelta(weeks=22)


@dataclass
class Work:
    """What the runs are made of."""

    area: Area
    staff: Staff
    pupils: dict[School, list[YoungPerson]]
    programmes: list[Programme]
    dates: dict
    weeks: dict[UUID, Availability]
    today: dt.date
    chance: Random
    by: Actor
    answers: dict[UUID, list[ConsentDecision]]
    seen_until: dict[UUID, dt.date] = field(default_factory=dict)  # nobody is in two courses at a time
    busy: dict[tuple[UUID, dt.date], list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def programme(self, kinds: Iterable[str], person: Practitioner, ages: Iterable[int]) -> Programme | None:
        fit = [
            p for p in self.programmes
            if p.kind in kinds and not set(p.skills) - set(person.skills) and any(p.youngest <= a <= p.oldest for a in ages)
        ]  # fmt: skip
        return self.chance.choice(fit) if fit else None

    def free_pupils(self, school: School, programme: Programme, first: dt.date, *, rested: bool) -> list[YoungPerson]:
        """Those of the right age whose last course is over, and some time ago where they are to be `rested`, and whose
        consent reaches a first date that is to come."""
        since = first if rested else first + BREATHER
        fit = [
            p for p in self.pupils[school]
            if programme.youngest <= p.age_on(first) <= programme.oldest
            and self.seen_until.get(p.pk, dt.date.min) < since
        ]  # fmt: skip
        return [p for p in fit if self.agrees(p, max(first, self.today))]

    def agrees(self, person: YoungPerson, day: dt.date) -> bool:
        said = self.answers[person.pk]
        return state_of(said, ConsentKind.TO_BE_SEEN, day, sixteen_on=person.sixteen_on) == ConsentState.GIVEN

    def are_free(self, ids: Iterable[UUID], day: dt.date, start: int, end: int) -> bool:
        """Whether nobody and no room of these has a session then: asking first is quicker than being refused."""
        return not any(start < ends and begins < end for id in ids for begins, ends in self.busy.get((id, day), ()))

    def take(self, ids: Iterable[UUID], days: Iterable[dt.date], starts: Iterable[int], minutes: int) -> None:
        for day, start in zip(days, starts, strict=True):
            for id in ids:
                self.busy[id, day].append((start, start + minutes))
