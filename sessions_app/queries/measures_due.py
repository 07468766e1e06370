"""Which questionnaires are due for somebody now: the plan of `sessions_app.instruments.plan` over what there is."""

import datetime as dt
from dataclasses import dataclass

from mhst.core import clock
from sessions_app.enums import COUNTED_MECHANISMS, HELD_STATES, AttendanceCode, ProgrammeKind, ReferralState
from sessions_app.instruments import Instrument, find, plan
from sessions_app.models import Attendance, GoalScore, Measure, PlannedContent, Referral, SupportSession
from sessions_app.queries.measures_known import declined

WITH_PARENTS = frozenset({ProgrammeKind.PARENT_ONE_TO_ONE, ProgrammeKind.PARENT_GROUP})
SEEN = (AttendanceCode.ON_TIME, AttendanceCode.LATE_SEEN)


@dataclass(frozen=True)
class DueNow:
    """One questionnaire to be filled in, by whom, and for which session if for one."""

    instrument: Instrument
    rater: str
    occasion: str
    on: dt.date
    session: SupportSession | None = None


def due_now(referral: Referral, session: SupportSession | None = None) -> list[DueNow]:
    """What should be filled in and has not been asked for yet; of the session given, or else of the next one."""
    if referral.young_person is None or referral.state not in HELD_STATES:
        return []
    done = done_of(referral)
    session = session or next_session(referral)
    wanted = plan.missing_at_start(
        referral.young_person.age_on(referral.received_on), done, with_parents=with_parents(referral)
    )
    at_session, occasion = _at_session(referral, session)
    if occasion == plan.END or referral.state == ReferralState.REVIEW:
        wanted += [due for due in plan.unpaired(done, contacts_of(referral)) if due.instrument != plan.GOALS]
    on = session.date if session else clock.today()
    found = [DueNow(find(due.instrument), due.rater, due.occasion, on, session) for due in [*wanted, *at_session]]
    return _not_asked_yet(referral, found)


def missing_before_closing(referral: Referral) -> list[DueNow]:
    """What has a first reading and no second that counts."""
    unpaired = plan.unpaired(done_of(referral), contacts_of(referral))
    return [DueNow(find(due.instrument), due.rater, due.occasion, clock.today()) for due in unpaired]


def done_of(referral: Referral) -> list[plan.Done]:
    """What has been filled in so far that it has a score, goals by whatever way they were scored."""
    rows = referral.measures.filter(filled_in_at__isnull=False).exclude(instrument=plan.GOALS)
    done = [
        plan.Done(row.instrument, row.rater, row.filled_in_on) for row in rows if row.filled_in_on and row.given_scores
    ]
    days = GoalScore.objects.filter(goal__referral=referral).order_by("scored_on").values_list("scored_on", flat=True)
    return [*done, *(plan.Done(plan.GOALS, "self", day) for day in dict.fromkeys(days))]


def contacts_of(referral: Referral) -> list[dt.date]:
    """Days with what counts as a contact nationally: having been seen, or work about them."""
    seen = Attendance.objects.filter(
        young_person=referral.young_person_id,
        session__series__courses__referral=referral,
        code__in=SEEN,
        mechanism__in=COUNTED_MECHANISMS,
    )
    about = referral.indirect_activities.counted()
    return sorted({*seen.values_list("session__date", flat=True), *about.values_list("done_on", flat=True)})


def next_session(referral: Referral) -> SupportSession | None:
    """The next session of their course, today's included."""
    ahead = SupportSession.objects.taking_place().filter(
        series__courses__referral=referral, series__courses__ended_on__isnull=True, date__gte=clock.today()
    )
    return ahead.select_related("series__programme").order_by("date", "start_minute").first()


def _at_session(referral: Referral, session: SupportSession | None) -> tuple[list[plan.Due], str]:
    if session is None or session.number is None:
        return [], ""
    content = PlannedContent.objects.of_run(session.series).filter(number=session.number).first()
    count = session.series.session_count
    occasion = plan.occasion_at(session.number, count, content.due if content else "")
    has_goals = referral.goals.filter(dropped_on__isnull=True).exists()
    return plan.at_session(occasion, has_goals=has_goals, with_parents=with_parents(referral)), occasion


def _not_asked_yet(referral: Referral, found: list[DueNow]) -> list[DueNow]:
    """Without what has been asked and is open, what was declined, and what this session already has."""
    rows = list(referral.measures.all())
    scored = set(GoalScore.objects.filter(goal__referral=referral).values_list("session", flat=True))

    def is_settled(due: DueNow) -> bool:
        if due.instrument.of_goals and due.session and due.session.pk in scored:
            return True
        return any(_settles(row, due) for row in rows)

    return [due for due in found if not is_settled(due)]


def _settles(row: Measure, due: DueNow) -> bool:
    if (row.instrument, row.rater) != (due.instrument.code, due.rater):
        return False
    if row.is_open:
        return True
    for_this_session = due.session is not None and row.session_id == due.session.pk and row.occasion == due.occasion
    return for_this_session or (not row.session_id and declined(row, due.occasion, _since(due)))


def _since(due: DueNow) -> dt.date:
    """What was declined before the course began of which this is, is asked again; the starting picture is not."""
    if due.session is None or due.occasion == plan.BASELINE:
        return dt.date.min
    return due.session.series.first_on


def with_parents(referral: Referral) -> bool:
    """Whether the work is done with a parent or guardian in the young person's place."""
    return referral.programme is not None and referral.programme.kind in WITH_PARENTS
