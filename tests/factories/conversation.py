from typing import Any

import factory

from mhst.core import clock
from mhst.core.crypto import envelope
from realtime.enums import Audience, Part
from realtime.models import (
    Conversation,
    Destruction,
    Feedback,
    Flag,
    Identity,
    IdentityOpening,
    Message,
    Participant,
    Stream,
)
from realtime.models.conversation import place_of_key
from realtime.models.message import sealed
from tests.factories.access import UserFactory
from tests.factories.places import TeamFactory
from tests.factories.recorded import RecordedFactory


class ConversationFactory(RecordedFactory):
    """A conversation of two with nobody in it yet; its streams are there."""

    class Meta:
        model = Conversation

    kind = "one_to_one"
    team = factory.SubFactory(TeamFactory)
    key = factory.LazyAttribute(lambda c: envelope.new(about=place_of_key(c.id)))

    @classmethod
    def _create(cls, model: Any, *args: Any, **kwargs: Any) -> Any:
        conversation = super()._create(model, *args, **kwargs)
        for audience in (Audience.OPEN, Audience.STAFF):
            Stream.objects.create(conversation=conversation, audience=audience)
        return conversation

    id = factory.Faker("uuid4", cast_to=None)


class ParticipantFactory(RecordedFactory):
    class Meta:
        model = Participant

    conversation = factory.SubFactory(ConversationFactory)
    user = factory.SubFactory(UserFactory)
    part = Part.PERSON
    name = factory.Sequence(lambda n: f"Otter {n + 1}")


class MessageFactory(RecordedFactory):
    """A row of words, which no stream tells of."""

    class Meta:
        model = Message

    class Params:
        words = "Hello"

    id = factory.Faker("uuid4", cast_to=None)
    author = factory.SubFactory(ParticipantFactory)
    conversation = factory.SelfAttribute("author.conversation")
    mid = factory.Faker("uuid4", cast_to=None)
    audience = Audience.OPEN
    state = "shown"
    body = factory.LazyAttribute(lambda m: sealed(m.conversation.opened_key, m.id, "body", m.words))


class FlagFactory(RecordedFactory):
    """The first word of a message is marked."""

    class Meta:
        model = Flag

    message = factory.SubFactory(MessageFactory)
    kind = "marked"
    list_version = "0" * 8
    marks = factory.LazyAttribute(lambda f: sealed(f.message.conversation.opened_key, f.message.id, "marks", MARKED))


MARKED = '[{"start": 0, "end": 5, "about": "suicide", "said": "plain"}]'


class FeedbackFactory(RecordedFactory):
    """Somebody says that their chat was cut short."""

    class Meta:
        model = Feedback

    conversation = factory.SubFactory(ConversationFactory)
    was_cut_short = True


class IdentityFactory(RecordedFactory):
    class Meta:
        model = Identity

    person = factory.SubFactory(ParticipantFactory)
    known_by = "told"
    words = "Alex Doe, 1 Invented Street"
    kept_by = factory.SubFactory(UserFactory)


class IdentityOpeningFactory(RecordedFactory):
    """Somebody has asked to open it."""

    class Meta:
        model = IdentityOpening

    identity = factory.SubFactory(IdentityFactory)
    why = "They stopped answering us"
    asked_by = factory.SubFactory(UserFactory)


class DestructionFactory(RecordedFactory):
    """A group room that is due to be destroyed."""

    class Meta:
        model = Destruction

    conversation = factory.SubFactory(ConversationFactory, kind="group_room")
    team = factory.SelfAttribute("conversation.team")
    kind = "group_room"
    ended_at = factory.LazyFunction(clock.now)
