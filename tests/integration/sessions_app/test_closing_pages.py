"""Closing as one guided page, and asking how somebody is afterwards."""

import datetime as dt

import pytest
from django.test import Client

from mhst.access.models import User
from sessions_app.enums import ConcernEntryKind, LetterState, ReferralState
from sessions_app.models import Referral
from tests.factories.casework import (
    ConcernEntryFactory,
    ConcernFactory,
    ReferralFactory,
    RequestForSupportFactory,
)
from tests.factories.world import World, world
from tests.support.letters import write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
S = ReferralState
DONE = {"because": "02", "why": "Goals reached.", "agreed": "on"}


@pytest.fixture
def referral(there: World) -> Referral:
    request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0])
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], request=request, state=S.REVIEW,
        practitioner=there.practitioner,
    )  # fmt: skip


@pytest.fixture
def own(client: Client, there: World) -> Client:
    client.force_login(there.practitioner.user)
    return client


def said(response) -> str:
    return response.content.decode().replace("&#x27;", "'")


def test_from_drafts_to_closed(own: Client, referral: Referral) -> None:
    path = f"/referrals/{referral.pk}/close/"
    assert said(own.get(path)).count("Not prepared yet") == 3

    assert said(own.post(f"{path}letters/", follow=True)).count("To be looked at") == 3
    early = own.post(path, DONE)
    assert (early.status_code, "Look at the closing letter first" in said(early)) == (422, True)
    for letter in referral.letters.all():
        write(letter, referral.practitioner.user)
        assert own.get(f"/letters/{letter.pk}/letter.pdf").status_code == 200
    assert said(own.get(path)).count("Looked at") == 3
    closed = own.post(path, {**DONE, "follow_up_on_0": "1", "follow_up_on_1": "12", "follow_up_on_2": "2026"})

    assert closed.url == f"/referrals/{referral.pk}/"
    referral.refresh_from_db()
    assert (referral.state, referral.follow_up_on) == (S.CLOSED, dt.date(2026, 12, 1))
    assert set(referral.letters.values_list("state", flat=True)) == {LetterState.ISSUED}


def test_where_nobody_was_seen_only_the_reason_is_asked(client: Client, there: World) -> None:
    waiting = ReferralFactory(team=there.team, school=there.school, young_person=there.pupils[0], state=S.WAITING)
    client.force_login(there.manager)
    page = said(client.get(f"/referrals/{waiting.pk}/close/"))
    assert ("Nobody was seen" in page, "agreed" in page) == (True, False)

    client.post(f"/referrals/{waiting.pk}/close/", {"because": "09", "why": "Would rather not."})
    waiting.refresh_from_db()
    assert waiting.state == S.CLOSED


def test_who_does_not_hold_it_neither_closes_nor_prepares(client: Client, there: World, referral: Referral) -> None:
    client.force_login(there.practitioners[1].user)
    assert client.get(f"/referrals/{referral.pk}/close/").status_code == 403
    assert client.post(f"/referrals/{referral.pk}/close/letters/").status_code == 403
    client.force_login(there.lead)
    assert client.get(f"/referrals/{referral.pk}/close/").status_code == 404
    assert client.post(f"/referrals/{referral.pk}/close/letters/").status_code == 404
    assert referral.letters.count() == 0


class TestAfterwards:
    @pytest.fixture
    def closed(self, there: World) -> Referral:
        return ReferralFactory(
            team=there.team, school=there.school, young_person=there.pupils[0], closed=True,
            practitioner=there.practitioner, follow_up_on=dt.date(2026, 9, 14),
        )  # fmt: skip

    def test_it_is_listed_and_on_the_first_page_until_it_is_done(self, own: Client, closed: Referral) -> None:
        assert str(closed.young_person) in said(own.get("/referrals/follow-ups/"))
        assert "Ask how 1 young person is" in said(own.get("/home/"))

        own.post(f"/referrals/{closed.pk}/followed-up/", {})
        assert "Nobody to ask" in said(own.get("/referrals/follow-ups/"))
        assert "Ask how 1 young person" not in said(own.get("/home/"))

    def test_a_day_that_is_over_is_not_taken(self, own: Client, closed: Referral) -> None:
        past = {"again_on_0": "1", "again_on_1": "9", "again_on_2": "2026"}
        answer = own.post(f"/referrals/{closed.pk}/followed-up/", past)
        assert (answer.status_code, "Choose a day after today" in said(answer)) == (422, True)

    def test_others_cannot(self, client: Client, there: World, closed: Referral) -> None:
        client.force_login(there.practitioners[1].user)
        assert client.get(f"/referrals/{closed.pk}/followed-up/").status_code == 403
        client.force_login(world(pupils=1).manager)
        assert client.get(f"/referrals/{closed.pk}/followed-up/").status_code == 404


OPEN_CONCERN = "There is an open safeguarding concern about this young person."


def test_an_open_concern_is_said_to_those_who_may_know(client: Client, there: World, referral: Referral) -> None:
    """Those who read it, and whoever raised it; not its words, and to nobody else that there is one."""
    concern = ConcernFactory(school=there.school, team=there.team, young_person=there.pupils[0])
    ConcernFactory(school=there.school, team=there.team)  # about somebody else

    def told(viewer: User) -> bool:
        client.force_login(viewer)
        page = said(client.get(f"/referrals/{referral.pk}/close/"))
        assert concern.own_words not in page
        return OPEN_CONCERN in page

    practitioner = there.practitioner.user
    assert (told(there.manager), told(practitioner)) == (True, False)
    own = ConcernFactory(school=there.school, team=there.team, young_person=there.pupils[0], raised_by=practitioner)
    assert told(practitioner) is True
    for each in (concern, own):
        ConcernEntryFactory(concern=each, kind=ConcernEntryKind.CLOSED)
    assert (told(there.manager), told(practitioner)) == (False, False)
