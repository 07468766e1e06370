"""Supervision (BABCP's minimum for EMHPs): its kinds, what is talked about first, and how much there must be of it."""

import datetime as dt
from dataclasses import dataclass

from django.db import models

from mhst.people.enums import Grade


class SupervisionKind(models.TextChoices):
    CASE_MANAGEMENT = "case_management", "Case management"
    CLINICAL_SKILLS = "clinical_skills", "Clinical skills"


class WhyFirst(models.TextChoices):
    """Why a young person is talked about before others, in this order."""

    NEW = "new", "New"
    OVERDUE_MEASURE = "overdue_measure", "Measure overdue"
    REVIEW_DUE = "review_due", "Review due"
    MANY_SESSIONS = "many_sessions", "Over 8 sessions"
    NOT_SEEN = "not_seen", "Not seen for 3 weeks"
    CLOSING = "closing", "Closing"


MANY_SESSIONS = 8
NOT_SEEN_FOR = dt.timedelta(weeks=3)


@dataclass(frozen=True)
class Minimum:
    """So many minutes in any so many days, and who says so."""

    minutes: int
    days: int
    source: str

    @property
    def warn_days(self) -> int:
        """How long before it falls short somebody is told: a quarter of the time, so that one can still be held."""
        return self.days // 4

    @property
    def in_words(self) -> str:
        weeks = "week" if self.days == 7 else "fortnight" if self.days == 14 else f"{self.days // 7} weeks"
        return f"{self.minutes} minutes a {weeks}" if self.days <= 14 else f"{self.minutes} minutes in {weeks}"


BABCP = "BABCP guidance on supervising education mental health practitioners"
ASSUMED = "Our assumption; agree it with the team"
_CASES, _SKILLS = SupervisionKind.CASE_MANAGEMENT, SupervisionKind.CLINICAL_SKILLS

#: What each grade must have.
MINIMUMS: dict[tuple[str, str], Minimum] = {
    (Grade.TRAINEE, _CASES): Minimum(60, 7, ASSUMED),
    (Grade.TRAINEE, _SKILLS): Minimum(90, 14, ASSUMED),
    (Grade.EMHP, _CASES): Minimum(60, 14, BABCP),
    (Grade.EMHP, _SKILLS): Minimum(60, 28, BABCP),
    (Grade.SENIOR, _CASES): Minimum(60, 14, ASSUMED),
    (Grade.SENIOR, _SKILLS): Minimum(60, 28, ASSUMED),
    (Grade.PRACTITIONER, _CASES): Minimum(60, 28, ASSUMED),
    (Grade.PRACTITIONER, _SKILLS): Minimum(60, 28, ASSUMED),
    (Grade.PARENTING, _CASES): Minimum(60, 14, ASSUMED),
    (Grade.PARENTING, _SKILLS): Minimum(60, 28, ASSUMED),
    (Grade.SUPERVISOR, _CASES): Minimum(60, 28, ASSUMED),
    (Grade.SUPERVISOR, _SKILLS): Minimum(60, 28, ASSUMED),
}

#: So many months after qualifying, some must have more. The day of the last of them is the first of the usual.
NEWLY_QUALIFIED_MONTHS = 6
NEWLY_QUALIFIED: dict[tuple[str, str], Minimum] = {(Grade.EMHP, _SKILLS): Minimum(60, 14, BABCP)}
