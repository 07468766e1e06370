"""Words: sent, taken back, held and decided about. See docs/decisions/0014-conversation.md."""

import datetime as dt
import io
import os
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.recording import action
from mhst.core import events
from mhst.core.actors import Actor
from mhst.core.crypto import NONCE_BYTES, KeyRing
from mhst.core.errors import Refused
from mhst.core.signs import without_hidden
from mhst.core.statements import write
from realtime.actions.log import Log
from realtime.enums import Audience, Decision, EventKind, MessageState, PostReason
from realtime.events import Words, Written
from realtime.models import Message
from realtime.models.message import opened, sealed
from realtime.queries import participant as people
from realtime.queries import posting, sending
from realtime.queries.flag import is_looked_through
from realtime.queries.participant import Who
from realtime.queries.sending import Known
from realtime.rules import message as rules
from realtime.rules import refuse
from realtime.rules.flood import check_is_no_flood
from realtime.rules.group_room import check_can_post
from realtime.rules.kind import KINDS

STORED, HELD = "stored", "held"
#: Of an id, so much is random.
ID_BYTES = 10
KEEP = """
INSERT INTO realtime_message
       (id, created_at, conversation_id, author_id, mid, audience, state, body, has_second, checked_at)
VALUES {rows}"""


class Outgoing(NamedTuple):
    """What somebody wants to say, and under which session."""

    participant_id: UUID
    conversation_id: UUID
    user: User
    session_key: str | None
    mid: UUID
    words: str
    audience: Audience = Audience.OPEN
    epoch: int | None = None


class Answer(NamedTuple):
    """`stored` or `held`; or why not, as a code of the protocol. Of what was kept and shown just now, which event."""

    state: str = ""
    code: str = ""
    stream: int = 0
    seq: int = 0


@action
def send(*, messages: Sequence[Outgoing], by: Actor) -> list[Answer]:
    """Keep these, each as its author; one that is refused does not touch the others. The answers, in order.

    Whatever their number, the database is asked the same few questions.
    """
    batch = _Batch(messages)
    answers = [batch.take(one) for one in messages]
    batch.write()
    return answers


class _Batch:
    """Messages that arrived together, under the lock of their streams."""

    def __init__(self, messages: Sequence[Outgoing]) -> None:
        self.log = Log(one.conversation_id for one in messages)
        # After the lock, which whoever changes who may write here holds as well.
        self.people, self.sessions, self.known = sending.of(
            (one.participant_id, one.conversation_id, one.mid, one.session_key) for one in messages
        )
        # Asked for once: other threads get their turn meanwhile.
        self.random = io.BytesIO(os.urandom((ID_BYTES + NONCE_BYTES) * len(messages)))
        self.began = int(self.log.now.timestamp() * 1000).to_bytes(6)
        self.keys: dict[UUID, KeyRing] = {}
        self.rooms = posting.of(who.conversation_id for who in self.people.values() if KINDS[who.kind].holds_posts)
        self.new: dict[tuple[UUID, UUID], Outgoing] = {}
        self.rows: list[tuple[object, ...]] = []
        self.to_look_through: list[Words] = []

    def take(self, one: Outgoing) -> Answer:
        try:
            return self._answer_to(one)
        except Refused as refused:
            return Answer(code=refused.code)

    def write(self) -> None:
        if self.rows:
            write(KEEP, self.rows)
            self.log.write()
        if self.to_look_through:
            events.publish(Written(tuple(self.to_look_through)))

    def _answer_to(self, one: Outgoing) -> Answer:
        """Raises: Refused."""
        if one.session_key is not None and one.session_key not in self.sessions:
            refuse("signed-out")
        who = self.people.get(one.participant_id)
        if who is None or who.user_id != one.user.pk or who.conversation_id != one.conversation_id:
            refuse("not-found")
        if (before := self.known.get((who.id, one.mid))) is not None:
            return self._again(who, before, one)
        if (twin := self.new.get((who.id, one.mid))) is not None:
            return self._same(who, one, twin.words, twin.audience)
        rules.check_words(one.words)
        rules.check_can_write(who, one.user, one.audience, one.epoch)
        if rules.is_held(who, one.audience):
            check_can_post(self.rooms.get(who.conversation_id), who.id, self.log.now)
        if one.session_key is not None:
            check_is_no_flood(who.id)
        return self._keep(who, one)

    def _again(self, who: Who, before: Known, one: Outgoing) -> Answer:
        """The answer it got the first time. Raises: Refused when it has other words."""
        if who.key is None:
            refuse("erased")
        return self._same(who, one, opened(self._key(who), before.id, "body", before.body), before.audience)

    def _same(self, who: Who, one: Outgoing, words: str, audience: str) -> Answer:
        if (words, audience) != (one.words, one.audience):
            refuse("other-words")
        return Answer(HELD if rules.is_held(who, one.audience) else STORED)

    def _keep(self, who: Who, one: Outgoing) -> Answer:
        is_held = rules.is_held(who, one.audience)
        id = self._new_id()
        state = MessageState.HELD if is_held else MessageState.SHOWN
        body = sealed(self._key(who), id, "body", one.words, self.random.read(NONCE_BYTES))
        looked: dt.datetime | None = self.log.now
        if is_looked_through(who.part, one.audience):
            looked = None
            self.to_look_through.append(Words(id, who.conversation_id, one.words))
        self.rows.append(
            (
                id, self.log.now, who.conversation_id, who.id, one.mid, str(one.audience), state.value, body, False,
                looked,
            )
        )  # fmt: skip
        self.new[who.id, one.mid] = one
        told = {"author": str(who.id), "mid": str(one.mid), "words": one.words, "written_at": self.log.at}
        log = partial(self.log.append, who.conversation_id, message=id, told=told)
        if is_held:
            if (room := self.rooms.get(who.conversation_id)) is not None:
                room.last_by[who.id] = self.log.now
            log(Audience.STAFF, EventKind.HELD)
            log(Audience.MINE, EventKind.CHECKING, to=who.id)
            return Answer(HELD)
        return Answer(STORED, "", *log(one.audience, EventKind.MESSAGE))

    def _new_id(self) -> UUID:
        """Random but for its beginning, which is the time: what is written together lies together in the index."""
        return UUID(bytes=self.began + self.random.read(ID_BYTES), version=4)

    def _key(self, who: Who) -> KeyRing:
        if who.conversation_id not in self.keys:
            self.keys[who.conversation_id] = who.opened_key
        return self.keys[who.conversation_id]


