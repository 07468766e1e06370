"""The calendar as a phone asks for it, and the page on which its owner makes and ends it."""

import datetime as dt
import logging
import re

import icalendar
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mhst.core.actors import SYSTEM
from mhst.core.logs import DiscreetFormatter
from sessions_app.actions import session as session_actions
from sessions_app.enums import CancelReason
from sessions_app.models import CalendarFeed, SupportSession
from sessions_app.views import feed as views
from tests.factories import A_MONDAY, World, world
from tests.support.booking import book
from tests.support.timetable import fill

pytestmark = pytest.mark.django_db
MORNING = dt.datetime.combine(A_MONDAY, dt.time(8), tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def on_monday():
    cache.clear()
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def place() -> World:
    return world(pupils=6)


@pytest.fixture
def address(client: Client, place: World) -> str:
    """The path of a link that the first practitioner has just made."""
    client.force_login(place.practitioner.user)
    page = client.post("/timetable/phone/new/")
    (path,) = set(re.findall(r"http://localhost:8000(/calendar/[\w-]+\.ics)", page.content.decode()))
    client.logout()
    return path


def phone(address: str, **headers: str):
    """A phone has no cookies."""
    return Client().get(address, headers=headers)


def events(address: str) -> dict[str, icalendar.Event]:
    """By day, what the phone is told."""
    found = icalendar.Calendar.from_ical(phone(address).content).events
    return {f"{event.start:%Y-%m-%d %H:%M}": event for event in found}


class TestReading:
    def test_a_booked_run_is_on_the_phone(self, place: World, address: str):
        book(place)

        assert list(events(address)) == [
            "2026-09-16 10:00", "2026-09-23 10:00", "2026-09-30 10:00", "2026-10-07 10:00", "2026-10-14 10:00",
            "2026-10-21 10:00",
        ]  # fmt: skip

    def test_a_move_keeps_the_event_and_raises_its_sequence(self, place: World, address: str, on_monday):
        session = book(place).sessions.get(number=1)
        before = events(address)["2026-09-16 10:00"]
        on_monday.shift(3600)

        session_actions.move(session=session, date=session.date, start_minute=660, by=SYSTEM)

        after = events(address)["2026-09-16 11:00"]
        assert after["uid"] == before["uid"]
        assert after["sequence"] > before["sequence"]
        assert after.LAST_MODIFIED > before.LAST_MODIFIED
        assert len(events(address)) == 6

    def test_a_cancelled_session_stays_for_a_month_and_says_so(self, place: World, address: str, on_monday):
        session = book(place).sessions.get(number=5)
        session_actions.cancel(session=session, reason=CancelReason.EXAMS, by=SYSTEM)

        told = events(address)["2026-10-14 10:00"]
        assert (told["status"], told["sequence"]) == ("CANCELLED", 2)
        assert told["summary"].startswith("Cancelled: ")

        on_monday.shift(dt.timedelta(days=31))
        assert "2026-10-14 10:00" not in events(address)

    def test_names_no_pupil_no_programme_and_no_colleague(self, place: World, address: str):
        book(place)

        content = phone(address).content.decode()

        told = {word for pupil in place.pupils for word in (pupil.given_name, pupil.family_name)}
        told |= {place.programme.name, place.practitioner.user.last_name, place.practitioners[1].user.last_name}
        assert [word for word in told if word in content] == []
        assert "mental" not in content.lower()

    def test_every_event_leads_to_its_session(self, place: World, address: str, client: Client):
        book(place)
        client.force_login(place.practitioner.user)

        description = events(address)["2026-09-16 10:00"]["description"]

        assert client.get(description.removeprefix("http://localhost:8000")).status_code == 200


class TestTheAnswer:
    def test_is_a_calendar_that_sets_no_cookie_and_leaks_no_address(self, address: str):
        answer = phone(address)

        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Cache-Control"] == "private, no-cache"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer.cookies == {}

    def test_head_is_answered_too(self, address: str):
        assert Client().head(address).status_code == 200

    @pytest.mark.parametrize(("theirs", "ours"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")])
    def test_nothing_new_is_told_in_few_bytes(self, place: World, address: str, theirs: str, ours: str):
        book(place)
        first = phone(address)

        again = phone(address, **{theirs: first[ours]})

        assert (again.status_code, again.content) == (304, b"")
        assert again["Referrer-Policy"] == "no-referrer"

    @pytest.mark.parametrize(("theirs", "ours"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")])
    def test_a_change_is_told_whole(self, place: World, address: str, theirs: str, ours: str, on_monday):
        session = book(place).sessions.get(number=1)
        first = phone(address)
        on_monday.shift(60)
        session_actions.cancel(session=session, reason=CancelReason.EXAMS, by=SYSTEM)

        assert phone(address, **{theirs: first[ours]}).status_code == 200

    def test_a_phone_that_asks_too_often_is_told_to_wait(self, address: str):
        answers = [phone(address).status_code for _ in range(views.READS + 1)]

        assert answers == [200] * views.READS + [429]
        assert phone(address)["Retry-After"] == str(views.SECONDS)

    def test_one_phones_haste_is_not_anothers(self, place: World, address: str, client: Client):
        client.force_login(place.practitioners[1].user)
        page = client.post("/timetable/phone/new/").content.decode()
        (other,) = set(re.findall(r"http://localhost:8000(/calendar/[\w-]+\.ics)", page))
        for _ in range(views.READS + 1):
            phone(address)

        assert phone(other).status_code == 200


class TestStrangers:
    def test_an_unknown_a_revoked_and_a_leavers_address_are_answered_alike(
        self, place: World, address: str, client: Client
    ):
        unknown = phone(f"/calendar/{'x' * 43}.ics")
        client.force_login(place.practitioner.user)
        client.post("/timetable/phone/stop/")
        revoked = phone(address)

        assert (unknown.status_code, revoked.status_code) == (404, 404)
        assert unknown.content == revoked.content

    def test_a_leavers_phone_reads_no_more(self, place: World, address: str):
        user = place.practitioner.user
        user.is_active, user.left_at = False, MORNING
        user.save()

        assert phone(address).status_code == 404

    def test_nobody_writes_to_it(self, address: str):
        assert Client().post(address).status_code == 405

    def test_a_refused_address_is_logged_without_its_secret(self, caplog: pytest.LogCaptureFixture):
        with caplog.at_level(logging.INFO):
            phone("/calendar/a-secret-that-was-revoked.ics")

        assert caplog.records
        assert not any("a-secret" in DiscreetFormatter().format(record) for record in caplog.records)


class TestTheOwnersPage:
    def test_offers_to_make_a_link_and_shows_it_once(self, place: World, client: Client):
        client.force_login(place.practitioner.user)
        assert "Nobody can read your timetable this way yet." in client.get("/timetable/phone/").content.decode()

        made = client.post("/timetable/phone/new/")

        token = re.search(r"/calendar/([\w-]+)\.ics", made.content.decode())[1]
        assert f"webcal://localhost:8000/calendar/{token}.ics" in made.content.decode()
        assert "no-store" in made["Cache-Control"]
        assert made["Referrer-Policy"] == "same-origin"
        assert token not in client.get("/timetable/phone/").content.decode()
        assert token not in str(client.session.items())

    def test_loading_the_new_link_again_does_not_end_it(self, place: World, address: str, client: Client):
        client.force_login(place.practitioner.user)

        again = client.post("/timetable/phone/new/", follow=True)

        assert "A link was made already." in again.content.decode()
        assert phone(address).status_code == 200

    def test_a_new_link_ends_the_old_one(self, place: World, address: str, client: Client):
        client.force_login(place.practitioner.user)
        button = re.search(r'action="(/timetable/phone/new/[^"]*)"', client.get("/timetable/phone/").content.decode())[
            1
        ]

        assert client.post(button).status_code == 200
        assert phone(address).status_code == 404

    def test_tells_when_a_phone_last_read_it(self, place: World, address: str, client: Client):
        client.force_login(place.practitioner.user)
        assert "Not yet" in client.get("/timetable/phone/").content.decode()

        phone(address)

        assert "Monday 14 September 2026, 09:00" in client.get("/timetable/phone/").content.decode()

    def test_ends_it(self, place: World, address: str, client: Client):
        client.force_login(place.practitioner.user)

        assert client.post("/timetable/phone/stop/").status_code == 302

        assert phone(address).status_code == 404
        assert CalendarFeed.objects.get().revoked_at == MORNING

    @pytest.mark.parametrize("path", ["/timetable/phone/new/", "/timetable/phone/stop/"])
    def test_a_link_that_somebody_follows_changes_nothing(self, place: World, client: Client, path: str):
        client.force_login(place.practitioner.user)

        assert client.get(path).status_code == 405

    def test_is_not_for_those_who_hold_no_sessions(self, place: World, client: Client):
        client.force_login(place.lead)

        assert client.get("/timetable/phone/").status_code == 404


def test_a_feed_costs_the_same_queries_for_one_session_and_for_sixty(place: World, address: str):
    phone(address)  # which is remembered, for a quarter of an hour
    counts = []
    for many in (1, 60):
        fill(place.team, [place.school], [place.practitioner], many)
        with CaptureQueriesContext(connection) as queries:
            phone(address)
        counts.append(len(queries))

    assert SupportSession.objects.count() == 61
    assert counts[0] == counts[1]
