"""No address answers a stranger, unless it is listed here as public."""

import pytest
from django.test import Client

from tests.architecture.routes import Route, routes

#: What a stranger may open, and why. As the addresses are written down; `*` for all that begin so, or end so.
PUBLIC = {
    "health/": "load balancers and monitors ask it",
    "favicon.ico": "leads to the icon of every page",
    "accounts/password/reset/*": "getting back in",
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "a letter's link, with a secret in it",
    "accounts/inactive/": "tells somebody who has left that they have",
    "accounts/signup/": "tells that one is invited",
    "calendar/*": "a phone's calendar, with a secret in the address",
    "ask/*": "a parent or a young person asks for support without an account",
    "measures/*": "a questionnaire on somebody's own phone, with a secret in the address",
    "concerns/send/": "keeps what a colleague typed whose session ended meanwhile; shows nothing",
    "letter/*": "somebody reads a letter to them by a link, with a secret in it",
    "consent/*": "a parent or guardian answers by a link, with a secret in it, or by a paper from the school",
    "for-partners/*": "a partner organisation answers by a link, with a secret in it",
    "talk/": "a young person comes to talk, and has no account yet",
    "talk/new/": "what is asked before there is an account",
    "talk/nickname/": "makes the account",
    "talk/back/": "getting back in, with a phrase",
    "staff-support/": "somebody who works here asks for support, without an account",
    "staff-support/ask/": "asking; what is asked goes into a partition of its own",
    "staff-support/ask-for-a-team/": "the same for a team",
    "staff-support/back/": "coming back, with a code",
    "staff-support/leave/": "forgets who came back",
    "staff-support/mine/*": "for whoever came back with a code",
    "staff-support/team/*": "for whoever came back with a code of a team",
    "help-now/": "ways to get help are for everybody",
    "directory/": "local help, for everybody",
    "directory/<int:id>/*": "an entry, on the screen and on paper",
    "directory/suggest/": "whoever runs a service tells of it; nobody sees it before an editor has read it",
    "directory/sheet.pdf": "entries on paper",
    "directory/directory.csv": "the directory as open data",
    "directory/open-referral/*": "the directory as open data",
    "directory/partner/*": "a partner keeps their entries right by a link, with a secret in it",
    "posts/": "what young people wrote, once a moderator has read it",
    "posts/<uuid:id>/": "one of them",
    "posts/write/": "a young person writes for others, without an account",
    "posts/yours/*": "what became of it, by a code",
    "exit/": "makes a young person's page vanish, also where their session is over already",
    "search/": "searches the public pages",
    "offline/": "kept by browsers for when there is no network: public words",
    "sw.js": "tells browsers to keep that page, and nothing else",
    "media/images/<path:path>": "pictures that editors put on public pages",
    "sitemap.xml": "lists the public pages",
    "robots.txt": "tells search engines what to leave alone",
    "documents/*": "files that editors put on public pages",
    "_util/*": "Wagtail asks for the password of a page or a document here",
    r"^((?:[\w\-]+/)*)$": "public pages, which editors write",
    "*/login/": "asks who you are",
    "*/logout/": "ends what is not there",
    "*/jsi18n/": "words of calendar widgets",
    "site-admin/password_reset/*": "Wagtail's own; it sends nothing to somebody without an account",
    "site-admin/sprite/": "icons",
}


def _fits(pattern: str, public: str) -> bool:
    if public.startswith("*"):
        return pattern.endswith(public[1:])
    return pattern == public or (public.endswith("/*") and pattern.startswith(public[:-1]))


def _is_public(route: Route) -> bool:
    return any(_fits(route.pattern, public) for public in PUBLIC)


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    closed = [route for route in routes() if not _is_public(route)]

    answers = {route.pattern: client.get(route.example) for route in closed}

    assert {
        pattern: response.status_code
        for pattern, response in answers.items()
        if not (response.status_code == 302 and "/login/" in response["Location"])
    } == {}


@pytest.mark.django_db
def test_a_stranger_changes_nothing(client: Client) -> None:
    closed = [route for route in routes() if not _is_public(route)]

    answers = {route.pattern: client.post(route.example) for route in closed}

    assert {pattern: r.status_code for pattern, r in answers.items() if r.status_code not in {302, 403, 404, 405}} == {}


def test_all_that_is_listed_as_public_exists() -> None:
    patterns = [route.pattern for route in routes()]

    assert [public for public in PUBLIC if not any(_fits(pattern, public) for pattern in patterns)] == []
