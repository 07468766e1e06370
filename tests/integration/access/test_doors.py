"""Who gets past which door, at every address the product answers."""

import pytest
from django.test import Client
from django.urls import resolve, reverse

from mhst.access import secrets
from mhst.access.enums import RoleName
from mhst.access.middleware import BEFORE_SECOND_FACTOR, SETTING_UP, is_public
from mhst.access.models import User
from tests.architecture.routes import Route, routes
from tests.factories import UserFactory, member_of
from tests.integration.access.signing_in import SECOND_STEP, SECRET, code_now

pytestmark = pytest.mark.django_db


def name_of(route: Route) -> str:
    return resolve(route.example).view_name


def closed_routes(client: Client, allowed: frozenset[str]) -> list[Route]:
    """Every address that is neither public nor among those allowed, each as the resolver would find it."""
    found = []
    for route in routes():
        request = client.get("/help-now/").wsgi_request
        request.path = request.path_info = route.example
        request.resolver_match = resolve(route.example)
        if not is_public(request, request.resolver_match.func) and request.resolver_match.view_name not in allowed:
            found.append(route)
    return found


class TestWithoutASecondFactor:
    pytestmark = pytest.mark.without_second_factor

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_colleague_reaches_only_the_pages_to_set_one_up(self, client, keeper, method) -> None:
        client.force_login(keeper)
        closed = closed_routes(Client(), BEFORE_SECOND_FACTOR | SETTING_UP)
        assert len(closed) > 100

        answers = {route.example: getattr(client, method)(route.example) for route in closed}

        assert {
            p: a.status_code for p, a in answers.items() if (a.status_code, a.get("location")) != (302, SECOND_STEP)
        } == {}

    @pytest.mark.parametrize("name", sorted(SETTING_UP | BEFORE_SECOND_FACTOR - {"account_logout"}))
    def test_these_pages_are_open_to_them(self, client, keeper, name) -> None:
        client.force_login(keeper)
        assert client.get(reverse(name)).get("location") != SECOND_STEP

    @pytest.mark.parametrize("role", [name for name in RoleName if name is not RoleName.YOUNG_PERSON])
    def test_every_role_but_one_needs_it(self, client, places, role) -> None:
        from mhst.access.enums import HeldAt
        from mhst.access.roles import ROLES

        at = {HeldAt.SCHOOL: places.school, HeldAt.TEAM: places.team, HeldAt.ORGANISATION: places.trust}
        client.force_login(member_of(next((at[k] for k in at if k in ROLES[role].held_at), None), role))

        assert client.get("/accounts/").url == SECOND_STEP

    def test_so_does_somebody_with_no_role(self, client) -> None:
        client.force_login(UserFactory())
        assert client.get("/accounts/").url == SECOND_STEP

    def test_young_people_do_not(self, client, young_person) -> None:
        client.force_login(young_person)
        assert client.get("/accounts/").status_code == 200

    def test_public_pages_stay_open(self, client, keeper) -> None:
        client.force_login(keeper)
        assert client.get("/help-now/").status_code == 200


@pytest.mark.without_second_factor
class TestSomebodyWithOnlyTheStolenPassword:
    """A session that never showed the second step the account has can show it, and nothing else."""

    @pytest.fixture
    def thief(self, client, lead_with_app) -> Client:
        client.force_login(lead_with_app)
        return client

    @pytest.mark.parametrize("name", sorted(SETTING_UP))
    def test_can_not_add_one_of_their_own(self, thief, name) -> None:
        assert thief.get(reverse(name)).url == SECOND_STEP
        assert thief.post(reverse(name)).url == SECOND_STEP

    def test_is_asked_for_the_one_there_is(self, thief, lead_with_app) -> None:
        page = thief.get(SECOND_STEP).content.decode()
        assert "Show your second step" in page
        assert "Use a code" in page

        thief.post(reverse("mfa_reauthenticate") + "?next=/accounts/", {"code": code_now(SECRET)})
        assert thief.get("/accounts/").status_code == 200


def test_somebody_elses_second_factor_in_a_shared_browser_does_not_count(client) -> None:
    first, second = UserFactory(), UserFactory()
    secrets.enrol(second, SECRET)
    client.force_login(first)
    session = client.session
    session["_auth_user_id"] = str(second.pk)
    session["_auth_user_hash"] = second.get_session_auth_hash()
    session.save()

    assert client.get("/accounts/").url == SECOND_STEP


