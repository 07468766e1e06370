from tests.architecture.lists import ListPage, list_page
from tests.factories.message import ContactPreferenceFactory, MessageFactory
from tests.factories.people import ParentOrGuardianFactory, YoungPersonFactory
from tests.factories.world import world


@list_page
def messages_that_could_not_be_sent() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        for _ in range(rows):
            way = ContactPreferenceFactory(young_person=YoungPersonFactory(school=there.school))
            MessageFactory(failed=True, team=there.team, preference=way)

    return ListPage("/messages/", there.manager, add)


@list_page
def ways_of_one_family() -> ListPage:
    there = world(pupils=1)
    person = there.pupils[0]

    def add(rows: int) -> None:
        for _ in range(rows):
            parent = ParentOrGuardianFactory(young_person=person, may_be_contacted=True)
            way = ContactPreferenceFactory(young_person=person, parent=parent)
            MessageFactory(team=there.team, preference=way)

    return ListPage(f"/contact/{person.pk}/", there.practitioner.user, add)
