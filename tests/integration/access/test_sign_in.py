"""Signing in through the real stack: names, passwords, second steps, letters, and what is said to whom."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from mhst.access import letters, secrets, tasks
from mhst.access.actions import user as actions
from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit.models import AuditEvent
from tests.factories import UserFactory
from tests.integration.access.signing_in import SECOND_STEP, SECRET, code_now, show_code, sign_in, signed_in_as

pytestmark = pytest.mark.django_db
NEW = "violet kettle orbit"


def page(response) -> str:
    return response.content.decode()


class TestNamesAndPasswords:
    def test_a_young_person_signs_in_with_a_user_name_and_is_asked_for_nothing_else(self, client, young_person) -> None:
        answer = sign_in(client, "Blue-Otter")

        assert (answer.status_code, answer.url) == (302, "/home/")
        assert client.get("/accounts/").status_code == 200

    @pytest.mark.parametrize("name", ["email", "username"])
    def test_a_colleague_signs_in_by_either_name_and_is_led_to_set_up_a_second_step(self, client, lead, name) -> None:
        assert sign_in(client, getattr(lead, name).upper()).url == "/home/"
        assert client.get("/accounts/").url == SECOND_STEP

    @pytest.mark.parametrize("login", ["nobody@example.invalid", "nobody", "known"])
    def test_a_wrong_answer_is_the_same_for_unknown_and_known_accounts(self, client, lead, login) -> None:
        answer = sign_in(client, lead.email if login == "known" else login, "not the password")

        assert "That name and password do not match. Check both and try again." in page(answer)
        assert "<title>Error: Sign in" in page(answer)

    def test_what_was_typed_as_name_is_kept_and_the_password_is_not(self, client) -> None:
        answer = page(sign_in(client, "someone@example.invalid", "my wrong secret"))

        assert 'value="someone@example.invalid"' in answer
        assert "my wrong secret" not in answer

    def test_nothing_typed_is_told_plainly(self, client) -> None:
        answer = page(sign_in(client, "", ""))

        assert "Enter your email address or user name" in answer
        assert "Enter your password" in answer

    def test_a_leaver_is_told_only_after_the_right_password(self, client) -> None:
        gone = UserFactory(left=True)

        assert sign_in(client, gone.email, "wrong").status_code == 200
        assert sign_in(client, gone.email).url == reverse("account_inactive")
        assert signed_in_as(client) is None

    def test_nobody_signs_up_by_themselves(self, client) -> None:
        assert "Accounts are by invitation" in page(client.get(reverse("account_signup")))
        client.post(reverse("account_signup"), {"username": "x", "password1": NEW, "password2": NEW})
        assert not User.objects.exists()

    def test_signing_in_leads_where_one_wanted_to_go_but_never_to_another_host(self, client, young_person) -> None:
        assert sign_in(client, "blue-otter", next="/accounts/sessions/").url == "/home/"
        client.logout()
        there = {"login": "blue-otter", "password": "a long invented password"}
        assert client.post("/accounts/login/", {**there, "next": "/accounts/sessions/"}).url == "/accounts/sessions/"
        client.logout()
        assert client.post("/accounts/login/", {**there, "next": "https://evil.invalid/"}).url == "/home/"

    def test_passwords_may_be_pasted_and_kept_by_a_manager_of_passwords(self, client) -> None:
        answer = page(client.get(reverse("account_login")))

        assert 'autocomplete="current-password"' in answer
        assert "onpaste" not in answer


class TestTheSecondStep:
    def test_the_code_of_the_app(self, client, lead_with_app) -> None:
        assert sign_in(client, lead_with_app.email).url == reverse("mfa_authenticate")
        assert signed_in_as(client) is None
        assert show_code(client, "000000").status_code == 200
        assert show_code(client, code_now()).url == "/home/"
        assert client.get("/accounts/").status_code == 200

    @pytest.mark.parametrize(("steps", "is_right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
    def test_a_phone_may_be_half_a_minute_off(self, client, lead_with_app, steps, is_right, time_machine) -> None:
        time_machine.move_to("2026-11-04T12:00:10Z", tick=False)
        sign_in(client, lead_with_app.email)
        show_code(client, code_now(steps=steps))

        assert (signed_in_as(client) is not None) is is_right

    def test_a_code_is_good_once_for_as_long_as_it_is_good(self, client, lead_with_app, time_machine) -> None:
        time_machine.move_to("2026-11-04T12:00:01Z", tick=False)
        code = code_now()
        sign_in(client, lead_with_app.email)
        show_code(client, code)

        for seconds in (1, 29, 25):
            time_machine.shift(seconds)
            again = Client()
            sign_in(again, lead_with_app.email)
            assert "was used already" in page(show_code(again, code))
            assert signed_in_as(again) is None

    def test_a_recovery_code_is_good_once(self, client, lead_with_app) -> None:
        codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
        with secrets.belonging_to(lead_with_app):
            code = codes.wrap().generate_codes()[3]
        sign_in(client, lead_with_app.email)
        assert show_code(client, code).url == "/home/"
        assert client.get("/accounts/").status_code == 200

        again = Client()
        sign_in(again, lead_with_app.email)
        assert show_code(again, code).status_code == 200

    def test_somebody_elses_code_does_not_do(self, client, lead_with_app) -> None:
        secrets.enrol(UserFactory(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        sign_in(client, lead_with_app.email)

        assert show_code(client, code_now("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")).status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_setting_up_a_code_app_for_the_first_time(self, client, lead) -> None:
        sign_in(client, lead.email)
        form = page(client.get(reverse("mfa_activate_totp")))
        secret = re.search(r"<code>([A-Z2-7]{32})</code>", form).group(1)
        assert '<svg role="img"' in form
        assert "data:image" not in form

        assert "not right" in page(client.post(reverse("mfa_activate_totp"), {"code": "000000"}))
        done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

        assert done.url == reverse("mfa_view_recovery_codes")
        assert len(re.findall(r"<code>\d{8}</code>", page(client.get(done.url)))) == 10
        assert client.get("/accounts/").status_code == 200
        row = AuditEvent.objects.filter(verb="sign_in.second_factor_added").first()
        assert (row.actor_id, row.detail) == (lead.audit_id, {"kind": "totp"})

    def test_the_secret_is_nowhere_in_clear_while_it_is_set_up(self, client, lead) -> None:
        from django.contrib.sessions.models import Session

        sign_in(client, lead.email)
        client.get(reverse("mfa_activate_totp"))
        secret = client.session["mfa.totp.secret"]

        assert secret not in "".join(Session.objects.values_list("session_data", flat=True))

    def test_later_the_password_is_asked_again(self, client, lead_with_app, time_machine) -> None:
        time_machine.move_to("2026-11-04T12:00:01Z", tick=False)
        sign_in(client, lead_with_app.email)
        show_code(client, code_now())
        assert client.get(reverse("mfa_add_webauthn")).status_code == 200
        time_machine.shift(300)

        assert client.get(reverse("mfa_add_webauthn")).url.startswith(reverse("account_reauthenticate"))
        client.post(reverse("account_reauthenticate"), {"password": "a long invented password"})
        assert client.get(reverse("mfa_add_webauthn")).status_code == 200

    def test_after_a_while_also_for_the_first_one(self, client, lead, time_machine) -> None:
        time_machine.move_to("2026-11-04T12:00:01Z", tick=False)
        sign_in(client, lead.email)
        time_machine.shift(299)
        assert client.get(reverse("mfa_add_webauthn")).status_code == 200
        time_machine.shift(1)
        assert client.get(reverse("mfa_add_webauthn")).url.startswith(reverse("account_reauthenticate"))

    def test_a_session_that_never_entered_a_password_is_asked_for_it(self, client, lead) -> None:
        client.force_login(lead)
        assert client.get(reverse("mfa_add_webauthn")).url.startswith(reverse("account_reauthenticate"))


class TestTakingAwayASecondStep:
    @pytest.fixture
    def inside(self, client, lead_with_app) -> Client:
        sign_in(client, lead_with_app.email)
        show_code(client, code_now())
        client.post(reverse("account_reauthenticate"), {"password": "a long invented password"})
        return client

    def test_the_only_one_stays(self, inside, lead_with_app) -> None:
        answer = page(inside.post(reverse("mfa_deactivate_totp")))

        assert "This is your only second step." in answer
        assert Authenticator.objects.filter(user=lead_with_app).count() == 2

    def test_one_of_two_may_go(self, inside, lead_with_app) -> None:
        Authenticator.objects.create(user=lead_with_app, type="webauthn", data={"name": "Key", "credential": {}})
        inside.post(reverse("mfa_deactivate_totp"))

        assert not Authenticator.objects.filter(user=lead_with_app, type="totp").exists()
        assert inside.get("/accounts/").status_code == 200

    def test_the_last_passkey_may_go_but_then_another_must_come(self, inside, lead_with_app) -> None:
        Authenticator.objects.filter(type="totp").delete()
        key = Authenticator.objects.create(user=lead_with_app, type="webauthn", data={"name": "Key", "credential": {}})
        assert "asked to set up another" in page(inside.get(reverse("mfa_remove_webauthn", args=[key.pk])))
        inside.post(reverse("mfa_remove_webauthn", args=[key.pk]))

        assert inside.get("/accounts/").url == SECOND_STEP
        assert AuditEvent.objects.filter(verb="sign_in.second_factor_removed").count() == 2

    def test_new_recovery_codes_replace_the_old(self, inside, committed) -> None:
        before = page(inside.get(reverse("mfa_view_recovery_codes")))
        with committed(execute=True):
            inside.post(reverse("mfa_generate_recovery_codes"))
        after = page(inside.get(reverse("mfa_view_recovery_codes")))

        assert re.findall(r"\d{8}", before) != re.findall(r"\d{8}", after)
        assert AuditEvent.objects.filter(verb="sign_in.recovery_codes_replaced").exists()

    def test_a_young_person_may_take_away_their_only_one(self, client, young_person) -> None:
        secrets.enrol(young_person, SECRET)
        sign_in(client, "blue-otter")
        show_code(client, code_now())
        client.post(reverse("account_reauthenticate"), {"password": "a long invented password"})
        client.post(reverse("mfa_deactivate_totp"))

        assert not Authenticator.objects.exists()


class TestForgottenPasswords:
    @pytest.mark.parametrize("email", ["known", "nobody@example.invalid"])
    def test_the_answer_is_the_same_for_anybody(self, client, lead, email) -> None:
        address = lead.email if email == "known" else email

        answer = client.post(reverse("account_reset_password"), {"email": f" {address.upper()} "})

        assert answer.url == reverse("account_reset_password_done")
        assert "If there is an account with that address" in page(client.get(answer.url))
        assert [job.args_kwargs["args"] for job in DBTaskResult.objects.all()] == [[address]]
        assert mail.outbox == []

    def test_it_asks_the_database_the_same_for_anybody(self, client, lead) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        asked = []
        for email in (lead.email, "nobody@example.invalid"):
            with CaptureQueriesContext(connection) as captured:
                client.post(reverse("account_reset_password"), {"email": email})
            asked.append([re.sub(r"'[^']*'", "?", query["sql"]) for query in captured.captured_queries])
        assert asked[0] == asked[1]

    def test_the_link_sets_a_password_once_keeps_the_second_step_and_ends_every_session(
        self, client, lead_with_app
    ) -> None:
        elsewhere = Client()
        sign_in(elsewhere, lead_with_app.email)
        show_code(elsewhere, code_now())
        lead_with_app.refresh_from_db()
        link = letters.password_url(lead_with_app).removeprefix("http://localhost:8000")

        form = client.get(link, follow=True)
        assert "Choose a password" in page(form)
        done = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

        assert done.url == reverse("account_reset_password_from_key_done")
        assert signed_in_as(client) is None
        assert signed_in_as(elsewhere) is None
        assert sign_in(client, lead_with_app.email, NEW).url == reverse("mfa_authenticate")
        assert "does not work any more" in page(Client().get(link, follow=True))
        assert AuditEvent.objects.filter(verb="sign_in.password_chosen_by_link").exists()

    def test_the_link_lasts_a_day(self, client, lead, time_machine) -> None:
        time_machine.move_to("2026-11-04T12:00:00Z", tick=False)
        link = letters.password_url(lead).removeprefix("http://localhost:8000")
        time_machine.shift(24 * 3600 + 1)

        assert "does not work any more" in page(client.get(link, follow=True))

    def test_what_is_wrong_with_a_new_password_is_told(self, client, lead) -> None:
        form = client.get(letters.password_url(lead).removeprefix("http://localhost:8000"), follow=True)
        where = form.redirect_chain[-1][0]

        assert "Use at least 12." in page(client.post(where, {"password1": "short", "password2": "short"}))
        assert "The two passwords are not the same." in page(client.post(where, {"password1": NEW, "password2": "x"}))


class TestInvitations:
    @pytest.mark.django_db(transaction=True)
    def test_from_the_letter_to_the_start_page(self, places, manager, client) -> None:
        nia = actions.invite(
            first_name="Nia", last_name="Okoro", email="nia@example.invalid", role=RoleName.PRACTITIONER,
            place=places.team, by=manager,
        )  # fmt: skip
        assert sign_in(client, "nia@example.invalid", "").status_code == 200
        tasks.send_invitation.func(*DBTaskResult.objects.get().args_kwargs["args"])
        link = re.search(r"http://localhost:8000(\S+)", mail.outbox[0].body).group(1)

        form = client.get(link, follow=True)
        client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
        sign_in(client, "nia@example.invalid", NEW)
        assert client.get("/accounts/").url == SECOND_STEP
        secret = re.search(r"<code>([A-Z2-7]{32})</code>", page(client.get(reverse("mfa_activate_totp")))).group(1)
        client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

        assert "Practitioner at" in page(client.get("/accounts/"))
        assert signed_in_as(client) == str(nia.pk)


class TestChangingThePassword:
    def test_one_stays_here_and_is_signed_out_everywhere_else(self, client, young_person) -> None:
        elsewhere = Client()
        for browser in (client, elsewhere):
            sign_in(browser, "blue-otter")
        old = "a long invented password"

        wrong = client.post(
            reverse("account_change_password"), {"oldpassword": "x", "password1": NEW, "password2": NEW}
        )
        assert "That is not your present password." in page(wrong)
        done = client.post(reverse("account_change_password"), {"oldpassword": old, "password1": NEW, "password2": NEW})

        assert done.url == reverse("access:account")
        assert "Your password is changed." in page(client.get(done.url))
        assert elsewhere.get("/accounts/").url.startswith("/accounts/login/")

    def test_it_is_told_by_letter(self, client, lead_with_app) -> None:
        sign_in(client, lead_with_app.email)
        show_code(client, code_now())
        client.post(
            reverse("account_change_password"),
            {"oldpassword": "a long invented password", "password1": NEW, "password2": NEW},
        )

        told = [job.args_kwargs["args"] for job in DBTaskResult.objects.all()]
        assert told == [[str(lead_with_app.pk), "Your password was changed."]]

    def test_somebody_with_only_a_passkey_chooses_a_first_one(self, client, lead) -> None:
        lead.set_unusable_password()
        lead.save()
        client.force_login(lead)
        assert client.get(reverse("account_change_password")).url == reverse("account_set_password")
        client.post(reverse("account_set_password"), {"password1": NEW, "password2": NEW})

        lead.refresh_from_db()
        assert lead.check_password(NEW)
