"""The truth table of consent. Times are the young person's: born 10 May 2013, sixteen on 10 May 2029."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.people.enums import ConsentAnswer, ConsentBasis, ConsentKind, ConsentState, WithdrawnBecause
from mhst.people.models import ConsentDecision, ParentOrGuardian, Practitioner, YoungPerson
from mhst.people.queries import consent
from mhst.people.queries.consent import by_kind, state_of, states_for
from tests.factories import ConsentDecisionFactory, YoungPersonFactory

SEEN, GP = ConsentKind.TO_BE_SEEN, ConsentKind.SHARE_WITH_GP
MON, TUE, WED = (dt.date(2026, 9, day) for day in (14, 15, 16))
SIXTEEN_ON = dt.date(2029, 5, 10)
EVE = SIXTEEN_ON - dt.timedelta(days=1)
MOTHER, FATHER = ParentOrGuardian(name="Mother"), ParentOrGuardian(name="Father")
STEP = ParentOrGuardian(name="Step-parent", has_parental_responsibility=False)
NO = ConsentAnswer.REFUSED
MISTAKE, MIND = WithdrawnBecause.MISTAKE, WithdrawnBecause.CHANGED_MIND


def parent(who: ParentOrGuardian = MOTHER, on: dt.date = MON, **about: object) -> ConsentDecision:
    return decision(ConsentBasis.PARENTAL, on, parent=who, **about)


def child(on: dt.date = MON, **about: object) -> ConsentDecision:
    return decision(ConsentBasis.GILLICK, on, **about)


def sixteen(on: dt.date = SIXTEEN_ON, **about: object) -> ConsentDecision:
    return decision(ConsentBasis.SIXTEEN, on, **about)


def decision(basis: ConsentBasis, on: dt.date, **about: object) -> ConsentDecision:
    about.setdefault("kind", SEEN)
    about.setdefault("answer", ConsentAnswer.GIVEN)
    return ConsentDecision(basis=basis, decided_on=on, **about)


def back(on: dt.date, because: WithdrawnBecause = MIND) -> dict[str, object]:
    return {"withdrawn_at": dt.datetime.combine(on, dt.time(12), dt.UTC), "withdrawn_because": because}


NOT_ASKED, GIVEN, REFUSED, CONFLICTING, WITHDRAWN, EXPIRED = (
    ConsentState.NOT_ASKED, ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.CONFLICTING,
    ConsentState.WITHDRAWN, ConsentState.EXPIRED,
)  # fmt: skip

TABLE = {
    "nobody was asked": ([], MON, NOT_ASKED),
    "another kind was answered": ([parent(kind=GP)], MON, NOT_ASKED),
    "it is decided tomorrow": ([parent(on=TUE)], MON, NOT_ASKED),
    # one parent
    "a parent agrees": ([parent()], MON, GIVEN),
    "a parent agreed long ago": ([parent()], EVE, GIVEN),
    "a parent refuses": ([parent(answer=NO)], MON, REFUSED),
    "a parent refused, then agreed": ([parent(answer=NO), parent(on=TUE)], TUE, GIVEN),
    "a parent agreed, then refused": ([parent(), parent(on=TUE, answer=NO)], TUE, REFUSED),
    "the newer answer does not reach back": ([parent(), parent(on=TUE, answer=NO)], MON, GIVEN),
    "somebody without responsibility agrees": ([parent(STEP)], MON, NOT_ASKED),
    "somebody without responsibility refuses": ([parent(), parent(STEP, answer=NO)], MON, GIVEN),
    # two parents
    "both agree": ([parent(), parent(FATHER)], MON, GIVEN),
    "both refuse": ([parent(answer=NO), parent(FATHER, answer=NO)], MON, REFUSED),
    "two parents disagree": ([parent(), parent(FATHER, answer=NO)], MON, CONFLICTING),
    "they disagreed and one came round": (
        [parent(), parent(FATHER, answer=NO), parent(FATHER, on=TUE)], TUE, GIVEN,
    ),
    "one agrees and one took it back": ([parent(), parent(FATHER, **back(TUE))], WED, CONFLICTING),
    "one refuses and one took it back": ([parent(answer=NO), parent(FATHER, **back(TUE))], WED, REFUSED),
    # a child who can decide
    "a competent child agrees": ([child()], MON, GIVEN),
    "a competent child's yes is for that day": ([child()], TUE, EXPIRED),
    "unless it covers a course": ([child(expires_on=TUE)], TUE, GIVEN),
    "and its last day counts": ([child(expires_on=TUE)], WED, EXPIRED),
    "it does not answer another question": ([child(kind=GP)], MON, NOT_ASKED),
    "a competent child refuses": ([child(answer=NO)], MON, REFUSED),
    "a child's no does not fade": ([child(answer=NO)], WED, REFUSED),
    "a parent refuses what a competent child agrees to": ([child(), parent(answer=NO)], MON, CONFLICTING),
    "a child refuses what a parent agrees to": ([child(answer=NO), parent()], WED, CONFLICTING),
    "a parent and a child agree": ([child(), parent()], MON, GIVEN),
    "the parent's yes outlasts the child's": ([child(), parent()], TUE, GIVEN),
    "the parent's no outlasts the child's yes": ([child(), parent(answer=NO)], TUE, REFUSED),
    # taken back
    "taken back": ([parent(**back(TUE))], TUE, WITHDRAWN),
    "not yet taken back": ([parent(**back(TUE))], MON, GIVEN),
    "taken back, then agreed anew": ([parent(**back(TUE)), parent(on=WED)], WED, GIVEN),
    "taken back, and would have run out": ([parent(expires_on=TUE, **back(TUE))], WED, WITHDRAWN),
    "a refusal taken back is no answer": ([parent(answer=NO, **back(TUE))], TUE, NOT_ASKED),
    "a refusal taken back leaves the other parent's yes": (
        [parent(answer=NO, **back(TUE)), parent(FATHER)], TUE, GIVEN,
    ),
    "a mistake never counted": ([parent(**back(TUE, MISTAKE))], MON, NOT_ASKED),
    "a mistake leaves the answer before it": ([parent(), parent(on=TUE, answer=NO, **back(TUE, MISTAKE))], TUE, GIVEN),
    # run out
    "on its last day": ([parent(expires_on=TUE)], TUE, GIVEN),
    "run out": ([parent(expires_on=TUE)], WED, EXPIRED),
    "run out beside one who took it back": ([parent(expires_on=TUE), parent(FATHER, **back(TUE))], WED, WITHDRAWN),
    "run out beside one who agrees": ([parent(expires_on=TUE), parent(FATHER)], WED, GIVEN),
    # sixteen
    "a parent's yes on the eve of sixteen": ([parent()], EVE, GIVEN),
    "a parent's yes ends at sixteen": ([parent()], SIXTEEN_ON, EXPIRED),
    "a parent's no ends at sixteen": ([parent(answer=NO)], SIXTEEN_ON, NOT_ASKED),
    "at sixteen they agree": ([sixteen()], SIXTEEN_ON, GIVEN),
    "at sixteen they refuse": ([sixteen(answer=NO), parent()], SIXTEEN_ON, REFUSED),
    "at sixteen no parent can stand against it": ([sixteen(), parent(answer=NO)], SIXTEEN_ON, GIVEN),
    "at sixteen they take it back": ([sixteen(**back(SIXTEEN_ON))], SIXTEEN_ON, WITHDRAWN),
    "a competent child's no lasts past sixteen": ([child(answer=NO)], SIXTEEN_ON, REFUSED),
    "a competent child's yes ends when it said": (
        [child(on=EVE, expires_on=SIXTEEN_ON)], SIXTEEN_ON, GIVEN,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("decisions", "day", "state"), TABLE.values(), ids=TABLE)
def test_what_the_answers_add_up_to(decisions: list[ConsentDecision], day: dt.date, state: ConsentState) -> None:
    assert state_of(decisions, SEEN, day, sixteen_on=SIXTEEN_ON) == state


@pytest.mark.parametrize(("decisions", "day", "state"), TABLE.values(), ids=TABLE)
def test_the_order_in_which_they_are_read_does_not_matter(
    decisions: list[ConsentDecision], day: dt.date, state: ConsentState
) -> None:
    assert state_of(reversed(decisions), SEEN, day, sixteen_on=SIXTEEN_ON) == state


def test_of_two_answers_on_one_day_the_one_written_later_counts() -> None:
    morning, noon = (dt.datetime(2026, 9, 14, hour, tzinfo=dt.UTC) for hour in (9, 12))
    decisions = [parent(answer=NO, created_at=noon), parent(created_at=morning)]
    assert state_of(decisions, SEEN, MON, sixteen_on=SIXTEEN_ON) == REFUSED


def test_taking_back_late_in_the_evening_counts_from_that_london_day() -> None:
    after_midnight_in_london = dt.datetime(2026, 9, 14, 23, 30, tzinfo=dt.UTC)
    taken_back = parent(withdrawn_at=after_midnight_in_london, withdrawn_because=MIND)
    assert state_of([taken_back], SEEN, MON, sixteen_on=SIXTEEN_ON) == GIVEN
    assert state_of([taken_back], SEEN, TUE, sixteen_on=SIXTEEN_ON) == WITHDRAWN


@pytest.mark.django_db
@pytest.mark.both_engines
def test_the_states_of_thirty_people_cost_one_query_as_of_one() -> None:
    def queries(count: int) -> int:
        people = YoungPersonFactory.create_batch(count, consented=True)
        with CaptureQueriesContext(connection) as captured:
            assert set(states_for(people, SEEN, clock.today()).values()) == {GIVEN}
        return len(captured)

    assert (queries(1), queries(30)) == (1, 1)


@pytest.mark.django_db
@pytest.mark.both_engines
def test_states_are_told_apart_by_person_and_kind() -> None:
    agreed = YoungPersonFactory(consented=True)
    refused = YoungPersonFactory(school=agreed.school, consented=True, consented__refused=True)
    unasked = YoungPersonFactory(school=agreed.school, consented=True, consented__kind=GP)
    states = states_for([agreed, refused, unasked], SEEN, clock.today())
    assert states == {agreed.pk: GIVEN, refused.pk: REFUSED, unasked.pk: NOT_ASKED}


@pytest.mark.django_db
def test_every_kind_is_listed_with_its_history() -> None:
    person = YoungPersonFactory(consented=True)
    newest = ConsentDecisionFactory(young_person=person, decided_on=clock.today(), refused=True)
    found = by_kind(person, clock.today())
    assert [one.kind for one in found] == list(ConsentKind)
    assert (found[0].state, found[0].decisions[0]) == (CONFLICTING, newest)
    assert {one.state for one in found[1:]} == {NOT_ASKED}


@pytest.mark.django_db
@pytest.mark.usefixtures("monday")
def test_a_school_opens_what_is_its_business_and_the_team_all(
    person: YoungPerson, lead: User, gwen: Practitioner, stranger: User
) -> None:
    seen, recording = (ConsentDecisionFactory(young_person=person, kind=kind) for kind in (SEEN, "recording"))
    assert consent.get_visible(seen.pk, lead) == consent.get_visible(seen.pk, gwen.user) == seen
    assert consent.get_visible(recording.pk, gwen.user) == recording
    for decision, viewer in ((recording, lead), (seen, stranger)):
        with pytest.raises(NotFound):
            consent.get_visible(decision.pk, viewer)
