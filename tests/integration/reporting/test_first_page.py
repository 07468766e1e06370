"""Whoever pays is led to the figures from their first page: the newest of each team, and no other team's."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.reporting.dates import Period
from mhst.reporting.documents import offered
from tests.factories.access import member_of
from tests.factories.reporting import CommissionFactory
from tests.support.figures import AFTERWARDS, QUARTER, Counted, add_contacts, counted, publish

pytestmark = pytest.mark.django_db
BEFORE = Period(QUARTER.before.first, 3)


@pytest.fixture(autouse=True)
def _afterwards(time_machine) -> None:
    time_machine.move_to(AFTERWARDS, tick=False)


def _figures(client: Client, viewer: User) -> list[tuple[str, str, str]]:
    """Heading, address and words of each card that leads to figures."""
    client.force_login(viewer)
    page = client.get("/home/").content.decode()
    cards = re.findall(r'nhsuk-card__link" href="([^"]+)">([^<]+)</a></h3><p[^>]*>([^<]+)<', page)
    return [(heading, href, text) for href, heading, text in cards if href.startswith("/figures/")]


def _pays_for_both() -> tuple[Counted, Counted]:
    one, other = counted(), counted()
    payer = one.commissioner.memberships.get().organisation
    CommissionFactory(team=other.team, organisation=payer)
    return one, other


def test_one_link_for_each_team_with_the_newest_that_is_published(client: Client) -> None:
    one, other = _pays_for_both()
    add_contacts(one, BEFORE)
    publish(one, BEFORE)
    newest = {str(there.team): publish(there) for there in (one, other)}
    publish(counted())  # of somebody else

    assert _figures(client, one.commissioner) == [
        (
            f"Figures: {team}", f"/figures/{newest[team].pk}/",
            "How many, who and when. Published last: January to March 2026.",
        )
        for team in sorted(newest)
    ]  # fmt: skip
    assert [href for _, href, _ in _figures(client, other.commissioner)] == [f"/figures/{newest[str(other.team)].pk}/"]


def test_who_reads_many_teams_finds_the_others_under_figures(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = _pays_for_both()
    for there in (one, other):
        publish(there)
    monkeypatch.setattr(offered, "MOST", 1)

    found = _figures(client, one.commissioner)
    assert len(found) == 2
    assert found[-1] == ("Figures", "/figures/", "All teams and periods.")


def test_before_anything_is_published_it_says_so(client: Client) -> None:
    assert _figures(client, counted().commissioner) == [("Figures", "/figures/", "No figures yet.")]


def test_nothing_is_asked_for_who_may_read_none(client: Client) -> None:
    there = counted()
    publish(there)
    practitioner = member_of(there.team, RoleName.PRACTITIONER)
    client.force_login(practitioner)
    with CaptureQueriesContext(connection) as captured:
        client.get("/home/")

    assert _figures(client, practitioner) == []
    assert [query["sql"] for query in captured if "reporting_publication" in query["sql"]] == []
