"""Left alone, a session ends; so does a long one. A page may ask how long is left without making it longer."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from mhst.access.actions import user as actions
from mhst.core import events
from mhst.core.actors import SYSTEM
from tests.integration.access.signing_in import code_now, show_code, sign_in, signed_in_as

pytestmark = pytest.mark.django_db
MINUTE = 60
ASK = {"accept": "application/json"}


@pytest.fixture(autouse=True)
def noon(time_machine) -> None:
    time_machine.move_to("2026-11-04T12:00:00Z", tick=False)


@pytest.fixture
def inside(client, lead_with_app) -> Client:
    """A colleague's browser."""
    sign_in(client, lead_with_app.email)
    show_code(client, code_now())
    return client


def is_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


class TestIdle:
    def test_fourteen_minutes_are_fine_and_fifteen_are_not(self, inside, time_machine) -> None:
        time_machine.shift(14 * MINUTE)
        assert is_in(inside)
        time_machine.shift(15 * MINUTE)
        assert not is_in(inside)

    def test_one_is_told_why_and_led_back(self, inside, time_machine) -> None:
        time_machine.shift(15 * MINUTE)
        answer = inside.get("/accounts/sessions/", follow=True)

        assert answer.redirect_chain == [("/accounts/login/?next=/accounts/sessions/", 302)]
        assert "You have been signed out, because nothing happened for a while" in answer.content.decode()
        assert signed_in_as(inside) is None

    def test_young_people_have_half_an_hour(self, client, young_person, time_machine) -> None:
        sign_in(client, "blue-otter")
        time_machine.shift(29 * MINUTE)
        assert is_in(client)
        time_machine.shift(30 * MINUTE)
        assert not is_in(client)

    def test_a_public_page_stays_open_to_somebody_signed_out_there(self, inside, time_machine) -> None:
        time_machine.shift(15 * MINUTE)

        assert inside.get("/help-now/").status_code == 200
        assert signed_in_as(inside) is None


class TestTheLongDay:
    def test_twelve_hours_end_it_however_busy(self, inside, time_machine) -> None:
        for _ in range(71):
            time_machine.shift(10 * MINUTE)
            assert is_in(inside)
        time_machine.shift(10 * MINUTE - 1)
        assert is_in(inside)
        time_machine.shift(1)
        assert not is_in(inside)


class TestAskingHowLong:
    def test_asking_does_not_extend_it(self, inside, time_machine) -> None:
        for left in (900, 600, 300):
            assert inside.get("/accounts/session/", headers=ASK).json() == {"seconds_left": left, "warn": False}
            time_machine.shift(5 * MINUTE)

        assert inside.get("/accounts/session/", headers=ASK).status_code == 401

    def test_it_says_when_to_warn(self, inside, time_machine) -> None:
        time_machine.shift(13 * MINUTE - 1)
        assert inside.get("/accounts/session/", headers=ASK).json() == {"seconds_left": 121, "warn": False}
        time_machine.shift(1)
        assert inside.get("/accounts/session/", headers=ASK).json() == {"seconds_left": 120, "warn": True}

    def test_posting_extends_it(self, inside, time_machine) -> None:
        time_machine.shift(14 * MINUTE)
        assert inside.post("/accounts/session/", headers=ASK).json() == {"seconds_left": 900, "warn": False}
        time_machine.shift(14 * MINUTE)
        assert is_in(inside)

    def test_near_the_end_of_the_day_it_can_not_be_extended_far(self, inside, time_machine) -> None:
        for _ in range(71):
            time_machine.shift(10 * MINUTE)
            is_in(inside)
        time_machine.shift(9 * MINUTE)
        assert inside.post("/accounts/session/", headers=ASK).json() == {"seconds_left": 60, "warn": True}

    def test_posting_needs_the_pages_own_token(self, lead_with_app) -> None:
        careful = Client(enforce_csrf_checks=True)
        careful.force_login(lead_with_app)

        assert careful.post("/accounts/session/", headers=ASK).status_code == 403

    def test_nobody_signed_in_has_none_left(self, client) -> None:
        answer = client.get("/accounts/session/", headers=ASK)

        assert (answer.status_code, answer.json()["seconds_left"]) == (401, 0)

    @pytest.mark.without_second_factor
    def test_before_the_second_step_a_page_may_ask_too(self, client, lead) -> None:
        client.force_login(lead)

        assert client.get("/accounts/session/", headers=ASK).json()["seconds_left"] == 900
        assert client.get("/colleagues/", headers=ASK).status_code == 401

    def test_other_ways_of_asking_are_refused(self, inside) -> None:
        assert inside.put("/accounts/session/").status_code == 405


class TestWhereOneIsSignedIn:
    def test_the_list_and_signing_out_everywhere_else(self, inside, lead_with_app, monkeypatch, time_machine) -> None:
        told: list[object] = []
        monkeypatch.setattr(events, "publish", told.append)
        time_machine.shift(60)
        elsewhere = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS) Safari/604"})
        sign_in(elsewhere, lead_with_app.email)
        show_code(elsewhere, code_now())
        page = inside.get(reverse("usersessions_list")).content.decode()
        assert "Safari on iPhone" in page
        assert page.count("This one") == 1

        inside.post(reverse("usersessions_list"))

        assert is_in(inside)
        assert signed_in_as(elsewhere) is None
        assert [type(event).__name__ for event in told] == ["SessionsEnded"]
        assert "You are signed in nowhere else." in inside.get(reverse("usersessions_list")).content.decode()

    @pytest.mark.django_db(transaction=True)
    def test_a_new_second_factor_ends_the_sessions_that_never_showed_one(self, client, lead) -> None:
        waiting = Client()
        sign_in(waiting, lead.email)
        sign_in(client, lead.email)
        client.get(reverse("mfa_activate_totp"))
        secret = client.session["mfa.totp.secret"]
        client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

        assert is_in(client)
        assert signed_in_as(waiting) is None


class TestALeaver:
    def test_is_out_at_once(self, inside, lead_with_app) -> None:
        actions.leave(user=lead_with_app, by=SYSTEM)

        assert not is_in(inside)
        assert not UserSession.objects.exists()
        assert sign_in(Client(), lead_with_app.email).status_code == 200

    def test_even_if_only_the_account_were_closed(self, inside, lead_with_app) -> None:
        type(lead_with_app).objects.filter(pk=lead_with_app.pk).update(is_active=False)

        assert not is_in(inside)


def test_the_cookie_is_kept_from_scripts_and_goes_with_the_browser(client, young_person, settings) -> None:
    cookie = sign_in(client, "blue-otter").cookies[settings.SESSION_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"], cookie["expires"], cookie["max-age"]) == (True, "Lax", "", "")
