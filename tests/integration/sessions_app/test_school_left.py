"""After a team's last day at a school those who hold or lead sessions that are still booked there deal with these, and
nothing else of that school is theirs any more.
"""

import datetime as dt
import re
from typing import Any, NamedTuple

import pytest
from django.test import Client

from mhst.access.models import User
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.places.actions import team_school
from mhst.places.models import TeamSchool
from sessions_app.enums import SessionState
from sessions_app.models import Referral, Series, SupportSession
from tests.factories import RoomFactory, TeamFactory
from tests.factories.world import World, world
from tests.support.booking import A_WEDNESDAY, book, offer
from tests.support.courses import with_course

pytestmark = pytest.mark.django_db

LAST = A_WEDNESDAY + dt.timedelta(days=20)


class Left(NamedTuple):
    group: Series
    own: Series
    referral: Referral


@pytest.fixture
def there(time_machine: Any) -> World:
    time_machine.move_to("2026-09-14T08:00:00Z", tick=False)
    return world()


@pytest.fixture
def left(there: World, time_machine: Any, django_capture_on_commit_callbacks: Any) -> Left:
    """A group and a course of somebody's own, each with three sessions to come; the last day is over."""
    group = book(there)
    referral, own = with_course(there, there.pupils[0], there.practitioner, start=780)
    RoomFactory(school=there.school, capacity=12)
    with django_capture_on_commit_callbacks(execute=True):
        served = TeamSchool.objects.get(team=there.team, school=there.school)
        team_school.stop(served=served, ends_on=LAST, by=SYSTEM)
    time_machine.move_to(dt.datetime.combine(LAST + dt.timedelta(days=1), dt.time(8), tzinfo=dt.UTC), tick=False)
    return Left(group, own, referral)


def next_of(series: Series) -> SupportSession:
    found: SupportSession = series.sessions.filter(date__gt=clock.today()).earliest("date")
    return found


def words(answer: Any) -> str:
    page = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def sent(client: Client, path: str, **values: Any) -> int:
    """What a form answers that is sent as it was opened, with these values."""
    page = client.get(path).content.decode()
    version = re.findall(r'name="version"[^>]*value="([^"]*)"', page)
    return client.post(path, {"version": version} | values).status_code


def test_its_reader_goes_from_the_notice_to_the_sessions(client: Client, there: World, left: Left) -> None:
    client.force_login(there.practitioner.user)
    page = client.get("/notices/").content.decode()
    ways = [way for way, said in re.findall(r'<a href="([^"]+)">([^<]+)</a>', page) if "does not serve" in said]
    assert set(ways) == {f"/groups/{left.group.pk}/", f"/groups/{left.own.pk}/"}
    for way in ways:
        answer = client.get(way)
        assert answer.status_code == 200
        assert words(answer).count("does not serve the school any more") == 3


def test_the_schools_lead_comes_from_the_first_to_the_others(client: Client, there: World, left: Left) -> None:
    client.force_login(there.lead)
    first, *others = left.own.sessions.filter(date__gt=LAST).order_by("date")
    assert f'<a href="/sessions/{first.pk}/">A 1:1 course' in client.get("/notices/").content.decode()
    page = client.get(f"/sessions/{first.pk}/")
    said = "Of the same course these need attention too: 14 October , 21 October ."
    assert said in words(page)
    assert [f'<a href="/sessions/{one.pk}/">' in page.content.decode() for one in others] == [True, True]
    assert f"/groups/{left.own.pk}/" not in page.content.decode()  # which names what it is about


def test_whoever_runs_the_team_comes_to_a_list_of_all_that_is_left(client: Client, there: World, left: Left) -> None:
    book(there, offer(there, dt.date(2026, 11, 4), school=1), school=1)
    client.force_login(there.manager)
    way = f"/groups/?school={there.school.pk}&amp;left=on"
    said = (
        f"6 sessions are still booked at {there.school} after the last day of {there.team} there. Move or cancel them."
    )
    assert f'<a href="{way}">{said}</a>' in client.get("/notices/").content.decode()
    page = client.get(way.replace("&amp;", "&"))
    rows = re.findall(r'<a href="/groups/([^/]+)/">', page.content.decode())
    assert set(rows) == {str(left.group.pk), str(left.own.pk)}
    assert words(page).count("3 sessions after the last day there") == 2
    assert len(re.findall(r'<a href="/groups/[^/]+/">', client.get("/groups/").content.decode())) == 3


