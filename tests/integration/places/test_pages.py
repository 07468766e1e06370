"""Every page of schools through the test client: what is shown, what is saved, what is refused and to whom."""

import datetime as dt
import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mhst.access.enums import RoleName
from mhst.places import affected
from mhst.places.enums import DayKind
from mhst.places.models import (
    Calendar,
    Room,
    RoomBlock,
    School,
    SchoolDay,
    SpecialDay,
    TeamSchool,
    Term,
    TravelTime,
)
from tests.factories import (
    A_MONDAY,
    CalendarFactory,
    ClusterFactory,
    RoomBlockFactory,
    RoomFactory,
    SchoolDayFactory,
    SchoolFactory,
    SchoolLinkFactory,
    SpecialDayFactory,
    TeamSchoolFactory,
    World,
    member_of,
    world,
)

pytestmark = pytest.mark.django_db

Sent = dict[str, Any]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def place() -> World:
    return world(pupils=0)


@pytest.fixture
def lead(client: Client, place: World) -> Client:
    """The browser of the first school's senior mental health lead."""
    client.force_login(place.lead)
    return client


@pytest.fixture
def manager(place: World) -> Client:
    client = Client()
    client.force_login(place.manager)
    return client


def text_of(response: Any) -> str:
    """What a person reads on the page."""
    body = re.sub(r"<(script|style|title)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split()).replace(" ,", ",").replace(" .", ".")


def date_boxes(name: str, date: dt.date | None) -> Sent:
    day = (date.day, date.month, date.year) if date else ("", "", "")
    return {f"{name}_{n}": value for n, value in enumerate(day)}


# The list


def test_a_lead_sees_their_own_school_and_a_manager_the_teams(lead: Client, manager: Client, place: World) -> None:
    SchoolFactory(name="Out of reach")
    mine = text_of(lead.get("/schools/"))
    assert place.schools[0].name in mine
    assert place.schools[1].name not in mine
    theirs = text_of(manager.get("/schools/"))
    assert all(school.name in theirs for school in place.schools)
    assert "Out of reach" not in theirs
    assert "Add a school to a team" in theirs
    assert "Add a school to a team" not in mine


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=quay", {"Quayside"}),
        ("q=dock", {"Quayside"}),
        ("q=ZZ1", {"Quayside"}),
        ("q=ZZ1+2AB+quay", {"Quayside"}),
        ("q=995000", {"Quayside"}),
        ("q=zzz", set()),
        ("phase=primary", {"Quayside"}),
        ("status=closed", {"Shut"}),
        ("cluster={cluster}", {"Quayside"}),
        ("team={team}", {"Quayside", "Shut", "first", "second"}),
        ("team=nonsense&phase=nonsense&page=nonsense", {"Quayside", "Shut", "first", "second"}),
    ],
)
def test_the_list_is_narrowed(manager: Client, place: World, query: str, found: set[str]) -> None:
    quay = SchoolFactory(name="Quayside", primary=True, town="Docks", postcode="ZZ1 2AB", urn=995000)
    clusters = ClusterFactory(team=place.team), ClusterFactory(team=place.team)
    TeamSchoolFactory(team=place.team, school=quay, cluster=clusters[0])
    TeamSchoolFactory(team=place.team, school=place.schools[0], cluster=clusters[1], starts_on=dt.date(2025, 9, 1))
    TeamSchoolFactory(team=place.team, school=SchoolFactory(name="Shut", closed=True))
    names = {"first": place.schools[0].name, "second": place.schools[1].name}
    response = manager.get(f"/schools/?{query.format(cluster=clusters[0].pk, team=place.team.pk)}")
    assert {school.name for school in response.context["page"]} == {names.get(name, name) for name in found}
    assert ("No school matches" in text_of(response)) == (not found)


def test_the_list_is_paged(manager: Client, place: World) -> None:
    for _ in range(25):
        TeamSchoolFactory(team=place.team)
    first, second = manager.get("/schools/"), manager.get("/schools/?page=2")
    assert (len(first.context["page"]), len(second.context["page"])) == (20, 7)


