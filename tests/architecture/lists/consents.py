from tests.architecture.lists import ListPage, list_page
from tests.factories.casework import UnmatchedConsentFactory
from tests.factories.people import YoungPersonFactory
from tests.factories.world import world


@list_page
def answers_to_match() -> ListPage:
    there = world(pupils=1)
    return ListPage(
        "/consents/unmatched/",
        there.manager,
        lambda rows: UnmatchedConsentFactory.create_batch(rows, school=there.school),
    )


@list_page
def whom_an_answer_is_about() -> ListPage:
    there = world(pupils=1)
    came = UnmatchedConsentFactory(school=there.school)
    return ListPage(
        f"/consents/unmatched/{came.pk}/?name=Marsh",
        there.manager,
        lambda rows: YoungPersonFactory.create_batch(rows, school=there.school, family_name="Marsh"),
    )
