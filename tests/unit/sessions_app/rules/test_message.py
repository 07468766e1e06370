import pytest

from sessions_app.enums import MESSAGE_MOVES, MessageState
from sessions_app.models import Message
from sessions_app.rules.message import check_move

PAIRS = [(start, end) for start in MessageState for end in MessageState]


@pytest.mark.parametrize(("start", "end"), [pair for pair in PAIRS if pair[1] in MESSAGE_MOVES[pair[0]]])
def test_a_message_goes_where_the_table_lets_it(start: MessageState, end: MessageState) -> None:
    message = Message(state=start)
    check_move(message, end)
    assert message.state == start


@pytest.mark.parametrize(("start", "end"), [pair for pair in PAIRS if pair[1] not in MESSAGE_MOVES[pair[0]]])
def test_and_nowhere_else(start: MessageState, end: MessageState) -> None:
    with pytest.raises(ValueError, match="does not go"):
        check_move(Message(state=start), end)
