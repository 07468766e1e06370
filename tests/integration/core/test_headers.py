import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from mhst.core.middleware import PolicyByPath
from mhst.settings import security

pytestmark = pytest.mark.django_db


def directives(client: Client, path: str) -> dict[str, str]:
    policy = client.get(path).headers["Content-Security-Policy"]
    return {name: value for name, _, value in (part.strip().partition(" ") for part in policy.split(";"))}


def test_our_pages_load_only_from_us_and_run_nothing_inline(client: Client) -> None:
    assert directives(client, reverse("help_now")) == {
        "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'",
        "font-src": "'self'", "connect-src": "'self'", "manifest-src": "'self'", "media-src": "'self'",
        "worker-src": "'self'", "object-src": "'none'", "base-uri": "'none'", "form-action": "'self'",
        "frame-ancestors": "'none'",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/site-admin/", "/system/"])
def test_the_admin_sites_run_nothing_inline_either(client: Client, path: str) -> None:
    found = directives(client, path)
    assert "unsafe" not in found["script-src"]
    assert found["object-src"] == found["base-uri"] == "'none'"


def test_only_the_editor_may_be_framed_and_only_by_us(client: Client) -> None:
    assert client.get("/site-admin/").headers["X-Frame-Options"] == "SAMEORIGIN"
    assert directives(client, "/site-admin/")["frame-ancestors"] == "'self'"
    assert client.get("/help-now/").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", ["/help-now/", "/no-such-page/", "/accounts/login/"])
def test_every_answer_carries_the_rest(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Permissions-Policy"] == security.PERMISSIONS_POLICY
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_used_its_nonce_has_it_in_its_policy_and_no_other_page_has() -> None:
    """Most policies are the same words for every page, and are written once."""
    used, plain = (
        PolicyByPath(answer)(RequestFactory().get("/home/")).headers["Content-Security-Policy"]  # type: ignore[union-attr]
        for answer in (lambda request: HttpResponse(str(request.csp_nonce)), lambda _: HttpResponse())
    )

    assert ("'nonce-" in used, "'nonce-" in plain) == (True, False)


def test_pages_of_somebody_signed_in_are_not_kept(client: Client, settings: object) -> None:
    assert "no-store" not in client.get("/help-now/").headers.get("Cache-Control", "")
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"  # type: ignore[attr-defined]
    assert client.get("/help-now/").headers["Cache-Control"] == "no-store"
