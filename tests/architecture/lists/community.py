from tests.architecture.lists import ListPage, list_page
from tests.factories import OrganisationFactory, TeamFactory, TeamSchoolFactory, YoungPersonFactory, member_of
from tests.factories.community import NeighbourReferralFactory, OfferFactory, PartnerFactory, RecognitionFactory


@list_page
def referrals_to_partners() -> ListPage:
    team = TeamFactory()
    manager = member_of(team, "team_manager")

    def add(rows: int) -> None:
        NeighbourReferralFactory.create_batch(rows, team=team, late=True)

    return ListPage("/neighbours/", manager, add)


@list_page
def home_with_answers_of_partners() -> ListPage:
    team = TeamFactory()
    practitioner = member_of(team, "practitioner")

    def add(rows: int) -> None:
        NeighbourReferralFactory.create_batch(rows, team=team, referred_by=practitioner, accepted=True)

    return ListPage("/home/", practitioner, add)


@list_page
def record_of_somebody_who_was_referred_often() -> ListPage:
    team = TeamFactory()
    person = YoungPersonFactory(school=TeamSchoolFactory(team=team).school)

    def add(rows: int) -> None:
        NeighbourReferralFactory.create_batch(rows, team=team, young_person=person)

    return ListPage(f"/people/young-people/{person.pk}/", member_of(team, "team_manager"), add)


@list_page
def partners() -> ListPage:
    return ListPage("/partners/", member_of(TeamFactory(), "team_manager"), PartnerFactory.create_batch)


@list_page
def what_is_referred_to_a_partner() -> ListPage:
    organisation = OrganisationFactory()

    def add(rows: int) -> None:
        NeighbourReferralFactory.create_batch(rows, partner__organisation=organisation)

    return ListPage("/partner-inbox/", member_of(organisation, "partner_worker"), add)


@list_page
def young_carers() -> ListPage:
    team = TeamFactory()
    school = TeamSchoolFactory(team=team).school

    def add(rows: int) -> None:
        for _ in range(rows):
            known = RecognitionFactory(young_person=YoungPersonFactory(school=school), champion_may_know=True)
            OfferFactory(recognition=known)

    return ListPage("/carers/", member_of(team, "carers_champion"), add)