def test_schools_without_dates_are_marked_from_august_on(manager: Client, place: World) -> None:
    bare = TeamSchoolFactory(team=place.team).school
    assert manager.get("/schools/").context["without_dates"] == {bare.pk}
    with time_machine.travel(dt.datetime(2027, 7, 31, 9, tzinfo=dt.UTC)):
        manager.force_login(place.manager)
        assert manager.get("/schools/").context["without_dates"] == {bare.pk}
    with time_machine.travel(dt.datetime(2027, 8, 1, 9, tzinfo=dt.UTC)):
        manager.force_login(place.manager)
        assert len(manager.get("/schools/").context["without_dates"]) == 3


def test_an_empty_list_says_how_schools_come_there(client: Client) -> None:
    client.force_login(member_of(TeamSchoolFactory(ends_on=dt.date(2026, 7, 31)).team, RoleName.PRACTITIONER))
    assert "Schools appear here when your team serves them" in text_of(client.get("/schools/"))


def test_who_may_see_no_school_at_all_sees_an_empty_list(client: Client) -> None:
    client.force_login(member_of(TeamSchoolFactory().team, RoleName.COMMISSIONER))
    assert client.get("/schools/").context["page"].paginator.count == 0


# One school


def test_the_page_of_a_school_shows_its_rooms_dates_and_bells(lead: Client, place: World) -> None:
    RoomBlockFactory(room=place.room, starts_on=dt.date(2026, 11, 30), ends_on=dt.date(2026, 12, 4))
    page = text_of(lead.get(f"/schools/{place.school.pk}/"))
    for words in (
        "Secondary, Years 7 to 11",
        "Open today.",
        "26 to 30 October 2026 Half-term",
        f"{place.room.name} 10 Monday to Friday, 08:40 to 15:30 30 Nov to 4 Dec: Mock exams",
        "Monday to Friday Period Time Registration 08:40 to 09:00 P1 09:00 to 10:00",
        "Source: Invented for tests.",
        place.team.name,
    ):
        assert words in page


def test_a_school_that_is_shut_says_why(lead: Client, place: World) -> None:
    with time_machine.travel(dt.datetime(2026, 10, 27, 9, tzinfo=dt.UTC)):
        lead.force_login(place.lead)
        assert "Shut today: half-term." in text_of(lead.get(f"/schools/{place.school.pk}/"))


def test_a_closed_school_names_what_it_became(manager: Client, place: World) -> None:
    school = TeamSchoolFactory(team=place.team, school=SchoolFactory(closed=True)).school
    SchoolLinkFactory(school=school, name="New Academy", urn=991234)
    assert "Became New Academy (URN 991234) on 1 September 2026." in text_of(manager.get(f"/schools/{school.pk}/"))


def test_a_bare_school_says_what_to_do_first(client: Client) -> None:
    school = SchoolFactory()
    client.force_login(member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD))
    page = text_of(client.get(f"/schools/{school.pk}/"))
    assert "No terms are recorded for 2026/27. Until they are, the school counts as shut" in page
    assert "No rooms yet" in page
    assert "Enter the school day" in page
    client.force_login(member_of(school, RoleName.SCHOOL_STAFF))
    page = text_of(client.get(f"/schools/{school.pk}/"))
    assert "No terms are recorded for 2026/27, so nothing can be booked yet." in page
    assert "Enter the school day" not in page
    assert "Add a room" not in page


def test_a_copy_that_is_behind_its_council_says_so(lead: Client, place: World) -> None:
    CalendarFactory(of_council=True, council=place.school.council)
    assert "The council's dates have changed" in text_of(lead.get(f"/schools/{place.school.pk}/"))