class TestOneWayIn:
    @pytest.mark.parametrize("path", ["/site-admin/login/", "/system/login/", "/_util/login/"])
    def test_other_sign_in_pages_lead_to_ours(self, client, path) -> None:
        for answer in (client.get(path + "?next=/site-admin/pages/"), client.post(path, {"username": "x"})):
            assert answer.status_code == 302
            assert answer.url.startswith("/accounts/login/")

    def test_wagtail_sends_no_letters_and_changes_no_password(self, client, keeper) -> None:
        assert client.get("/site-admin/password_reset/").status_code in {302, 404}
        client.force_login(keeper)
        assert client.get("/site-admin/password_reset/").status_code == 404

    @pytest.mark.parametrize(
        "path", ["/accounts/email/", "/accounts/login/code/", "/accounts/confirm-email/", "/accounts/3rdparty/"]
    )
    def test_what_we_do_not_offer_is_not_there(self, client, young_person, path) -> None:
        client.force_login(young_person)
        assert client.get(path).status_code == 404

    def test_no_interface_answers_a_stranger(self, client) -> None:
        interfaces = [route.example for route in routes() if "api" in route.pattern.split("/")]
        assert interfaces, "Wagtail brings one for its own editor"
        answers = {
            path: client.get(path).status_code for path in [*interfaces, "/api/", "/api/v2/pages/", "/api/docs/"]
        }

        assert {path: status for path, status in answers.items() if status not in {301, 302, 404}} == {}


class TestTheEditor:
    @pytest.fixture
    def editor(self, places) -> User:
        return member_of(places.trust, RoleName.CONTENT_EDITOR)

    def test_is_for_those_who_write_the_site(self, client, editor) -> None:
        client.force_login(editor)
        assert client.get("/site-admin/").status_code == 200
        assert client.get("/site-admin/pages/").status_code in {200, 302}
        assert client.get("/site-admin/images/").status_code == 200

    @pytest.mark.parametrize(
        "path", ["/site-admin/", "/site-admin/pages/", "/site-admin/images/", "/site-admin/reports/site-history/"]
    )
    def test_and_for_nobody_else(self, client, places, path) -> None:
        client.force_login(member_of(places.team, RoleName.PRACTITIONER))
        assert client.get(path, follow=True).status_code == 403

    def test_a_role_that_ended_by_date_opens_it_no_more(self, client, places, editor, time_machine) -> None:
        from mhst.access.models import Membership

        client.force_login(editor)
        assert editor.groups.exists()
        Membership.objects.filter(user=editor)._raw_delete("default")

        assert editor.groups.exists()
        assert client.get("/site-admin/").status_code != 200

    @pytest.mark.parametrize("path", ["/site-admin/users/", "/site-admin/groups/", "/site-admin/users/new/"])
    def test_accounts_are_not_kept_there_not_even_by_the_systems_keeper(self, client, keeper, path) -> None:
        client.force_login(keeper)
        assert client.get(path).status_code in {302, 403, 404}


class TestTheSystemPages:
    def test_are_for_the_systems_keeper(self, client, keeper) -> None:
        client.force_login(keeper)
        assert client.get("/system/").status_code == 200
        assert client.get("/system/login/?next=https://evil.invalid/").url == "/system/"
        assert client.get("/system/django_tasks_database/dbtaskresult/").status_code == 200

    @pytest.mark.parametrize("role", [RoleName.TEAM_MANAGER, RoleName.PRACTITIONER])
    def test_and_for_nobody_else(self, client, places, role) -> None:
        client.force_login(member_of(places.team, role))
        assert client.get("/system/", follow=True).status_code == 403
        assert client.get("/system/login/").status_code == 403

    def test_hold_no_person_account_session_secret_or_grant(self) -> None:
        from django.contrib import admin

        assert {model._meta.label_lower for model in admin.site._registry} == {"django_tasks_database.dbtaskresult"}

    def test_and_neither_does_the_editor(self) -> None:
        from wagtail.snippets.models import get_snippet_models

        found = {model for model in get_snippet_models() if model._meta.app_label != "cms"}
        # Clinicians keep the phrases, editors the directory: none of it is about a person.
        assert {model._meta.label for model in found} == {
            "realtime.DangerPhrase", "directory.Provider", "directory.Service",
        }  # fmt: skip

    def test_nothing_is_changed_there(self, client, keeper) -> None:
        client.force_login(keeper)
        assert client.get("/system/django_tasks_database/dbtaskresult/add/").status_code == 403
        assert client.post(
            "/system/django_tasks_database/dbtaskresult/", {"action": "delete_selected"}
        ).status_code in {302, 200, 403}