@action
def withdraw(*, conversation: UUID, mid: UUID, by: User) -> None:
    """Take one's own message back. Done again it changes nothing. Raises: Refused."""
    log = Log([conversation])
    who = people.of(by, [conversation]).get(conversation)
    rules.check_is_here(who, by)
    assert who is not None
    message = Message.objects.filter(conversation=conversation, author=who.id, mid=mid).first()
    if message is not None and message.state == MessageState.WITHDRAWN:
        return
    rules.check_can_withdraw(who, message, log.now)
    assert message is not None
    was_held = message.state == MessageState.HELD
    _change(message, state=MessageState.WITHDRAWN)
    audience = Audience.STAFF if was_held else Audience(message.audience)
    log.append(conversation, audience, EventKind.WITHDRAWN, message=message.pk)
    if log.has_own(conversation, who.id):
        log.append(conversation, Audience.MINE, EventKind.WITHDRAWN, to=who.id, message=message.pk)
    log.write()
    recording.note(message, was_held=was_held)


@action
def decide(
    *, conversation: UUID, author: UUID, mid: UUID, decision: Decision, words: str = "", reason: str = "", by: User
) -> None:
    """What a moderator does with a held post.

    `words` are the post as it is shown, where it is changed; and where it is not published, the word to its author,
    beside the `reason`, a `PostReason`. Raises: Refused.
    """
    log = Log([conversation])
    who = people.of(by, [conversation]).get(conversation)
    message = Message.objects.filter(conversation=conversation, author=author, mid=mid).first()
    words = without_hidden(words)  # by whatever way they came
    rules.check_can_decide(who, by, message, decision, words, reason)
    assert who is not None
    assert message is not None
    key = who.opened_key
    DECISIONS[decision](log, who, message, key, words)
    if decision == Decision.NOT_PUBLISH:
        _change(message, reason=reason)
    log.append(
        conversation, Audience.STAFF, EventKind.DECIDED, message=message.pk, participant=who.id, decision=decision.value
    )
    log.write()
    recording.note(message, decision=decision, changed=bool(words))


@action
def take_down(*, conversation: UUID, author: UUID, mid: UUID, words: str, reason: str, by: User) -> None:
    """Show a post no more that was shown, with a kind word to its author. Raises: Refused."""
    log = Log([conversation])
    who = people.of(by, [conversation]).get(conversation)
    rows = Message.objects.filter(conversation=conversation, author=author, mid=mid)
    message = rows.select_related("author").first()
    rules.check_can_take_down(who, by, message, words)
    assert who is not None
    assert message is not None
    _not_publish(log, who, message, who.opened_key, words)
    _change(message, reason=reason)
    log.append(conversation, Audience.OPEN, EventKind.WITHDRAWN, message=message.pk)
    log.append(
        conversation, Audience.STAFF, EventKind.DECIDED, message=message.pk, participant=who.id,
        decision=Decision.NOT_PUBLISH.value,
    )  # fmt: skip
    log.write()
    recording.note(message, reason=PostReason(reason))


def _release(log: Log, who: Who, message: Message, key: KeyRing, words: str) -> None:
    changed = sealed(key, message.pk, "changed", words) if words else None
    _change(message, state=MessageState.SHOWN, changed=changed)
    log.append(message.conversation_id, Audience.OPEN, EventKind.MESSAGE, message=message.pk)
    log.append(message.conversation_id, Audience.MINE, EventKind.RELEASED, to=message.author_id, message=message.pk)


def _second(log: Log, who: Who, message: Message, key: KeyRing, words: str) -> None:
    _change(message, has_second=True, second_by_id=who.id)


def _not_publish(log: Log, who: Who, message: Message, key: KeyRing, words: str) -> None:
    _change(message, state=MessageState.NOT_PUBLISHED, word=sealed(key, message.pk, "word", words))
    log.append(
        message.conversation_id, Audience.MINE, EventKind.NOT_PUBLISHED, to=message.author_id, message=message.pk
    )


DECISIONS = {Decision.RELEASE: _release, Decision.SECOND: _second, Decision.NOT_PUBLISH: _not_publish}


def _change(message: Message, **values: Any) -> None:
    Message.objects.filter(pk=message.pk).update(**values)