def _pages(place: World) -> dict[str, str]:
    """Each page of the first school by its name. The last of its own days, terms, bells and blocks are used."""
    school = place.school
    calendar = Calendar.objects.get(school=school)
    day, term = calendar.special_days.last(), calendar.terms.last()
    block = RoomBlockFactory(room=place.room)
    version = SchoolDayFactory(school=school, starts_on=dt.date(2027, 1, 4))
    room, served = place.room.pk, TeamSchool.objects.get(school=school)
    return {
        "school": reverse("school", args=[school.pk]),
        "travel": reverse("school-travel", args=[school.pk]),
        "dates": reverse("school-dates", args=[school.pk]),
        "bells": reverse("school-bells", args=[school.pk]),
        "room": reverse("room", args=[school.pk, room]),
        "refresh": reverse("school-dates-refresh", args=[school.pk]),
        "source": reverse("school-dates-source", args=[school.pk]),
        "add term": reverse("term-add", args=[school.pk]),
        "term": reverse("term", args=[school.pk, term.pk]),
        "remove term": reverse("term-remove", args=[school.pk, term.pk]),
        "add day": reverse("special-day-add", args=[school.pk]),
        "day": reverse("special-day", args=[school.pk, day.pk]),
        "remove day": reverse("special-day-remove", args=[school.pk, day.pk]),
        "edit bells": reverse("school-bells-edit", args=[school.pk]),
        "remove bells": reverse("school-bells-remove", args=[school.pk, version.pk]),
        "add room": reverse("room-add", args=[school.pk]),
        "edit room": reverse("room-edit", args=[school.pk, room]),
        "hours": reverse("room-hours", args=[school.pk, room]),
        "block": reverse("room-block", args=[school.pk, room]),
        "lift": reverse("room-block-lift", args=[school.pk, room, block.pk]),
        "out of use": reverse("room-out-of-use", args=[school.pk, room]),
        "edit": reverse("school-edit", args=[school.pk]),
        "journey": reverse("school-journey", args=[school.pk, place.schools[1].pk]),
        "stop": reverse("school-stop", args=[school.pk, served.pk]),
    }


READ = {"school", "travel", "dates", "bells", "room"}
OF_THE_TEAM = {"edit", "journey", "stop"}


@pytest.mark.parametrize(
    ("role", "at", "opens"),
    [
        (RoleName.TEAM_MANAGER, "team", lambda name: True),
        (RoleName.SYSTEM_ADMINISTRATOR, "", lambda name: True),
        (RoleName.ADMINISTRATOR, "team", lambda name: name not in OF_THE_TEAM),
        (RoleName.SENIOR_MENTAL_HEALTH_LEAD, "school", lambda name: name not in OF_THE_TEAM),
        (RoleName.SCHOOL_STAFF, "school", lambda name: name in READ),
        (RoleName.PRACTITIONER, "team", lambda name: name in READ),
    ],
)
def test_each_page_opens_to_those_who_may(
    client: Client, place: World, role: str, at: str, opens: Callable[[str], bool]
) -> None:
    where = {"team": place.team, "school": place.school, "": None}[at]
    client.force_login(member_of(where, role))
    answers = {name: client.get(path).status_code for name, path in _pages(place).items()}
    #: The other school of a journey is out of a school's own reach, and what one cannot see is not there.
    not_there = {"journey"} if at == "school" else set()
    assert answers == {name: 200 if opens(name) else 404 if name in not_there else 403 for name in answers}


def test_a_school_out_of_reach_is_not_there(client: Client, place: World) -> None:
    client.force_login(place.leads[1])
    pages = _pages(place)
    answers = {name: client.get(path).status_code for name, path in pages.items()}
    assert set(answers.values()) == {404}
    posts = {name: client.post(path).status_code for name, path in pages.items() if name not in READ}
    assert set(posts.values()) == {404}
    assert client.post(reverse("room-in-use", args=[place.school.pk, place.room.pk])).status_code == 404


def test_another_schools_rows_are_not_there_under_this_school(lead: Client, place: World) -> None:
    other = Calendar.objects.get(school=place.schools[1])
    paths = [
        reverse("term", args=[place.school.pk, other.terms.first().pk]),
        reverse("special-day", args=[place.school.pk, other.special_days.first().pk]),
        reverse("room", args=[place.school.pk, place.rooms[1].pk]),
        reverse("room-block-lift", args=[place.school.pk, place.room.pk, RoomBlockFactory(room=place.rooms[1]).pk]),
        reverse("school-bells-remove", args=[place.school.pk, SchoolDay.objects.get(school=place.schools[1]).pk]),
    ]
    assert [lead.get(path).status_code for path in paths] == [404] * 5


# Dates


def test_the_year_shows_each_week_with_the_reasons(lead: Client, place: World) -> None:
    page = text_of(lead.get(f"/schools/{place.school.pk}/dates/"))
    assert "Dates of 2026/27" in page
    assert "Autumn term: 72 school days" in page
    assert "26 Oct 26 Half-term 27 Half-term 28 Half-term 29 Half-term 30 Half-term" in page
    assert "3 May 3 The early May bank holiday 4 5 6 7" in page
    assert "Half-term 26 to 30 October 2026" in page


