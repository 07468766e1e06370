import re

import pytest
import time_machine
from django.test import Client

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.actions import course, place
from sessions_app.enums import CancelReason, ReferralState
from sessions_app.models import Allocation, Course, Notice, Referral
from sessions_app.queries.allocation import skill_in_words
from tests.factories import ProgrammeFactory, World, YoungPersonFactory
from tests.support.booking import book
from tests.support.courses import held, one_to_one
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def referral(there: World) -> Referral:
    return held(there, there.pupils[0], there.practitioner, state=ReferralState.ALLOCATED)


def test_ask_choose_check_and_book(client: Client, there: World, referral: Referral) -> None:
    programme = one_to_one(there)
    client.force_login(there.practitioner.user)
    path = f"/referrals/{referral.pk}/book/"
    assert programme.name in client.get(path).content.decode()
    asked = f"{path}?programme={programme.pk}&earliest_on_0=15&earliest_on_1=9&earliest_on_2=2026&when_shut=move"

    times = client.get(asked).content.decode()
    keys = re.findall(r'name="offer" value="(\w+)"', times)
    assert len(keys) == 3
    unanswered = client.post(asked, {})
    assert (unanswered.status_code, "Choose one of the times" in unanswered.content.decode()) == (422, True)
    check = client.post(asked, {"offer": keys[0]}).content.decode()
    assert "Book these sessions" in check
    assert not Course.objects.exists()
    answer = client.post(asked, {"offer": keys[0], "confirm": "yes"}, follow=True).content.decode()

    assert f"{programme.name} is booked." in answer
    assert "6 sessions to come" in answer
    assert "/move-rest/" in answer
    assert client.get(path).status_code == 403


def test_what_the_practitioner_is_not_trained_for_cannot_be_chosen_and_says_why(
    client: Client, there: World, referral: Referral
) -> None:
    able = one_to_one(there)
    sleep = ProgrammeFactory(one_to_one=True, skills=["sleep"])
    referral.programme = sleep
    with recording.acting(by=SYSTEM, verb="test"):
        referral.save()
        there.practitioner.skills = []
        there.practitioner.save()
    client.force_login(there.practitioner.user)
    path = f"/referrals/{referral.pk}/book/"
    page = " ".join(client.get(path).content.decode().split())
    why = f"{there.practitioner} is not trained for it: {skill_in_words('sleep')}."
    assert why in page
    assert re.search(f'value="{able.pk}"[^>]* checked', page)
    assert re.search(f'value="{sleep.pk}"[^>]* disabled', page)
    asked = client.get(f"{path}?programme={sleep.pk}&earliest_on_0=15&earliest_on_1=9&earliest_on_2=2026")
    assert f"{why} Choose another programme" in asked.content.decode()


def test_what_is_wrong_in_the_question_is_said(client: Client, there: World, referral: Referral) -> None:
    one_to_one(there)
    client.force_login(there.practitioner.user)
    answer = client.get(f"/referrals/{referral.pk}/book/?programme=&earliest_on_0=40").content.decode()
    assert "Choose a programme" in answer


@pytest.mark.parametrize(("who", "status"), [("other", 403), ("manager", 200), ("lead", 404), ("administrator", 403)])
def test_who_books(client: Client, there: World, referral: Referral, who: str, status: int) -> None:
    people = {
        "other": there.practitioners[1].user, "manager": there.manager, "lead": there.lead,
        "administrator": there.administrator,
    }  # fmt: skip
    client.force_login(people[who])
    assert client.get(f"/referrals/{referral.pk}/book/").status_code == status


def test_who_was_taken_out_of_a_group_has_nothing_booked(client: Client, there: World, referral: Referral) -> None:
    series = book(there, pupils=[])
    course.join_group(referral=referral, series=series, by=there.manager)
    client.force_login(there.manager)
    assert "No support is booked." not in client.get(f"/referrals/{referral.pk}/").content.decode()
    out = {"reason": CancelReason.OTHER, "by": there.manager}
    assert refusal(place.take_out, series=series, **out) == "group"

    client.post(f"/groups/{series.pk}/release/{there.pupils[0].pk}/")

    page = client.get(f"/referrals/{referral.pk}/").content.decode()
    assert f"No support is booked. They were taken out of {series} on 14 September 2026." in page
    assert [word for word in ("to come", "Review due", "/move-rest/") if word in page] == []


