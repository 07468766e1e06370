"""What a visitor meets: every page opens, every page carries help, and neither costs more than it should."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.shortcuts import render
from django.template import Context
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from wagtail.models import Page

from cms import views
from cms.help_ways import BUILT_IN
from cms.models import ArticlePage, HelpRoute
from mhst.access.enums import RoleName
from tests.factories import SchoolFactory, member_of

pytestmark = pytest.mark.django_db
NUMBERS = [way.phone or way.text_to for way in BUILT_IN if way.phone or way.text_to]
NOT_IN_THE_TREE = ["/help-now/", "/search/", "/search/?q=worry", "/search/?q="]


def addresses() -> list[str]:
    return [page.url for page in Page.objects.filter(depth__gte=2, live=True).order_by("path")] + NOT_IN_THE_TREE


def missing(html: str) -> list[str]:
    """The numbers that are not on the page as links to dial or text."""
    linked = re.findall(r'href="(?:tel|sms):[^"]+">([^<]+)</a>', html)
    return [number for number in NUMBERS if number not in linked]


class TestEveryPublicPage:
    def test_opens_for_anybody_and_carries_every_way_to_get_help(self, client, searchable):
        found = {address: client.get(address) for address in addresses()}

        assert {address: answer.status_code for address, answer in found.items() if answer.status_code != 200} == {}
        assert {address: gone for address, answer in found.items() if (gone := missing(answer.content.decode()))} == {}

    def test_sets_no_cookie_and_asks_no_other_host(self, client, site):
        for address in addresses():
            answer = client.get(address)
            loaded = re.findall(r'<(?:script|img|iframe)[^>]+src="([^"]+)"', answer.content.decode())

            assert (address, dict(answer.cookies)) == (address, {})
            assert [file for file in loaded if not file.startswith("/static/")] == []

    def test_has_no_inline_script_and_no_inline_style(self, client, site):
        for address in addresses():
            html = client.get(address).content.decode()

            assert (address, re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)) == (address, [])

    def test_has_a_title_one_first_heading_and_a_description(self, client, site):
        for page in Page.objects.filter(depth__gte=2, live=True):
            html = client.get(page.url).content.decode()

            assert (page.url, html.count("<h1"), html.count('<meta name="description" content="')) == (page.url, 1, 1)
            assert re.search(r"<title>\S.* - \S.*</title>", html)

    def test_titles_of_young_peoples_pages_are_neutral(self, client, site):
        html = client.get("/search/?q=self+harm").content.decode()

        assert re.search(r"<title>(.*)</title>", html)[1].startswith("Search - ")


class TestHome:
    def test_leads_each_audience_to_its_door_in_the_editors_order(self, client, site):
        html = client.get("/").content.decode()

        assert re.findall(r'<a class="app-door__link" href="([^"]+)">', html) == [
            "/young-people/", "/parents/", "/school-staff/", "/professionals/",
        ]  # fmt: skip

    def test_says_first_what_it_is_not(self, client, site):
        html = client.get("/").content.decode()

        assert html.index("not an emergency service") < html.index("Which door is yours?")

    def test_young_peoples_pages_wear_the_warmer_dress(self, client, site):
        young = {page.url for page in Page.objects.filter(live=True) if 'class="app-young"' in _body(client, page.url)}

        assert young == {
            "/young-people/", "/young-people/confidentiality/", "/young-people/what-happens-in-a-session/",
            "/young-people/worries-and-low-mood/",
        }  # fmt: skip


class TestCost:
    @pytest.mark.parametrize(
        ("address", "most"), [("/", 11), ("/parents/", 10), ("/parents/agreeing-to-support/", 12), ("/help-now/", 0)]
    )
    def test_a_page_costs_few_queries(self, client, site, django_assert_max_num_queries, address, most):
        client.get(address)

        with django_assert_max_num_queries(most):
            client.get(address)

    def test_a_door_with_more_articles_costs_the_same(self, client, site):
        door = Page.objects.get(slug="parents")
        client.get("/parents/")
        before = _cost(client, "/parents/")
        for number in range(12):
            _add_article(door, f"More {number}")

        assert _cost(client, "/parents/") == before

    def test_more_results_cost_the_same(self, client, searchable):
        door = Page.objects.get(slug="parents")
        for number in range(3):
            _add_article(door, f"Zebra {number}")
        call_command("update_index", verbosity=0)
        client.get("/search/?q=zebra")
        before = _cost(client, "/search/?q=zebra")
        for number in range(3, 9):
            _add_article(door, f"Zebra {number}")
        call_command("update_index", verbosity=0)

        assert _cost(client, "/search/?q=zebra") == before


class TestErrorPages:
    def test_an_unknown_address_is_our_own_page_with_help(self, client, site):
        answer = client.get("/no/such/page/")

        assert (answer.status_code, missing(answer.content.decode())) == (404, [])
        assert "Page not found" in answer.content.decode()

    @pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "409", "429", "500", "503", "503_document"])
    def test_every_error_page_carries_what_editors_list(self, rf, site, status):
        HelpRoute.objects.create(
            name="Local line",
            what_for="To talk.",
            for_whom="All",
            hours="Day and night",
            owner="Us",
            phone="01632 960111",
        )
        cache.clear()
        client_page = Client().get("/help-now/").content.decode()
        request = rf.get("/")
        request.user = None
        html = render(request, f"{status}.html").content.decode()

        assert "01632 960111" in client_page
        assert (missing(html), "01632 960111" in html) == ([], True)

    @pytest.mark.parametrize("status", ["500", "503"])
    def test_pages_for_when_all_has_failed_ask_for_nothing(self, new_process, status):
        html = get_template(f"{status}.html").template.render(Context())

        assert missing(html) == []


class TestFound:
    def test_the_sitemap_lists_published_pages_only(self, client, site):
        ArticlePage.objects.get(slug="privacy").unpublish()
        xml = client.get("/sitemap.xml").content.decode()

        assert sorted(re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", xml)) == sorted(
            page.url for page in Page.objects.filter(depth__gte=2, live=True)
        )

    def test_robots_keep_out_of_everything_behind_the_sign_in(self, client):
        told = client.get("/robots.txt").content.decode().splitlines()
        first_parts = {address.partition("/")[0] for address in _every_address(get_resolver().url_patterns)}
        open_parts = {
            "ask",
            "directory",
            "posts",
            "staff-support",
            "talk",
            "help-now",
            "search",
            "documents",
            "sitemap.xml",
            "robots.txt",
            "favicon.ico",
            "media",
            "offline",
            "sw.js",
            "_util",
        }

        assert {part for part in first_parts if part[:1].isalnum()} - open_parts <= set(views.SIGNED_IN)
        assert [line for line in told if line.startswith("Disallow: /")] == [
            *(f"Disallow: /{part}/" for part in views.SIGNED_IN), "Disallow: /search/", "Disallow: /cy/search/",
        ]  # fmt: skip

    def test_an_empty_search_says_what_to_do(self, client, site):
        html = client.get("/search/?q=").content.decode()

        assert "Write a word or two to look for." in html
        assert "<title>Error: " in html

    def test_words_of_danger_put_help_first_whatever_is_found(self, client, searchable):
        for words in (
            "kill+myself",
            "I+don%E2%80%99t+want+to+live",
            "hunan-niweidio",
            "unalive",
            "k%E2%80%8Bill+myself",
        ):
            html = client.get(f"/search/?q={words}").content.decode()

            assert html.index("You can talk to someone now") < html.index("tel:999") < html.index('role="search"')
        assert "You can talk to someone now" not in client.get("/search/?q=sleep").content.decode()

    def test_a_page_number_that_nobody_could_count_to_opens_a_list_all_the_same(self, client, site):
        long = "9" * 5000
        lists = ("/posts/?page=", "/directory/?page=", "/directory/sheet.pdf?id=", "/search/?q=worry&page=")

        assert [address for address in lists if client.get(f"{address}{long}").status_code >= 500] == []

    def test_nothing_found_says_what_to_try(self, client, searchable):
        assert "Try fewer words" in client.get("/search/?q=zebra").content.decode()


class TestHelpNowWhateverHappens:
    def test_without_a_database(self, client, database_away):
        answer = client.get("/help-now/")

        assert (answer.status_code, missing(answer.content.decode())) == (200, [])

    def test_without_a_database_for_somebody_signed_in(self, database_away):
        client = Client(raise_request_exception=False)
        client.cookies["sessionid"] = "of-somebody-who-was-signed-in"
        answer = client.get("/help-now/")

        assert (answer.status_code, missing(answer.content.decode())) == (200, [])

    def test_other_pages_fail_with_help(self, database_away):
        answer = Client(raise_request_exception=False).get("/")

        assert (answer.status_code, missing(answer.content.decode())) == (500, [])

    def test_for_somebody_signed_in(self, client, site):
        client.force_login(member_of(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD))

        assert client.get("/help-now/").status_code == 200

    def test_says_for_each_what_it_is_for(self, client, site):
        html = client.get("/help-now/").content.decode()

        assert [way.name for way in BUILT_IN if way.name not in html or way.hours not in html] == []


class TestDrafts:
    def test_a_draft_is_nobodys_to_see(self, client, site):
        _add_article(site, "Draft", live=False)

        assert client.get("/draft/").status_code == 404


def _cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def _add_article(below: Page, title: str, **more: Any) -> None:
    below.add_child(instance=ArticlePage(title=title, summary="Words.", body=[("paragraph", "<p>Words.</p>")], **more))


def _body(client: Client, address: str | None) -> str:
    return client.get(address).content.decode() if address else ""


def _every_address(routes: Any, above: str = "") -> list[str]:
    nested = [(getattr(route, "url_patterns", None), above + str(route.pattern)) for route in routes]
    return [one for below, here in nested for one in (_every_address(below, here) if below else [here])]