def test_another_year_without_dates_says_so(lead: Client, place: World) -> None:
    page = text_of(lead.get(f"/schools/{place.school.pk}/dates/?year=2027"))
    assert "Dates of 2027/28" in page
    assert "No terms are recorded for this year" in page
    for beyond in ("1066", "1" * 5000):
        assert "Dates of 2026/27" in text_of(lead.get(f"/schools/{place.school.pk}/dates/?year={beyond}"))


def test_the_councils_dates_are_shown_as_such_until_they_are_copied(client: Client) -> None:
    calendar = CalendarFactory(of_council=True)
    school = SchoolFactory(council=calendar.council)
    client.force_login(member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD))
    dates = f"/schools/{school.pk}/dates/"
    assert "These are the dates of Northshire" in text_of(client.get(dates))
    preview = text_of(client.get(f"{dates}refresh/"))
    assert "Autumn term Not there 1 September to 18 December 2026" in preview
    response = client.post(f"{dates}refresh/", follow=True)
    assert "The dates of Northshire are copied." in text_of(response)
    assert Term.objects.filter(calendar__school=school).count() == 3
    assert "There is nothing to copy." in text_of(client.get(f"{dates}refresh/"))


def test_a_copy_without_council_dates_is_refused_in_words(lead: Client, place: World) -> None:
    response = lead.post(f"/schools/{place.school.pk}/dates/refresh/")
    assert response.status_code == 403
    assert "No dates are recorded for Northshire, so there is nothing to copy." in text_of(response)


def test_an_inset_day_is_added_changed_and_removed(lead: Client, place: World) -> None:
    friday = dt.date(2026, 11, 13)
    add = f"/schools/{place.school.pk}/days/add/"
    response = lead.post(add, {"kind": "inset", **date_boxes("starts_on", friday), "note": "Training"}, follow=True)
    assert "INSET day (Training) 13 November 2026 The school Change" in text_of(response)
    day = SpecialDay.objects.get(starts_on=friday)
    path = reverse("special-day", args=[place.school.pk, day.pk])
    changed = {
        "kind": "early_finish",
        **date_boxes("starts_on", friday),
        **date_boxes("ends_on", friday),
        "finish_minute": "750",
    }
    assert "Early finish at 12:30 13 November 2026" in text_of(lead.post(path, changed, follow=True))
    gone = lead.post(reverse("special-day-remove", args=[place.school.pk, day.pk]), follow=True)
    assert "Early finish at 12:30 is removed." in text_of(gone)
    assert not SpecialDay.objects.filter(starts_on=friday).exists()


def test_exams_touch_the_year_groups_chosen(lead: Client, place: World) -> None:
    sent = {
        "kind": "exam",
        **date_boxes("starts_on", dt.date(2026, 11, 16)),
        **date_boxes("ends_on", dt.date(2026, 11, 20)),
        "year_groups": ["10", "11"],
    }
    response = lead.post(f"/schools/{place.school.pk}/days/add/", sent, follow=True)
    assert "Exams for Years 10 and 11 16 to 20 November 2026" in text_of(response)
    assert "16 Nov 16 Exams for Years 10 and 11" in text_of(response)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Answer the question: What is it?"),
        ({"kind": "inset"}, "Enter the first day"),
        (
            {"kind": "inset", **date_boxes("starts_on", dt.date(2026, 12, 28))},
            "28 December 2026 is outside term, so the school is shut then anyway.",
        ),
        (
            {"kind": "early_finish", **date_boxes("starts_on", dt.date(2026, 11, 13))},
            "Say when the school finishes that day, between 07:00 and 19:00.",
        ),
        (
            {"kind": "inset", "starts_on_0": "31", "starts_on_1": "2", "starts_on_2": "2027"},
            "First day must be a real date, like",
        ),
    ],
)
def test_a_day_that_makes_no_sense_is_shown_again_with_its_sentence(
    lead: Client, place: World, sent: Sent, sentence: str
) -> None:
    response = lead.post(f"/schools/{place.school.pk}/days/add/", {**sent, "note": "kept as typed"})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "kept as typed" in response.content.decode()
    assert "Error:" in response.content.decode().partition("</title>")[0]


