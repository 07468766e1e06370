"""A conversation with people in it, and the short way to say and decide things in it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core.actors import SYSTEM
from mhst.places.models import Team
from realtime.actions import conversation as conversations
from realtime.actions import message as messages
from realtime.actions.message import Answer, Outgoing
from realtime.enums import Audience, Part, PostReason
from realtime.models import Conversation, Participant
from realtime.queries import log, seat
from realtime.queries import participant as people
from tests.factories import MembershipFactory, TeamFactory, UserFactory, member_of


def young_person(name: str = "") -> User:
    user = UserFactory(**({"username": name} if name else {}))
    return MembershipFactory(user=user, role=RoleName.YOUNG_PERSON, school=None).user


@dataclass
class Room:
    """A conversation and its people by the names the tests give them."""

    conversation: Conversation
    people: dict[str, Participant]

    @property
    def team(self) -> Team:
        return self.conversation.team

    def __getitem__(self, name: str) -> Participant:
        return self.people[name]

    def user(self, name: str) -> User:
        return self.people[name].user

    def fresh(self) -> Conversation:
        return Conversation.objects.get(pk=self.conversation.pk)

    def join(self, name: str, user: User, part: Part) -> Participant:
        self.people[name] = conversations.join(
            conversation=self.conversation, user=user, part=part, name=name, by=SYSTEM
        )
        return self.people[name]

    def out(self, name: str, words: str, **more: Any) -> Outgoing:
        """What this person wants to say, as of now."""
        who = self.people[name]
        given: dict[str, Any] = {
            "participant_id": who.pk, "conversation_id": self.conversation.pk, "session_key": None, "mid": uuid4(),
            "user": who.user, "words": words,
        }  # fmt: skip
        if who.part == Part.WORKER:
            given["epoch"] = self.fresh().epoch
        return Outgoing(**{**given, **more})

    def say(self, name: str, words: str = "Hello", **more: Any) -> Answer:
        return messages.send(messages=[self.out(name, words, **more)], by=SYSTEM)[0]

    def whisper(self, name: str, words: str = "Between us", **more: Any) -> Answer:
        return self.say(name, words, audience=Audience.STAFF, **more)

    def decide(
        self, name: str, author: str, mid: UUID, decision: Any, words: str = "", reason: str = PostReason.OTHER
    ) -> None:
        messages.decide(
            conversation=self.conversation.pk, author=self[author].pk, mid=mid, decision=decision, words=words,
            reason=reason, by=self.user(name),
        )  # fmt: skip


def one_to_one(team: Team | None = None, kind: str = "one_to_one") -> Room:
    """Robin, whom it is for, and Cleo, who counsels and is assigned."""
    team = team or TeamFactory()
    room = Room(conversations.begin(kind=kind, team=team, by=SYSTEM), {})
    room.join("Robin", young_person(), Part.PERSON)
    room.join("Cleo", member_of(team, RoleName.COUNSELLOR), Part.WORKER)
    conversations.assign(conversation=room.conversation, to=room["Cleo"], epoch=0, by=SYSTEM)
    return room


def group_room() -> Room:
    """Robin and Sam, whom it is for, and Mo and Max, who moderate."""
    team = TeamFactory()
    room = Room(conversations.begin(kind="group_room", team=team, by=SYSTEM), {})
    for name in ("Robin", "Sam"):
        room.join(name, young_person(), Part.PERSON)
    for name in ("Mo", "Max"):
        room.join(name, member_of(team, RoleName.MODERATOR), Part.MODERATOR)
    return room


def state_of(room: Room, name: str) -> Any:
    """What a page of this person shows that has just been opened."""
    who = people.of(room.user(name), [room.conversation.pk])[room.conversation.pk]
    return seat.snapshot(who, seat.lines_of(who))


def told_since(room: Room, name: str, cursors: dict[int, int]) -> list[tuple[str, Any]]:
    """What this person's page was told since then: stream and event, in order. Moves the cursors."""
    who = people.of(room.user(name), [room.conversation.pk])[room.conversation.pk]
    lines = {line.stream: audience.value for audience, line in seat.lines_of(who).items()}
    events = log.after({stream: cursors.get(stream, 0) for stream in lines})
    cursors.update({stream: found[-1]["seq"] for stream, found in events.items()})
    return [(lines[stream], event) for stream, found in events.items() for event in found]
