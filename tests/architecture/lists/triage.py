import datetime as dt

from mhst.core import clock
from sessions_app.enums import LetterTo, ReferralState
from tests.architecture.lists import ListPage, list_page
from tests.factories import SeriesFactory, SupportSessionFactory, YoungPersonFactory, world
from tests.factories.casework import LetterFactory, ReferralFactory, RequestForSupportFactory


@list_page
def board() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        for number in range(rows):
            person = YoungPersonFactory(school=there.schools[number % 2])
            ReferralFactory(
                team=there.team, school=person.school, young_person=person, state=ReferralState.TRIAGE,
                request=RequestForSupportFactory(school=person.school, young_person=person),
                received_on=clock.today() - dt.timedelta(days=number),
            )  # fmt: skip

    return ListPage("/triage/", there.manager, add)


@list_page
def school_requests() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        for _ in range(rows):
            person = YoungPersonFactory(school=there.school)
            series = SeriesFactory(team=there.team, school=there.school, pupils=[person])
            SupportSessionFactory(series=series, date=clock.today() + dt.timedelta(days=3), led_by=there.practitioners)
            referral = ReferralFactory(
                team=there.team, school=there.school, young_person=person, state=ReferralState.WAITING,
                request=RequestForSupportFactory(school=there.school, young_person=person, owner=there.lead),
            )  # fmt: skip
            LetterFactory(referral=referral, to=LetterTo.SCHOOL, issued=True)

    return ListPage("/school/requests/", there.lead, add)


@list_page
def letters() -> ListPage:
    there = world(pupils=1)
    referral = ReferralFactory(team=there.team, school=there.school, young_person=there.pupils[0])
    return ListPage(
        f"/referrals/{referral.pk}/letters/",
        there.manager,
        lambda rows: LetterFactory.create_batch(rows, referral=referral, issued=True, issued_by=there.manager),
    )


@list_page
def follow_ups() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        for _ in range(rows):
            ReferralFactory(
                team=there.team, school=there.school, young_person=YoungPersonFactory(school=there.school), closed=True,
                follow_up_on=clock.today(), practitioner=there.practitioner,
            )  # fmt: skip

    return ListPage("/referrals/follow-ups/", there.manager, add)


@list_page
def letters_to_send() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        for _ in range(rows):
            person = YoungPersonFactory(school=there.school)
            referral = ReferralFactory(
                team=there.team, school=there.school, young_person=person, practitioner=there.practitioner
            )
            LetterFactory(referral=referral, written_by=there.manager)

    return ListPage("/letters/", there.manager, add)
