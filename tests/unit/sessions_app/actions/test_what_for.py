"""What somebody came for is said by those who work with them, corrected, and counted."""

import pytest

from mhst.audit.models import AuditEvent
from mhst.core.errors import Refused
from sessions_app.actions import what_for as actions
from sessions_app.enums import ReferralReason, ReferralState
from sessions_app.models import Referral
from sessions_app.queries.uptake import seen_on
from tests.factories import AttendanceFactory, SeriesFactory, SupportSessionFactory, World
from tests.factories.casework import CourseFactory, ReferralFactory, RequestForSupportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def referral(there: World) -> Referral:
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], practitioner=there.practitioner,
        state=ReferralState.IN_INTERVENTION, reason="",
    )  # fmt: skip


def test_it_is_said_and_corrected_with_a_row_for_each(there: World, referral: Referral) -> None:
    for came_for in (ReferralReason.ANXIETY, ReferralReason.EATING, ""):
        actions.say(referral=referral, came_for=came_for, by=there.practitioner.user)

    referral.refresh_from_db()
    rows = AuditEvent.objects.filter(verb="what_for.say", row_id=str(referral.pk))
    assert referral.reason == ""
    assert [(row.actor_id, list(row.fields)) for row in rows] == [
        (there.practitioner.user.audit_id, ["reason"])
    ] * 3  # fmt: skip


def test_it_is_counted(there: World, referral: Referral) -> None:
    series = SeriesFactory(team=there.team, school=there.school, programme=there.programme)
    session = SupportSessionFactory(series=series, led_by=[there.practitioner])
    CourseFactory(referral=referral, series=series)
    AttendanceFactory(session=session, young_person=there.pupils[0])
    actions.say(referral=referral, came_for=ReferralReason.ANXIETY, by=there.practitioner.user)

    assert [seen.reason for seen in seen_on(session.date)] == [ReferralReason.ANXIETY]


def test_what_is_none_of_the_choices_is_not_kept(there: World, referral: Referral) -> None:
    with pytest.raises(Refused, match="Choose what they come for"):
        actions.say(referral=referral, came_for="99", by=there.practitioner.user)
    assert Referral.objects.get(pk=referral.pk).reason == ""


def test_a_colleague_says_nothing_of_those_of_others(there: World, referral: Referral) -> None:
    with pytest.raises(Refused, match="Only the practitioner who works with this young person"):
        actions.say(referral=referral, came_for=ReferralReason.ANXIETY, by=there.practitioners[1].user)


def test_nobody_comes_for_anything_before_it_is_known_who_it_is(there: World) -> None:
    asked = RequestForSupportFactory(school=there.school, young_person=None)
    unmatched = ReferralFactory(
        team=there.team, school=there.school, young_person=None, request=asked, state=ReferralState.RECEIVED
    )

    with pytest.raises(Refused, match="Say first whom this is about"):
        actions.say(referral=unmatched, came_for=ReferralReason.ANXIETY, by=there.manager)
