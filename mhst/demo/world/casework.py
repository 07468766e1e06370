"""Referrals in every state: those whose courses are booked, and those who ask, wait, pause and go elsewhere."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Any

from mhst.core import clock
from mhst.demo.world import words
from mhst.demo.world.area import Area
from mhst.demo.world.staff import Staff
from mhst.demo.world.ways import DECIDED, HELD, STANDING, WAY
from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import Practitioner, YoungPerson
from mhst.people.queries.consent import states_for
from mhst.places.models import School
from sessions_app.enums import (
    Asker,
    ClosedBecause,
    NotAcceptedBecause,
    Pathway,
    ReferralReason,
    ReferralSource,
    ReferralState,
    SeriesState,
    TriageOutcome,
)
from sessions_app.models import (
    CarePlan,
    Course,
    Goal,
    GoalScore,
    Place,
    Programme,
    Referral,
    ReferralMove,
    RequestForSupport,
    TriageDecision,
)

S = ReferralState
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
YOUNGEST_TO_ASK = 11
REASONS = (ReferralReason.ANXIETY, ReferralReason.LOW_MOOD, ReferralReason.FEARS, ReferralReason.RELATIONSHIPS)


@dataclass
class Casework:
    """Everything before it is written, and who is in some referral already."""

    area: Area
    staff: Staff
    today: dt.date
    chance: Random
    requests: list[RequestForSupport] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    moves: list[ReferralMove] = field(default_factory=list)
    decisions: list[TriageDecision] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    plans: list[CarePlan] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    scores: list[GoalScore] = field(default_factory=list)
    taken: set[Any] = field(default_factory=set)


def build(
    area: Area, staff: Staff, pupils: dict[School, list[YoungPerson]], programmes: list[Programme], today: dt.date,
    chance: Random,
) -> None:  # fmt: skip
    """The referrals behind the courses, then the others."""
    made = Casework(area, staff, today, chance)
    for place in _places():
        _behind_a_course(made, place)
    _others(made, [p for people in pupils.values() for p in people], programmes)
    _enquiries(made)
    for model, rows in (
        (RequestForSupport, made.requests), (Referral, made.referrals), (ReferralMove, made.moves),
        (TriageDecision, made.decisions), (Course, made.courses), (CarePlan, made.plans), (Goal, made.goals),
        (GoalScore, made.scores),
    ):  # fmt: skip
        model.objects.bulk_create(rows, batch_size=500)


def _places() -> list[Place]:
    places = Place.objects.filter(young_person__isnull=False).select_related(
        "series__programme", "series__school", "young_person"
    )
    return list(
        places.prefetch_related("series__sessions__facilitations__practitioner").order_by("series__first_on", "pk")
    )


def _behind_a_course(made: Casework, place: Place) -> None:
    """One who had a place was referred some weeks before; a course to come waits for its first day."""
    series, person = place.series, place.young_person
    assert person is not None
    over = series.state == SeriesState.COMPLETED
    if not over and person.pk in made.taken:
        return
    state = S.CLOSED if over else S.IN_INTERVENTION if series.first_on + WEEK <= made.today else S.ALLOCATED
    sessions = [s for s in series.sessions.all() if s.number]
    practitioner = sessions[0].facilitations.all()[0].practitioner
    referral = _referral(
        made, person, series.school, state, series.first_on - dt.timedelta(days=made.chance.randrange(9, 45)),
        practitioner, series.programme,
    )  # fmt: skip
    made.courses.append(
        Course(
            referral=referral, series=series, started_on=series.first_on, ended_on=sessions[-1].date if over else None
        )
    )
    seen = [s for s in sessions if s.date < made.today]
    if seen:
        referral.first_contact_on = referral.baseline_on = seen[0].date
        referral.last_seen_on = seen[-1].date
        _plan_and_goals(made, referral, seen)
    if not over:
        referral.review_due_on = sessions[len(sessions) // 2 - 1].date


def _plan_and_goals(made: Casework, referral: Referral, seen: list[Any]) -> None:
    agreed = seen[min(1, len(seen) - 1)].date
    referral.plan_on = agreed
    made.plans.append(CarePlan(referral=referral, agreed_on=agreed, plan=words.PLAN))
    for number, goal_words in enumerate(made.chance.sample(words.GOALS, 2), start=1):
        goal = Goal(referral=referral, number=number, words=goal_words, set_on=seen[0].date)
        made.goals.append(goal)
        score = made.chance.randrange(1, 4)
        for session in seen:
            made.scores.append(GoalScore(goal=goal, session=session, scored_on=session.date, score=min(10, score)))
            score = max(0, score + made.chance.choice([0, 0, 1, 1, 2, -1]))


def _others(made: Casework, pupils: list[YoungPerson], programmes: list[Programme]) -> None:
    consent = states_for(pupils, ConsentKind.TO_BE_SEEN, made.today)
    free = [p for p in pupils if p.pk not in made.taken]
    made.chance.shuffle(free)
    agreed = [p for p in free if consent[p.pk] == ConsentState.GIVEN]
    not_yet = [p for p in free if consent[p.pk] in {ConsentState.NOT_ASKED, ConsentState.CONFLICTING}]
    for state, count, (newest, oldest) in STANDING:
        for _ in range(count):
            person = (not_yet if state == S.AWAITING_CONSENT else agreed).pop()
            on = made.today - dt.timedelta(days=made.chance.randint(newest, oldest))
            fit = [p for p in programmes if p.youngest <= person.age_on(on) <= p.oldest and p.kind == "one_to_one"]
            programme = (
                made.chance.choice(fit) if fit and state not in {S.RECEIVED, S.AWAITING_CONSENT, S.TRIAGE} else None
            )
            _referral(made, person, person.school, state, on, _of_the_school(made, person.school), programme)


def _of_the_school(made: Casework, school: School) -> Practitioner:
    there = [p for p in made.staff.practitioners if any(day.school_id == school.pk for day in p.agreed_days.all())]
    return made.chance.choice(there or made.staff.practitioners)


def _enquiries(made: Casework) -> None:
    """Questions about nobody by name, half of them answered."""
    for number, question in enumerate(words.ENQUIRIES):
        school = made.area.schools[number]
        on = made.today - dt.timedelta(days=number * 4 + 1)
        request = _request(made, school, None, on, worry=question, is_enquiry=True)
        answered = number % 2 == 1
        referral = Referral(
            request=request, school=school, team=made.area.team, state=S.ADVICE_ONLY if answered else S.ENQUIRY,
            received_on=on, state_since=_at(on), source=ReferralSource.EDUCATION, created_at=_at(on),
        )  # fmt: skip
        made.referrals.append(referral)
        made.moves.append(ReferralMove(referral=referral, to_state=S.ENQUIRY, at=_at(on), moved_by=request.owner))
        if answered:
            made.moves.append(
                ReferralMove(referral=referral, from_state=S.ENQUIRY, to_state=S.ADVICE_ONLY, at=_at(on + DAY))
            )
            made.decisions.append(
                TriageDecision(
                    referral=referral,
                    outcome=TriageOutcome.ADVICE,
                    why="A question, no referral.",
                    advice=words.ADVICE,
                    decided_on=on + DAY,
                )
            )


def _referral(
    made: Casework, person: YoungPerson, school: School, state: ReferralState, on: dt.date,
    practitioner: Practitioner, programme: Programme | None,
) -> Referral:  # fmt: skip
    request = _request(made, school, person, on)
    way = WAY[state]
    until = min(made.today, on + dt.timedelta(days=90))
    days = [on + (until - on) * step // max(1, len(way)) for step in range(len(way))]
    referral = Referral(
        request=request, young_person=person, school=school, team=made.area.team, state=state, received_on=on,
        state_since=_at(days[-1]), created_at=_at(on), source=_source(request), is_urgent=request.is_urgent,
        reason=made.chance.choice(REASONS), programme=programme,
        pathway=(Pathway.GROUP if programme.is_group else Pathway.ONE_TO_ONE) if programme else "",
        practitioner=practitioner if state in HELD or state == S.CLOSED else None,
        paused_from=S.ALLOCATED if state == S.PAUSED else "",
    )  # fmt: skip
    if state == S.CLOSED:
        referral.closed_on = days[-1]
        referral.closed_because = made.chance.choices(
            [ClosedBecause.COMPLETED, ClosedBecause.NOTHING_FURTHER, ClosedBecause.ASKED_TO_STOP], [80, 12, 8]
        )[0]
    if state == S.ASSESSMENT:
        referral.first_contact_on = referral.last_seen_on = days[-1]
    made.referrals.append(referral)
    if state not in {S.CLOSED, S.NOT_ACCEPTED, S.ADVICE_ONLY, S.STEPPED_UP}:
        made.taken.add(person.pk)
    for before, to, day in zip(("", *way), way, days, strict=False):
        made.moves.append(ReferralMove(referral=referral, from_state=before, to_state=to, at=_at(day)))
    _decision(made, referral, days)
    return referral


def _decision(made: Casework, referral: Referral, days: list[dt.date]) -> None:
    if len(days) < 3:
        return
    outcome = DECIDED.get(ReferralState(referral.state))
    if outcome is None:
        outcome = TriageOutcome.GROUP if referral.pathway == Pathway.GROUP else TriageOutcome.ONE_TO_ONE
    refused = outcome == TriageOutcome.NOT_ACCEPTED
    made.decisions.append(
        TriageDecision(
            referral=referral,
            outcome=outcome,
            programme=referral.programme,
            decided_on=days[2],
            why=words.WHY_NOT if refused else words.WHY_WAIT,
            not_accepted_because=NotAcceptedBecause.UNSUITABLE if refused else "",
            advice=words.ADVICE if outcome != TriageOutcome.ONE_TO_ONE else None,
            signposts=words.SIGNPOSTS if refused else None,
        )
    )


def _request(
    made: Casework,
    school: School,
    person: YoungPerson | None,
    on: dt.date,
    *,
    worry: str = "",
    is_enquiry: bool = False,
) -> RequestForSupport:
    asked_by = Asker.SCHOOL if is_enquiry else made.chance.choices(list(Asker), [70, 20, 10])[0]
    if asked_by == Asker.YOUNG_PERSON and person and person.age_on(on) < YOUNGEST_TO_ASK:
        asked_by = Asker.PARENT
    named = person is not None
    request = RequestForSupport(
        asked_by=asked_by, is_enquiry=is_enquiry, school=school, young_person=person,
        owner=made.staff.leads[school] if asked_by == Asker.SCHOOL else None,
        resume_hash="" if asked_by == Asker.SCHOOL else f"{len(made.requests):064d}",
        given_name=person.given_name if person else "", family_name=person.family_name if person else "",
        birth_date=person.birth_date if person else None,
        asker_name=f"Parent of {person.given_name}" if person and asked_by == Asker.PARENT else "",
        young_person_knows=named or None, is_urgent=named and made.chance.random() < 0.1,
        worry=worry or made.chance.choice(words.WORRIES), tried=made.chance.choice(words.TRIED),
        own_words=made.chance.choice(words.OWN_WORDS) if named else None,
        hopes=made.chance.choice(words.HOPES) if named else None,
        sent_at=_at(on), created_at=_at(on), changed_at=_at(on),
    )  # fmt: skip
    made.requests.append(request)
    return request


def _source(request: RequestForSupport) -> ReferralSource:
    return {
        Asker.SCHOOL: ReferralSource.EDUCATION, Asker.PARENT: ReferralSource.PARENT,
        Asker.YOUNG_PERSON: ReferralSource.SELF,
    }[Asker(request.asked_by)]  # fmt: skip


def _at(day: dt.date) -> dt.datetime:
    return clock.at_local(day, 9 * 60 + day.toordinal() % 400)
