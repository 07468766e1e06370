"""Whoever runs a team keeps how it is reached, and of no other."""

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from mhst.core.errors import Refused
from mhst.places.actions import team as actions
from mhst.places.models import Team
from tests.factories import TeamFactory, member_of
from tests.factories.access import MembershipFactory

pytestmark = pytest.mark.django_db
GIVEN = {"phone": "01632 960 123", "email": "team@example.org"}


@pytest.fixture
def team() -> Team:
    return TeamFactory()


def test_the_manager_keeps_it_from_the_first_page_and_it_is_written_down(client: Client, team: Team) -> None:
    manager = member_of(team, RoleName.TEAM_MANAGER)
    client.force_login(manager)
    page = f"/teams/{team.pk}/reached/"
    assert 'href="/teams/own/"' in client.get("/home/").content.decode()
    assert client.get("/teams/own/")["Location"] == page
    assert client.post(page, GIVEN)["Location"] == "/home/"
    team.refresh_from_db()
    assert {"phone": team.phone, "email": team.email} == GIVEN
    [row] = AuditEvent.objects.filter(row_id=str(team.pk), actor_id=manager.audit_id)
    assert {"phone", "email"} <= set(row.fields)
    assert client.post(page, {"email": "nowhere"}).status_code == 422


def test_whoever_runs_several_chooses(client: Client, team: Team) -> None:
    other, manager = TeamFactory(), member_of(team, RoleName.TEAM_MANAGER)
    MembershipFactory(user=manager, role=RoleName.TEAM_MANAGER, team=other, school=None, organisation=None)
    client.force_login(manager)
    shown = client.get("/teams/own/").content.decode()
    assert [f"/teams/{one.pk}/reached/" in shown for one in (team, other)] == [True, True]


def test_nobody_else_does_and_nothing_else_of_the_team_is_theirs(client: Client, team: Team) -> None:
    elsewhere, colleague = TeamFactory(), member_of(team, RoleName.PRACTITIONER)
    client.force_login(member_of(elsewhere, RoleName.TEAM_MANAGER))
    assert client.post(f"/teams/{team.pk}/reached/", GIVEN).status_code == 404
    client.force_login(colleague)
    assert client.get("/teams/own/").status_code == 403
    assert 'href="/teams/own/"' not in client.get("/home/").content.decode()
    with pytest.raises(Refused):
        actions.set_reached(team=team, by=colleague, **GIVEN)
    client.force_login(member_of(team, RoleName.TEAM_MANAGER))
    for path in ("/teams/", f"/teams/{team.pk}/", f"/teams/{team.pk}/edit/"):
        assert client.get(path).status_code in {403, 404}