def test_who_is_taken_out_of_their_own_sessions_has_none_left(client: Client, there: World, referral: Referral) -> None:
    series = book(
        there, programme=one_to_one(there), practitioners=[there.practitioner], pupils=[there.pupils[0]]
    )  # fmt: skip
    course.begin(referral=referral, series=series, by=there.manager)
    client.force_login(there.manager)
    path = f"/groups/{series.pk}/release/{there.pupils[0].pk}/"
    assert refusal(place.release, series=series, young_person=there.pupils[0], by=there.manager) == "own"
    out = {"reason": CancelReason.OTHER, "by": there.manager}
    with time_machine.travel("2027-07-01 09:00+01:00"):
        assert refusal(place.take_out, series=series, **out) == "over"

    asked = client.get(path).content.decode()
    assert "These 6 sessions are cancelled" in asked
    assert "<li>Wednesday 16 September 2026, 10:00</li>" in asked
    assert "There is a problem" in client.post(path, {}).content.decode()
    done = client.post(path, {"reason": "asked_by_family", "version": series.version}, follow=True).content.decode()

    assert f"The sessions of {there.pupils[0].name} that were to come are cancelled." in done
    assert set(series.sessions.values_list("state", "cancel_reason")) == {("cancelled", "asked_by_family")}
    assert not Allocation.objects.filter(session__series=series).exists()
    told = Notice.objects.filter(to=there.practitioner.user).exclude(kind="booked")
    assert set(told.values_list("kind", flat=True)) == {"run_cancelled"}
    page = client.get(f"/referrals/{referral.pk}/").content.decode()
    assert f"No support is booked. {series} was cancelled on" in page
    assert client.get(path).status_code == 403


def test_a_place_in_a_group_or_the_waiting_list(client: Client, there: World, referral: Referral) -> None:
    free = book(there, pupils=[])
    client.force_login(there.practitioner.user)
    path = f"/referrals/{referral.pk}/group/"
    assert "8 of 8 places free." in client.get(path).content.decode()

    answer = client.post(path, {"series": str(free.pk)}, follow=True).content.decode()

    assert "has a place." in answer
    assert Course.objects.get().series == free
    assert Referral.objects.get().state == ReferralState.ASSESSMENT
    assert "No group is booked" in client.get(path).content.decode()


def test_a_group_that_is_closed_says_so_and_takes_nobody(client: Client, there: World, referral: Referral) -> None:
    series = book(there, pupils=[])
    client.force_login(there.practitioner.user)
    with time_machine.travel("2026-09-30 08:00+01:00", tick=False):
        client.force_login(there.practitioner.user)
        path = f"/referrals/{referral.pk}/group/"
        refused = client.post(path, {"series": str(series.pk)})
        page = client.get(path).content.decode()
    assert (refused.status_code, "nobody new joins after session 2" in refused.content.decode()) == (422, True)
    assert "No group that is booked at their school can take them now" in page
    assert "nobody new joins after session 2" in page
    assert f'<a href="/referrals/{referral.pk}/book/">Book 1:1 sessions</a>' in page
    assert ">Join<" not in " ".join(page.split()).replace("> ", ">").replace(" <", "<")
    assert not Course.objects.exists()


def test_a_full_group_has_them_wait(client: Client, there: World, referral: Referral) -> None:
    series = book(there, pupils=YoungPersonFactory.create_batch(8, school=there.school, consented=True))
    client.force_login(there.practitioner.user)
    answer = client.post(f"/referrals/{referral.pk}/group/", {"series": str(series.pk)}, follow=True).content.decode()
    assert "is on the waiting list" in answer
    assert "They wait for a place in" in client.get(f"/referrals/{referral.pk}/").content.decode()
    closed = "Nobody moves up any more"
    assert closed not in client.get(f"/groups/{series.pk}/").content.decode()
    with time_machine.travel("2026-09-30 08:00+01:00", tick=False):
        client.force_login(there.practitioner.user)
        assert closed in client.get(f"/groups/{series.pk}/").content.decode()
    assert not Course.objects.exists()
    assert Referral.objects.get().state == ReferralState.ALLOCATED


@pytest.mark.parametrize(("who", "status"), [("other", 403), ("manager", 200), ("lead", 404)])
def test_who_gives_places(client: Client, there: World, referral: Referral, who: str, status: int) -> None:
    people = {"other": there.practitioners[1].user, "manager": there.manager, "lead": there.lead}
    client.force_login(people[who])
    assert client.get(f"/referrals/{referral.pk}/group/").status_code == status
