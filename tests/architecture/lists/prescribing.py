from mhst.access.enums import RoleName
from mhst.community.prescribing.actions import work
from mhst.community.prescribing.enums import Outcome, Owner, Way
from mhst.community.prescribing.models import Review
from mhst.core import clock
from mhst.places.enums import TeamKind
from tests.architecture.lists import ListPage, list_page
from tests.factories import TeamFactory, member_of
from tests.factories.prescribing import LinkReferralFactory
from tests.factories.recorded import create_together


@list_page
def social_prescribing() -> ListPage:
    team = TeamFactory(kind=TeamKind.LINK_WORK)
    naomi = member_of(team, RoleName.LINK_WORKER)

    def add(rows: int) -> None:
        for _ in range(rows):
            LinkReferralFactory(team=team)
            LinkReferralFactory(team=team, with_worker=True)
            mine = LinkReferralFactory(team=team, state="active", worker=naomi)
            create_together([Review(referral=mine, month=3, due_on=clock.today())])

    return ListPage("/prescribing/", naomi, add)


@list_page
def one_with_a_link_worker() -> ListPage:
    referral = LinkReferralFactory(with_worker=True)
    naomi = referral.worker

    def add(rows: int) -> None:
        for _ in range(rows):
            work.attempt(referral=referral, at=clock.now(), way=Way.PHONE, outcome=Outcome.SPOKE, note="", by=naomi)
            work.add_step(referral=referral, words="Ring", owner=Owner.FAMILY, due_on=None, by=naomi)
            work.introduce(referral=referral, service="Band", on=clock.today(), went_with=False, by=naomi)

    return ListPage(f"/prescribing/{referral.pk}/", naomi, add)
