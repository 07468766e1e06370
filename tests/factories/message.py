import json

import factory
from factory.django import DjangoModelFactory

from mhst.core import clock
from sessions_app.enums import Channel, MessageWords
from sessions_app.models import ContactPreference, Message
from tests.factories.people import YoungPersonFactory
from tests.factories.recorded import RecordedFactory


class ContactPreferenceFactory(RecordedFactory):
    """A young person who wants reminders as text messages; `email=True`, `ended=True`."""

    class Meta:
        model = ContactPreference

    class Params:
        email = factory.Trait(channel=Channel.EMAIL, address=factory.Sequence(lambda n: f"somebody{n + 1}@example.org"))
        ended = factory.Trait(ended_on=factory.LazyFunction(clock.today))

    young_person = factory.SubFactory(YoungPersonFactory)
    channel = Channel.TEXT
    address = factory.Sequence(lambda n: f"+447700900{n % 1000:03d}")
    reminders = True


class MessageFactory(DjangoModelFactory):
    """A text message that can go now; `by_email=True`, `failed=True`."""

    class Meta:
        model = Message

    class Params:
        by_email = factory.Trait(
            channel=Channel.EMAIL, address=factory.Sequence(lambda n: f"somebody{n + 1}@example.org")
        )
        failed = factory.Trait(state="failed", problem="refused", attempts=1)

    key = factory.Sequence(lambda n: f"test:{n}")
    channel = Channel.TEXT
    address = factory.Sequence(lambda n: f"+447700900{n % 1000:03d}")
    words = MessageWords.APPOINTMENT
    details = json.dumps({"when": "Tuesday 4 May at 10:00"})
