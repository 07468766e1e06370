"""What the people behind the public site may do in the editor, and what it shows them."""

import copy
import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.enums import Urgency
from cms.models import ArticlePage, HelpRoute, HomePage
from cms.rules.opened import version_of
from mhst.access.enums import RoleName
from mhst.core import clock
from tests.factories import OrganisationFactory, SchoolFactory, TeamFactory, member_of

pytestmark = pytest.mark.django_db
LIST = "/site-admin/snippets/cms/helproute/"


def signed_in(role: RoleName) -> Client:
    places = {RoleName.CONTENT_EDITOR: OrganisationFactory, RoleName.TEAM_MANAGER: TeamFactory}
    client = Client()
    client.force_login(member_of(places.get(role, SchoolFactory)(), role))
    return client


@pytest.fixture
def editor(site: HomePage) -> Client:
    return signed_in(RoleName.CONTENT_EDITOR)


@pytest.fixture
def approver() -> Client:
    return signed_in(RoleName.TEAM_MANAGER)


def write(client: Client, button: str, *blocks: tuple[str, Any]) -> Any:
    """Send in a new article for parents, with this button."""
    body = streamfield(blocks or [("paragraph", rich_text("<p>Words.</p>", features=["bold"]))])
    data = {"title": "Sleep", "slug": "sleep", "summary": "About sleep.", "body": body, button: "1"}
    data |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    parent = Page.objects.get(slug="parents").pk
    return client.post(f"/site-admin/pages/add/cms/articlepage/{parent}/", nested_form_data(data))


def approve(client: Client) -> None:
    page = ArticlePage.objects.get(slug="sleep")
    state = page.current_workflow_state.current_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk)), {"comment": ""})


def typed(route: HelpRoute, **changed: Any) -> dict[str, Any]:
    """The form of a way to get help as it was opened, but for what is changed."""
    fields = (
        "name", "urgency", "what_for", "for_whom", "hours", "phone", "phone_note", "text_to", "text_word", "web",
        "checked_on", "owner", "is_shown",
    )  # fmt: skip
    opened = version_of({name: getattr(route, name) for name in fields})
    return {name: getattr(route, name) or "" for name in fields} | {"opened": opened} | changed


def opened(client: Client, address: str) -> str:
    """What the form tells of the version that it was opened with."""
    return str(re.search(r'name="opened" value="([^"]+)"', client.get(address).content.decode())[1])


def is_out(address: str = "/parents/sleep/") -> bool:
    return Client().get(address).status_code == 200


class TestASecondReader:
    def test_what_an_editor_hands_in_is_not_out(self, editor, site):
        write(editor, "action-submit")

        assert ArticlePage.objects.get(slug="sleep").workflow_in_progress
        assert not is_out()

    def test_an_editor_cannot_let_it_out(self, editor, site):
        write(editor, "action-publish")

        assert not is_out()

    def test_a_second_person_lets_it_out(self, editor, approver, site):
        write(editor, "action-submit")
        approve(approver)

        assert is_out()

    def test_an_editor_is_not_their_own_second_reader(self, editor, site):
        write(editor, "action-submit")
        approve(editor)

        assert not is_out()


