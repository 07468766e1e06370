"""Which groups a young person could join, with what speaks for each and how many places there are."""

from dataclasses import dataclass

from sessions_app.enums import GROUP_KINDS, SeriesState
from sessions_app.models import Referral, Series
from sessions_app.queries import series


@dataclass(frozen=True)
class GroupRun:
    """A booked group at their school."""

    series: Series
    taken: int
    holds: int
    waiting: int
    is_wished_for: bool  # the programme that was decided on

    @property
    def is_full(self) -> bool:
        return self.taken >= self.holds

    @property
    def places(self) -> str:
        if not self.is_full:
            return f"{self.holds - self.taken} of {self.holds} places free."
        return (
            f"Full; {self.waiting} already wait." if self.waiting else "Full; they would be first on the waiting list."
        )


def runs_for(referral: Referral) -> list[GroupRun]:
    """The team's groups at their school, those of the programme decided on first. One query."""
    assert referral.young_person is not None
    rows = (
        Series.objects.filter(
            state=SeriesState.CONFIRMED,
            programme__kind__in=GROUP_KINDS,
            school=referral.young_person.school_id,
            team=referral.team_id,
        )
        .exclude(places__young_person=referral.young_person_id)
        .exclude(waiting__young_person=referral.young_person_id)
        .select_related("programme", "school")
    )
    found = [
        GroupRun(run, run.taken, run.holds, run.waiters, run.programme_id == referral.programme_id)
        for run in series.with_beginning(series.with_places(rows)).order_by("begins_on", "pk")
    ]
    return sorted(found, key=lambda run: not run.is_wished_for)
