"""The page on which who publishes has a quarter worked out again: what it says before, meanwhile and afterwards."""

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.core.actors import SYSTEM
from mhst.reporting import tasks
from mhst.reporting.actions import revision as actions
from mhst.reporting.enums import RevisionState
from mhst.reporting.models import Publication, Revision
from mhst.reporting.rules.revision import UNSAFE
from tests.factories.access import member_of
from tests.factories.places import TeamFactory
from tests.factories.reporting import PublicationFactory, RevisionFactory
from tests.support.figures import AFTERWARDS, add_late, counted, publish

pytestmark = pytest.mark.django_db
LINK = "Work these figures out again, with what came late"


@pytest.fixture(autouse=True)
def _afterwards(time_machine) -> None:
    time_machine.move_to(AFTERWARDS, tick=False)


@pytest.fixture
def published() -> Publication:
    return PublicationFactory()


@pytest.fixture
def manager(published: Publication, client: Client):
    manager = member_of(published.team, RoleName.TEAM_MANAGER)
    client.force_login(manager)
    return manager


def _page(client: Client, of: Publication, status: int = 200) -> str:
    answer = client.get(f"/figures/{of.pk}/revise/")
    assert answer.status_code == status
    return answer.content.decode()


class TestTheWayThere:
    def test_from_the_newest_edition_of_a_quarter(self, client: Client, manager, published: Publication) -> None:
        there = f'href="/figures/{published.pk}/revise/">{LINK}</a>'
        assert there in client.get(f"/figures/{published.pk}/").content.decode()

        second = PublicationFactory(team=published.team, edition=2)
        assert LINK not in client.get(f"/figures/{published.pk}/").content.decode()
        assert f"/figures/{second.pk}/revise/" in client.get(f"/figures/{second.pk}/").content.decode()

    def test_not_from_a_month(self, client: Client, manager, published: Publication) -> None:
        month = PublicationFactory(team=published.team, months=1)

        assert LINK not in client.get(f"/figures/{month.pk}/").content.decode()
        assert "Only a published quarter can be revised." in _page(client, month, 403)

    def test_not_for_who_pays(self, client: Client) -> None:
        there = counted()
        published = PublicationFactory(team=there.team)
        client.force_login(there.commissioner)

        assert LINK not in client.get(f"/figures/{published.pk}/").content.decode()
        _page(client, published, 403)
        assert client.post(f"/figures/{published.pk}/revise/").status_code == 403
        assert not Revision.objects.exists()

    def test_not_for_who_manages_another_team(self, client: Client, published: Publication) -> None:
        client.force_login(member_of(TeamFactory(), RoleName.TEAM_MANAGER))

        _page(client, published, 404)
        assert client.post(f"/figures/{published.pk}/revise/").status_code == 404

    def test_an_older_edition_leads_to_the_newest(self, client: Client, manager, published: Publication) -> None:
        second = PublicationFactory(team=published.team, edition=2)

        assert client.get(f"/figures/{published.pk}/revise/").url == f"/figures/{second.pk}/revise/"


class TestAsking:
    def test_it_says_first_what_it_means(self, client: Client, manager, published: Publication) -> None:
        page = _page(client, published)

        assert "If a figure changes, edition 2 comes out. Edition 1 stays as it was published" in page
        assert "nothing about young people of this quarter was written down or corrected" in page
        assert not Revision.objects.exists()

    def test_that_something_came_late_is_said_and_not_how_much(self, client: Client) -> None:
        there = counted()
        published = publish(there)
        add_late(there, AFTERWARDS.replace(hour=10))
        client.force_login(there.manager)
        page = _page(client, published).partition("Is there anything new?")[2].partition("<form")[0]

        assert "Yes. Since these figures were counted, something about young people was written down" in page
        assert "12" not in page

    def test_two_presses_ask_once(self, client: Client, manager, published: Publication) -> None:
        for _ in range(2):
            assert client.post(f"/figures/{published.pk}/revise/").url == f"/figures/{published.pk}/revise/"

        assert Revision.objects.get().asked_by == manager
        page = _page(client, published)
        assert f"{manager} asked for it on 20 April 2026 at 10:00." in page
        assert "Waiting for its turn" in page
        assert "Work them out again" not in page

    def test_who_asks_after_another_edition_came_out_is_told(
        self, client: Client, manager, published: Publication
    ) -> None:
        PublicationFactory(team=published.team, edition=2)
        answer = client.post(f"/figures/{published.pk}/revise/")

        assert answer.status_code == 409
        assert "Edition 2 came out meanwhile." in answer.content.decode()
        assert not Revision.objects.exists()


class TestWaiting:
    def test_it_says_how_far_it_is(self, client: Client, manager, published: Publication) -> None:
        asked = RevisionFactory(publication=published)
        actions.begin(revision=asked, by=SYSTEM)
        assert "Contacts are being counted." in _page(client, published)

        actions.tell(revision=asked, attempt=1, turn=2, settled=30, of=400, by=SYSTEM)
        page = _page(client, published)
        assert "Groups looked at, in turn 2: 30 of 400." in page
        assert 'value="30" max="400"' in page


class TestWhatCameOfIt:
    def test_a_new_edition_is_led_to(self, client: Client) -> None:
        there = counted()
        first = publish(there)
        add_late(there)
        client.force_login(there.manager)
        client.post(f"/figures/{first.pk}/revise/")
        tasks.revise_what_was_asked()

        second = Publication.objects.get(edition=2)
        page = client.get(f"/figures/{first.pk}/revise/", follow=True).content.decode()
        assert f'href="/figures/{second.pk}/">Edition 2: January to March 2026</a>' in page
        assert "edition 3 comes out" in page

    @pytest.mark.parametrize(
        ("state", "why_not", "said"),
        [
            (RevisionState.UNCHANGED, "", "No figure changed, so there is no new edition."),
            (RevisionState.STOPPED, UNSAFE, "It could not be shown that nobody can be found in new figures"),
        ],
    )
    def test_why_there_is_none_and_it_can_be_asked_again(
        self, client: Client, manager, published: Publication, state: str, why_not: str, said: str
    ) -> None:
        RevisionFactory(publication=published, state=state, why_not=why_not, ended_at=AFTERWARDS)
        page = _page(client, published)

        assert said in page
        assert "It ended on 20 April 2026 at 10:00." in page
        client.post(f"/figures/{published.pk}/revise/")
        assert Revision.objects.filter(state=RevisionState.WAITING).count() == 1