class TestWhatStopsAnEditor:
    def test_a_heading_out_of_order(self, editor, site):
        answer = write(editor, "action-submit", ("heading", {"text": "Part", "level": "3"}))

        assert "put a section heading above it" in answer.content.decode()
        assert not ArticlePage.objects.filter(slug="sleep").exists()

    def test_a_draft_may_be_anything_and_a_link_that_says_nothing_is_not_handed_in(self, editor, site):
        vague = ("paragraph", rich_text('<p><a href="https://example.org">click here</a></p>'))
        write(editor, "action-draft", vague)
        draft = ArticlePage.objects.get(slug="sleep")
        form = editor.get(f"/site-admin/pages/{draft.pk}/edit/").content.decode()
        draft.delete()
        answer = write(editor, "action-submit", vague)

        assert "words, about 1 minute to read; reads at about age" in form
        assert "The link “click here” does not say where it leads." in form
        assert "The link “click here” does not say where it leads." in answer.content.decode()
        assert not ArticlePage.objects.filter(slug="sleep").exists()

    def test_nor_let_out_by_a_second_reader_or_in_a_list(self, editor, approver, site):
        write(editor, "action-submit")
        page = ArticlePage.objects.get(slug="sleep")
        page.body = [("paragraph", "<p><b>Before bed</b></p>")]
        page.save_revision()
        approve(approver)
        told = approver.get("/site-admin/").content.decode()
        approver.post(f"/site-admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/site-admin/")

        assert "“Before bed” is a paragraph all in bold." in told
        assert not is_out()

    def test_a_young_persons_page_is_read_at_eleven_before_it_has_a_place(self, editor, site):
        page = Page.objects.get(slug="young-people")
        Page.objects.filter(slug="parents").update(slug="elsewhere")
        Page.objects.filter(pk=page.pk).update(slug="parents")
        hard = "Organisational confidentiality necessitates multidisciplinary deliberation. " * 20
        answer = write(editor, "action-submit", ("paragraph", rich_text(f"<p>{hard}</p>")))

        assert "It reads at an age over 18" in answer.content.decode()

    def test_what_tells_too_much_is_not_moved_to_young_people(self, approver, site):
        page, to = ArticlePage.objects.get(slug="agreeing-to-support"), Page.objects.get(slug="young-people")
        ArticlePage.objects.filter(pk=page.pk).update(title="After a suicide", slug="after-a-suicide")
        confirm = f"/site-admin/pages/{page.pk}/move/{to.pk}/confirm/"
        told = approver.post(confirm, follow=True, headers={"Referer": f"http://testserver{confirm}"}).content.decode()
        assert "“After a suicide” cannot be moved there yet." in told
        assert Page.objects.get(pk=page.pk).get_parent().slug == "parents"

        approver.post(f"/site-admin/pages/{page.pk}/move/{Page.objects.get(slug='school-staff').pk}/confirm/")
        assert Page.objects.get(pk=page.pk).get_parent().slug == "school-staff"

    @pytest.mark.parametrize("at_once", ["publish_copies", "alias"])
    def test_a_copy_is_live_only_after_it_was_checked(self, at_once, approver, site):
        page, to = ArticlePage.objects.get(slug="agreeing-to-support"), Page.objects.get(slug="young-people")
        said = {"new_title": "After a suicide", "new_slug": "agreeing", "new_parent_page": to.pk, at_once: "on"}
        told = approver.post(f"/site-admin/pages/{page.pk}/copy/", said, follow=True).content.decode()

        assert "The copy is a draft." in told
        copied = Page.objects.get(slug="agreeing")
        assert (copied.live, copied.alias_of, copied.get_parent().slug) == (False, None, "young-people")

    def test_what_people_are_promised_to_find_is_neither_deleted_nor_taken_offline(self, approver, site):
        page = Page.objects.get(slug="privacy")
        above = Page.objects.get(slug="young-people")  # confidentiality stands below it
        many = f"/site-admin/bulk/wagtailcore/page/delete/?id={page.pk}&next=/site-admin/"
        for address in (f"/site-admin/pages/{page.pk}/delete/", f"/site-admin/pages/{above.pk}/unpublish/", many):
            told = approver.post(address, {"include_descendants": "on"}, follow=True).content.decode()
            assert (address, "has to stay: people are promised" in told) == (address, True)
        assert is_out("/privacy/")
        assert is_out("/young-people/confidentiality/")

        other = Page.objects.get(slug="how-a-school-books-a-group")
        approver.post(f"/site-admin/pages/{other.pk}/delete/")
        assert not Page.objects.filter(slug="how-a-school-books-a-group").exists()

    def test_nor_has_it_another_address(self, approver, site):
        page, to = ArticlePage.objects.get(slug="privacy"), Page.objects.get(slug="parents")
        body = streamfield([("paragraph", rich_text("<p>Words.</p>", features=["bold"]))])
        data = {"title": "Privacy", "slug": "data", "summary": "About data.", "body": body, "action-publish": "1"}
        data |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
        told = approver.post(f"/site-admin/pages/{page.pk}/edit/", nested_form_data(data)).content.decode()
        assert "Its address has to end in “privacy”" in told
        assert is_out("/privacy/")

        for move in (f"pages/{page.pk}/move/{to.pk}/confirm/", f"bulk/wagtailcore/page/move/?id={page.pk}&next=/"):
            told = approver.post(f"/site-admin/{move}", {"chooser": to.pk}, follow=True).content.decode()
            assert (move, "has to stay: people are promised" in told) == (move, True)
        approver.post(f"/site-admin/pages/{page.pk}/set_position/?position=0")
        page.refresh_from_db()
        assert (page.url, page.get_prev_sibling()) == ("/privacy/", None)

    def test_pages_go_only_where_they_belong(self, editor, site):
        article = ArticlePage.objects.get(slug="privacy").pk
        below_article = editor.get(f"/site-admin/pages/add/cms/articlepage/{article}/").status_code
        second_home = editor.get(f"/site-admin/pages/add/cms/homepage/{Page.get_first_root_node().pk}/").status_code

        assert (below_article, second_home) == (302, 302)

    @pytest.mark.parametrize("role", [RoleName.SENIOR_MENTAL_HEALTH_LEAD, RoleName.SCHOOL_STAFF])
    def test_others_do_not_get_in(self, role, site):
        client = signed_in(role)

        assert {client.get(address).status_code for address in ("/site-admin/", LIST)} <= {302, 403, 404}


