import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from cms.enums import Urgency
from cms.models import HelpRoute

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


def route(name: str = "Line", **values: object) -> HelpRoute:
    return HelpRoute(
        **{"name": name, "what_for": "To talk.", "for_whom": "Everyone", "hours": "Day and night", "owner": "Editors"}
        | values
    )


@pytest.mark.parametrize(
    ("checked_on", "overdue"),
    [
        (None, True),
        (TODAY, False),
        (TODAY - dt.timedelta(days=90), False),
        (TODAY - dt.timedelta(days=91), True),
    ],
)
def test_a_check_holds_for_ninety_days(checked_on, overdue):
    with time_machine.travel(dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)):
        one = route(checked_on=checked_on)
        one.save()

        assert one.is_overdue is overdue
        assert list(HelpRoute.objects.overdue(TODAY)) == ([one] if overdue else [])


def test_what_is_not_shown_is_not_overdue():
    route(is_shown=False).save()

    assert list(HelpRoute.objects.overdue(TODAY)) == []


def test_the_most_urgent_is_shown_first_then_as_editors_order():
    route("Talk", urgency=Urgency.TALK, sort_order=0).save()
    route("Later", urgency=Urgency.URGENT, sort_order=2).save()
    route("Sooner", urgency=Urgency.URGENT, sort_order=1).save()
    route("Danger", urgency=Urgency.EMERGENCY, sort_order=9).save()
    route("Hidden", urgency=Urgency.EMERGENCY, is_shown=False).save()

    assert [str(one) for one in HelpRoute.objects.shown()] == ["Danger", "Sooner", "Later", "Talk"]


@pytest.mark.parametrize("phone", ["0800 CALL", "12", "call us"])
def test_a_number_that_cannot_be_dialled_is_refused(phone):
    with pytest.raises(ValidationError, match="digits"):
        route(phone=phone).full_clean()


def test_a_check_in_the_future_is_refused():
    with time_machine.travel(dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)), pytest.raises(ValidationError) as refused:
        route(checked_on=TODAY + dt.timedelta(days=1)).full_clean()

    assert refused.value.messages == ["The check cannot lie ahead. Write the day it was done."]
