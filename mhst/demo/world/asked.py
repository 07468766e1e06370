"""What schools asked specialists in the last two quarters, and what came of it: enough of it that figures say something."""

import datetime as dt
from random import Random

from mhst.access.models import User
from mhst.core import clock
from mhst.demo.world.area import Area
from mhst.demo.world.staff import Staff
from mhst.places.models import School
from mhst.reporting.dates import quarter_of
from school_link.dates import due_at
from school_link.enums import ASKED_AFTER, ConsultationState, ConsultationTheme, ConsultationUrgency, WhatHappened
from school_link.models import Consultation, Desk, FollowUp
from school_link.queries.desk import is_off

MANY, QUARTERS = 46, 2
#: How likely each theme is, and what came of the advice.
THEMES = (
    (30, "anxiety"), (10, "low_mood"), (7, "self_harm"), (3, "eating"), (16, "attendance"), (12, "behaviour"),
    (10, "neurodivergent"), (5, "loss"), (4, "family"), (3, "other"),
)  # fmt: skip
HAPPENED = ((55, "in_school"), (20, "support_team"), (15, "specialist"), (5, "elsewhere"), (5, "not_needed"))
CONCERN, WANTED = "Typed in from the notes of a telephone call.", "What to try next."


def build(area: Area, workers: Staff, desk: Desk, by: User, today: dt.date, chance: Random) -> None:
    """Finished ones, spread over the schools and the working days."""
    schools = [school for school in area.schools if school in workers.leads]
    period, rows = quarter_of(today), []
    for _ in range(QUARTERS):
        period = period.before
        days = [period.first + dt.timedelta(days=number) for number in range((period.end - period.first).days)]
        working = [day for day in days if not is_off(day)]
        for _ in range(MANY):
            school = chance.choice(schools)
            rows.append(_finished(desk, school, workers.leads[school], by, chance.choice(working), chance))
    Consultation.objects.bulk_create(rows)
    agreed = [one for one in rows if one.state == ConsultationState.CLOSED]
    FollowUp.objects.bulk_create(
        FollowUp(
            consultation=one,
            outcome=WhatHappened(_one_of(HAPPENED, chance)),
            told_by=one.lead,
            told_at=min(one.agreed_at + ASKED_AFTER, clock.now()),
        )
        for one in agreed
        if one.agreed_at is not None
    )


def _finished(desk: Desk, school: School, lead: User, by: User, on: dt.date, chance: Random) -> Consultation:
    sent = clock.at_local(on, chance.randrange(8 * 60 + 30, 16 * 60))
    answered = sent + dt.timedelta(hours=chance.choice((1, 2, 4, 20, 26, 50, 240)))
    is_withdrawn = chance.random() < 0.1
    return Consultation(
        desk=desk, school=school, written_by=lead, lead=lead, holder=None if is_withdrawn else by,
        state=ConsultationState.WITHDRAWN if is_withdrawn else ConsultationState.CLOSED,
        urgency=ConsultationUrgency.ROUTINE, theme=ConsultationTheme(_one_of(THEMES, chance)), is_no_emergency=True,
        concern=CONCERN, tried="", wanted=WANTED, version=1, created_at=sent, saved_at=sent, sent_at=sent,
        due_at=due_at(ConsultationUrgency.ROUTINE, sent, desk.routine_days, is_off),
        over_at=answered if is_withdrawn else min(answered + dt.timedelta(days=1) + ASKED_AFTER, clock.now()),
        taken_at=None if is_withdrawn else answered, agreed_at=None if is_withdrawn else answered + dt.timedelta(days=1),
    )  # fmt: skip


def _one_of(choices: tuple[tuple[int, str], ...], chance: Random) -> str:
    return chance.choices([value for _, value in choices], [weight for weight, _ in choices])[0]
