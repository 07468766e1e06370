from sessions_app.models import Concern
from tests.architecture.lists import ListPage, list_page
from tests.factories.casework import ConcernEntryFactory, ConcernFactory, ConcernStepFactory
from tests.factories.people import YoungPersonFactory
from tests.support.safeguarding import safeguarding


@list_page
def concerns() -> ListPage:
    there = safeguarding()

    def add(rows: int) -> None:
        for concern in ConcernFactory.create_batch(rows, school=there.school, team=there.team):
            ConcernStepFactory(concern=concern)

    return ListPage("/concerns/", there.manager, add)


@list_page
def concerns_that_name_one() -> ListPage:
    there = safeguarding()

    def add(rows: int) -> None:
        for concern in ConcernFactory.create_batch(rows, school=there.school, team=there.team):
            ConcernStepFactory(concern=concern, user=there.practitioner)

    return ListPage("/concerns/", there.practitioner, add)


@list_page
def one_concern() -> ListPage:
    there = safeguarding()
    concern: Concern = there.raised()
    return ListPage(
        f"/concerns/{concern.pk}/", there.manager, lambda rows: ConcernEntryFactory.create_batch(rows, concern=concern)
    )


@list_page
def whom_it_is_about() -> ListPage:
    there = safeguarding()
    return ListPage(
        "/concerns/new/?name=Ames",
        there.practitioner,
        lambda rows: YoungPersonFactory.create_batch(rows, school=there.school, family_name="Ames"),
    )


@list_page
def home_with_concerns() -> ListPage:
    there = safeguarding()

    def add(rows: int) -> None:
        for concern in ConcernFactory.create_batch(rows, school=there.school, team=there.team):
            ConcernStepFactory(concern=concern, user=there.manager)

    return ListPage("/home/", there.manager, add)
