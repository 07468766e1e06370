"""How a team's work stands at this moment, counted as it is: for whoever runs the team.

Nothing of this is published: it is real, so it tells of small groups.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from sessions_app.enums import OPEN_STATES, STAGE_STATES, ReferralState, TriageStage
from sessions_app.models import Referral
from sessions_app.queries.triage import BANDS, band_of

#: The national clock is stopped in time up to this many days after the request; a week before that it is nearly over.
IN_TIME, NEARLY = 27, 20
ADULT = 18
#: In which order young people come through them.
STAGES = (TriageStage.ARRIVING, TriageStage.DECIDE, TriageStage.WAITING)


@dataclass(frozen=True)
class Waits:
    """How many have waited so long, in each of the stages."""

    label: str
    counts: tuple[int, ...]

    @property
    def cells(self) -> list[tuple[str, int]]:
        """Each stage with its number."""
        return [(str(stage.label), count) for stage, count in zip(STAGES, self.counts, strict=True)]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class FourWeeks:
    """Clocks of the nation that still run: how many, of these with a week or less left, and already over."""

    running: int
    nearly_over: int
    late: int


def waits(viewer: User) -> list[Waits]:
    """Everybody whom nobody works with yet, by how long ago the request was received. One query."""
    stage_of = {state: stage for stage, states in STAGE_STATES.items() for state in states}
    rows = _visible(viewer).filter(state__in=stage_of).order_by().values_list("state", "received_on")
    tally: Counter[tuple[str, str]] = Counter()
    for state, received_on, count in rows.annotate(count=Count("*")):
        tally[stage_of[state], band_of(_days(received_on)).code] += count
    return [Waits(band.label, tuple(tally[stage, band.code] for stage in STAGES)) for band in BANDS]


def four_weeks(viewer: User) -> FourWeeks:
    """Of those whom the nation counts. One query."""
    days = list(_running(viewer))
    return FourWeeks(
        running=len(days),
        nearly_over=sum(NEARLY <= each <= IN_TIME for each in days),
        late=sum(each > IN_TIME for each in days),
    )


def _running(viewer: User) -> Iterator[int]:
    """For how many days each has run."""
    open_ = Q(state__in=OPEN_STATES - {ReferralState.ENQUIRY}, young_person__isnull=False)
    lacking = Q(first_contact_on__isnull=True) | Q(baseline_on__isnull=True) | Q(plan_on__isnull=True)
    rows = _visible(viewer).filter(open_ & lacking).order_by().select_related("young_person")
    for referral in rows.only("received_on", "young_person__birth_date"):
        if referral.young_person.age_on(referral.received_on) < ADULT:
            yield _days(referral.received_on)


def _days(since: dt.date) -> int:
    return max(0, (clock.today() - since).days)


def _visible(viewer: User) -> Any:
    return check.visible(Referral.objects.all(), viewer, Permission.BOARD_VIEW)
