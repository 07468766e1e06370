"""Organisations and teams, as whoever administers the system makes them: from nothing to a team that works."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.places.enums import TeamKind
from mhst.places.models import Cluster, Organisation, Team
from tests.factories import ClusterFactory, OrganisationFactory, TeamFactory, member_of
from tests.factories.places import SchoolFactory, TeamSchoolFactory
from tests.integration.places.test_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    return client


def sent(team: Team, **other: Any) -> dict[str, Any]:
    """The form of a team as its page is filled in."""
    employers = [str(each.pk) for each in team.employers.all()]
    return {
        "name": team.name, "kind": team.kind, "led_by": str(team.led_by_id), "employers": employers,
        "phone": team.phone, "email": team.email, **other,
    }  # fmt: skip


class TestFromNothing:
    def test_each_empty_page_leads_to_what_comes_first(self, keeper: Client) -> None:
        teams = keeper.get("/teams/").content.decode()
        assert "No teams yet" in teams
        assert 'href="/organisations/add/">Add an organisation first' in teams
        assert 'href="/teams/add/"' not in teams
        assert 'href="/organisations/add/">Add an organisation first' in keeper.get("/teams/add/").content.decode()
        assert 'href="/organisations/add/">Add the first' in keeper.get("/organisations/").content.decode()

    def test_an_organisation_and_then_a_team(self, keeper: Client) -> None:
        page = text_of(
            keeper.post(
                "/organisations/add/", {"name": "Fernshire Trust", "kind": "nhs", "ods_code": "rz9"}, follow=True
            )
        )
        assert "Fernshire Trust is added." in page
        assert "NHS trust or provider RZ9 0 0" in page
        trust = Organisation.objects.get()
        assert 'href="/teams/add/">Add the first' in keeper.get("/teams/").content.decode()

        given = {"name": "Fernshire Team", "kind": "mhst", "led_by": str(trust.pk), "employers": [str(trust.pk)]}
        page = text_of(keeper.post("/teams/add/", given, follow=True))
        team = Team.objects.get()
        assert "Fernshire Team is added." in page
        assert "Led by Fernshire Trust" in page
        assert "No schools yet" in page
        assert "Invite its manager" in page
        assert list(team.employers.all()) == [trust]
        assert "Fernshire Team Mental health support team Fernshire Trust 0" in text_of(keeper.get("/teams/"))


class TestLists:
    def test_schools_are_those_of_today(self, keeper: Client) -> None:
        team, ended, to_come = TeamFactory(), dt.date(2025, 12, 31), dt.date(2999, 1, 1)
        for days in ({}, {}, {"starts_on": dt.date(2025, 1, 1), "ends_on": ended}, {"starts_on": to_come}):
            TeamSchoolFactory(team=team, **days)

        assert [row.schools_now for row in keeper.get("/teams/").context["page"]] == [2]
        shown = keeper.get(f"/teams/{team.pk}/").context["page"]
        assert [each.ends_on for each in shown] == [None] * 3

    def test_page_by_page(self, keeper: Client) -> None:
        team = TeamFactory.create_batch(26)[0]
        for number in range(26):
            TeamSchoolFactory(team=team, school=SchoolFactory(name=f"School {number:02}"))

        for path in ("/organisations/", "/teams/", f"/teams/{team.pk}/"):
            assert [len(keeper.get(f"{path}?page={n}").context["page"]) for n in (1, 2)] == [25, 1]

    def test_how_many_teams_an_organisation_has_to_do_with(self, keeper: Client) -> None:
        charity = OrganisationFactory(name="A charity")
        TeamFactory.create_batch(2, employers=[charity])
        TeamFactory(led_by=charity)

        first = keeper.get("/organisations/").context["page"][0]
        assert (first, first.leads, first.employs_in) == (charity, 1, 3)


class TestChanging:
    def test_what_a_rule_refuses_stands_at_its_field_and_the_heading_is_as_it_was(self, keeper: Client) -> None:
        one, other = OrganisationFactory(name="One"), OrganisationFactory(name="Other", ods_code="RZ9")
        answer = keeper.post(f"/organisations/{one.pk}/", {"name": "Other", "kind": "nhs", "ods_code": ""})
        assert answer.status_code == 422
        assert 'href="#id_name' in answer.content.decode()
        assert "Change One</h1>" in answer.content.decode()

        answer = keeper.post(f"/organisations/{other.pk}/", {"name": "Other", "kind": "nhs", "ods_code": "R"})
        assert 'href="#id_ods_code' in answer.content.decode()

    def test_the_kind_of_a_team_that_works_stays_and_its_name_changes(self, keeper: Client) -> None:
        team = TeamSchoolFactory().team
        page = keeper.get(f"/teams/{team.pk}/edit/")
        assert "The team works already, so its kind stays" in text_of(page)

        answer = keeper.post(f"/teams/{team.pk}/edit/", sent(team, kind=TeamKind.CAMHS, name="Renamed"))
        assert answer.status_code == 422
        assert 'href="#id_kind' in answer.content.decode()
        assert f"Change {team}</h1>" in answer.content.decode()
        assert "Renamed is saved." in text_of(
            keeper.post(f"/teams/{team.pk}/edit/", sent(team, name="Renamed"), follow=True)
        )

    def test_a_team_that_does_nothing_yet_can_be_put_right(self, keeper: Client) -> None:
        team, charity = TeamFactory(), OrganisationFactory()
        ClusterFactory(team=team)
        given = sent(team, kind=TeamKind.CAMHS, led_by=str(charity.pk), employers=[str(charity.pk)], phone="")
        keeper.post(f"/teams/{team.pk}/edit/", given)
        team.refresh_from_db()

        assert (team.kind, team.led_by, list(team.employers.all()), team.phone) == ("camhs", charity, [charity], "")

    def test_nobody_employs_its_people(self, keeper: Client) -> None:
        team = TeamFactory()
        answer = keeper.post(f"/teams/{team.pk}/edit/", sent(team, employers=[]))

        assert answer.status_code == 422
        assert "Answer the question: Who employs its people?" in answer.content.decode()


def test_both_are_in_the_menu_and_on_the_first_page_of_whoever_keeps_them(keeper: Client) -> None:
    page = keeper.get("/home/").content.decode()
    assert page.count('href="/organisations/"') == 2
    assert page.count('href="/teams/"') == 2
    manager = Client()
    manager.force_login(member_of(TeamFactory(), RoleName.TEAM_MANAGER))
    assert 'href="/teams/"' not in manager.get("/home/").content.decode()


class TestClusters:
    def test_from_none_to_one_with_a_school_and_back(self, keeper: Client) -> None:
        served = TeamSchoolFactory()
        at = f"/teams/{served.team_id}/"
        assert f'href="{at}clusters/add/">Add a cluster' in keeper.get(at).content.decode()
        assert "Northtown is added." in text_of(keeper.post(f"{at}clusters/add/", {"name": "Northtown"}, follow=True))
        cluster = Cluster.objects.get()
        assert f'href="{at}clusters/{cluster.pk}/remove/"' in keeper.get(at).content.decode()

        path = f"/schools/{served.school_id}/teams/{served.pk}/cluster/"
        assert path in keeper.get(at).content.decode()
        assert path in keeper.get(f"/schools/{served.school_id}/").content.decode()
        assert "is saved." in text_of(keeper.post(path, {"cluster": str(cluster.pk)}, follow=True))
        shown = keeper.get(at).content.decode()
        assert f'href="{at}clusters/{cluster.pk}/remove/"' not in shown
        assert [(each.name, each.schools_now) for each in keeper.get(at).context["clusters"]] == [("Northtown", 1)]

        page = text_of(keeper.post(f"{at}clusters/{cluster.pk}/", {"name": "Southtown"}, follow=True))
        assert "It is called Southtown now." in page
        keeper.post(path, {"cluster": ""})
        page = text_of(keeper.post(f"{at}clusters/{cluster.pk}/remove/", follow=True))
        assert "Southtown is removed." in page
        assert not Cluster.objects.exists()

    def test_one_that_is_used_is_told_of_and_stays(self, keeper: Client) -> None:
        served = TeamSchoolFactory()
        cluster = ClusterFactory(team=served.team)
        keeper.post(f"/schools/{served.school_id}/teams/{served.pk}/cluster/", {"cluster": str(cluster.pk)})
        path = f"/teams/{served.team_id}/clusters/{cluster.pk}/remove/"
        assert "It cannot be removed: it has schools, or had" in text_of(keeper.get(path))
        answer = keeper.post(path)
        assert answer.status_code == 403
        assert f"{cluster} has schools, or had" in text_of(answer)
        assert Cluster.objects.get() == cluster

    def test_one_of_another_team_is_not_found(self, keeper: Client) -> None:
        cluster, team = ClusterFactory(), TeamFactory()
        for path in ("", "remove/"):
            assert keeper.get(f"/teams/{team.pk}/clusters/{cluster.pk}/{path}").status_code == 404

    def test_a_name_that_is_taken_is_refused_at_its_field(self, keeper: Client) -> None:
        cluster = ClusterFactory(name="Northtown")
        answer = keeper.post(f"/teams/{cluster.team_id}/clusters/add/", {"name": "northtown"})
        assert answer.status_code == 422
        assert 'href="#id_name' in answer.content.decode()

    def test_a_team_manager_puts_their_own_teams_school_into_a_cluster_and_no_others(self, client: Client) -> None:
        served, other = TeamSchoolFactory(), TeamSchoolFactory()
        TeamSchoolFactory(team=other.team, school=served.school)
        theirs = other.team.team_schools.get(school=served.school)
        cluster = ClusterFactory(team=served.team)
        client.force_login(member_of(served.team, RoleName.TEAM_MANAGER))
        at = f"/schools/{served.school_id}/teams"
        assert client.post(f"{at}/{served.pk}/cluster/", {"cluster": str(cluster.pk)}).status_code == 302
        assert client.get(f"{at}/{theirs.pk}/cluster/").status_code == 403
        assert client.get(f"/schools/{other.school_id}/teams/{other.pk}/cluster/").status_code == 404
        page = client.get(f"/schools/{served.school_id}/").content.decode()
        assert f"{served.pk}/cluster/" in page
        assert f"{theirs.pk}/cluster/" not in page

    def test_without_any_to_choose_the_page_says_who_adds_them(self, keeper: Client) -> None:
        served = TeamSchoolFactory()
        page = keeper.get(f"/schools/{served.school_id}/teams/{served.pk}/cluster/")
        assert "has no clusters. A system administrator adds them." in text_of(page)


def test_a_school_cannot_be_added_before_there_is_a_team(keeper: Client) -> None:
    page = keeper.get(f"/schools/add/{SchoolFactory().pk}/").content.decode()
    assert 'href="/teams/add/">Add a team first' in page
    assert "Add the school" not in page
