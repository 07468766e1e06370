import json
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.enums import Audience
from realtime.protocol import MOST_CONVERSATIONS, REFUSALS, Unreadable, asked, told
from realtime.protocol.reading import DEEPEST, READERS, frame_of, read, read_all
from realtime.protocol.writing import refused, text
from tests.architecture.frames import CONVERSATION, EXAMPLES, MID, _wire

SEND = {"type": "send", "conversation": str(CONVERSATION), "mid": str(MID), "words": "Hello"}


def code_of(value: Any) -> str:
    """With what this is refused."""
    with pytest.raises(Unreadable) as refusal:
        read(value if isinstance(value, str) else json.dumps(value))
    return refusal.value.code


def test_every_frame_of_a_page_is_read_back_as_it_was() -> None:
    sent = [example for example in EXAMPLES if type(example) in asked.FRAMES]
    assert [read(json.dumps(_wire(example))) for example in sent] == sent


def test_a_request_carries_several_frames() -> None:
    hello = {"type": "hello", "version": 1, "talks": []}
    assert read_all(json.dumps([hello, SEND]).encode()) == [asked.Hello(1, ()), asked.Send(CONVERSATION, MID, "Hello")]


def test_a_page_names_each_conversation_once_and_no_more_than_it_may_follow() -> None:
    def hello(*conversations: UUID) -> dict[str, Any]:
        return {
            "type": "hello", "version": 1, "talks": [{"conversation": str(id), "cursors": {}} for id in conversations]
        }  # fmt: skip

    many = [UUID(int=number) for number in range(MOST_CONVERSATIONS + 1)]
    assert len(read(json.dumps(hello(*many[1:]))).talks) == MOST_CONVERSATIONS
    assert code_of(hello(*many)) == "wrong"
    assert code_of(hello(many[1], many[2], many[1])) == "wrong"


def test_what_may_be_left_out_has_its_meaning() -> None:
    assert read(json.dumps(SEND)) == asked.Send(CONVERSATION, MID, "Hello", Audience.OPEN, None)
    assert read(json.dumps(SEND | {"epoch": None})) == read(json.dumps(SEND))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "not-json"),
        ("{", "not-json"),
        ('{"type": NaN}', "not-json"),
        ("[]", "wrong"),
        ('"send"', "wrong"),
        ("{}", "unknown"),
        ({"type": "erase"}, "unknown"),
        ({"type": ["send"]}, "unknown"),
        ({"type": "hello", "version": 2, "talks": []}, "version"),
        ({"type": "hello", "version": True, "talks": []}, "wrong"),
        ({"type": "hello", "version": 1, "talks": {}}, "wrong"),
        ({"type": "hello", "version": 1, "talks": [{"conversation": str(CONVERSATION), "cursors": {"x": 1}}]}, "wrong"),
        ({"type": "typing"}, "wrong"),
        (SEND | {"by": "somebody else"}, "wrong"),
        (SEND | {"mid": "1"}, "wrong"),
        (SEND | {"mid": str(MID).upper()}, "wrong"),
        (SEND | {"mid": 7}, "wrong"),
        (SEND | {"conversation": None}, "wrong"),
        (SEND | {"words": 7}, "wrong"),
        (SEND | {"audience": "everybody"}, "wrong"),
        (SEND | {"audience": []}, "wrong"),
        (SEND | {"epoch": -1}, "wrong"),
        (SEND | {"epoch": 1.0}, "wrong"),
        (SEND | {"epoch": 2**53}, "wrong"),
        ('{"type": "send", "words": "\\ud800"}', "wrong"),
        ("[" * 1_000, "deep"),
        ("[" * 60_000, "deep"),
        ("x" * 65_537, "too-big"),
        ("\u00e9" * 40_000, "too-big"),
    ],
)
def test_what_is_no_frame_is_refused_with_its_code(value: Any, code: str) -> None:
    assert code_of(value) == code


@pytest.mark.parametrize(
    "cursor",
    [
        None,
        7,
        {"seq": 7, "mark": "a1b2c3d4"},
        [7],
        [7, "a1b2c3d4", 1],
        [-1, "a1b2c3d4"],
        [7, "A1B2C3D4"],
        [7, "x"],
        [7, None],
        ["7", "x"],
    ],
)
def test_a_cursor_is_a_number_and_a_mark(cursor: Any) -> None:
    talk = {"conversation": str(CONVERSATION), "cursors": {"open": cursor}}
    assert code_of({"type": "hello", "version": 1, "talks": [talk]}) == "wrong"


