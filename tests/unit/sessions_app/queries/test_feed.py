import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.errors import NotFound
from sessions_app.actions import feed as actions
from sessions_app.models import CalendarFeed, SupportSession
from sessions_app.queries import feed
from tests.factories import A_MONDAY, FacilitationFactory, SeriesFactory, SupportSessionFactory, World, world

pytestmark = pytest.mark.django_db
NOON = dt.datetime.combine(A_MONDAY, dt.time(12), tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def place() -> World:
    return world(pupils=2)


def session_of(place: World, *, days: int = 0, **given: object) -> SupportSession:
    series = SeriesFactory(programme=place.programme, team=place.team, school=place.school, room=place.room)
    given = {"led_by": [place.practitioner], "date": A_MONDAY + dt.timedelta(days=days), "number": 2, **given}
    return SupportSessionFactory(series=series, **given)


def told(place: World) -> list[feed.FeedEvent]:
    return feed.events_of(place.practitioner)


class TestEvents:
    def test_tells_where_and_when(self, place: World):
        session = session_of(place)

        (event,) = told(place)

        assert (event.session_id, event.school, event.room) == (session.pk, place.school.name, place.room.name)
        assert (event.is_group, event.number, event.count, event.is_off) == (True, 2, 6, False)
        assert event.starts_at.isoformat() == "2026-09-14T10:00:00+01:00"

    @pytest.mark.parametrize(("days", "is_told"), [(-31, False), (-30, True), (0, True), (365, True), (366, False)])
    def test_reaches_a_month_back_and_a_year_ahead(self, place: World, days: int, is_told: bool):
        session_of(place, days=days)

        assert bool(told(place)) is is_told

    @pytest.mark.parametrize(("days_ago", "is_told"), [(0, True), (30, True), (31, False)])
    def test_tells_of_a_cancelled_session_for_a_month(self, place: World, days_ago: int, is_told: bool):
        session_of(place, cancelled=True, changed_at=NOON - dt.timedelta(days=days_ago), version=2)

        events = told(place)

        assert [event.is_off for event in events] == [True] * is_told

    def test_a_week_that_was_never_planned_is_not_told(self, place: World):
        session_of(place, skipped=True, number=None)

        assert told(place) == []

    def test_a_session_that_was_planned_and_then_skipped_is_off(self, place: World):
        session_of(place, skipped=True, number=None, version=2)

        assert [event.is_off for event in told(place)] == [True]

    @pytest.mark.parametrize(("days_ago", "is_told"), [(0, True), (30, True), (31, False)])
    def test_tells_somebody_for_a_month_that_they_no_longer_hold_it(self, place: World, days_ago: int, is_told: bool):
        session = session_of(place, led_by=[place.practitioners[1]])
        FacilitationFactory(
            session=session,
            practitioner=place.practitioner,
            role="second",
            replaced_at=NOON - dt.timedelta(days=days_ago),
        )

        assert [event.is_off for event in told(place)] == [True] * is_told

    def test_a_cancelled_session_they_once_gave_away_is_forgotten(self, place: World):
        session = session_of(place, led_by=[], cancelled=True, version=3)
        FacilitationFactory(session=session, practitioner=place.practitioner, replaced_at=NOON - dt.timedelta(days=31))

        assert told(place) == []


class TestByToken:
    def test_opens_the_feed(self, place: World):
        token = actions.create(practitioner=place.practitioner, by=place.practitioner.user)

        assert feed.by_token(token).practitioner == place.practitioner

    def test_keeps_only_the_hash(self, place: World):
        token = actions.create(practitioner=place.practitioner, by=place.practitioner.user)

        kept = CalendarFeed.objects.get()
        assert len(token) >= 43
        assert token not in str(vars(kept))

    @pytest.mark.parametrize("token", ["", "x" * 43, "não"])
    def test_an_address_that_never_was_opens_nothing(self, place: World, token: str):
        with pytest.raises(NotFound, match=feed.GONE):
            feed.by_token(token)

    def test_a_revoked_one_opens_nothing(self, place: World):
        token = actions.create(practitioner=place.practitioner, by=place.practitioner.user)
        actions.revoke(practitioner=place.practitioner, by=place.practitioner.user)

        with pytest.raises(NotFound, match=feed.GONE):
            feed.by_token(token)

    def test_a_leavers_opens_nothing(self, place: World):
        token = actions.create(practitioner=place.practitioner, by=place.practitioner.user)
        user = place.practitioner.user
        user.is_active, user.left_at = False, NOON
        user.save()

        with pytest.raises(NotFound, match=feed.GONE):
            feed.by_token(token)

    def test_somebody_whose_role_has_ended_reads_nothing(self, place: World):
        token = actions.create(practitioner=place.practitioner, by=place.practitioner.user)
        with recording.acting(by=SYSTEM, verb="test"):
            place.practitioner.user.memberships.update(ends_on=A_MONDAY - dt.timedelta(days=1))

        with pytest.raises(NotFound, match=feed.GONE):
            feed.by_token(token)