class TestHelpNow:
    def test_the_list_says_of_each_when_it_was_checked(self, editor, site):
        HelpRoute.objects.filter(name="Shout").update(checked_on=clock.today())
        HelpRoute.objects.filter(name="Childline").update(checked_on=clock.today() - dt.timedelta(days=91))
        html = editor.get(LIST).content.decode()

        assert html.count("Never checked") == 6
        assert html.count("Overdue, last checked") == 1
        assert html.count(f"Checked {clock.today():%-d %B %Y}") == 1

    def test_who_may_publish_changes_a_number_and_the_old_one_is_kept(
        self, approver, site, django_capture_on_commit_callbacks
    ):
        route = HelpRoute.objects.get(name="Samaritans")
        with django_capture_on_commit_callbacks(execute=True):
            approver.post(f"{LIST}edit/{route.pk}/", typed(route, phone="116 124"))

        assert HelpRoute.objects.get(pk=route.pk).phone == "116 124"
        assert "116 124" in Client().get("/about/").content.decode()
        assert [r.content["phone"] for r in route.revisions.order_by("pk")] == ["116 123", "116 124"]

    def test_an_editor_changes_words_but_no_number_no_name_no_hours_nor_what_is_shown(self, editor, site):
        route = HelpRoute.objects.get(name="Emergency services")
        address = f"{LIST}edit/{route.pk}/"
        for said in (
            {"phone": "123456"}, {"phone": "116 000", "web": "https://example.org/"}, {"name": "Pizza"},
            {"urgency": Urgency.TALK}, {"hours": "Never"},
        ):  # fmt: skip
            told = editor.post(address, typed(route, **said)).content.decode()
            assert (said, "Only somebody who may publish can change" in told) == (said, True)
        bad = typed(route, name="Bad line", phone="0900 000")
        told = editor.post(f"{LIST}add/", bad).content.decode()
        assert ("Only somebody who may publish can show" in told, "0900 000" in told) == (True, True)

        editor.post(f"{LIST}add/", bad | {"is_shown": ""})
        editor.post(address, typed(route, what_for="Someone is badly hurt."))
        assert list(HelpRoute.objects.filter(is_shown=False).values_list("name", flat=True)) == ["Bad line"]
        route.refresh_from_db()
        assert (route.phone, route.what_for) == ("999", "Someone is badly hurt.")

    def test_going_back_to_a_version_is_a_change_like_any_other(self, editor, approver, site):
        stands = HelpRoute.objects.get(name="Samaritans")
        HelpRoute.objects.filter(pk=stands.pk).update(checked_on=clock.today())
        old, hidden = copy.copy(stands), copy.copy(stands)
        old.phone, old.checked_on = "0800 9999", clock.today() - dt.timedelta(days=9)
        hidden.phone, hidden.is_shown = "0800 9999", False
        back = f"{LIST}history/{stands.pk}/revisions/{{}}/revert/"

        def again(address: str, **said: Any) -> dict[str, Any]:
            return typed(old, opened=opened(editor, address), **said)

        dead = back.format(old.save_revision().pk)
        assert "Only somebody who may publish can change" in editor.post(dead, again(dead)).content.decode()
        assert HelpRoute.objects.get(pk=stands.pk).phone == "116 123"

        approver.post(dead, again(dead))
        now = HelpRoute.objects.get(pk=stands.pk)
        assert (now.phone, now.checked_on) == ("0800 9999", None)

        HelpRoute.objects.filter(pk=stands.pk).update(is_shown=False, checked_on=clock.today())
        told = editor.post(dead, again(dead)).content.decode()
        assert "Only somebody who may publish can show" in told
        approver.post(dead, again(dead))
        assert HelpRoute.objects.get(pk=stands.pk).checked_on == clock.today()

        HelpRoute.objects.exclude(pk=stands.pk).update(is_shown=False)
        none = back.format(hidden.save_revision().pk)
        told = approver.post(none, again(none, is_shown="")).content.decode()
        assert ("The last way to get help" in told, HelpRoute.objects.get(pk=stands.pk).is_shown) == (True, True)

    def test_nobody_undoes_unseen_what_a_colleague_saved(self, editor, approver, site):
        route = HelpRoute.objects.get(name="Samaritans")
        address = f"{LIST}edit/{route.pk}/"
        approver.post(address, typed(route, phone="116 124", checked_on=clock.today(), urgency=Urgency.URGENT))
        mine = typed(route, for_whom="All of us")
        wrong = approver.post(address, mine | {"phone": "ring us"}).content.decode()
        assert ("“116 124” stands here by now." in wrong, "ring us" in wrong) == (True, True)
        told = approver.post(address, mine).content.decode()

        assert told.count("A colleague has changed this since you opened it.") == 3
        assert ("“116 124” stands here by now." in told, "“Urgent" in told, "All of us" in told) == (True, True, True)
        now = HelpRoute.objects.get(pk=route.pk)
        assert (now.phone, now.checked_on, now.for_whom) == ("116 124", clock.today(), route.for_whom)

        read = re.search(r'name="opened" value="([^"]+)"', told)
        approver.post(address, typed(now, for_whom="All of us", opened=read[1]))
        now = HelpRoute.objects.get(pk=route.pk)
        assert (now.phone, now.checked_on, now.for_whom) == ("116 124", clock.today(), "All of us")

    def test_nothing_half_typed_is_on_every_page_while_it_is_typed(self, editor, site):
        route = HelpRoute.objects.get(name="Samaritans")
        live = [f"{LIST}edit/{route.pk}/", f"{LIST}add/"]
        live += [f"/site-admin/snippets/directory/{model}/add/" for model in ("service", "provider")]
        told = [editor.get(address).content.decode() for address in live]
        draft = editor.get(f"/site-admin/pages/{Page.objects.get(slug='privacy').pk}/edit/").content.decode()

        assert ["w-autosave-indicator" in page for page in [*told, draft]] == [False, False, False, False, True]

    def test_an_urgent_way_leads_somewhere_whoever_writes_it(self, approver, site):
        route = HelpRoute.objects.get(name="Emergency services")
        told = approver.post(f"{LIST}edit/{route.pk}/", typed(route, phone="")).content.decode()

        assert "this is for somebody who cannot wait" in told
        assert 'href="tel:999"' in Client().get("/young-people/").content.decode()

    def test_a_number_that_changes_is_checked_no_more_unless_somebody_says_when(self, approver, site):
        HelpRoute.objects.filter(name="Childline").update(checked_on=clock.today() - dt.timedelta(days=2))
        route = HelpRoute.objects.get(name="Childline")
        address = f"{LIST}edit/{route.pk}/"
        approver.post(address, typed(route, hours="All day"))
        assert HelpRoute.objects.get(pk=route.pk).checked_on == route.checked_on

        approver.post(address, typed(route, phone="0800 9999", opened=opened(approver, address)))
        assert HelpRoute.objects.get(pk=route.pk).checked_on is None
        approver.post(
            address, typed(route, phone="0800 8888", checked_on=clock.today(), opened=opened(approver, address))
        )
        assert HelpRoute.objects.get(pk=route.pk).checked_on == clock.today()

    @pytest.mark.both_engines
    def test_two_who_take_the_last_two_away_wait_for_each_other(self, approver, site):
        shout, other = HelpRoute.objects.get(name="Shout"), HelpRoute.objects.get(name="Childline")
        with CaptureQueriesContext(connection) as asked:
            approver.post(f"{LIST}edit/{shout.pk}/", typed(shout, is_shown=""))
            approver.post(f"{LIST}delete/{other.pk}/")
            approver.post(f"/site-admin/bulk/cms/helproute/delete/?id={shout.pk}")

        waited = [
            one["sql"]
            for one in asked
            if one["sql"].startswith('SELECT "cms_helproute"."id" AS') and "WHERE" not in one["sql"]
        ]
        assert len(waited) == 3
        assert all(sql.endswith("FOR UPDATE") == connection.features.has_select_for_update for sql in waited)

    def test_an_editor_takes_none_away_and_nobody_the_last(self, editor, approver, site):
        ids = [route.pk for route in HelpRoute.objects.all()]
        first, *others = ids
        chosen = "&".join(f"id={each}" for each in ids)
        at_once = f"/site-admin/bulk/cms/helproute/delete/?{chosen}"
        editor.post(at_once)
        editor.post(f"{LIST}delete/{first}/")
        assert HelpRoute.objects.count() == len(ids)

        told = approver.post(at_once, follow=True).content.decode()
        assert (HelpRoute.objects.count(), "The last way to get help cannot be taken away." in told) == (len(ids), True)

        approver.post(f"{LIST}delete/{first}/")
        assert HelpRoute.objects.count() == len(others)

    def test_nor_does_hiding_it(self, editor, approver, site):
        last = HelpRoute.objects.get(name="Samaritans")
        data = typed(last, is_shown="")
        address = f"{LIST}edit/{last.pk}/"

        assert "Only somebody who may publish" in editor.post(address, data).content.decode()
        HelpRoute.objects.exclude(pk=last.pk).update(is_shown=False)
        assert "The last way to get help" in approver.post(address, data).content.decode()
        HelpRoute.objects.filter(name="Shout").update(is_shown=True)
        approver.post(address, data)
        assert [route.name for route in HelpRoute.objects.shown()] == ["Shout"]

    def test_what_nobody_has_checked_meets_the_editor_first(self, editor, site):
        HelpRoute.objects.exclude(name="Shout").update(checked_on=clock.today())
        late = editor.get("/site-admin/").content.decode()
        HelpRoute.objects.update(checked_on=clock.today())

        assert "1 way to get help has not been checked for 90 days" in late
        assert "checked by Content editors, never so far" in late
        assert "not been checked" not in editor.get("/site-admin/").content.decode()

    def test_a_change_is_at_once_on_the_page_for_the_proxy(
        self, approver, site, settings, tmp_path, django_capture_on_commit_callbacks
    ):
        settings.MEDIA_ROOT = tmp_path
        route = HelpRoute.objects.get(name="Samaritans")
        with django_capture_on_commit_callbacks(execute=True):
            approver.post(f"{LIST}edit/{route.pk}/", typed(route, phone="116 124"))
        written = (tmp_path / "help-now.html").read_text()
        with django_capture_on_commit_callbacks(execute=True):
            approver.post(f"{LIST}delete/{route.pk}/")

        assert "116 124" in written
        assert "Samaritans" not in (tmp_path / "help-now.html").read_text()

    def test_a_disk_that_takes_nothing_does_not_take_the_change(
        self, approver, site, settings, tmp_path, django_capture_on_commit_callbacks
    ):
        (tmp_path / "file").touch()
        settings.MEDIA_ROOT = tmp_path / "file"
        route = HelpRoute.objects.get(name="Samaritans")
        with django_capture_on_commit_callbacks(execute=True):
            approver.post(f"{LIST}delete/{route.pk}/")

        assert not HelpRoute.objects.filter(name="Samaritans").exists()

    def test_a_new_order_is_at_once_on_the_page_for_the_proxy_too(self, editor, site, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        route = HelpRoute.objects.get(name="Samaritans")

        assert editor.post(f"{LIST}reorder/{route.pk}/?position=0").status_code == 200
        written = (tmp_path / "help-now.html").read_text()
        assert written.index("Samaritans") < written.index("Childline")
