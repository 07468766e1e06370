"""How referrals of the demo are written: the request, each step on its way, and what the team decided."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Any

from mhst.access.models import User
from mhst.core import clock
from mhst.demo.world import words
from mhst.demo.world.area import Area
from mhst.demo.world.staff import Staff
from mhst.demo.world.ways import DECIDED, HELD, WAY
from mhst.people.enums import Grade
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import School
from school_link.queries.desk import is_off
from sessions_app.enums import Asker, Pathway, ReferralReason, ReferralSource, ReferralState, TriageOutcome
from sessions_app.models import (
    CarePlan,
    Course,
    Goal,
    GoalScore,
    Programme,
    Referral,
    ReferralMove,
    RequestForSupport,
    TriageDecision,
)

S = ReferralState
YOUNGEST_TO_ASK = 11
REASONS = (ReferralReason.ANXIETY, ReferralReason.LOW_MOOD, ReferralReason.FEARS, ReferralReason.RELATIONSHIPS)
SOURCES = {
    Asker.SCHOOL: ReferralSource.EDUCATION, Asker.PARENT: ReferralSource.PARENT, Asker.YOUNG_PERSON: ReferralSource.SELF,
}  # fmt: skip
#: Steps that whoever works with them takes; the others are the manager's.
#: Who sits in the triage meeting, beside those who are at the school: one of these, so many in all.
EXPERIENCED, MEET = frozenset({Grade.SENIOR, Grade.PRACTITIONER}), 3
WORKED = frozenset({S.ASSESSMENT, S.IN_INTERVENTION, S.REVIEW, S.PAUSED, S.CLOSED})


@dataclass
class Casework:
    """Everything before it is written, and who is in some referral already."""

    area: Area
    staff: Staff
    today: dt.date
    chance: Random
    manager: User | None
    requests: list[RequestForSupport] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    moves: list[ReferralMove] = field(default_factory=list)
    decisions: list[TriageDecision] = field(default_factory=list)
    present: list[tuple[TriageDecision, Practitioner]] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    plans: list[CarePlan] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    scores: list[GoalScore] = field(default_factory=list)
    taken: set[Any] = field(default_factory=set)
    closed: dict[Any, dt.date] = field(default_factory=dict)  # by person, the last

    def write(self) -> None:
        for model, rows in (
            (RequestForSupport, self.requests), (Referral, self.referrals), (ReferralMove, self.moves),
            (TriageDecision, self.decisions), (Course, self.courses), (CarePlan, self.plans), (Goal, self.goals),
            (GoalScore, self.scores),
        ):  # fmt: skip
            model.objects.bulk_create(rows, batch_size=500)
        there = TriageDecision.decided_with.through
        there.objects.bulk_create(
            there(triagedecision=decision, practitioner=person) for decision, person in self.present
        )

    def decide(self, referral: Referral, on: dt.date, **said: Any) -> None:
        """The manager writes down what those who know the school decided with a senior colleague."""
        decision = TriageDecision(referral=referral, decided_on=on, decided_by=self.manager, created_at=at(on), **said)
        self.decisions.append(decision)
        self.present += [(decision, person) for person in self._who_is_there(referral.school, len(self.decisions))]

    def _who_is_there(self, school: School, turn: int) -> list[Practitioner]:
        experienced = [one for one in self.staff.practitioners if one.grade in EXPERIENCED]
        there = [
            one for one in self.staff.practitioners if any(d.school_id == school.pk for d in one.agreed_days.all())
        ]
        return list(dict.fromkeys([experienced[turn % len(experienced)], *there]))[:MEET]


def refer(
    made: Casework, person: YoungPerson, school: School, state: ReferralState, days: Sequence[dt.date],
    practitioner: Practitioner, programme: Programme | None, way: Sequence[ReferralState] = (),
) -> Referral:  # fmt: skip
    """A referral that took each step of its way on one of these days."""
    way, days = way or WAY[state], list(accumulate(days, max))  # where there was little time, steps share a day
    request, came_for = ask(made, school, person, days[0]), made.chance.choice(REASONS)
    referral = Referral(
        request=request, young_person=person, school=school, team=made.area.team, state=state, received_on=days[0],
        state_since=at(days[-1]), created_at=at(days[0]), source=SOURCES[Asker(request.asked_by)],
        is_urgent=request.is_urgent, reason=came_for if S.WAITING in way else "", programme=programme, version=len(way),
        pathway=(Pathway.GROUP if programme.is_group else Pathway.ONE_TO_ONE) if programme else "",
        practitioner=practitioner if state in HELD or S.ASSESSMENT in way else None,
        paused_from=S.ALLOCATED if state == S.PAUSED else "",
    )  # fmt: skip
    made.referrals.append(referral)
    for number, (before, to, day) in enumerate(zip(("", *way), way, days, strict=False), start=1):
        by = request.owner if number == 1 else practitioner.user if to in WORKED else made.manager
        why = words.WHY_MOVED.get(to) if to == state else None
        made.moves.append(
            ReferralMove(
                referral=referral, from_state=before, to_state=to, at=at(day), number=number, moved_by=by, why=why
            )
        )
    if len(days) > 2:
        _decide(made, referral, days[2])
    return referral


def ask(
    made: Casework, school: School, person: YoungPerson | None, on: dt.date, *, worry: str = "",
    is_enquiry: bool = False,
) -> RequestForSupport:  # fmt: skip
    """Mostly school staff; parents and young people too."""
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
        young_person_knows=named or None, is_urgent=named and made.chance.random() < 0.1,
        worry=worry or made.chance.choice(words.WORRIES), tried=made.chance.choice(words.TRIED),
        own_words=made.chance.choice(words.OWN_WORDS) if named else None,
        hopes=made.chance.choice(words.HOPES) if named else None,
        sent_at=at(on), created_at=at(on), changed_at=at(on),
    )  # fmt: skip
    _say_the_rest(request, len(made.requests))
    made.requests.append(request)
    return request


def _say_the_rest(request: RequestForSupport, turn: int) -> None:
    """What nobody can leave out: who asks, what else there is, and who knows of it."""
    if request.asked_by == Asker.YOUNG_PERSON:
        request.safe_contact, request.parent_knows = words.SAFE_CONTACT[turn % len(words.SAFE_CONTACT)], turn % 3 > 0
        return
    request.asker_relationship = words.ROLES[turn % len(words.ROLES)]
    if request.asked_by == Asker.PARENT:
        request.asker_name, request.asker_phone = f"Parent of {request.given_name}", f"07700 900{100 + turn % 900}"
        request.asker_relationship = "Mother" if turn % 3 else "Father"
    if not request.is_enquiry:
        request.already = words.ALREADY[turn % len(words.ALREADY)]
        request.parent_knows = True if request.asked_by == Asker.SCHOOL else None


def unmatch(referral: Referral) -> None:
    """Nobody of the team has said yet whom on record the request is about."""
    assert referral.request
    referral.young_person = referral.request.young_person = None


def _decide(made: Casework, referral: Referral, day: dt.date) -> None:
    outcome = DECIDED.get(ReferralState(referral.state))
    if outcome is None:
        outcome = TriageOutcome.GROUP if referral.pathway == Pathway.GROUP else TriageOutcome.ONE_TO_ONE
    refused = outcome == TriageOutcome.NOT_ACCEPTED
    turn = sum(one.outcome == TriageOutcome.NOT_ACCEPTED for one in made.decisions)
    because, why, signposts = words.REFUSED[turn % len(words.REFUSED)] if refused else ("", words.WHY_WAIT, None)
    made.decide(
        referral, day, outcome=outcome, programme=referral.programme, why=why, not_accepted_because=because,
        signposts=signposts, advice=words.ADVICE if outcome == TriageOutcome.ADVICE or refused else None,
    )  # fmt: skip


def at(day: dt.date) -> dt.datetime:
    """Some time of that day, and no later than now."""
    return min(clock.at_local(day, 9 * 60 + day.toordinal() % 400), clock.now())


def school_day(day: dt.date) -> dt.date:
    """The day, or the last one before it on which people work."""
    while is_off(day):
        day -= dt.timedelta(days=1)
    return day


def spread(first: dt.date, last: dt.date, steps: int) -> list[dt.date]:
    """So many days from first to last, one after the other."""
    return [school_day(first + (last - first) * step // max(1, steps - 1)) for step in range(steps)]
