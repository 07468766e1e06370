"""What those who support staff may do, and what is never kept."""

import datetime as dt
from types import SimpleNamespace as Asked
from typing import Any
from uuid import uuid4

import pytest

from mhst.community.staff_support.enums import STAFF_SUPPORT_MOVES, OfferKind, OfferState, State
from mhst.community.staff_support.rules import request as rules
from mhst.community.staff_support.rules import team as team_rules
from mhst.community.staff_support.words import LETTERS, id_of, plain
from mhst.community.staff_support.words import code_of as brings_back
from mhst.core import clock
from mhst.core.errors import DomainError

WORKER = uuid4()
ME = Asked(audit_id=f"user:{WORKER}")


@pytest.fixture(autouse=True)
def autumn(time_machine: Any) -> None:
    time_machine.move_to("2026-11-05T08:00:00Z", tick=False)


def code_of(check: Any, *args: Any) -> str:
    with pytest.raises(DomainError) as caught:
        check(*args)
    return caught.value.code


def test_a_request_that_nobody_may_see_is_not_taken() -> None:
    rules.check_somebody_could_help([ME], True)
    assert code_of(rules.check_somebody_could_help, [], True) == "nobody-outside"
    assert code_of(rules.check_somebody_could_help, [], False) == "nobody-here"


def test_one_supports_them_and_only_while_it_is_not_finished() -> None:
    taken = Asked(worker_id=WORKER, state=State.TAKEN)
    rules.check_is_mine(taken, ME)
    rules.check_can_take(Asked(state=State.WAITING), None)
    rules.check_can_take(taken, None)  # whoever supported them has left
    assert code_of(rules.check_can_take, taken, ME) == "taken-already"
    assert code_of(rules.check_is_mine, Asked(worker_id=uuid4(), state=State.TAKEN), ME) == "not-mine"
    assert code_of(rules.check_is_mine, Asked(worker_id=WORKER, state=State.CLOSED), ME) == "finished"


def test_every_move_is_one_of_the_table_or_refused() -> None:
    for now, goes in STAFF_SUPPORT_MOVES.items():
        asked = Asked(state=now, get_state_display=lambda: "so")
        for to in State:
            assert to in goes or code_of(rules.check_move, asked, to) == "state"
    rules.check_move(Asked(state=State.TAKEN), State.WAITING)


def test_what_is_finished_is_said_to_each_in_their_words() -> None:
    done = Asked(worker_id=WORKER, state=State.CLOSED)
    for check, said in ((lambda: rules.check_is_mine(done, ME), False), (lambda: rules.check_open(done), True)):
        with pytest.raises(DomainError) as caught:
            check()
        assert ("Ask again" in caught.value.message) == said


def test_a_time_that_is_offered_is_to_come_and_a_signpost_needs_none() -> None:
    later = clock.now() + dt.timedelta(hours=1)
    rules.check_offer(OfferKind.SIGNPOST, None)
    rules.check_offer(OfferKind.TIME, later)
    assert code_of(rules.check_offer, OfferKind.TIME, None) == "no-time"
    assert code_of(rules.check_offer, OfferKind.TIME, clock.now()) == "time-over"


def test_what_is_chosen_is_open_and_to_come() -> None:
    later, asked = clock.now() + dt.timedelta(hours=1), Asked(state=State.TAKEN)
    offer = Asked(is_time=True, state=OfferState.OPEN, starts_at=later, request=asked)
    rules.check_can_choose(offer, ME)
    assert code_of(rules.check_can_choose, offer, None) == "time-gone"
    for change in ({"is_time": False}, {"state": OfferState.WITHDRAWN}, {"starts_at": clock.now()}):
        assert code_of(rules.check_can_choose, Asked(**{**vars(offer), **change}), ME) == "time-gone"


def test_it_is_kept_for_a_year_unless_the_deployer_says_otherwise() -> None:
    assert rules.finished_before() == clock.at_local(dt.date(2025, 11, 5), 0)


def test_few_are_not_counted() -> None:
    assert [team_rules.counted(number) for number in (0, 1, 4, 5, 12)] == [None, None, None, 5, 12]


def test_what_was_held_with_a_team_lies_behind() -> None:
    team_rules.check_held_on(clock.today())
    assert code_of(team_rules.check_held_on, clock.today() + dt.timedelta(days=1)) == "to-come"


def test_a_code_is_read_however_it_is_typed() -> None:
    code = brings_back("words")
    assert plain(f" {code.lower().replace('-', ' ')} ") == code.replace("-", "")
    assert (len(plain(code)), set(plain(code)) <= set(LETTERS)) == (16, True)
    assert (brings_back("words"), brings_back("other words") == code) == (code, False)
    assert (id_of("words"), id_of("words") == id_of("other words")) == (id_of("words"), False)
