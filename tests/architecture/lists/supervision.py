from mhst.core import clock
from tests.architecture.lists import ListPage, list_page
from tests.factories.casework import SupervisionDecisionFactory, SupervisionFactory
from tests.factories.people import PractitionerFactory
from tests.support.supervising import supervising


@list_page
def team() -> ListPage:
    there = supervising()

    def add(rows: int) -> None:
        for one in PractitionerFactory.create_batch(rows, team=there.team):
            SupervisionFactory(practitioner=one)

    return ListPage("/supervision/", there.supervisor, add)


@list_page
def whole_caseload() -> ListPage:
    there = supervising()
    record = SupervisionFactory(practitioner=there.practitioner, supervisor=there.supervisor)
    return ListPage(f"/supervision/{record.pk}/", there.supervisor, lambda rows: [there.case() for _ in range(rows)])


@list_page
def records() -> ListPage:
    there = supervising()
    return ListPage(
        f"/supervision/practitioner/{there.practitioner.pk}/",
        there.supervisor,
        lambda rows: SupervisionFactory.create_batch(rows, practitioner=there.practitioner),
    )


def much_decided(path: str) -> ListPage:
    """Many young people, each with something that is late and a review that is due."""
    there = supervising()
    record = SupervisionFactory(practitioner=there.practitioner, signed=True)

    def add(rows: int) -> None:
        for _ in range(rows):
            case = there.case(review_due_on=clock.today())
            SupervisionDecisionFactory(supervision=record, referral=case, due_on=clock.today())

    return ListPage(path, there.practitioner.user, add)


@list_page
def home_with_decisions() -> ListPage:
    return much_decided("/home/")


@list_page
def decided_for_one_to_do() -> ListPage:
    return much_decided("/supervision/")


@list_page
def decided_about_one() -> ListPage:
    there = supervising()
    case = there.case()

    def add(rows: int) -> None:
        for record in SupervisionFactory.create_batch(rows, practitioner=there.practitioner, signed=True):
            SupervisionDecisionFactory(supervision=record, referral=case)

    return ListPage(f"/referrals/{case.pk}/supervision/", there.practitioner.user, add)