def test_a_term_is_added_changed_and_removed(lead: Client, place: World) -> None:
    add = reverse("term-add", args=[place.school.pk])
    sent = {
        "name": "Summer school",
        **date_boxes("starts_on", dt.date(2027, 7, 21)),
        **date_boxes("ends_on", dt.date(2027, 7, 27)),
        "first_week": "A",
    }
    assert lead.post(add, sent).status_code == 302
    term = Term.objects.get(name="Summer school")
    assert (term.first_week, term.is_override) == ("A", True)
    path = reverse("term", args=[place.school.pk, term.pk])
    overlapping = {**sent, **date_boxes("starts_on", dt.date(2027, 7, 1))}
    assert "These dates overlap with Summer term" in text_of(lead.post(path, overlapping))
    assert lead.post(path, {**sent, "name": "Late"}).status_code == 302
    assert lead.post(reverse("term-remove", args=[place.school.pk, term.pk])).status_code == 302
    assert not Term.objects.filter(pk=term.pk).exists()


def test_the_source_is_noted(lead: Client, place: World) -> None:
    response = lead.post(f"/schools/{place.school.pk}/dates/source/", {"source": "An email"}, follow=True)
    assert "Source: An email. Checked on 14 September 2026." in text_of(response)


# Rooms


def test_a_room_is_added_and_its_hours_are_set(lead: Client, place: World) -> None:
    sent = {"name": "The Nook", "capacity": "3", "is_confidential": "on", "units": "1", "directions": "Upstairs"}
    response = lead.post(f"/schools/{place.school.pk}/rooms/add/", sent, follow=True)
    assert "Say now when it is lent" in text_of(response)
    room = Room.objects.get(name="The Nook")
    hours = reverse("room-hours", args=[place.school.pk, room.pk])
    times = {"0_0_from": "540", "0_0_to": "720", "0_1_from": "780", "0_1_to": "900", "1_0_from": "540", "1_0_to": "720"}
    page = text_of(lead.post(hours, times, follow=True))
    assert "Monday 09:00 to 12:00 and 13:00 to 15:00 Tuesday 09:00 to 12:00" in page
    assert [(a.value(), b.value()) for a, b in lead.get(hours).context["form"].days()[0][1]] == [(540, 720), (780, 900)]


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ({"0_0_from": "540"}, "Monday: choose both times, or neither"),
        ({"0_0_from": "720", "0_0_to": "540"}, "Monday: the end, 09:00, must be later than the start, 12:00."),
        (
            {"2_0_from": "540", "2_0_to": "720", "2_1_from": "700", "2_1_to": "800"},
            "Wednesday: 11:40 to 13:20 overlaps with 09:00 to 12:00.",
        ),
    ],
)
def test_hours_that_make_no_sense_are_shown_again(lead: Client, place: World, times: Sent, sentence: str) -> None:
    response = lead.post(reverse("room-hours", args=[place.school.pk, place.room.pk]), times)
    assert (response.status_code, sentence in text_of(response)) == (422, True)
    assert place.room.hours.count() == 5


def test_a_room_is_changed_but_never_has_fewer_parts(lead: Client, place: World) -> None:
    path = reverse("room-edit", args=[place.school.pk, place.room.pk])
    sent = {"name": "Hall", "capacity": "30", "units": "2"}
    assert "30 people, 2 meetings at once" in text_of(lead.post(path, sent, follow=True))
    assert "cannot have fewer" in text_of(lead.post(path, {**sent, "units": "1"}))


def test_a_room_is_taken_back_for_some_dates_and_lent_after_all(lead: Client, place: World) -> None:
    path = reverse("room-block", args=[place.school.pk, place.room.pk])
    sent = {**date_boxes("starts_on", dt.date(2026, 11, 30)), "reason": "mock exams", "start_minute": "540"}
    page = text_of(lead.post(path, sent, follow=True))
    assert "30 November 2026 09:00 to 19:00 mock exams" in page
    block = RoomBlock.objects.get()
    lift = reverse("room-block-lift", args=[place.school.pk, place.room.pk, block.pk])
    assert f"{block.reason}, {block.starts_on.day} {block.starts_on:%B %Y}" in text_of(lead.get(lift))
    assert "From today on the room would be lent again" in text_of(lead.get(lift))
    assert "is lent again then." in text_of(lead.post(lift, follow=True))
    assert not RoomBlock.objects.exists()


