import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.models import Referral
from tests.factories.casework import ReferralFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
REQUESTED, A_DAY = dt.date(2026, 9, 14), dt.timedelta(days=1)


@pytest.mark.parametrize("day", ["first_contact_on", "baseline_on", "plan_on"])
def test_nothing_that_stops_the_clock_comes_before_the_request(day: str) -> None:
    """Whatever writes it, and however: the rules are asked, and the database says the same."""
    rows = Referral.objects.filter(pk=ReferralFactory(received_on=REQUESTED).pk)
    with recording.acting(by=SYSTEM, verb="test"):
        rows.update(**{day: REQUESTED})
        for too_early in ({day: REQUESTED - A_DAY}, {"received_on": REQUESTED + A_DAY}):
            with pytest.raises(IntegrityError, match="referral_nothing_counts_before_it"), transaction.atomic():
                rows.update(**too_early)