def test_what_is_left_goes_on_with_the_team_that_follows(client: Client, there: World, left: Left) -> None:
    at = {run: f"/sessions/{next_of(getattr(left, run)).pk}/" for run in ("group", "own")}
    client.force_login(there.manager)
    assert "serves the school then" not in words(client.get(at["group"]))
    follower = TeamFactory(phone="01632 960 001")
    team_school.serve(team=follower, school=there.school, starts_on=clock.today(), by=SYSTEM)
    assert (
        f"{follower} serves the school then: 01632 960 001 . A group stays with the team that booked it. Agree with"
        " them which sessions they take over"
    ) in words(client.get(at["group"]))
    page = client.get(at["own"])
    assert f'<a href="/referrals/{left.referral.pk}/transfer/">Pass the young person on' in page.content.decode()
    assert client.get(f"/referrals/{left.referral.pk}/transfer/").status_code == 200
    client.force_login(there.lead)
    assert "Whoever works with the young person can pass them on to that team." in words(client.get(at["own"]))


@pytest.mark.parametrize("run", ["group", "own"])
@pytest.mark.parametrize("who", ["holder", "manager"])
def test_whoever_holds_or_leads_moves_and_cancels_them(
    client: Client, there: World, left: Left, who: str, run: str
) -> None:
    client.force_login(there.practitioner.user if who == "holder" else there.manager)
    one = next_of(getattr(left, run))
    at = f"/sessions/{one.pk}/"
    assert "The team does not serve the school any more" in words(client.get(at))
    rooms = client.get(f"{at}move/").content.decode().partition('name="room"')[2].partition("</select>")[0]
    assert re.findall(r'<option value="([^"]+)"', rooms) == [str(there.room.pk)]
    moved = {"date_0": "15", "date_1": "10", "date_2": "2026", "start_minute": one.start_minute, "room": one.room_id}
    assert sent(client, f"{at}move/", **moved) == 302
    assert sent(client, f"{at}cancel/", reason="other") == 302
    one.refresh_from_db()
    assert (one.date, one.state) == (dt.date(2026, 10, 15), SessionState.CANCELLED)


def test_they_are_handed_over_and_the_run_is_cancelled(client: Client, there: World, left: Left) -> None:
    group, own, referral = left
    client.force_login(there.manager)
    to = {f"to-{referral.pk}": str(there.practitioners[1].pk), f"note-{referral.pk}": "Draws.", "confirm": "yes"}
    assert client.post(f"/referrals/{referral.pk}/hand-over/", to).status_code == 302
    client.force_login(there.practitioners[1].user)
    assert client.get(f"/sessions/{next_of(own).pk}/").status_code == 200
    assert sent(client, f"/groups/{group.pk}/cancel/", reason="other", sure="on") == 302
    assert set(group.sessions.filter(date__gt=clock.today()).values_list("state", flat=True)) == {
        SessionState.CANCELLED
    }


def test_nothing_else_of_that_school_is_theirs(client: Client, there: World, left: Left) -> None:
    at = f"/sessions/{next_of(left.group).pk}/"
    for viewer in (there.practitioner.user, there.manager):
        client.force_login(viewer)
        for path in (
            f"/schools/{there.school.pk}/",
            f"/timetable/school/{there.school.pk}/",
            f"/people/pupils/{there.pupils[0].pk}/",
        ):
            assert client.get(path).status_code == 404
    client.force_login(there.manager)
    assert [one.name for one in there.pupils if one.name in words(client.get(at))] == []
    strangers: tuple[User, ...] = (there.leads[1], world(pupils=1).manager)
    for stranger in strangers:
        client.force_login(stranger)
        assert client.get(at).status_code == 404
