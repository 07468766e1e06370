"""Who pays for a team reads what was published of that time; whoever administers the system says when it was."""

import datetime as dt

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.enums import TeamKind
from mhst.reporting.dates import Period
from mhst.reporting.models import Commission, Publication
from mhst.reporting.queries import publication as queries
from mhst.reporting.queries.due import due
from mhst.reporting.queries.reached import population
from tests.factories import OrganisationFactory, TeamFactory, member_of
from tests.factories.places import SchoolFactory, TeamSchoolFactory
from tests.factories.reporting import CommissionFactory, PublicationFactory
from tests.support.figures import AFTERWARDS, QUARTER, Counted, counted, publish

pytestmark = [pytest.mark.django_db]


def _days(there: Counted, starts_on: dt.date, ends_on: dt.date | None) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        Commission.objects.filter(team=there.team).update(starts_on=starts_on, ends_on=ends_on)


class TestReading:
    @pytest.mark.both_engines
    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "months", "reads_quarter"),
        [
            (dt.date(2025, 4, 1), dt.date(2026, 3, 31), [1, 2, 3], True),
            (dt.date(2026, 1, 1), None, [1, 2, 3], True),
            (dt.date(2026, 1, 2), None, [2, 3], False),
            (dt.date(2025, 4, 1), dt.date(2026, 3, 30), [1, 2], False),
            (dt.date(2025, 4, 1), dt.date(2026, 2, 28), [1, 2], False),
            (dt.date(2026, 4, 1), None, [], False),
            (dt.date(2025, 1, 1), dt.date(2025, 12, 31), [], False),
        ],
    )
    def test_of_what_lies_wholly_in_the_time_that_is_paid_for(
        self, client: Client, time_machine, starts_on: dt.date, ends_on: dt.date | None, months: list[int],
        reads_quarter: bool,
    ) -> None:  # fmt: skip
        time_machine.move_to(AFTERWARDS, tick=False)
        there = counted()
        quarter = publish(there)
        _days(there, starts_on, ends_on)
        client.force_login(there.commissioner)
        answers = {row: client.get(f"/figures/{row.pk}/").status_code for row in Publication.objects.filter(months=1)}

        assert sorted(row.first.month for row, answer in answers.items() if answer == 200) == months
        assert set(answers.values()) <= {200, 404}
        for path in ("", "gender/", "gender.csv", "report.pdf"):
            assert client.get(f"/figures/{quarter.pk}/{path}").status_code == (200 if reads_quarter else 404)
        listed = [(row.first.month, row.months) for row in queries.readable(there.commissioner)]
        assert listed == ([(1, 3)] if reads_quarter else [(month, 1) for month in reversed(months)])
        assert [row.pk for row in queries.published(there.commissioner)] == [
            row.pk for row in queries.readable(there.commissioner)
        ]

    @pytest.mark.both_engines
    @pytest.mark.parametrize(
        ("contracts", "reads_quarter"),
        [
            ([((2025, 4, 1), (2026, 2, 14)), ((2026, 2, 15), None)], True),
            ([((2026, 2, 1), (2026, 3, 31)), ((2026, 1, 15), (2026, 1, 31)), ((2025, 4, 1), (2026, 1, 14))], True),
            ([((2025, 4, 1), (2026, 3, 1)), ((2026, 1, 1), (2026, 2, 1)), ((2026, 2, 10), None)], True),
            ([((2025, 4, 1), (2026, 2, 14)), ((2026, 2, 16), None)], False),
            ([((2025, 4, 1), (2026, 2, 14)), ((2026, 2, 15), (2026, 2, 15)), ((2026, 2, 16), None)], False),
            ([((2026, 1, 2), (2026, 2, 14)), ((2026, 2, 15), None)], False),
            ([((2025, 4, 1), (2026, 2, 14)), ((2026, 2, 15), (2026, 3, 30))], False),
        ],
    )
    def test_contracts_that_follow_each_other_are_one_time(
        self, contracts: list[tuple[tuple[int, int, int], tuple[int, int, int] | None]], reads_quarter: bool
    ) -> None:
        quarter = PublicationFactory(first=dt.date(2026, 1, 1), months=3)
        payer, other = OrganisationFactory(), TeamFactory()
        for starts, ends in contracts:
            CommissionFactory(
                organisation=payer, team=quarter.team, starts_on=dt.date(*starts), ends_on=ends and dt.date(*ends)
            )
        CommissionFactory(organisation=payer, team=other, starts_on=dt.date(2025, 4, 1))
        CommissionFactory(team=quarter.team, starts_on=dt.date(2025, 4, 1))

        reader = member_of(payer, RoleName.COMMISSIONER)
        assert list(queries.readable(reader)) == ([quarter] if reads_quarter else [])

    def test_what_stands_beside_it_is_of_that_time_too(self, client: Client, time_machine) -> None:
        """The quarter before was published, and somebody else paid for it."""
        time_machine.move_to(AFTERWARDS, tick=False)
        there = counted()
        quarter = publish(there)
        before = PublicationFactory(team=there.team, first=dt.date(2025, 10, 1))

        assert queries.earlier(quarter, there.commissioner) == (before, None)
        _days(there, QUARTER.first, None)
        assert queries.earlier(quarter, there.commissioner) == (None, None)

    def test_who_began_within_a_quarter_is_led_to_its_months(self, client: Client, time_machine) -> None:
        time_machine.move_to(AFTERWARDS, tick=False)
        there = counted()
        publish(there)
        _days(there, dt.date(2026, 1, 2), None)
        client.force_login(there.commissioner)
        page = client.get("/figures/", follow=True).content.decode()

        assert "March 2026</h1>" in page
        assert f"{there.team}, February 2026</option>" in page

    def test_a_team_manager_reads_all_of_their_team(self, client: Client) -> None:
        row = CommissionFactory(ends_on=dt.date(2000, 1, 1))
        quarter = PublicationFactory(team=row.team)
        client.force_login(member_of(row.team, RoleName.TEAM_MANAGER))

        assert client.get(f"/figures/{quarter.pk}/").status_code == 200


