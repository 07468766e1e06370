"""A worker that is killed with SIGKILL while it sends: what it sent went once, and nothing is lost."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.people.enums import ConsentKind
from sessions_app.actions import message as actions
from sessions_app.enums import Channel, MessageState, MessageWords
from sessions_app.models import Message
from sessions_app.models.message import PATIENCE
from sessions_app.tasks import send_what_is_due
from tests.factories import ConsentDecisionFactory, SeriesFactory, SupportSessionFactory, YoungPersonFactory
from tests.factories.message import ContactPreferenceFactory
from tests.support import race, worker
from tests.support.notify import StandIn, stand_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]

SECONDS = 60
A_MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def provider() -> Iterator[StandIn]:
    with stand_in() as server:
        yield server


def written(number: int) -> Message:
    return actions.write(
        key=f"test:{number}", channel=Channel.TEXT, address=f"+44770090090{number}", words=MessageWords.NOTICE,
        details={"link": "https://example.org/notices/"}, by=SYSTEM,
    )  # fmt: skip


def kill_a_worker_in_the_middle(provider: StandIn) -> None:
    with worker.working(provider.url) as process:
        assert provider.reached.wait(SECONDS)
        process.kill()
        process.join()
    provider.holds = provider.loses = False


def states() -> list[str]:
    return sorted(Message.objects.values_list("state", flat=True))


def later_everything_is_sent() -> None:
    with time_machine.travel(clock.now() + PATIENCE + A_MINUTE, tick=True):
        send_what_is_due()


def test_killed_after_the_service_took_it_it_is_not_sent_again(provider: StandIn) -> None:
    numbers = range(4)
    for number in numbers:
        written(number)
    provider.holds = True
    kill_a_worker_in_the_middle(provider)
    assert states() == ["sending", "waiting", "waiting", "waiting"]
    assert len(provider.taken) == 1

    later_everything_is_sent()

    assert states() == ["sent"] * 4
    assert sorted(provider.addresses) == [f"+44770090090{number}" for number in numbers]
    assert {m.provider_id for m in Message.objects.all()} == {one["id"] for one in provider.taken}


def test_killed_before_the_service_took_it_it_is_sent_after_all(provider: StandIn) -> None:
    message = written(1)
    provider.loses = True
    kill_a_worker_in_the_middle(provider)
    assert (states(), provider.taken) == (["sending"], [])

    send_what_is_due()
    assert provider.taken == []  # its sender may still be at it

    later_everything_is_sent()

    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert provider.addresses == ["+447700900901"]
    assert provider.asked == ["POST sms", "GET", "POST sms"]


def test_many_workers_who_want_one_message_send_it_once(provider: StandIn) -> None:
    message = written(1)
    race.run(worker.send_at_once, [(provider.url, str(message.pk))] * 6)
    assert (states(), provider.asked) == (["sent"], ["POST sms"])


def test_writing_the_same_at_once_writes_one(provider: StandIn) -> None:
    told = race.run(worker.write_at_once, [("reminder:1",)] * 6)
    assert len({one["message"] for one in told}) == 1
    assert Message.objects.count() == 1


def test_reminders_settled_by_many_at_once_are_written_once() -> None:
    person, soon = YoungPersonFactory(), clock.today() + dt.timedelta(days=2)
    ConsentDecisionFactory(young_person=person, kind=ConsentKind.CONTACT)
    ContactPreferenceFactory(young_person=person)
    series = SeriesFactory(school=person.school, pupils=[person])
    SupportSessionFactory(series=series, date=soon)
    told = race.run(worker.settle_at_once, [()] * 6)
    assert [one["error"] for one in told] == [""] * 6
    assert Message.objects.count() == 1