def test_binary_and_bad_letters_are_refused() -> None:
    with pytest.raises(Unreadable, match="binary"):
        read(None, b"\x00\x01")
    with pytest.raises(Unreadable, match="not-json"):
        read(None)
    with pytest.raises(Unreadable, match="not-text"):
        read_all(b'["\xff"]')
    with pytest.raises(Unreadable, match="too-big"):
        read_all(b" " * 65_537)
    with pytest.raises(Unreadable, match="wrong"):
        read_all(b"{}")


def test_brackets_in_somebodys_words_are_no_depth() -> None:
    sad = ":" + "[{" * 500
    assert read(json.dumps(SEND | {"words": sad})) == asked.Send(CONVERSATION, MID, sad)
    assert DEEPEST < 10


@pytest.mark.parametrize("sign", ['\\"', "\\", '"', "\\\n", "[", '"['])
def test_eight_times_as_much_takes_about_eight_times_as_long(sign: str) -> None:
    """And not sixty-four times, whatever the text in it does or leaves open: one frame would stop everybody's."""

    def takes(length: int) -> float:
        frame = "[" * (DEEPEST + 1) + '"' + sign * (length // len(sign))
        began = time.process_time()
        assert code_of(frame) == "deep"
        return time.process_time() - began

    assert min(takes(32_000) for _ in range(3)) < 30 * min(takes(4_000) for _ in range(5))


ID = str(CONVERSATION)
MANY = {f"{number:x}": 1 for number in range(6000)}


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "seen", "conversation": ID, "heads": MANY},
        {"type": "hello", "version": 1, "talks": [{"conversation": ID, "cursors": MANY}]},
        {"type": "hello", "version": 1, "talks": [1] * 20_000},
    ],
)
def test_one_thing_wrong_is_enough(frame: dict[str, Any]) -> None:
    """To find each of thousands would take many times as long as to read them, while everybody waits."""
    written = json.dumps(frame)

    def takes(read_it: Callable[[], Any]) -> float:
        began = time.process_time()
        read_it()
        return time.process_time() - began

    assert min(takes(lambda: code_of(written)) for _ in range(5)) < 20 * min(
        takes(lambda: json.loads(written)) for _ in range(5)
    )


def test_of_a_message_that_cannot_be_read_it_is_known_which_it_was() -> None:
    """So that its page stops sending it, and the others of the same request are heard."""
    half, nameless = SEND | {"words": "\ud800"}, SEND | {"words": "\ud800", "mid": 7}
    why, good = read_all(json.dumps([half, SEND]).encode())
    assert isinstance(why, Unreadable)
    assert (why.code, why.of, why.about) == ("wrong", "send", {"conversation": CONVERSATION, "mid": MID})
    assert good == asked.Send(CONVERSATION, MID, "Hello")
    with pytest.raises(Unreadable) as refusal:
        read_all(json.dumps([nameless, SEND]).encode())
    assert (refusal.value.of, refusal.value.about) == ("frame", {})


def test_a_refusal_holds_nothing_of_what_was_sent() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(json.dumps(SEND | {"I am so scared": 1}))
    assert str(refusal.value) == "wrong"


few = st.text('ab{[:"é\ud83d', max_size=6)
leaf = st.none() | st.booleans() | st.integers() | st.floats() | few
plain = leaf | st.lists(leaf, max_size=3) | st.dictionaries(few, leaf, max_size=3)


def outcome(do: Callable[[], Any]) -> Any:
    """The class of frame it is, or the code it is refused with."""
    try:
        return type(do())
    except Unreadable as refusal:
        return refusal.code


@given(st.sampled_from(sorted(READERS)), st.dictionaries(st.sampled_from(["version", "talks", "mid", "words"]), plain))
def test_whatever_comes_is_a_frame_or_refused(name: str, rest: dict[str, Any]) -> None:
    assert outcome(lambda: frame_of({"type": name, **rest})) in {*asked.FRAMES, *REFUSALS}


@given(few | st.binary(max_size=20).map(lambda b: b.decode("latin1")))
def test_any_text_is_a_frame_or_refused(value: str) -> None:
    assert outcome(lambda: read(value)) in {*asked.FRAMES, *REFUSALS}


def test_a_frame_is_written_without_what_it_does_not_say() -> None:
    assert json.loads(text(refused("send", "ended", conversation=CONVERSATION))) == {
        "type": "refused", "of": "send", "code": "ended", "message": "This conversation has ended.",
        "conversation": str(CONVERSATION),
    }  # fmt: skip
    assert text(told.Ack(UUID(int=1), UUID(int=2), "stored")) == (
        '{"type":"ack","conversation":"00000000-0000-0000-0000-000000000001",'
        '"mid":"00000000-0000-0000-0000-000000000002","state":"stored"}'
    )
