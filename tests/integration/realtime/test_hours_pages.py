"""Whoever keeps a counselling service sets its hours, its special dates and its rota on pages."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from mhst.access.models import Membership, User
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.places.enums import TeamKind
from realtime.actions import booking as bookings
from realtime.actions import hours as actions
from realtime.actions import visit as visits
from realtime.models import Service, Shift, SpecialHours, WeeklyHours
from realtime.queries import hours
from sessions_app.models import Message as Letter
from tests.factories import TeamFactory, member_of
from tests.factories.counselling import (
    ServiceFactory,
    ShiftFactory,
    SpecialHoursFactory,
    VisitFactory,
    VisitorFactory,
    counsellor_of,
)
from tests.factories.places import CouncilFactory

pytestmark = pytest.mark.django_db
EVENING = {"opens": 1020, "accept_until": 1275, "closes": 1320}
TODAY = {"on_0": "27", "on_1": "11", "on_2": "2026"}


@pytest.fixture(autouse=True)
def friday(time_machine: Any) -> None:
    time_machine.move_to("2026-11-27T18:00:00Z", tick=False)


@pytest.fixture
def service() -> Service:
    return ServiceFactory()


@pytest.fixture
def lead(service: Service, client: Client) -> User:
    lead = member_of(service.team, "supervisor")
    client.force_login(lead)
    return lead


def opening(service: Service) -> Any:
    """As another process sees it once what it knew is old."""
    cache.clear()
    return hours.opening(service)


def said(answer: Any) -> str:
    return answer.content.decode()


def test_from_nothing_to_an_open_service(client: Client) -> None:
    team, council = TeamFactory(kind=TeamKind.COUNSELLING), CouncilFactory(code="970", name="Fernshire")
    sam = member_of(team, "counsellor", first_name="Sam", last_name="Ode")
    client.force_login(member_of(team, "team_manager"))
    assert "Begin the service" in said(client.get("/counselling/hours/"))
    about = {"areas": [str(council.pk)], "youngest": "11", "oldest": "19"}
    assert client.post(f"/counselling/teams/{team.pk}/", about).status_code == 302
    service = Service.objects.get(team=team)
    page = f"/counselling/{service.pk}/hours/"
    assert client.get("/counselling/hours/")["Location"] == page
    assert "Nobody is on the rota" in said(client.get(page))
    assert not opening(service).is_open

    assert client.post(f"{page}4/", EVENING).status_code == 302
    assert not opening(service).is_open  # nobody is on shift
    shift = {"counsellor": str(sam.pk), **TODAY, "starts": 1020, "ends": 1320, "most": 3}
    assert client.post(f"/counselling/{service.pk}/shifts/add/", shift).status_code == 302

    cache.clear()
    shown = said(client.get(page))
    assert "<strong>Open now</strong>, until 10:00 pm" in shown
    assert all(words in shown for words in ("Sam Ode", "5:00 pm to 10:00 pm", "Ages 11 to 19, in Fernshire"))


def test_midnight_has_its_name_where_hours_begin_and_where_they_end(
    client: Client, service: Service, lead: User
) -> None:
    page = f"/counselling/{service.pk}/hours/"
    assert client.post(f"{page}5/", {"opens": 0, "accept_until": 720, "closes": 1440}).status_code == 302
    shown = said(client.get(page)).partition("Saturday</th>")[2].partition("</tr>")[0]
    assert re.findall(r'data-label="(?:Opens|Lets people in until|Closes)">([^<]+)', shown) == [
        "midnight", "12:00 pm", "midnight",
    ]  # fmt: skip
    form = said(client.get(f"{page}5/"))
    opens, closes = (re.findall(r"<option[^>]*>([^<]+)", list_) for list_ in (form.split("<select")[n] for n in (1, 3)))
    assert (opens[1], opens[-1], closes[1], closes[-1]) == ("midnight", "11:45 pm", "12:15 am", "midnight")


def test_times_out_of_order_are_refused_at_their_field(client: Client, service: Service, lead: User) -> None:
    page = f"/counselling/{service.pk}/hours/0/"
    for wrong, sentence in (
        ({"closes": 900}, "Choose a closing time later than the opening time."),
        ({"accept_until": 1005}, "Choose a time between opening and closing."),
        ({"opens": ""}, "Choose when it opens, or leave all three empty for closed."),
    ):
        answer = client.post(page, EVENING | wrong)
        assert answer.status_code == 422
        assert sentence in said(answer)
    assert client.get(f"/counselling/{service.pk}/hours/7/").status_code == 404


def test_a_day_is_closed_by_leaving_its_times_empty(client: Client, service: Service, lead: User) -> None:
    client.post(f"/counselling/{service.pk}/hours/0/", EVENING)
    assert [day.weekday for day in WeeklyHours.objects.all()] == [0]
    client.post(f"/counselling/{service.pk}/hours/0/", {})
    assert not WeeklyHours.objects.exists()


def test_a_special_date_holds_before_the_week_and_can_be_taken_off(
    client: Client, service: Service, lead: User
) -> None:
    client.post(f"/counselling/{service.pk}/hours/4/", EVENING)
    ShiftFactory(service=service)
    assert opening(service).is_open
    client.post(f"/counselling/{service.pk}/dates/add/", TODAY)
    assert not opening(service).is_open
    special = SpecialHours.objects.get()
    page = f"/counselling/{service.pk}/dates/{special.pk}/"
    client.post(page, EVENING | {"closes": 1200, "accept_until": 1140})
    assert opening(service).closes_at == dt.datetime(2026, 11, 27, 20, tzinfo=dt.UTC)
    assert "Usual hours again?" in said(client.get(f"{page}remove/"))
    client.post(f"{page}remove/")
    assert opening(service).closes_at == dt.datetime(2026, 11, 27, 22, tzinfo=dt.UTC)
    past = client.post(f"/counselling/{service.pk}/dates/add/", TODAY | {"on_0": "26"})
    assert "That date is over." in said(past)
    assert client.get(page).status_code == 404


def test_who_changes_hours_reads_first_which_booked_chats_they_leave_outside(
    client: Client, service: Service, lead: User
) -> None:
    SpecialHoursFactory(service=service, on=dt.date(2026, 11, 27), **EVENING)
    special = SpecialHours.objects.get()
    ShiftFactory(service=service, counsellor=counsellor_of(service, first_name="Sam"))
    visitor = VisitorFactory(service=service, nickname="otter")
    at = dt.datetime(2026, 11, 27, 20, tzinfo=dt.UTC)
    made = bookings.book(visitor=visitor, at=at, by=visitor.user)
    page = f"/counselling/{service.pk}/dates/{special.pk}/"
    assert client.post(page, EVENING | {"accept_until": 1140}).status_code == 302  # who is booked is let in
    assert "Change the hours all the same" not in said(client.get(page))
    for where, sent in ((page, {}), (f"{page}remove/", {}), (f"/counselling/{service.pk}/dates/add/", TODAY)):
        asked = client.post(where, sent)
        assert asked.status_code == 422
        assert "One booked chat would be outside these hours: otter, Friday 27 November at 8:00 pm." in said(asked)
        assert "Change the hours all the same" in said(asked)
        assert opening(service).is_open
    assert not Letter.objects.exists()
    assert client.post(page, {"anyway": "on"}).status_code == 302
    (letter,) = Letter.objects.all()
    assert (letter.address, str(made.pk) in str(letter.details)) == (lead.email, True)
    assert not opening(service).is_open
    assert "Outside hours" in said(client.get("/counselling/board/"))
    assert "We are closed then." in said(client.get(f"/counselling/bookings/{made.pk}/move/"))
    assert client.post(page, {}).status_code == 302  # nothing is left outside by this any more
    assert client.post(page, EVENING).status_code == 302
    client.post(f"/counselling/{service.pk}/hours/4/", EVENING)
    assert client.post(f"{page}remove/").status_code == 302
    assert client.post(f"/counselling/{service.pk}/hours/4/", {}).status_code == 422
    assert Letter.objects.count() == 1


def test_who_closes_now_reads_first_who_waits_and_who_talks(client: Client, service: Service, lead: User) -> None:
    SpecialHoursFactory(service=service, on=dt.date(2026, 11, 27), **EVENING)
    special, row = SpecialHours.objects.get(), ShiftFactory(service=service)
    page, shift = f"/counselling/{service.pk}/dates/{special.pk}/", f"/counselling/{service.pk}/shifts/{row.pk}/"
    otter = VisitFactory(visitor=VisitorFactory(service=service, nickname="otter"))
    visits.call_next(service=service, by=row.counsellor)
    visits.claim(visit=otter, by=row.counsellor)
    for nickname, minutes in (("heron", 9), ("badger", 4)):
        joined_at = clock.now() - dt.timedelta(minutes=minutes)
        VisitFactory(visitor=VisitorFactory(service=service, nickname=nickname), joined_at=joined_at)
    named = "2 people wait now: heron, badger.", "One chat goes on now, with otter. A closing does not end it."
    moved = {"counsellor": str(row.counsellor_id), **TODAY, "on_0": "28", "starts": 600, "ends": 720, "most": 2}
    for where, sent in ((page, {}), (f"{page}remove/", {}), (shift, moved)):
        asked = client.post(where, sent)
        assert (asked.status_code, [each in said(asked) for each in named]) == (422, [True, True])
    assert [each in said(client.get(f"{shift}remove/")) for each in named] == [True, True]
    assert opening(service).is_open
    assert client.post(page, EVENING | {"accept_until": 1140}).status_code == 302  # it stays open for who is in
    assert client.post(shift, moved | {"anyway": "on"}).status_code == 302
    assert not opening(service).is_open
    assert client.post(page, {}).status_code == 302  # closed already


def test_nobody_is_on_two_shifts_at_once(client: Client, service: Service, lead: User) -> None:
    sam = counsellor_of(service, first_name="Sam", last_name="Ode")
    ShiftFactory(service=service, counsellor=sam, starts=1020, ends=1200)
    shift = {"counsellor": str(sam.pk), **TODAY, "starts": 1185, "ends": 1320, "most": 2}
    answer = client.post(f"/counselling/{service.pk}/shifts/add/", shift)
    assert "Sam Ode has a shift from 5:00 pm to 8:00 pm that day." in said(answer)
    backwards = client.post(f"/counselling/{service.pk}/shifts/add/", shift | {"starts": 1320, "ends": 1200})
    assert "Choose an end later than the start." in said(backwards)
    assert client.post(f"/counselling/{service.pk}/shifts/add/", shift | {"starts": 1200}).status_code == 302


def test_a_shift_is_changed_and_taken_off(client: Client, service: Service, lead: User) -> None:
    row = ShiftFactory(service=service, starts=1020, ends=1200)
    page = f"/counselling/{service.pk}/shifts/{row.pk}/"
    shift = {"counsellor": str(row.counsellor_id), **TODAY, "starts": 1080, "ends": 1320, "most": 1}
    assert client.post(page, shift).status_code == 302
    row.refresh_from_db()
    assert (row.starts, row.ends, row.most) == (1080, 1320, 1)
    assert row.counsellor.name in said(client.get(f"{page}remove/"))
    client.post(f"{page}remove/")
    assert not Shift.objects.exists()
    assert client.get(page).status_code == 404


def test_an_area_is_of_one_service_and_ages_are_in_order(client: Client, service: Service, lead: User) -> None:
    taken = ServiceFactory().areas.get().council
    page = f"/counselling/teams/{service.team_id}/"
    answer = client.post(page, {"areas": [str(taken.pk)], "youngest": 11, "oldest": 19})
    assert (answer.status_code, "Another service is for" in said(answer)) == (422, True)
    own = service.areas.get().council
    ages = client.post(page, {"areas": [str(own.pk)], "youngest": 19, "oldest": 11})
    assert "Choose an age that is not below the youngest." in said(ages)


def test_who_keeps_no_counselling_team_is_told_so(client: Client) -> None:
    client.force_login(member_of(TeamFactory(), "team_manager"))
    assert "No counselling team" in said(client.get("/counselling/hours/"))


def test_a_leaver_staffs_nothing(service: Service) -> None:
    SpecialHoursFactory(service=service, on=dt.date(2026, 11, 27), **EVENING)
    row = ShiftFactory(service=service)
    assert opening(service).is_open
    assert [shift.counsellor for shift in hours.on_shift(service)] == [row.counsellor]
    row.counsellor.is_active = False
    row.counsellor.save()
    assert not opening(service).is_open
    assert hours.on_shift(service) == []


def test_the_rota_marks_the_shifts_of_who_has_left_and_gives_them_to_somebody(
    client: Client, service: Service, lead: User
) -> None:
    kept, *left = [ShiftFactory(service=service) for _ in range(4)]
    first, second, third = left
    with recording.acting(by=SYSTEM, verb="test.left"):
        User.objects.filter(pk=first.counsellor_id).update(is_active=False)
        Membership.objects.filter(user=second.counsellor).update(ended_at=clock.now())
        Membership.objects.filter(user=third.counsellor).update(ends_on=clock.today() - dt.timedelta(days=1))
    page = f"/counselling/{service.pk}/hours/"
    rows = said(client.get(page)).partition("Who is on shift</h2>")[2]

    marked = {
        row.counsellor.name: re.findall(r"Does not work here then|>(?:Change|Give to somebody|Take off)<", one)
        for row in (kept, *left)
        for one in rows.partition("</table>")[0].split("<tr>")
        if row.counsellor.name in one
    }
    gone = ["Does not work here then", ">Give to somebody<", ">Take off<"]
    assert marked == {kept.counsellor.name: [">Change<", ">Take off<"]} | {one.counsellor.name: gone for one in left}
    assert "3 shifts are of people who do not work here then" in rows

    change = f"/counselling/{service.pk}/shifts/{first.pk}/"
    assert f"{first.counsellor.name} does not work here on that day" in said(client.get(change))
    ending = ShiftFactory(service=service, on=clock.today() + dt.timedelta(days=2))
    with recording.acting(by=SYSTEM, verb="test.left"):
        Membership.objects.filter(user=ending.counsellor).update(ends_on=clock.today())
    who = said(client.get(f"/counselling/{service.pk}/shifts/{ending.pk}/")).partition("</select>")[0]
    assert (ending.counsellor.name in who, "selected>" in who.replace('value="" selected', "")) == (True, False)
    new = member_of(service.team, "counsellor")
    given = {"counsellor": str(new.pk), **TODAY, "starts": 0, "ends": 1440, "most": 2}
    assert client.post(change, given).status_code == 302
    assert "3 shifts are of people" in said(client.get(page))
    assert "does not work here on that day" not in said(client.get(change))


def test_whose_last_day_is_known_is_put_on_no_rota_after_it(client: Client, service: Service, lead: User) -> None:
    sam = counsellor_of(service, first_name="Sam", last_name="Ode")
    mine = Membership.objects.filter(user=sam)
    with recording.acting(by=SYSTEM, verb="test.leaves"):
        mine.update(ends_on=dt.date(2026, 12, 4))
    shift = {"counsellor": str(sam.pk), "on_1": "12", "on_2": "2026", "starts": 1020, "ends": 1320, "most": 2}
    add = f"/counselling/{service.pk}/shifts/add/"
    monday = client.post(add, shift | {"on_0": "7"})
    sentence = "Sam Ode works here until Friday 4 December 2026, which is before that date. Choose somebody else, or an"
    assert (monday.status_code, sentence in said(monday)) == (422, True)
    assert client.post(add, shift | {"on_0": "4"}).status_code == 302
    row = Shift.objects.get()
    change = f"/counselling/{service.pk}/shifts/{row.pk}/"
    moved = client.post(change, shift | {"on_0": "7"})
    assert (moved.status_code, sentence in said(moved)) == (422, True)
    with recording.acting(by=SYSTEM, verb="test.comes_back"):
        Membership.objects.create(user=sam, role="counsellor", team=service.team, starts_on=dt.date(2026, 12, 7))
    assert client.post(change, shift | {"on_0": "6"}).status_code == 422
    assert client.post(change, shift | {"on_0": "7"}).status_code == 302


def test_an_end_that_comes_after_the_planning_is_marked(client: Client, service: Service, lead: User) -> None:
    row = ShiftFactory(service=service, on=clock.today() + dt.timedelta(days=3))
    page = f"/counselling/{service.pk}/hours/"
    assert "Does not work here then" not in said(client.get(page))
    with recording.acting(by=SYSTEM, verb="test.leaves"):
        Membership.objects.filter(user=row.counsellor).update(ends_on=clock.today())
    assert "Does not work here then" in said(client.get(page))


def test_who_is_open_day_and_night_says_so(client: Client, service: Service, lead: User) -> None:
    for days in range(21):
        on = clock.today() + dt.timedelta(days=days)
        SpecialHoursFactory(service=service, on=on, opens=0, accept_until=1440, closes=1440)
        ShiftFactory(service=service, on=on, starts=0, ends=1440)
    page = f"/counselling/{service.pk}/hours/"

    def shown() -> str:
        cache.clear()
        inset = said(client.get(page)).partition("Opening hours and rota</h1>")[2].partition("<table")[0]
        return " ".join(re.sub("<[^>]+>", " ", inset).split()).removeprefix("Who is waiting now Information: ")

    assert shown() == "Open now, day and night. New people are let in all the time."
    with recording.acting(by=SYSTEM, verb="test.off_the_rota"):
        Shift.objects.filter(on=clock.today() + dt.timedelta(days=3)).delete()
    night = "It closes on the night of Sunday 29 November at midnight, by its hours and rota."
    assert shown() == f"Open now, day and night. {night} New people are let in all the time."
    with recording.acting(by=SYSTEM, verb="test.off_the_rota"):
        Shift.objects.filter(on=clock.today() + dt.timedelta(days=1)).delete()
    assert shown() == "Open now , until midnight. New people are let in until midnight."


def test_what_this_process_has_changed_counts_at_once(
    client: Client, service: Service, lead: User, django_capture_on_commit_callbacks: Any
) -> None:
    SpecialHoursFactory(service=service, on=dt.date(2026, 11, 27), **EVENING)
    row = ShiftFactory(service=service)
    assert hours.opening(service).is_open
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/counselling/{service.pk}/shifts/{row.pk}/remove/")
    assert not hours.opening(service).is_open


def test_only_counsellors_are_put_on_the_rota(service: Service, lead: User) -> None:
    with pytest.raises(Refused, match="is not a counsellor here"):
        actions.add_shift(
            service=service, counsellor=member_of(service.team, "moderator"), on=dt.date(2026, 11, 27),
            starts=0, ends=60, most=1, by=lead,
        )  # fmt: skip


def test_another_teams_hours_are_nobodys_to_see(client: Client, service: Service, lead: User) -> None:
    other = ServiceFactory()
    assert client.get(f"/counselling/{other.pk}/hours/").status_code == 404
    assert client.get(f"/counselling/teams/{other.team_id}/").status_code == 404


def test_areas_are_added_and_taken_off(client: Client, service: Service, lead: User) -> None:
    new = CouncilFactory(code="970", name="Fernshire")
    client.post(f"/counselling/teams/{service.team_id}/", {"areas": [str(new.pk)], "youngest": 12, "oldest": 18})
    service.refresh_from_db()
    assert (service.youngest, service.oldest) == (12, 18)
    assert [area.council.name for area in service.areas.select_related("council")] == ["Fernshire"]