def test_a_room_is_taken_out_of_use_with_a_warning_and_put_back(lead: Client, place: World) -> None:
    asked: list[affected.Question] = []

    def three(question: affected.Question) -> dict[Any, int]:
        asked.append(question)
        return dict.fromkeys(question.school_ids, 3)

    path = reverse("room-out-of-use", args=[place.school.pk, place.room.pk])
    affected.counts(three)
    try:
        assert "3 sessions are planned there." in text_of(lead.get(path))
    finally:
        affected._answers.remove(three)
    assert [(q.room_id, q.from_) for q in asked] == [(place.room.pk, A_MONDAY)]
    assert "It is not offered for new sessions." in text_of(lead.post(path, follow=True))
    back = lead.post(reverse("room-in-use", args=[place.school.pk, place.room.pk]), follow=True)
    assert "is lent again at its hours." in text_of(back)


# Bells


def test_new_bells_are_entered_as_lines(lead: Client, place: World) -> None:
    path = reverse("school-bells-edit", args=[place.school.pk])
    form = lead.get(path).context["form"]
    assert form["monday"].value().splitlines()[1] == "P1 09:00-10:00"
    assert form["tuesday"].value() == ""
    sent = {
        **date_boxes("starts_on", dt.date(2026, 11, 2)),
        "monday": "Tutor time 08:40-09:00\nP1 9.00 - 9.50\nLunch 1220-1305\nP6 14:10-15:00 week A",
        "friday": "P1 09:00-09:50",
    }
    page = text_of(lead.post(path, sent, follow=True))
    assert "From 2 November 2026 To come Monday to Thursday Period Time Tutor time 08:40 to 09:00" in page
    assert "P6 (week A) 14:10 to 15:00" in page
    version = SchoolDay.objects.get(school=place.school, starts_on=dt.date(2026, 11, 2))
    assert [(p.name, p.kind) for p in version.periods.filter(weekday=0)] == [
        ("Tutor time", "registration"),
        ("P1", "lesson"),
        ("Lunch", "lunch"),
        ("P6", "lesson"),
    ]
    assert version.periods.filter(weekday=4).count() == 1
    withdrawn = lead.post(reverse("school-bells-remove", args=[place.school.pk, version.pk]), follow=True)
    assert "These bells are withdrawn." in text_of(withdrawn)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"monday": ""}, "Enter the periods of Monday, one line each"),
        ({"monday": "P1"}, "“P1” should be a name, a start and an end, like P1 09:00-10:00"),
        ({"monday": "P1 25:00-26:00"}, "“P1 25:00-26:00”: 25:00 is no time of day"),
        ({"monday": "P1 09:00-10:00", "friday": "P1 9 to 10"}, "“P1 9 to 10” should be a name, a start and an end"),
        ({"monday": "P1 09:00-10:00\nP2 09:50-10:40"}, "Monday, P2 begins at 09:50, before P1 ends at 10:00."),
        ({"monday": "P1 09:01-10:00"}, "Monday, P1: times lie between 07:00 and 19:00, in steps of five minutes."),
    ],
)
def test_bells_that_make_no_sense_are_shown_again(lead: Client, place: World, sent: Sent, sentence: str) -> None:
    path = reverse("school-bells-edit", args=[place.school.pk])
    response = lead.post(path, {**date_boxes("starts_on", dt.date(2026, 11, 2)), **sent})
    assert (response.status_code, sentence in text_of(response)) == (422, True)


def test_a_day_without_lessons(lead: Client, place: World) -> None:
    path = reverse("school-bells-edit", args=[place.school.pk])
    sent = {**date_boxes("starts_on", dt.date(2026, 11, 2)), "monday": "P1 09:00-10:00", "friday": "None"}
    assert "Friday Period Time No lessons" in text_of(lead.post(path, sent, follow=True))


# The team's side


def test_a_manager_edits_signing_in_and_corrects_a_journey(manager: Client, place: World) -> None:
    edit = reverse("school-edit", args=[place.school.pk])
    page = text_of(manager.post(edit, {"sign_in_minutes": "15", "ods_code": "ab1"}, follow=True))
    assert "Signing in takes 15 minutes" in page
    journeys = manager.get(reverse("school-travel", args=[place.school.pk]))
    assert f"{place.schools[1]} " in text_of(journeys)
    assert "Estimated" in text_of(journeys)
    journey = reverse("school-journey", args=[place.school.pk, place.schools[1].pk])
    assert "25 Entered by the team" in text_of(manager.post(journey, {"minutes": "25"}, follow=True))
    assert manager.post(journey, {"minutes": ""}).status_code == 302
    assert not TravelTime.objects.exists()


