"""The page's side of the connection, run by Node on a clock of its own."""

import json
import subprocess
from pathlib import Path
from typing import Any

LINE = Path("realtime/static/realtime/line.mjs").resolve()
HERE = Path(__file__).parent


def found_on(day: str) -> Any:
    run = subprocess.run(["node", HERE / "line.mjs", LINE, day], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def test_a_half_open_socket_is_noticed_within_forty_seconds_and_not_while_it_beats() -> None:
    found = found_on("half_open")
    assert found["afterBeats"] == 1
    assert 20_000 < found["noticed"] <= 40_000
    assert found["states"] == ["connecting", "open", "away", "connecting"]


def test_where_a_websocket_opens_and_nothing_comes_requests_carry_what_waits_within_three_seconds() -> None:
    found = found_on("swallowed")
    assert 1_000 < found["after"] <= 3_000
    assert (found["carried"], found["isLeft"]) == (["hello", "send"], True)


def test_a_hello_without_an_answer_is_said_again_and_again_and_later_each_time() -> None:
    found = found_on("stuck")
    assert found == {"atOnce": 2, "inAMinute": 5, "waits": [7500, 15000, 22500], "afterLive": 0, "sockets": 1}
    assert found_on("shut_out") == {"hellos": 2}


def test_before_it_is_live_nothing_goes_and_then_what_was_written_first() -> None:
    assert found_on("in_order") == {"sent": ["hello", "m"]}


def test_it_comes_back_at_a_random_time_of_a_stretch_that_grows_to_thirty_seconds() -> None:
    found = found_on("jitter")
    assert found["least"] <= 100
    assert (found["first"], found["most"]) == (500, 30_000)


def test_it_comes_back_at_once_when_there_is_a_network_or_somebody_looks() -> None:
    assert found_on("cut") == {"isLeft": True, "states": ["connecting", "open", "away"]}
    assert found_on("at_once") == {"online": 1, "pageshow": 1, "visibilitychange": 1}


def test_a_server_that_is_replaced_says_when_and_nothing_is_said_to_the_person() -> None:
    assert found_on("drained") == {"waited": 1500, "states": ["connecting", "open", "connecting"]}
    assert found_on("drained_while_polling") == {"early": 1, "then": 2, "states": ["connecting"]}


def test_a_request_that_has_gone_with_the_network_is_given_up_and_what_it_carried_goes_with_the_next() -> None:
    found = found_on("hung")
    assert 25_000 < found["givenUp"] <= 31_000
    assert (found["isOver"], found["states"]) == (True, ["connecting", "away", "connecting"])
    found = found_on("hung_with_words")
    assert found["again"] <= 9_000
    assert (found["hasMadeRoom"], found["carried"]) == (True, ["hello", "send"])
    assert found_on("another_network") == {"anew": 1, "carried": ["hello", "send"]}


def test_what_was_answered_is_not_sent_again_and_a_request_has_a_size() -> None:
    assert found_on("answered") == {"carried": [0, 1, 0], "states": ["connecting", "open"]}
    assert found_on("much_to_carry") == {"carried": ["012", "34"]}


def test_who_is_let_into_nothing_or_has_no_network_asks_seldom() -> None:
    found = found_on("left")
    assert found["requests"] < 20
    assert found["states"] == ["connecting"]
    found = found_on("offline")
    assert found["sockets"] < 10
    assert (found["requests"], found["states"]) == (0, ["away", "connecting"])


def test_who_is_signed_out_is_asked_to_sign_in_and_the_page_is_quiet() -> None:
    assert found_on("signed_out") == {"over": [4001], "requests": 1}
