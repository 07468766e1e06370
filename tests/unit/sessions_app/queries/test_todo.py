"""What waits for somebody on their first page: the warning about supervision comes to them."""

import datetime as dt

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.people.enums import Grade
from sessions_app.enums import SupervisionKind
from sessions_app.models import SupervisionDecision
from sessions_app.queries.todo import Todo, decisions_to_do, supervision_to_give, supervision_to_have
from tests.factories import PractitionerFactory
from tests.factories.casework import SupervisionDecisionFactory, SupervisionFactory
from tests.support.supervising import Supervising, supervising
from tests.support.timetable import as_user

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)
CASES, SKILLS = SupervisionKind


@pytest.fixture(autouse=True)
def friday(time_machine) -> None:
    time_machine.move_to(dt.datetime.combine(TODAY, dt.time(9), tzinfo=dt.UTC), tick=False)


@pytest.fixture
def there() -> Supervising:
    return supervising()


def had(there: Supervising, kind: SupervisionKind, days_ago: int) -> None:
    SupervisionFactory(practitioner=there.practitioner, kind=kind, held_on=TODAY - dt.timedelta(days_ago))


def lines(found: list[Todo]) -> list[tuple[str, bool]]:
    return [(one.sentence, one.is_urgent) for one in found]


def test_a_practitioner_is_told_of_their_own_before_it_is_too_little(there: Supervising) -> None:
    had(there, CASES, 12)
    had(there, SKILLS, 28)
    assert lines(supervision_to_have(as_user(there.practitioner.user))) == [
        ("Arrange case management supervision: you have had enough until 22 November", False),
        ("Arrange clinical skills supervision: you have had too little", True),
    ]
    assert supervision_to_have(there.supervisor) == []


def test_a_supervisor_is_told_of_how_many_of_the_team(there: Supervising) -> None:
    had(there, CASES, 12)
    had(there, SKILLS, 1)
    assert lines(supervision_to_give(there.supervisor)) == [
        ("Give supervision: that of 1 practitioner soon falls below the minimum", False)
    ]
    PractitionerFactory.create_batch(2, team=there.team, grade=Grade.EMHP)
    assert lines(supervision_to_give(there.supervisor)) == [
        ("Give supervision: that of 2 practitioners is below the minimum", True)
    ]
    assert supervision_to_give(as_user(there.practitioner.user)) == []


def test_nobody_is_told_while_it_is_enough(there: Supervising) -> None:
    for kind in SupervisionKind:
        had(there, kind, 1)
    assert supervision_to_have(as_user(there.practitioner.user)) == supervision_to_give(there.supervisor) == []


def test_what_was_decided_is_one_line_for_each_young_person(there: Supervising) -> None:
    """The first that is due of each; beyond five they are counted, and the line leads to all of them."""
    record = SupervisionFactory(practitioner=there.practitioner, signed=True)
    cases = [there.case() for _ in range(7)]
    for days, case in enumerate(cases):
        SupervisionDecisionFactory(supervision=record, referral=case, due_on=TODAY + dt.timedelta(days - 1))
    for due_on in (None, TODAY + dt.timedelta(30)):
        again = SupervisionFactory(practitioner=there.practitioner, signed=True)
        SupervisionDecisionFactory(supervision=again, referral=cases[0], due_on=due_on)
    holder = as_user(there.practitioner.user)

    first, *others = [
        f"Do what supervision decided for {case.young_person}, by {19 + at} November"
        for at, case in enumerate(cases[:5])
    ]
    found = decisions_to_do(holder)
    assert lines(found) == [
        (first, True),
        *((sentence, False) for sentence in others),
        ("Do what supervision decided for 2 more young people", False),
    ]
    assert (found[0].href, found[-1].href) == (f"/referrals/{cases[0].pk}/supervision/", "/supervision/#to-do")
    with recording.acting(by=SYSTEM, verb="test.done"):
        SupervisionDecision.objects.filter(referral__in=cases[:2]).update(done_on=TODAY)
    assert (len(decisions_to_do(holder)), decisions_to_do(holder)[0].sentence) == (5, others[1])
