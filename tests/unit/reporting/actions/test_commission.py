"""Who pays for which team, from when to when, and who may say so."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.reporting.actions import commission as actions
from mhst.reporting.models import Commission
from tests.factories import OrganisationFactory, TeamFactory, member_of
from tests.factories.reporting import CommissionFactory

pytestmark = pytest.mark.django_db
APRIL, MARCH = dt.date(2026, 4, 1), dt.date(2027, 3, 31)


class TestWhoMay:
    def test_who_administers_the_system_and_it_is_written_down(self) -> None:
        keeper = member_of(None, RoleName.SYSTEM_ADMINISTRATOR)
        payer, team = OrganisationFactory(), TeamFactory()
        made = actions.begin(organisation=payer, team=team, starts_on=APRIL, by=keeper)
        actions.change(commission=made, starts_on=APRIL, ends_on=MARCH, by=keeper)

        assert Commission.objects.values_list("organisation", "team", "starts_on", "ends_on").get() == (
            payer.pk, team.pk, APRIL, MARCH,
        )  # fmt: skip
        written = AuditEvent.objects.filter(row_id=str(made.pk)).order_by("seq").values_list("verb", "actor_id")
        assert list(written) == [("commission.begin", keeper.audit_id), ("commission.change", keeper.audit_id)]

    def test_neither_the_team_itself_nor_who_pays(self) -> None:
        row = CommissionFactory()
        for by in (member_of(row.team, RoleName.TEAM_MANAGER), member_of(row.organisation, RoleName.COMMISSIONER)):
            with pytest.raises(Refused, match="system administrator"):
                actions.begin(organisation=OrganisationFactory(), team=row.team, starts_on=APRIL, by=by)
            with pytest.raises(Refused, match="system administrator"):
                actions.change(commission=row, starts_on=APRIL, ends_on=None, by=by)


class TestDays:
    def test_the_last_is_not_before_the_first(self) -> None:
        with pytest.raises(Refused, match="cannot be before the first") as refused:
            actions.begin(
                organisation=OrganisationFactory(), team=TeamFactory(), starts_on=MARCH, ends_on=APRIL, by=SYSTEM
            )
        assert refused.value.details["field"] == "ends_on"

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "is_taken"),
        [
            (dt.date(2025, 4, 1), dt.date(2026, 3, 31), False),
            (dt.date(2025, 4, 1), APRIL, True),
            (dt.date(2025, 4, 1), None, True),
            (dt.date(2026, 6, 1), dt.date(2026, 6, 30), True),
            (MARCH, None, True),
            (dt.date(2027, 4, 1), None, False),
        ],
    )
    def test_an_organisation_pays_for_a_team_once_at_a_time(
        self, starts_on: dt.date, ends_on: dt.date | None, is_taken: bool
    ) -> None:
        row = CommissionFactory(starts_on=APRIL, ends_on=MARCH)
        days = {"starts_on": starts_on, "ends_on": ends_on, "by": SYSTEM}
        if is_taken:
            with pytest.raises(Refused, match=r"until Wednesday 31 March 2027\. Change the days of that"):
                actions.begin(organisation=row.organisation, team=row.team, **days)
        else:
            actions.begin(organisation=row.organisation, team=row.team, **days)
        actions.begin(organisation=OrganisationFactory(), team=row.team, **days)

    def test_its_own_days_can_be_moved(self) -> None:
        row = CommissionFactory(starts_on=APRIL, ends_on=MARCH)

        assert actions.change(commission=row, starts_on=APRIL, ends_on=None, by=SYSTEM).ends_on is None


@pytest.mark.both_engines
class TestTheDatabase:
    @pytest.mark.parametrize(
        ("days", "name"),
        [
            ({"starts_on": APRIL, "ends_on": MARCH}, "commission_once"),
            ({"starts_on": MARCH}, "commission_without_end_once"),
            ({"starts_on": MARCH, "ends_on": APRIL}, "commission_dates_in_order"),
        ],
    )
    def test_refuses(self, days: dict[str, dt.date], name: str) -> None:
        row = CommissionFactory(starts_on=APRIL)
        with pytest.raises(IntegrityError), recording.acting(by=SYSTEM, verb="test"), transaction.atomic():
            Commission.objects.create(organisation=row.organisation, team=row.team, **days)
        assert name in {each.name for each in Commission._meta.constraints}
