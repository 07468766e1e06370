"""A link that is pressed eight times at once counts once."""

from collections import Counter

import pytest

from mhst.audit import chain
from mhst.audit.models import AuditEvent
from sessions_app.actions import measure as actions
from tests.factories.casework import MeasureFactory
from tests.factories.world import world
from tests.support import race
from tests.support.measures import PHONE, send, somebody

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]


def test_8_at_once_send_one_questionnaire_once() -> None:
    there = world(pupils=1)
    referral = somebody(there)
    measure = MeasureFactory(referral=referral, instrument="session-feedback")
    actions.make_link(measure=measure, by=there.practitioner.user)
    measure.refresh_from_db()
    actions.save_answers(measure=measure, answers={1: 4}, by=PHONE)

    told = race.run(send, [(measure.pk,)] * 8)

    assert sum((each["found"] for each in told), Counter()) == {"sent": 1, "filled-in": 7}
    assert AuditEvent.objects.filter(verb="measure.send").count() == 1
    assert chain.verify() == []
