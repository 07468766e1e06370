import datetime as dt

from tests.architecture.lists import ListPage, list_page
from tests.factories.casework import ReferralFactory, ReferralMoveFactory, RequestForSupportFactory
from tests.factories.indirect_activity import IndirectActivityFactory
from tests.factories.people import YoungPersonFactory
from tests.factories.world import World, world


@list_page
def referrals() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        for state in ("enquiry", "triage", "in_intervention"):
            ReferralFactory.create_batch(
                rows, team=there.team, school=there.school, state=state, request=None,
                practitioner=there.practitioner if state == "in_intervention" else None,
            )  # fmt: skip

    return ListPage("/referrals/", there.manager, add)


@list_page
def history_of_a_referral() -> ListPage:
    there = world(pupils=1)
    referral = ReferralFactory(team=there.team, school=there.school)

    def add(rows: int) -> None:
        ReferralMoveFactory.create_batch(rows, referral=referral, moved_by=there.manager, why="A reason.")

    return ListPage(f"/referrals/{referral.pk}/history/", there.manager, add)


@list_page
def people_who_may_be_meant() -> ListPage:
    there = world(pupils=1)
    request = RequestForSupportFactory(
        school=there.school, young_person=None, given_name="Robin", family_name="Marsh", birth_date=dt.date(2013, 5, 4)
    )
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=None, state="request_received", request=request
    )

    def add(rows: int) -> None:
        for person in YoungPersonFactory.create_batch(
            rows, school=there.school, given_name="Robin", family_name="Marsh", birth_date=dt.date(2013, 5, 4)
        ):
            ReferralFactory(team=there.team, school=there.school, young_person=person)
            _asked_again(there)

    return ListPage(f"/referrals/{referral.pk}/match/", there.manager, add)


def _asked_again(there: World) -> None:
    """Another open request about Robin Marsh."""
    request = RequestForSupportFactory(
        school=there.school, young_person=None, given_name="Robin", family_name="Marsh", birth_date=dt.date(2013, 5, 4)
    )
    ReferralFactory(team=there.team, school=there.school, young_person=None, state="request_received", request=request)


@list_page
def requests_that_may_repeat_each_other() -> ListPage:
    there = world(pupils=1)
    return ListPage("/triage/?stage=arriving", there.manager, lambda rows: [_asked_again(there) for _ in range(rows)])


@list_page
def work_about_somebody() -> ListPage:
    there = world(pupils=1)
    referral = ReferralFactory(team=there.team, school=there.school)

    def add(rows: int) -> None:
        IndirectActivityFactory.create_batch(rows, referral=referral)
        IndirectActivityFactory.create_batch(rows, referral=referral, withdrawn=True)

    return ListPage(f"/referrals/{referral.pk}/work-about-them/", there.practitioner.user, add)


@list_page
def own_requests() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        for trait in ({}, {"draft": True}, {"enquiry": True}):
            RequestForSupportFactory.create_batch(rows, school=there.school, owner=there.lead, **trait)

    return ListPage("/requests/", there.lead, add)
