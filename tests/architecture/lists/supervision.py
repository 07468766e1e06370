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


@list_page
def decided_about_one() -> ListPage:
    there = supervising()
    case = there.case()

    def add(rows: int) -> None:
        for record in SupervisionFactory.create_batch(rows, practitioner=there.practitioner, signed=True):
            SupervisionDecisionFactory(supervision=record, referral=case)

    return ListPage(f"/referrals/{case.pk}/supervision/", there.practitioner.user, add)
