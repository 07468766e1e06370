import datetime as dt

from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import first_words
from realtime.actions import letter as letters
from tests.architecture.lists import ListPage, list_page
from tests.factories import member_of
from tests.factories.conversation import ConversationFactory, ParticipantFactory
from tests.factories.counselling import (
    ServiceFactory,
    ShiftFactory,
    SpecialHoursFactory,
    VisitFactory,
    VisitorFactory,
    counsellor_of,
)
from tests.support.conversation import one_to_one
from tests.support.evening import evening


@list_page
def rota() -> ListPage:
    service = ServiceFactory(open=True)
    days = iter(range(500))

    def add(rows: int) -> None:
        for _ in range(rows):
            on = clock.today() + dt.timedelta(days=next(days))
            ShiftFactory(service=service, on=on)
            SpecialHoursFactory(service=service, on=on)

    return ListPage(f"/counselling/{service.pk}/hours/", member_of(service.team, "supervisor"), add)


@list_page
def queue() -> ListPage:
    service = ServiceFactory()
    return ListPage(
        "/counselling/queue/",
        member_of(service.team, "supervisor"),
        lambda rows: VisitFactory.create_batch(rows, visitor__service=service),
    )


@list_page
def written_before_a_chat() -> ListPage:
    service = ServiceFactory()

    def add(rows: int) -> None:
        for visit in VisitFactory.create_batch(rows, visitor__service=service, on_mind="there is no point in trying"):
            first_words.keep(visit=visit, by=SYSTEM)

    return ListPage("/counselling/before/", member_of(service.team, "supervisor"), add)


@list_page
def earlier_chats() -> ListPage:
    visitor = VisitorFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            talk = ConversationFactory(team=visitor.service.team, kind="letters")
            ParticipantFactory(conversation=talk, user=visitor.user)

    return ListPage("/talk/earlier/", visitor.user, add)


@list_page
def left_messages() -> ListPage:
    service = ServiceFactory()

    def add(rows: int) -> None:
        for visitor in VisitorFactory.create_batch(rows, service=service):
            letters.leave_message(visitor=visitor, words="Hello", by=visitor.user)

    return ListPage("/counselling/messages/", counsellor_of(service), add)


def board() -> ListPage:
    """Chats, each with words that nobody has read."""
    tonight = evening()

    def add(rows: int) -> None:
        for _ in range(rows):
            room = one_to_one(tonight.service.team)
            room.say("Robin")

    return ListPage("/counselling/board/", tonight.sue, add)
