"""How long a session lasts, and what it knows."""

import datetime as dt
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory

from mhst.access import sessions
from mhst.access.enums import RoleName
from mhst.access.events import SessionsEnded
from mhst.access.models import User
from mhst.access.session_store import SessionStore
from mhst.core import events
from mhst.core.errors import Refused
from tests.factories import UserFactory, member_of

pytestmark = pytest.mark.django_db
MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon(time_machine) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 4, 12, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def colleague(places) -> User:
    return member_of(places.school, RoleName.SCHOOL_STAFF)


@pytest.fixture
def young_person() -> User:
    return member_of(None, RoleName.YOUNG_PERSON)


def begun() -> SessionStore:
    session = SessionStore()
    sessions.begin(session)
    return session


def test_colleagues_have_fifteen_minutes_and_young_people_thirty(colleague, young_person) -> None:
    assert sessions.time_left(begun(), colleague) == 15 * MINUTE
    assert sessions.time_left(begun(), young_person) == 30 * MINUTE


def test_a_connection_that_was_active_a_moment_ago_writes_nothing(time_machine) -> None:
    session = begun()
    session.create()
    found = SessionStore(session.session_key)
    sessions.stay(found)
    assert not found.modified
    time_machine.move_to(dt.datetime(2026, 11, 4, 12, 5, tzinfo=dt.UTC), tick=False)
    sessions.stay(found)
    assert SessionStore(session.session_key)["used_at"] == "2026-11-04T12:05:00+00:00"


def test_staying_is_kept_for_all_together_and_one_that_is_over_stays_over(time_machine) -> None:
    kept, over = begun(), begun()
    kept.create()
    over.create()
    held = [SessionStore(one.session_key) for one in (over, kept)]
    assert all(one["used_at"] for one in held)
    Session.objects.filter(pk=over.session_key).delete()
    time_machine.move_to(dt.datetime(2026, 11, 4, 12, 5, tzinfo=dt.UTC), tick=False)

    sessions.stay(*held)

    assert SessionStore(kept.session_key)["used_at"] == "2026-11-04T12:05:00+00:00"
    assert not Session.objects.filter(pk=over.session_key).exists()


def test_the_deployer_may_set_other_limits(colleague, monkeypatch) -> None:
    monkeypatch.setattr(sessions.environment, "staff_idle_minutes", 5)
    monkeypatch.setattr(sessions.environment, "staff_session_hours", 2)

    assert sessions.limits_of(colleague) == sessions.Limits(5 * MINUTE, 2 * HOUR)


def test_using_it_makes_it_longer_but_never_past_twelve_hours(colleague, time_machine) -> None:
    session = begun()
    for _ in range(71):
        time_machine.shift(10 * MINUTE)
        assert sessions.time_left(session, colleague) > dt.timedelta(0)
        sessions.touch(session)

    assert sessions.time_left(session, colleague) == 10 * MINUTE
    time_machine.shift(10 * MINUTE)
    sessions.touch(session)
    assert sessions.time_left(session, colleague) == dt.timedelta(0)


def test_use_is_written_down_at_most_every_half_minute(time_machine) -> None:
    session = begun()
    session.modified = False
    time_machine.shift(dt.timedelta(seconds=29))
    sessions.touch(session)
    assert not session.modified

    time_machine.shift(dt.timedelta(seconds=1))
    sessions.touch(session)
    assert session.modified


def test_staying_on_purpose_counts_at_once(colleague, time_machine) -> None:
    session = begun()
    time_machine.shift(dt.timedelta(seconds=10))
    sessions.touch(session, at_once=True)

    assert sessions.time_left(session, colleague) == 15 * MINUTE


def test_a_session_that_was_never_begun_is_over(colleague) -> None:
    assert sessions.time_left(SessionStore(), colleague) == dt.timedelta(0)


def test_a_second_factor_is_this_persons_in_this_session(colleague, young_person) -> None:
    session = begun()
    assert sessions.needs_second_factor(session, colleague)
    sessions.note_second_factor(session, UserFactory())
    assert sessions.needs_second_factor(session, colleague)
    sessions.note_second_factor(session, colleague)
    assert not sessions.needs_second_factor(session, colleague)
    sessions.forget_second_factor(session)
    assert sessions.needs_second_factor(session, colleague)
    assert not sessions.needs_second_factor(begun(), young_person)


class TestEnding:
    def stored(self, user: User) -> UserSession:
        store = begun()
        store.save()
        return UserSession.objects.create(user=user, session_key=store.session_key, ip="127.0.0.1")

    def test_all_but_one(self, colleague, monkeypatch) -> None:
        told: list[object] = []
        monkeypatch.setattr(events, "publish", told.append)
        here, there = self.stored(colleague), self.stored(colleague)
        somebody_elses = self.stored(UserFactory())

        sessions.end_all(colleague, but=here.session_key)

        assert set(Session.objects.values_list("pk", flat=True)) == {here.session_key, somebody_elses.session_key}
        assert set(UserSession.objects.all()) == {here, somebody_elses}
        assert told == [SessionsEnded(colleague.pk, (there.session_key,))]

    def test_all(self, colleague) -> None:
        self.stored(colleague)
        sessions.end_all(colleague)

        assert not Session.objects.exists()


class TestTheDemosOneClick:
    def test_it_signs_in_with_the_second_factor_shown(self, colleague, settings) -> None:
        settings.DEMO = True
        request = RequestFactory().get("/demo/")
        request.session, request.user = SessionStore(), AnonymousUser()

        sessions.begin_for_demo(request, colleague)

        assert request.user == colleague
        assert sessions.time_left(request.session, colleague) == 15 * MINUTE
        assert not sessions.needs_second_factor(request.session, colleague)
        assert UserSession.objects.get(user=colleague).session_key == request.session.session_key

    def test_there_is_none_anywhere_else(self, colleague, settings) -> None:
        settings.DEMO = False
        request = RequestFactory().get("/demo/")
        request.session = SessionStore()
        with pytest.raises(Refused, match="only in the demo"):
            sessions.begin_for_demo(request, colleague)
        assert list(request.session.keys()) == []


class TestWhatHoldsConnectionsOpen:
    """`holder` lets in exactly whom a page would let in."""

    def key_of(self, client: Client, user: User) -> str:
        client.force_login(user)
        return str(client.session.session_key)

    def test_a_session_that_opens_pages_is_its_persons(self, client: Client, young_person: User) -> None:
        found = sessions.holder(self.key_of(client, young_person))
        assert found is not None
        assert found[1] == young_person

    @pytest.mark.parametrize("key", [None, "", "unknown"])
    def test_no_session_is_nobodys(self, key: str | None) -> None:
        assert sessions.holder(key) is None

    def test_a_leavers_a_changed_passwords_and_an_idle_session_are_nobodys(
        self, client: Client, young_person: User, time_machine: Any
    ) -> None:
        key = self.key_of(client, young_person)
        User.objects.filter(pk=young_person.pk).update(is_active=False)
        assert sessions.holder(key) is None
        User.objects.filter(pk=young_person.pk).update(is_active=True, password="changed")
        assert sessions.holder(key) is None
        User.objects.filter(pk=young_person.pk).update(password=young_person.password)
        time_machine.shift(dt.timedelta(minutes=31))
        assert sessions.holder(key) is None

    @pytest.mark.without_second_factor
    def test_a_colleague_without_the_second_factor_shown_is_not_let_in(self, client: Client, places: Any) -> None:
        colleague = member_of(places.team, RoleName.COUNSELLOR)
        assert sessions.holder(self.key_of(client, colleague)) is None
