"""The page on which work about a young person without them there is written down, and withdrawn."""

import datetime as dt

import pytest
from django.test import Client

from mhst.audit.models import AuditEvent
from sessions_app.enums import ReferralState as S
from sessions_app.models import IndirectActivity, Referral
from tests.factories import World, world
from tests.factories.casework import ReferralFactory
from tests.factories.indirect_activity import IndirectActivityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
GIVEN = {
    "kind": "school", "done_on_0": "7", "done_on_1": "9", "done_on_2": "2026", "minutes": "25",
    "what": "With the form tutor: a quiet table at lunch.",
}  # fmt: skip


@pytest.fixture
def there() -> World:
    return world(pupils=1)


@pytest.fixture
def referral(there: World) -> Referral:
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], state=S.TRIAGE,
        received_on=dt.date(2026, 9, 1),
    )  # fmt: skip


def test_it_is_written_down_shown_and_withdrawn(client: Client, there: World, referral: Referral) -> None:
    client.force_login(there.practitioner.user)
    at = f"/referrals/{referral.pk}/work-about-them/"
    assert "or write down work about them" in client.get(f"/referrals/{referral.pk}/").content.decode()
    assert client.post(at, GIVEN).url == at

    page = client.get(at).content.decode()
    assert ("a quiet table at lunch" in page, "25 minutes" in page) == (True, True)
    assert "7 September 2026. Work about them" in client.get(f"/referrals/{referral.pk}/").content.decode()
    assert "First contact: done, work about them" in client.get("/referrals/").content.decode()

    made = IndirectActivity.objects.get()
    assert client.post(f"{at}{made.pk}/withdraw/", {"why": ""}).status_code == 422
    assert client.post(f"{at}{made.pk}/withdraw/", {"why": "Somebody else."}).url == at
    page = client.get(at).content.decode()
    assert ("Withdrawn on 14 September 2026" in page, f"{made.pk}/withdraw/" in page) == (True, False)
    assert AuditEvent.objects.filter(verb="referral.indirect").exists()


def test_a_day_before_the_request_is_refused_at_its_field(client: Client, there: World, referral: Referral) -> None:
    client.force_login(there.practitioner.user)
    answer = client.post(f"/referrals/{referral.pk}/work-about-them/", {**GIVEN, "done_on_1": "8"})
    assert (answer.status_code, "from 1 September 2026" in answer.content.decode()) == (422, True)


def test_who_opens_it(client: Client, there: World, referral: Referral) -> None:
    made = IndirectActivityFactory(referral=referral, written_by=there.practitioner.user)
    at = f"/referrals/{referral.pk}/work-about-them/"
    expected = {
        there.practitioner.user: (200, 200),
        there.practitioners[1].user: (200, 403),
        there.manager: (200, 200),
        there.administrator: (403, 403),
        there.lead: (404, 404),
        world(pupils=0).manager: (404, 404),
    }
    found = {}
    for viewer in expected:
        client.force_login(viewer)
        found[viewer] = client.get(at).status_code, client.get(f"{at}{made.pk}/withdraw/").status_code
    assert found == expected


def test_one_of_another_referral_is_not_found_here(client: Client, there: World, referral: Referral) -> None:
    client.force_login(there.manager)
    other = IndirectActivityFactory()
    assert client.get(f"/referrals/{referral.pk}/work-about-them/{other.pk}/withdraw/").status_code == 404
