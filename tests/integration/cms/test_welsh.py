"""The proof that the front can speak another language: a few pages, and every word around them."""

import gettext
import re

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils.translation import override

from cms.actions import starting_site
from cms.queries import page
from cms.views import OTHER_WORDS
from mhst.access.enums import RoleName
from mhst.core.errors import Refused
from tests.factories import OrganisationFactory, member_of
from tests.factories.counselling import ServiceFactory

pytestmark = pytest.mark.django_db
WORDS = settings.LOCALE_PATHS[0] / "cy" / "LC_MESSAGES"


def test_a_tree_of_pages_in_welsh_beside_the_english_one(client, whole_site):
    front, young = client.get("/cy/"), client.get("/cy/pobl-ifanc/").content.decode()
    html = front.content.decode()

    assert (front.status_code, dict(front.cookies)) == (200, {})
    assert '<html lang="cy">' in html
    assert re.findall(r'<a class="app-door__link" href="([^"]+)">', html) == ["/cy/pobl-ifanc/"]
    assert '<a href="/" lang="en-gb" hreflang="en-gb">English</a>' in html
    assert '<a href="/young-people/" lang="en-gb" hreflang="en-gb">English</a>' in young
    assert "Gadael y dudalen hon" in young
    assert "Angen help nawr?" in young
    assert client.get("/cy/pobl-ifanc/anadlu/").status_code == 200
    assert (
        '<a href="/cy/pobl-ifanc/" lang="cy" hreflang="cy">Cymraeg</a>' in client.get("/young-people/").content.decode()
    )
    assert "/cy/pobl-ifanc/cyfrinachedd/" in client.get("/sitemap.xml").content.decode()


def test_help_and_search_answer_in_both(client, site):
    english, welsh = client.get("/help-now/").content.decode(), client.get("/cy/help-now/").content.decode()

    assert ("<h1>Help now</h1>" in english, "<h1>Help nawr</h1>" in welsh) == (True, True)
    assert "<h1>Chwilio</h1>" in client.get("/cy/search/").content.decode()
    with override("cy"):
        assert page.search("worry").paginator.count == 0


def test_what_has_no_welsh_says_that_it_is_english_and_ways_on_stay_in_welsh(client, whole_site):
    welsh, lost = (client.get(f"/cy/{path}/").content.decode() for path in ("help-now", "no-such-page"))

    assert '<p lang="en-GB">You would rather text than talk.</p>' in welsh
    assert '<span lang="en-GB">Everyone. Day and night.</span>' in welsh
    assert 'Gall hefyd helpu: <strong lang="en-GB">An adult you trust at school</strong>' in lost
    assert "<p>You would rather text than talk.</p>" in client.get("/help-now/").content.decode()
    assert '<a href="/cy/">' in lost
    assert '<a href="/cy/">' in client.get("/cy/search/?q=zebra").content.decode()
    assert "Yn ôl i </span>" in client.get("/cy/pobl-ifanc/anadlu/").content.decode()


def test_words_that_are_suggested_find_something_and_links_say_that_they_lead_to_english(client, whole_site):
    ServiceFactory()
    call_command("update_index", verbosity=0)
    for language, words in OTHER_WORDS.items():
        with override(language):
            assert [word for word in words.split(", ") if not page.search(word).paginator.count] == []
    assert "ysgol, ffrind" in client.get("/cy/search/?q=zebra").content.decode()
    young = client.get("/cy/pobl-ifanc/").content.decode()
    for path in ("/talk/", "/ask/", "/directory/"):
        links = re.findall(f'<a [^>]*href="{path}"[^>]*>', young)
        assert (path, [link for link in links if 'hreflang="en-GB"' not in link], links != []) == (path, [], True)
    assert 'hreflang="en-GB"' not in client.get("/young-people/").content.decode()


def test_pages_beside_the_tree_have_their_twin_and_ways_home_stay_in_the_language(client, whole_site):
    switches = {
        "/help-now/": "/cy/help-now/", "/cy/help-now/": "/help-now/", "/search/?q=worry": "/cy/search/?q=worry",
        "/nowhere/": "/cy/nowhere/", "/cy/nowhere/": "/nowhere/",
        "/posts/3f0c1c52-2f0b-4a52-8e6b-53fd5a1f2a6e/": "/cy/",
    }  # fmt: skip
    for address, twin in switches.items():
        language = "en-gb" if address.startswith("/cy/") else "cy"
        html = client.get(address).content.decode()
        assert (address, f'<a href="{twin}" lang="{language}" hreflang="{language}">' in html) == (address, True)

    welsh = client.get("/cy/help-now/").content.decode()
    assert 'service-logo" href="/cy/"' in welsh
    assert 'hreflang="en-GB">Accessibility' in welsh
    assert 'hreflang="en-GB">' not in client.get("/help-now/").content.decode()
    with override("cy"):
        assert 'href="/cy/"' in render_to_string("405.html", {"user": AnonymousUser()})


def test_the_browsers_wish_changes_nothing_and_what_staff_use_stays_english(client, site):
    html = client.get("/", headers={"Accept-Language": "cy"}).content.decode()

    assert '<html lang="en-GB">' in html
    assert client.get("/accounts/login/", headers={"Accept-Language": "cy"}).content.decode().count('lang="en-GB"') == 1


def test_a_content_editor_does_not_lay_out_translations(site):
    with pytest.raises(Refused):
        starting_site.translate(by=member_of(OrganisationFactory(), RoleName.CONTENT_EDITOR))


def test_all_words_are_there_to_be_translated_and_what_is_compiled_is_what_is_written():
    """What has no Welsh yet is said in English; of what is shown at `/cy/` itself nothing is left."""
    written = (WORDS / "django.po").read_text()
    with (WORDS / "django.mo").open("rb") as file:
        compiled = {str(key): value for key, value in gettext.GNUTranslations(file)._catalog.items() if key}
    pairs = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', written, re.MULTILINE))

    translated = {words: welsh for words, welsh in pairs.items() if welsh}
    assert (len(translated) > 100, len(pairs) > 400, "#, fuzzy" in written) == (True, True, False)
    assert {"Help now", "Search", "Page not found", "Talk to someone"} <= translated.keys()
    assert {welsh.replace('\\"', '"').replace("\\\\", "\\") for welsh in translated.values()} <= set(compiled.values())
