"""Referrals in every state: those whose courses are booked, and those who ask, wait, pause and go elsewhere."""

import datetime as dt
from random import Random

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.demo.world import courses, pen, words
from mhst.demo.world.area import Area
from mhst.demo.world.pen import Casework, S
from mhst.demo.world.runs import WISH_TO_JOIN
from mhst.demo.world.staff import Staff
from mhst.demo.world.ways import EARLY, EARLY_WAY, STANDING, WAY
from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import Practitioner, YoungPerson
from mhst.people.queries.consent import states_for
from mhst.places.models import School
from sessions_app.enums import ProgrammeKind, ReferralSource, ReferralState, TriageOutcome
from sessions_app.models import HandOver, Programme, Referral, ReferralMove
from sessions_app.queries import series as groups
from sessions_app.rules.group_run import why_not

DAY = dt.timedelta(days=1)
#: Steps of a way take no longer than this together.
LONGEST = 60 * DAY
HANDED_OVER = 4
FOR_ONE = frozenset({ProgrammeKind.ONE_TO_ONE, ProgrammeKind.PARENT_ONE_TO_ONE})
#: One in so many on the triage board was asked about once more.
ASKED_MORE = 5


def build(
    area: Area, staff: Staff, pupils: dict[School, list[YoungPerson]], programmes: list[Programme], today: dt.date,
    chance: Random,
) -> None:  # fmt: skip
    """The referrals behind the courses, then the others."""
    manager = User.objects.filter(memberships__role=RoleName.TEAM_MANAGER).order_by("pk").first()
    made = Casework(area, staff, today, chance, manager)
    courses.build(made)
    _for_a_group(made, pupils)
    _others(made, [p for people in pupils.values() for p in people], programmes)
    _enquiries(made)
    _ask_for_more(made)
    made.write()
    _hand_over(made)


def _for_a_group(made: Casework, pupils: dict[School, list[YoungPerson]]) -> None:
    """Accepted for a group that is booked, fits them and has room: somebody has only to give them their place."""
    for run in groups.with_places(groups.to_begin(made.area.team)):
        free = [p for p in pupils[run.school] if p.pk not in made.taken] if run.taken < run.holds else []
        fit = [person for person in free if not why_not(run, person)][:WISH_TO_JOIN]
        for person in fit:
            on = _asked_on(made, 12, 40, made.closed.get(person.pk))
            days = pen.spread(pen.school_day(on), made.today - 3 * DAY, len(WAY[S.WAITING]))
            leads = _of_the_school(made, run.school)
            pen.refer(made, person, run.school, S.WAITING, days, leads, run.programme)
            made.taken.add(person.pk)
        if fit:
            return


def _ask_for_more(made: Casework) -> None:
    """Some are not decided yet because somebody was asked once more."""
    for referral in [one for one in made.referrals if one.state == S.TRIAGE][::ASKED_MORE]:
        made.decide(
            referral, referral.state_since.date(), outcome=TriageOutcome.MORE_INFORMATION, why=words.ASKED_MORE,
            advice=words.QUESTION,
        )  # fmt: skip


def _others(made: Casework, pupils: list[YoungPerson], programmes: list[Programme]) -> None:
    consent = states_for(pupils, ConsentKind.TO_BE_SEEN, made.today)
    free = [p for p in pupils if p.pk not in made.taken]
    made.chance.shuffle(free)
    agreed = [p for p in free if consent[p.pk] == ConsentState.GIVEN]
    not_yet = [p for p in free if consent[p.pk] in {ConsentState.NOT_ASKED, ConsentState.CONFLICTING}]
    for state, count, (newest, oldest) in STANDING:
        for _ in range(count):
            person = (not_yet if state == S.AWAITING_CONSENT else agreed).pop()
            _other(made, person, state, _asked_on(made, newest, oldest, made.closed.get(person.pk)), programmes)
    for because, (newest, oldest) in EARLY:
        person = agreed.pop()
        referral = _other(
            made, person, S.CLOSED, _asked_on(made, newest, oldest, made.closed.get(person.pk)), programmes
        )
        referral.closed_on, referral.closed_because = made.moves[-1].at.date(), because
        made.moves[-1].why = words.WHY_CLOSED[because]