def test_a_manager_finds_a_school_and_adds_it(manager: Client, place: World) -> None:
    free = SchoolFactory(name="Lighthouse")
    SchoolFactory(name="Lighthouse Closed", closed=True)
    assert "Lighthouse" not in text_of(manager.get("/schools/add/"))
    found = manager.get("/schools/add/?q=lighthouse")
    assert [school.name for school in found.context["page"]] == ["Lighthouse"]
    assert "No open school matches" in text_of(manager.get("/schools/add/?q=xyzxyz"))
    cluster = ClusterFactory(team=place.team)
    sent = {"team": str(place.team.pk), "cluster": str(cluster.pk), **date_boxes("starts_on", A_MONDAY)}
    response = manager.post(reverse("school-serve", args=[free.pk]), sent, follow=True)
    assert "Lighthouse is added." in text_of(response)
    assert TeamSchool.objects.get(school=free).cluster == cluster


def test_another_teams_school_is_refused_at_its_form(manager: Client, place: World) -> None:
    theirs = TeamSchoolFactory().school
    sent = {"team": str(place.team.pk), **date_boxes("starts_on", A_MONDAY)}
    response = manager.post(reverse("school-serve", args=[theirs.pk]), sent)
    assert "Its manager or a system administrator can add your team." in text_of(response)
    assert TeamSchool.objects.filter(school=theirs).count() == 1


def test_a_manager_is_offered_their_own_team_only(manager: Client, place: World) -> None:
    other = TeamSchoolFactory().team
    sent = {"team": str(other.pk), **date_boxes("starts_on", A_MONDAY)}
    response = manager.post(reverse("school-serve", args=[SchoolFactory().pk]), sent)
    assert response.status_code == 422
    assert not TeamSchool.objects.filter(team=other).exclude(school__in=School.objects.filter(teams=other)).exists()


def test_a_manager_stops_serving_a_school(manager: Client, place: World) -> None:
    served = TeamSchool.objects.get(school=place.school)
    path = reverse("school-stop", args=[place.school.pk, served.pk])
    assert "can be today at the earliest" in text_of(manager.post(path, date_boxes("ends_on", dt.date(2026, 9, 1))))
    response = manager.post(path, date_boxes("ends_on", dt.date(2026, 12, 18)), follow=True)
    assert f"Noted when {place.team} stops serving {place.school}." in text_of(response)


def test_a_manager_is_offered_to_stop_their_own_team_and_no_other(manager: Client, place: World) -> None:
    own, other = TeamSchool.objects.get(school=place.school), TeamSchoolFactory(school=place.school)
    page = manager.get(reverse("school", args=[place.school.pk])).content.decode()
    offered = [reverse("school-stop", args=[place.school.pk, each.pk]) in page for each in (own, other)]
    assert offered == [True, False]


@pytest.mark.parametrize("path", ["/schools/add/", "/schools/add/{id}/"])
def test_a_lead_adds_no_school(lead: Client, place: World, path: str) -> None:
    assert lead.get(path.format(id=place.schools[1].pk)).status_code == 403


# Cost


def _load(place: World, count: int) -> None:
    """Rooms with hours and blocks, special days and neighbours of the first school."""
    calendar = Calendar.objects.get(school=place.school)
    for n in range(count):
        RoomBlockFactory.create_batch(2, room=RoomFactory(school=place.school))
        day = dt.date(2026, 9, 15) + dt.timedelta(days=n)
        SpecialDayFactory(calendar=calendar, kind=DayKind.EXAM, year_groups=[11], starts_on=day)
        TeamSchoolFactory(team=place.team, cluster=ClusterFactory(team=place.team))


@pytest.mark.parametrize("name", ["school", "dates", "bells", "travel", "room"])
def test_a_page_costs_the_same_with_one_row_and_with_thirty(manager: Client, place: World, name: str) -> None:
    path = _pages(place)[name]
    _load(place, 1)
    manager.get(path)
    with CaptureQueriesContext(connection) as few:
        manager.get(path)
    _load(place, 29)
    with CaptureQueriesContext(connection) as many:
        manager.get(path)
    assert len(many) == len(few), "\n".join(query["sql"] for query in many.captured_queries)
