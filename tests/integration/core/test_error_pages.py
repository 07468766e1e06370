"""Each refusal has its page: what happened, what to do, and where to get help now."""

from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.test import Client, override_settings
from django.urls import path

from cms.help_ways import BUILT_IN
from mhst import urls
from mhst.core.errors import Conflict, NotFound, Refused
from mhst.core.pdf import NotMade
from tests.factories.access import UserFactory

FAULTS = {
    "refused": Refused("Only the school's lead may book here."),
    "missing": NotFound("We could not find that group."),
    "conflict": Conflict("Somebody has just taken that place."),
    "denied": PermissionDenied("no"),
    "suspicious": SuspiciousOperation("no"),
    "paper": NotMade("a secret of ours"),
    "broken": RuntimeError("a secret of ours"),
}


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    raise FAULTS[kind]


fail.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("fail/<slug:kind>/", fail), path("cy/fail/<slug:kind>/", fail), *urls.urlpatterns]
NUMBERS = [way.phone or way.text_to for way in BUILT_IN if way.phone or way.text_to]


def assert_helps(page: str) -> None:
    assert [number for number in NUMBERS if number not in page] == []


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("refused", 403, "Only the school&#x27;s lead may book here."),
        ("missing", 404, "We could not find that group."),
        ("conflict", 409, "Somebody has just taken that place."),
        ("denied", 403, "You cannot do that here"),
        ("suspicious", 400, "We could not read that"),
        ("paper", 503, "The document could not be made just now"),
        ("broken", 500, "Something went wrong on our side"),
    ],
)
def test_a_refusal_is_a_page_that_helps(kind: str, status: int, words: str) -> None:
    answer = Client(raise_request_exception=False).get(f"/fail/{kind}/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "a secret of ours" not in page
    assert_helps(page)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_page_for_when_all_has_fallen_speaks_one_language_and_names_us_in_no_tab() -> None:
    client = Client(raise_request_exception=False)
    for kind in ("broken", "suspicious"):
        english, welsh = (client.get(f"{at}/fail/{kind}/").content.decode() for at in ("", "/cy"))

        assert [page.partition(" - ")[2].partition("<")[0] for page in (english, welsh)] == ["For you", "I chi"]
        assert ['<html lang="en-GB">' in english, '<html lang="cy">' in welsh] == [True, True]
        assert [f'service-logo" href="{home}"' in page for page, home in ((english, "/"), (welsh, "/cy/"))] == [
            True
        ] * 2


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_document_that_could_not_be_made_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/fail/paper/")
    [record] = [one for one in caplog.records if one.name == "mhst.core.middleware"]
    assert (record.levelname, record.getMessage(), record.exc_info and record.exc_info[0]) == (
        "ERROR", "A document could not be made", NotMade,
    )  # fmt: skip


@pytest.mark.django_db
def test_an_address_that_is_not_there() -> None:
    answer = Client().get("/no-such-page/")
    assert answer.status_code == 404
    assert_helps(answer.content.decode())


@pytest.mark.django_db
def test_the_address_of_a_button_opened_like_a_page_is_explained(client: Client) -> None:
    client.force_login(UserFactory())
    answer = client.get(f"/sessions/{UUID(int=1)}/revive/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "This address is for a button, not a page" in answer.content.decode()
    assert '<a href="/home/">Go to your start page</a>' in answer.content.decode()
    assert_helps(answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_signing_in_leads_on_to_a_page_and_never_to_the_address_of_a_button(client: Client, method: str) -> None:
    ask = getattr(client, method)
    assert ask(f"/sessions/{UUID(int=1)}/revive/").headers["Location"] == "/accounts/login/"
    assert ask("/groups/").headers["Location"] == "/accounts/login/?next=/groups/"


@pytest.mark.django_db
def test_a_form_without_its_token() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "That page was open too long" in answer.content.decode()
    assert_helps(answer.content.decode())


@pytest.mark.parametrize("name", ["400", "403_csrf", "500", "503"])
def test_a_page_for_when_all_has_fallen_asks_nothing(name: str) -> None:
    """No request, no context processor, and no database: this test may not use one."""
    page = get_template(f"{name}.html").render()
    assert "School mental health support" in page
    assert_helps(page)
