"""Who may refer, who works with whom, and what three tries ask for."""

import datetime as dt
from types import SimpleNamespace as Thing
from typing import Any
from uuid import uuid4

import pytest

from mhst.community.prescribing.enums import ClosedBecause, State
from mhst.community.prescribing.rules import referral as rules
from mhst.core import clock
from mhst.core.errors import DomainError, Refused

ME = uuid4()


class Somebody:
    """May do everything; whose own is what is `ME`'s."""

    audit_id = f"user:{ME}"

    def require(self, permission: Any, thing: Any = None) -> None:
        pass


BY: Any = Somebody()
MISSED, REACHED = Thing(reached=False), Thing(reached=True)


@pytest.fixture(autouse=True)
def autumn(time_machine: Any) -> None:
    time_machine.move_to("2026-11-05T08:00:00Z", tick=False)


def code_of(check: Any, *args: Any) -> str:
    with pytest.raises(DomainError) as caught:
        check(*args)
    return caught.value.code


def referral(**given: Any) -> Any:
    return Thing(**{"state": State.ACTIVE, "worker_id": ME, "tries_decided": 0, "planned_on": None, **given})


class Nobody:
    """May do nothing."""

    def require(self, permission: Any, thing: Any = None) -> None:
        raise Refused("No.")


def test_once_at_a_time_and_by_who_may_write_down_what_they_agreed_to() -> None:
    rules.check_can_refer(None, BY, False)
    assert code_of(rules.check_can_refer, None, BY, True) == "referred-already"
    assert (rules.may_refer(None, BY), rules.may_refer(None, Nobody())) == (True, False)  # type: ignore[arg-type]


def test_nothing_is_asked_of_somebody_who_took_their_agreement_back() -> None:
    rules.check_still_agreed(Thing(is_taken_back=False))
    assert code_of(rules.check_still_agreed, Thing(is_taken_back=True)) == "taken-back"


def test_a_caseload_is_ones_own() -> None:
    others = referral(worker_id=uuid4(), worker=Thing(name="Naomi"))
    rules.check_can_take(others, BY)
    rules.check_can_read(referral(), BY)
    rules.check_can_read(referral(state=State.WAITING, worker_id=None), BY)
    rules.check_can_work(referral(), BY)
    rules.check_open(referral())
    assert code_of(rules.check_can_take, referral(state=State.CLOSED), BY) == "finished"
    assert code_of(rules.check_can_read, others, BY) == "other-caseload"
    assert code_of(rules.check_can_work, others, BY) == "not-own"


@pytest.mark.parametrize(
    ("attempts", "decided", "asked"),
    [
        ([MISSED] * 2, 0, False),
        ([MISSED] * 3, 0, True),
        ([MISSED] * 3, 3, False),
        ([MISSED] * 5, 3, False),
        ([MISSED] * 6, 3, True),
        ([*[MISSED] * 3, REACHED], 0, False),
        ([REACHED, *[MISSED] * 3], 0, True),
    ],
)
def test_three_tries_in_a_row_ask_what_follows(attempts: Any, decided: int, asked: bool) -> None:
    assert rules.asks_what_next(referral(tries_decided=decided), attempts) is asked


def test_a_try_lies_behind() -> None:
    rules.check_can_try(referral(), [], clock.now())
    assert code_of(rules.check_can_try, referral(), [MISSED] * 3, clock.now()) == "three-tries"
    assert code_of(rules.check_can_try, referral(), [], clock.now() + dt.timedelta(minutes=1)) == "to-come"


def test_the_four_questions_are_for_sixteen_and_over_once_a_day() -> None:
    rules.check_can_ask_wellbeing(16, False)
    assert code_of(rules.check_can_ask_wellbeing, 15, False) == "too-young"
    assert code_of(rules.check_can_ask_wellbeing, 16, True) == "asked-today"


def test_a_review_and_a_plan_are_once() -> None:
    rules.check_held_on(clock.today())
    rules.check_not_held(Thing(held_on=None))
    rules.check_has_no_plan(referral())
    assert code_of(rules.check_held_on, clock.today() + dt.timedelta(days=1)) == "to-come"
    assert code_of(rules.check_not_held, Thing(held_on=clock.today())) == "held-already"
    assert code_of(rules.check_has_no_plan, referral(planned_on=clock.today())) == "planned-already"


def test_nobody_is_given_up_before_three_tries() -> None:
    rules.check_can_close(ClosedBecause.NOT_REACHED, [MISSED] * 3)
    rules.check_can_close(ClosedBecause.DONE, [])
    assert code_of(rules.check_can_close, ClosedBecause.NOT_REACHED, [MISSED] * 2) == "few-tries"
