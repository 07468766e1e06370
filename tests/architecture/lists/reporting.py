import datetime as dt
from itertools import count

from mhst.access.enums import RoleName
from tests.architecture.lists import ListPage, list_page
from tests.factories.access import member_of
from tests.factories.casework import ReferralFactory
from tests.factories.people import PractitionerFactory
from tests.factories.places import OrganisationFactory
from tests.factories.reporting import CommissionFactory, PublicationFactory
from tests.factories.world import world


@list_page
def quarters_to_choose() -> ListPage:
    payer, numbers = OrganisationFactory(), count()
    team = CommissionFactory(organisation=payer).team
    shown = PublicationFactory(team=team)

    def add(rows: int) -> None:
        for number in (next(numbers) for _ in range(rows)):
            PublicationFactory(team=team, first=dt.date(2000 + number // 4, 1 + number % 4 * 3, 1))

    return ListPage(f"/figures/{shown.pk}/", member_of(payer, RoleName.COMMISSIONER), add)


@list_page
def who_pays() -> ListPage:
    return ListPage("/commissions/", member_of(None, RoleName.SYSTEM_ADMINISTRATOR), CommissionFactory.create_batch)


@list_page
def the_board() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        for practitioner in PractitionerFactory.create_batch(rows, team=there.team):
            ReferralFactory(team=there.team, school=there.school, state="in_intervention", practitioner=practitioner)
            ReferralFactory(team=there.team, school=there.school, state="triage")

    return ListPage("/board/", there.manager, add)