def _asked_on(made: Casework, newest: int, oldest: int, closed: dt.date | None) -> dt.date:
    on = made.today - made.chance.randint(newest, oldest) * DAY
    return min(made.today, max(on, closed + DAY)) if closed else on


def _other(
    made: Casework, person: YoungPerson, state: ReferralState, on: dt.date, programmes: list[Programme]
) -> Referral:
    fit = [p for p in programmes if p.youngest <= person.age_on(on) <= p.oldest and p.kind in FOR_ONE]
    undecided = state in {S.RECEIVED, S.AWAITING_CONSENT, S.TRIAGE, S.NOT_ACCEPTED, S.ADVICE_ONLY}
    way = EARLY_WAY if state == S.CLOSED else WAY[state]
    days = pen.spread(pen.school_day(on), min(made.today, on + LONGEST), len(way))
    programme = None if undecided or not fit else made.chance.choice(fit)
    referral = pen.refer(made, person, person.school, state, days, _of_the_school(made, person.school), programme, way)
    if state == S.RECEIVED:
        pen.unmatch(referral)
    if state != S.CLOSED:
        made.taken.add(person.pk)
    return referral


def _of_the_school(made: Casework, school: School) -> Practitioner:
    there = [p for p in made.staff.practitioners if any(day.school_id == school.pk for day in p.agreed_days.all())]
    return made.chance.choice(there or made.staff.practitioners)


def _enquiries(made: Casework) -> None:
    """Questions about nobody by name, half of them answered."""
    for number, question in enumerate(words.ENQUIRIES):
        school = made.area.schools[number]
        on = pen.school_day(made.today - (number * 4 + 2) * DAY)
        request = pen.ask(made, school, None, on, worry=question, is_enquiry=True)
        answered = number % 2 == 1
        since = pen.at(min(made.today, on + DAY) if answered else on)
        referral = Referral(
            request=request, school=school, team=made.area.team, state=S.ADVICE_ONLY if answered else S.ENQUIRY,
            received_on=on, state_since=since, source=ReferralSource.EDUCATION, created_at=pen.at(on),
        )  # fmt: skip
        made.referrals.append(referral)
        made.moves.append(
            ReferralMove(referral=referral, to_state=S.ENQUIRY, at=pen.at(on), number=1, moved_by=request.owner)
        )
        if answered:
            _answer(made, referral, since)


def _answer(made: Casework, referral: Referral, at: dt.datetime) -> None:
    referral.version = 2
    made.moves.append(
        ReferralMove(
            referral=referral, from_state=S.ENQUIRY, to_state=S.ADVICE_ONLY, at=at, number=2, moved_by=made.manager
        )
    )  # fmt: skip
    made.decide(referral, at.date(), outcome=TriageOutcome.ADVICE, why="A question, no referral.", advice=words.ADVICE)


def _hand_over(made: Casework) -> None:
    """A caseload changed hands before its courses began: a colleague's school days are others now."""
    moved = {move.referral_id: move.at for move in made.moves if move.to_state == S.ALLOCATED}
    allocated = [one for one in made.referrals if one.state == S.ALLOCATED and one.practitioner]
    given = [one for one in allocated if moved[one.pk].date() < made.today - DAY][:HANDED_OVER]
    people = made.staff.practitioners
    HandOver.objects.bulk_create(
        HandOver(
            referral=one, from_practitioner=next(p for p in people if p != one.practitioner),
            to_practitioner=one.practitioner, at=moved[one.pk] + dt.timedelta(minutes=20), handed_by=made.manager,
            note=words.HANDED_OVER, told_on=moved[one.pk].date() if number % 2 else None,
        )
        for number, one in enumerate(given)
    )  # fmt: skip
