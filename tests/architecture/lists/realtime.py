import datetime as dt

import time_machine

from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import group_room as rooms
from tests.architecture.lists import ListPage, list_page
from tests.factories import TeamFactory, member_of
from tests.factories.conversation import (
    ConversationFactory,
    DestructionFactory,
    FeedbackFactory,
    FlagFactory,
    IdentityOpeningFactory,
    MessageFactory,
    ParticipantFactory,
)
from tests.support.conversation import one_to_one
from tests.support.group_rooms import an_evening, planned


@list_page
def marked_words() -> ListPage:
    team = TeamFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            author = ParticipantFactory(conversation=ConversationFactory(team=team))
            FlagFactory(message=MessageFactory(author=author))

    return ListPage("/conversations/marked/", member_of(team, RoleName.SUPERVISOR), add)


@list_page
def marked_words_of_a_conversation() -> ListPage:
    room = one_to_one()

    def add(rows: int) -> None:
        for _ in range(rows):
            FlagFactory(message=MessageFactory(author=room["Robin"]))

    return ListPage(f"/conversations/{room.conversation.pk}/", room.user("Cleo"), add)


@list_page
def all_messages() -> ListPage:
    room = one_to_one()

    def add(rows: int) -> None:
        for _ in range(rows):
            room.say("Robin")

    return ListPage(f"/conversations/{room.conversation.pk}/all/", room.user("Robin"), add)


@list_page
def group_rooms() -> ListPage:
    team = TeamFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            planned(team)

    return ListPage("/group-rooms/", member_of(team, RoleName.SUPERVISOR), add)


@list_page
def earlier_group_rooms() -> ListPage:
    team = TeamFactory()

    def add(rows: int) -> None:
        with time_machine.travel(clock.now() - dt.timedelta(days=2), tick=False):
            for _ in range(rows):
                rooms.cancel(room=planned(team), by=SYSTEM)

    return ListPage("/group-rooms/earlier/", member_of(team, RoleName.SUPERVISOR), add)


@list_page
def posts_that_wait() -> ListPage:
    evening = an_evening()

    def add(rows: int) -> None:
        for _ in range(rows):
            FlagFactory(message=MessageFactory(author=evening.room["Robin"], state="held"))
            MessageFactory(author=evening.room["Robin"])

    return ListPage(f"/group-rooms/{evening.group.pk}/", evening.mo, add)


@list_page
def own_posts_in_a_room() -> ListPage:
    evening = an_evening()
    add = lambda rows: MessageFactory.create_batch(rows, author=evening.room["Robin"])  # noqa: E731
    return ListPage(f"/talk/rooms/{evening.group.pk}/", evening.room.user("Robin"), add)


@list_page
def posts_page_by_page() -> ListPage:
    evening = an_evening()
    add = lambda rows: MessageFactory.create_batch(rows, author=evening.room["Robin"])  # noqa: E731
    return ListPage(f"/group-rooms/{evening.group.pk}/posts/", evening.mo, add)


@list_page
def own_posts_page_by_page() -> ListPage:
    evening = an_evening()
    add = lambda rows: MessageFactory.create_batch(rows, author=evening.room["Robin"])  # noqa: E731
    return ListPage(f"/talk/rooms/{evening.group.pk}/posts/", evening.room.user("Robin"), add)


@list_page
def rooms_of_their_age() -> ListPage:
    evening = an_evening()
    visitor = evening.visitors["Robin"]

    def add(rows: int) -> None:
        for _ in range(rows):
            planned(evening.team)

    return ListPage("/talk/rooms/", visitor.user, add)


@list_page
def what_was_cut_short() -> ListPage:
    team = TeamFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            author = ParticipantFactory(conversation__team=team)
            FeedbackFactory(conversation=author.conversation)

    return ListPage("/counselling/after/", member_of(team, RoleName.SUPERVISOR), add)


@list_page
def who_they_are() -> ListPage:
    team = TeamFactory()
    sue, lou = member_of(team, RoleName.SUPERVISOR), member_of(team, RoleName.SAFEGUARDING_LEAD)

    def add(rows: int) -> None:
        for _ in range(rows):
            IdentityOpeningFactory(identity__person__conversation__team=team, asked_by=lou)

    return ListPage("/counselling/identities/", sue, add)


@list_page
def what_is_due_to_be_destroyed() -> ListPage:
    team = TeamFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            DestructionFactory(team=team, conversation__team=team)

    return ListPage("/retention/", member_of(team, RoleName.TEAM_MANAGER), add)


@list_page
def what_can_be_kept() -> ListPage:
    team = TeamFactory()

    def add(rows: int) -> None:
        for number in range(rows):
            author = ParticipantFactory(conversation=ConversationFactory(team=team))
            if number % 2:
                DestructionFactory(team=team, conversation=author.conversation, kind=author.conversation.kind)

    return ListPage("/retention/find/", member_of(team, RoleName.TEAM_MANAGER), add)
