"""The school's pages: its own requests, and never a word of what is said in them."""

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from sessions_app.enums import LetterTo, ReferralState
from sessions_app.models import Referral
from tests.factories import member_of
from tests.factories.casework import LetterFactory, ReferralFactory, RequestForSupportFactory
from tests.factories.world import World, world
from tests.support.not_made import back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def referral(there: World) -> Referral:
    request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0], owner=there.lead)
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], request=request,
        state=ReferralState.REVIEW, practitioner=there.practitioner, programme=there.programme,
    )  # fmt: skip


def test_the_lead_reads_where_it_stands_and_nothing_more(client: Client, there: World, referral: Referral) -> None:
    client.force_login(there.lead)
    for path in ("/school/requests/", f"/school/requests/{referral.request_id}/"):
        page = client.get(path).content.decode()
        assert "Being seen" in page
        for hidden in (str(there.programme), "Worry or anxiety", "stopped eating", "Review"):
            assert hidden not in page
    assert "What you can do meanwhile" in page


def test_another_school_and_another_area_find_nothing(client: Client, there: World, referral: Referral) -> None:
    elsewhere = world(pupils=1)
    for viewer in (there.leads[1], elsewhere.lead, elsewhere.manager):
        client.force_login(viewer)
        assert client.get(f"/school/requests/{referral.request_id}/").status_code == 404


def test_those_who_ask_for_nobody_are_refused(client: Client, there: World) -> None:
    client.force_login(member_of(there.team, RoleName.COUNSELLOR))
    assert client.get("/school/requests/").status_code == 403


def test_an_empty_list_says_what_comes_here(client: Client, there: World) -> None:
    client.force_login(there.lead)
    assert "No requests yet" in client.get("/school/requests/").content.decode()


def test_the_first_page_counts_what_is_open(client: Client, there: World, referral: Referral) -> None:
    client.force_login(there.lead)
    assert "Where the school's requests stand</a>: 1 open" in client.get("/home/").content.decode()


def test_a_letter_to_the_school_is_opened_and_the_look_is_kept(
    client: Client, there: World, referral: Referral
) -> None:
    letter = LetterFactory(referral=referral, to=LetterTo.SCHOOL, issued=True)
    client.force_login(there.lead)

    assert client.get(f"/school/letters/{letter.pk}/letter.pdf").content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(verb="school_view.letter", row_id=str(letter.pk)).count() == 1
    client.force_login(there.leads[1])
    assert client.get(f"/school/letters/{letter.pk}/letter.pdf").status_code == 404


@pytest.mark.usefixtures("no_paper")
def test_a_letter_that_cannot_be_laid_out_leads_back_to_its_request(
    client: Client, there: World, referral: Referral
) -> None:
    letter = LetterFactory(referral=referral, to=LetterTo.SCHOOL, issued=True)
    client.force_login(there.lead)
    assert back(client.get(f"/school/letters/{letter.pk}/letter.pdf")) == f"/school/requests/{referral.request_id}/"
