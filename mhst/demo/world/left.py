"""Messages that young people left between visits: one that nobody has answered yet, and one that has its answer."""

from mhst.access.models import User
from mhst.demo.logins import COUNSELLORS
from mhst.demo.world.said import say
from realtime.actions import letter as letters
from realtime.models import Conversation, Visitor
from realtime.queries.letter import open_of

ANSWERED = (
    "quiet-bagel-12",
    "the counting thing worked in the dinner queue!! just wanted to say",
    "I am so glad you tried it, and in the dinner queue of all places. Write when you like, or come in when we are open.",
)
WAITS = (
    "quiet-acorn-11",
    "i could not come tonight because we had people round. assembly was bad again. can somebody write back",
)


def begin(people: dict[str, Visitor]) -> None:
    """Each time the demo starts; whoever has an exchange that goes on has said it already."""
    nickname, words, answer = ANSWERED
    if (conversation := _leave(people.get(nickname), words)) is not None:
        _answer(conversation, answer)
    nickname, words = WAITS
    _leave(people.get(nickname), words)


def _leave(visitor: Visitor | None, words: str) -> Conversation | None:
    if visitor is None or open_of(visitor) is not None:
        return None
    return letters.leave_message(visitor=visitor, words=words, by=visitor.user)


def _answer(conversation: Conversation, words: str) -> None:
    who = letters.answer(conversation=conversation, by=User.objects.get(username=COUNSELLORS[0]))
    say(who, words, epoch=conversation.epoch)
