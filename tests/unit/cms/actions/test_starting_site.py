import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Site, Workflow

from cms import markup, starting
from cms.actions import starting_site
from cms.help_ways import BUILT_IN
from cms.models import ArticlePage, HelpRoute, HomePage
from mhst.access.enums import RoleName
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from tests.factories import OrganisationFactory, member_of


def of_files() -> dict[str, str]:
    return {f"/{start.path}/".replace("//", "/"): start.title for start in starting.pages()}


def test_every_file_becomes_a_published_page_whose_links_all_lead_somewhere(whole_site, client):
    pages = list(Page.objects.filter(depth__gte=2, live=True).specific())
    shown = {page.url: page.shown_as_html() for page in pages}
    hrefs = {link.href for html in shown.values() for link in markup.read(html).links}

    assert {page.url: page.title for page in pages if page.locale.language_code == "en-gb"} == of_files()
    assert {
        url: mark for url, html in shown.items() for mark in ("{", "}", "page:", "Being written") if mark in html
    } == {}
    assert {href: client.get(href).status_code for href in hrefs if href.startswith("/")} == dict.fromkeys(
        (href for href in hrefs if href.startswith("/")), 200
    )
    assert {href for href in hrefs if not href.startswith(("/", "tel:", "https://"))} == set()
    assert {href for href in hrefs if href.startswith("tel:")} <= {f"tel:{way.tel}" for way in BUILT_IN}


def test_it_is_the_front_of_the_only_site_and_wagtails_own_page_is_gone(site):
    assert Site.objects.get().root_page_id == site.pk
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage]


def test_repeating_it_touches_nothing_an_editor_has_made(site):
    article = ArticlePage.objects.get(slug="privacy")
    article.title = "Ours"
    article.save_revision().publish()
    ArticlePage.objects.get(slug="about").delete()

    assert starting_site.lay_out(by=SYSTEM) == 0
    assert ArticlePage.objects.get(slug="privacy").title == "Ours"
    assert not ArticlePage.objects.filter(slug="about").exists()


def test_pages_are_added_to_a_site_that_is_there_and_none_is_touched(site):
    before = {page.pk: page.latest_revision_id for page in Page.objects.all()}
    wanted = [start for start in starting.pages() if start.path in {"parents", "parents/how-to-help-at-home"}]

    assert starting_site.bring_in(wanted=wanted, by=SYSTEM) == 1
    assert starting_site.bring_in(wanted=wanted, by=SYSTEM) == 0
    assert ArticlePage.objects.get(slug="how-to-help-at-home").url == "/parents/how-to-help-at-home/"
    assert {page.pk: page.latest_revision_id for page in Page.objects.filter(pk__in=before)} == before


def test_help_is_listed_once_and_counts_as_never_checked(site):
    HelpRoute.objects.get(name="Shout").delete()

    assert starting_site.list_help(by=SYSTEM) == 0
    assert set(HelpRoute.objects.values_list("name", "checked_on")) == {
        (way.name, None) for way in BUILT_IN if way.name != "Shout"
    }


@pytest.mark.django_db
@pytest.mark.parametrize("make", [starting_site.lay_out, starting_site.list_help])
def test_a_content_editor_may_not_lay_out_the_site(make):
    editor = member_of(OrganisationFactory(), RoleName.CONTENT_EDITOR)

    with pytest.raises(Refused):
        make(by=editor)


def test_pages_are_let_out_by_a_second_person(site):
    workflow = Workflow.objects.get()

    assert site.get_workflow() == workflow
    assert [str(task) for task in workflow.tasks] == ["Read by a second person"]
    assert set(Group.objects.values_list("name", flat=True)) == {"Content editors", "Content approvers"}
    assert [group.name for group in workflow.tasks[0].specific.groups.all()] == ["Content approvers"]
