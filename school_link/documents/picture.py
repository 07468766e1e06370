"""A school's or a whole area's picture on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from mhst.core.kept_pdf import apart_pdf
from mhst.places.models import School
from school_link.documents.gap import Gap, gap
from school_link.models import Cohort, PlanPoint, Workshop
from school_link.queries import action_plan, rating
from school_link.queries.rating import Change, Seen


@dataclass(frozen=True)
class Picture:
    """What a page and a PDF show of one cohort, or of one school in it."""

    cohort: Cohort
    school: School | None
    workshop: Workshop | None
    seen: Sequence[Seen]
    gap: Gap | None
    occasions: Sequence[Workshop]
    changes: Sequence[Change]
    points: Sequence[PlanPoint]

    @property
    def title(self) -> str:
        return f"{self.school or self.cohort}: how education and health see it"


def picture(cohort: Cohort, school: School | None = None) -> Picture:
    """As of the last occasion whose ratings are shown."""
    occasions = rating.shown_of(cohort)
    last = occasions[-1] if occasions else None
    seen = rating.seen(last, school, rating.SEVERAL) if last else []
    title = f"{school or cohort}, {last} on {last.held_on:%-d %B %Y}" if last else ""
    return Picture(
        cohort, school, last, seen, gap("gap", title, seen, cohort.highest) if last else None, occasions,
        rating.changes(occasions), action_plan.points_of(cohort),
    )  # fmt: skip


def picture_pdf(found: Picture) -> bytes:
    return apart_pdf("pdf/link_picture.html", {"picture": found}, title=found.title)
