"""What was made coarser and why: for those who publish, and nobody else."""

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from tests.factories import OrganisationFactory, member_of
from tests.factories.reporting import CommissionFactory, PublicationFactory

pytestmark = pytest.mark.django_db
LOG = [["time", "without the sums of several times", "weekday_evening but not July 2026"]]


def test_who_publishes_reads_in_words_what_was_decided_and_is_written_down(client: Client) -> None:
    published = PublicationFactory(log=LOG)
    manager = member_of(published.team, RoleName.TEAM_MANAGER)
    client.force_login(manager)
    assert f'href="/figures/{published.pk}/log/"' in client.get(f"/figures/{published.pk}/").content.decode()
    page = client.get(f"/figures/{published.pk}/log/").content.decode()

    assert "By time of the week</th>" in page
    assert ">Without the sums of several times</td>" in page
    assert "<strong>By lot</strong>: a few tables begin coarser by chance" in page
    assert ">Weekday evenings, 5pm to 10pm but not July 2026</td>" in page
    assert AuditEvent.objects.get(verb="figures.read_log").actor_id == manager.audit_id


def test_who_pays_neither_reads_it_nor_is_led_to_it(client: Client) -> None:
    published = PublicationFactory(log=LOG)
    payer = CommissionFactory(team=published.team, organisation=OrganisationFactory()).organisation
    client.force_login(member_of(payer, RoleName.COMMISSIONER))

    assert "/log/" not in client.get(f"/figures/{published.pk}/").content.decode()
    assert client.get(f"/figures/{published.pk}/log/").status_code == 403


def test_where_nothing_was_it_says_so(client: Client) -> None:
    published = PublicationFactory()
    client.force_login(member_of(published.team, RoleName.TEAM_MANAGER))

    assert "Every table is published as it was declared" in client.get(f"/figures/{published.pk}/log/").content.decode()
