import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.core import clock
from sessions_app.enums import ReferralState
from sessions_app.models import Referral
from sessions_app.queries.allocation import suggestions
from tests.factories import AbsenceFactory, World, member_of
from tests.factories.casework import ReferralFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def waits(there: World) -> Referral:
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], state=ReferralState.WAITING
    )


def test_a_manager_gives_it_to_the_first(client: Client, there: World, waits: Referral) -> None:
    client.force_login(there.manager)
    assert b"Choose who works with them" in client.get(f"/referrals/{waits.pk}/").content
    first = suggestions(waits)[0].practitioner

    answer = client.post(f"/referrals/{waits.pk}/allocate/", {"practitioner": str(first.pk)}, follow=True)

    assert f"{first} works with them from now on." in answer.content.decode()
    assert Referral.objects.get().practitioner == first


def test_what_was_typed_is_kept_when_a_reason_is_missing(client: Client, there: World, waits: Referral) -> None:
    client.force_login(there.manager)
    second = suggestions(waits)[1].practitioner

    answer = client.post(f"/referrals/{waits.pk}/allocate/", {"practitioner": str(second.pk)})

    assert answer.status_code == 422
    assert f"Say why {second}" in answer.content.decode()
    assert f'value="{second.pk}" checked' in " ".join(answer.content.decode().split())
    assert Referral.objects.get().state == ReferralState.WAITING


def test_the_page_says_who_is_away_and_that_a_reason_is_needed(client: Client, there: World, waits: Referral) -> None:
    AbsenceFactory(practitioner=there.practitioner, starts_on=clock.today(), ends_on=clock.today())
    client.force_login(there.manager)
    page = client.get(f"/referrals/{waits.pk}/allocate/").content.decode()
    assert f"{there.practitioners[1]}, {there.practitioners[1].get_grade_display()} (suggested)" in page
    assert f"{there.practitioner}, {there.practitioner.get_grade_display()} (away today)" in page
    assert "If not the one suggested: why not?" in page
    assert "(optional)" not in page


def test_one_in_triage_is_not_given_to_anybody(client: Client, there: World) -> None:
    referral = ReferralFactory(team=there.team, school=there.school, young_person=there.pupils[0])
    client.force_login(there.manager)
    assert client.get(f"/referrals/{referral.pk}/allocate/").status_code == 403


def test_a_practitioner_finds_their_own_caseload_and_no_other(client: Client, there: World) -> None:
    mine, other = there.practitioners
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], practitioner=mine,
        state=ReferralState.ASSESSMENT,
    )  # fmt: skip
    client.force_login(mine.user)

    answer = client.get("/caseload/")

    assert answer.status_code == 200
    assert there.pupils[0].name in answer.content.decode()
    assert f"/referrals/{referral.pk}/" in answer.content.decode()
    assert client.get(f"/caseload/{other.pk}/").status_code == 403


def test_a_manager_who_holds_nobody_finds_the_teams(client: Client, there: World, waits: Referral) -> None:
    client.force_login(there.manager)
    answer = client.get("/caseload/", follow=True)
    assert answer.redirect_chain == [("/caseload/team/", 302)]
    assert f"/referrals/{waits.pk}/allocate/" in answer.content.decode()


def test_those_without_a_caseload_are_told_whose_it_is(client: Client, there: World) -> None:
    client.force_login(there.lead)
    assert client.get("/caseload/").status_code == 403


def test_a_leavers_young_people_are_marked(client: Client, there: World) -> None:
    there.practitioner.is_working = False
    from mhst.audit import recording
    from mhst.core.actors import SYSTEM

    with recording.acting(by=SYSTEM, verb="test"):
        there.practitioner.save()
    ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], practitioner=there.practitioner,
        state=ReferralState.ASSESSMENT,
    )  # fmt: skip
    client.force_login(member_of(there.team, RoleName.SUPERVISOR))

    assert "Needs a new practitioner" in client.get("/caseload/team/").content.decode()
    assert "They need somebody else" in client.get(f"/caseload/{there.practitioner.pk}/").content.decode()