class TestDue:
    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "periods"),
        [
            (dt.date(2026, 4, 1), None, []),
            (dt.date(2026, 2, 15), None, [(1, 1), (2, 1), (3, 1), (1, 3)]),
            (dt.date(2025, 1, 1), dt.date(2026, 1, 2), [(1, 1), (2, 1), (3, 1), (1, 3)]),
            (dt.date(2025, 1, 1), dt.date(2026, 3, 31), [(1, 1), (2, 1), (3, 1), (1, 3)]),
            (dt.date(2025, 1, 1), dt.date(2025, 12, 31), []),
        ],
    )
    def test_periods_of_quarters_in_which_somebody_pays(
        self, starts_on: dt.date, ends_on: dt.date | None, periods: list[tuple[int, int]]
    ) -> None:
        CommissionFactory(starts_on=starts_on, ends_on=ends_on)

        assert [(each.period.first.month, each.period.months) for each in due(AFTERWARDS.date())] == periods

    def test_the_area_of_an_online_service_is_of_those_that_its_payer_pays_for_then(self) -> None:
        payer, online = OrganisationFactory(), TeamFactory(kind=TeamKind.COUNSELLING)
        CommissionFactory(organisation=payer, team=online)
        for pupils, ends_on in ((500, None), (300, dt.date(2025, 12, 31))):
            served = TeamSchoolFactory(school=SchoolFactory(pupils=pupils), starts_on=dt.date(2020, 9, 1))
            CommissionFactory(organisation=payer, team=served.team, ends_on=ends_on)

        assert [population(online, each).pupils for each in (QUARTER, Period(dt.date(2025, 10, 1), 3))] == [500, 800]


class TestThePages:
    @pytest.fixture
    def keeper(self, client: Client) -> Client:
        client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
        return client

    def test_nobody_pays_yet(self, keeper: Client) -> None:
        page = keeper.get("/commissions/").content.decode()

        assert "Nobody pays for a team yet" in page
        assert "no commissioner reads any" in page
        assert "There is nobody to choose" in keeper.get("/commissions/add/").content.decode()

    def test_from_nobody_to_a_commissioner_who_reads(self, keeper: Client, time_machine) -> None:
        """All of it by pages: who pays is said, figures are due and published, read, and the last day is set."""
        time_machine.move_to(AFTERWARDS, tick=False)
        there = counted()
        with recording.acting(by=SYSTEM, verb="test"):
            Commission.objects.filter(team=there.team).delete()
        payer = there.commissioner.memberships.get().organisation
        january = {"starts_on_0": "1", "starts_on_1": "1", "starts_on_2": "2026"}
        sent = {"organisation": str(payer.pk), "team": str(there.team.pk), **january}
        page = keeper.post("/commissions/add/", sent, follow=True).content.decode()

        assert f"{payer} reads what is published of {there.team}." in page
        assert "Pays now" in page
        assert len(due(AFTERWARDS.date())) == 4
        quarter, made = publish(there), Commission.objects.get()
        reader = Client()
        reader.force_login(there.commissioner)
        assert reader.get(f"/figures/{quarter.pk}/").status_code == 200

        assert 'value="2026"' in keeper.get(f"/commissions/{made.pk}/").content.decode()
        sent = january | {"ends_on_0": "28", "ends_on_1": "2", "ends_on_2": "2026"}
        page = keeper.post(f"/commissions/{made.pk}/", sent, follow=True).content.decode()
        assert "28 February 2026" in page
        assert "Ended" in page
        assert reader.get(f"/figures/{quarter.pk}/").status_code == 404

    def test_what_a_rule_refuses_stands_at_its_field(self, keeper: Client) -> None:
        row = CommissionFactory(starts_on=dt.date(2026, 4, 1))
        sent = {"starts_on_0": "1", "starts_on_1": "4", "starts_on_2": "2026"}
        sent |= {"ends_on_0": "1", "ends_on_1": "3", "ends_on_2": "2026"}
        answer = keeper.post(f"/commissions/{row.pk}/", sent)

        assert answer.status_code == 422
        assert 'href="#id_ends_on' in answer.content.decode()

    def test_only_teams_that_figures_are_made_of_are_offered(self, keeper: Client) -> None:
        OrganisationFactory()
        names = {kind: TeamFactory(kind=kind).name for kind in TeamKind}
        page = keeper.get("/commissions/add/").content.decode()

        assert {kind for kind, name in names.items() if f">{name}</option>" in page} == {"mhst", "camhs", "counselling"}

    def test_page_by_page(self, keeper: Client) -> None:
        CommissionFactory.create_batch(26)

        assert keeper.get("/commissions/").content.decode().count("Change the days<") == 25
        assert keeper.get("/commissions/?page=2").content.decode().count("Change the days<") == 1
