"""Saying who pays for which team: what the form must stand."""

import uuid

from django.http import QueryDict

from mhst.places.models import Organisation, Team
from mhst.reporting.forms import CommissionForm
from tests.forms import WalkedForm

PAYER, TEAM = Organisation(pk=uuid.uuid4(), name="Northshire Board"), Team(pk=uuid.uuid4(), name="Northshire Team")


class TestCommission(WalkedForm):
    data = {
        "organisation": PAYER.pk, "team": TEAM.pk, "starts_on_0": "1", "starts_on_1": "4", "starts_on_2": "2026",
        "ends_on_0": "31", "ends_on_1": "3", "ends_on_2": "2027",
    }  # fmt: skip

    def make(self, data: QueryDict | None) -> CommissionForm:
        return CommissionForm(data, organisations=[PAYER], teams=[TEAM])
