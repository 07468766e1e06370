from mhst.access.enums import RoleName
from tests.architecture.lists import ListPage, list_page
from tests.factories import TeamFactory, member_of
from tests.factories.conversation import ConversationFactory, FlagFactory, MessageFactory, ParticipantFactory
from tests.support.conversation import one_to_one


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
