"""A young person comes in, waits, leaves a message: as plain pages, which need no script."""

import datetime as dt
import re
import time
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client

from mhst.access import sessions
from mhst.access.actions import user as users
from mhst.access.models import User
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from realtime.actions import afterwards
from realtime.actions import booking as bookings
from realtime.actions import conversation as conversations
from realtime.actions import ending as endings
from realtime.actions import group_room as rooms
from realtime.actions import hours as rota
from realtime.actions import letter as letters
from realtime.actions import message as messages
from realtime.actions import visit as visits
from realtime.actions.message import Outgoing
from realtime.models import Booking, Message, Service, Visit, Visitor
from realtime.queries import hours
from realtime.rules import flood
from realtime.rules.flood import Bucket
from tests.factories import member_of
from tests.factories.conversation import ConversationFactory
from tests.factories.counselling import (
    ServiceFactory,
    ShiftFactory,
    VisitFactory,
    VisitorFactory,
    WeeklyHoursFactory,
)
from tests.factories.places import CouncilFactory
from tests.support.group_rooms import an_evening

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 27, 19, tzinfo=dt.UTC)
PASSWORD = "lemon bridge cotton"


@pytest.fixture(autouse=True)
def evening(time_machine: Any) -> Any:
    cache.clear()
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def service() -> Service:
    return ServiceFactory(open=True)


@pytest.fixture
def counsellor(service: Service) -> User:
    return ShiftFactory(service=service).counsellor


def said(answer: Any) -> str:
    return str(answer.content.decode())


def about(service: Service, **more: Any) -> dict[str, Any]:
    area = str(service.areas.get().council_id)
    return {"born_month": 5, "born_year": 2011, "area": area, "gender": "Z", "ethnicity": "Z"} | more


def chosen(client: Client, service: Service, **more: Any) -> dict[str, Any]:
    """What the second page sends, once the first one was answered."""
    assert client.post("/talk/new/", about(service))["Location"] == "/talk/nickname/"
    return {"nickname": "quiet-otter-17", "password": PASSWORD, "agreed": "on"} | more


def test_nobody_comes_in_under_a_name_of_ours(client: Client, service: Service) -> None:
    member_of(service.team, "counsellor", first_name="Josie", last_name="Webb")
    for nickname in ("J0sie7", "webb-moderator", "josiewebb"):
        page = client.post("/talk/nickname/", chosen(client, service, nickname=nickname))
        assert (page.status_code, "could be taken for somebody who works here" in said(page)) == (422, True)
    assert not Visitor.objects.exists()


def come_in(client: Client, service: Service) -> Visitor:
    assert client.post("/talk/nickname/", chosen(client, service))["Location"] == "/talk/phrase/"
    return Visitor.objects.get()


def test_no_page_on_the_way_in_is_the_answer_to_what_was_sent(client: Client, service: Service, evening: Any) -> None:
    """Back from the six words would otherwise ask to send the page before again."""
    asked = {"born_month": 5, "born_year": 2011, "area": str(service.areas.get().council_id)} | dict.fromkeys(
        ("gender", "ethnicity"), "Z"
    )
    assert client.get("/talk/nickname/")["Location"] == "/talk/new/"
    given = chosen(client, service)
    assert client.session["about_you"] == asked
    assert "2011" not in Session.objects.get().session_data
    page = client.get("/talk/nickname/")
    assert (page.status_code, "Choose a nickname" in said(page), "2011" in said(page)) == (200, True, False)
    assert "no-store" in page["Cache-Control"]
    client.post("/exit/")  # also of who is not in yet, nothing stays
    assert client.get("/talk/nickname/")["Location"] == "/talk/new/"
    chosen(client, service)
    evening.move_to(NOW + dt.timedelta(minutes=31))
    assert client.post("/talk/nickname/", given)["Location"] == "/talk/new/"  # perhaps of somebody else
    come_in(client, service)
    assert ("about_you" in client.session, "about_you_at" in client.session) == (False, False)
    assert client.get("/talk/nickname/")["Location"] == "/talk/"


def test_from_the_door_to_the_waiting_room_without_a_name(client: Client, service: Service, counsellor: User) -> None:
    assert "I am new here" in said(client.get("/talk/"))
    visitor = come_in(client, service)
    assert (visitor.user.first_name, visitor.user.email, visitor.user.username) == ("", "", "quiet-otter-17")
    assert (visitor.born_year, visitor.gender, visitor.agreed_to) == (2011, "Z", "1")
    assert visitor.user.roles == {"young_person"}
    assert "Keep these six words" in said(client.get("/talk/phrase/"))
    begun = client.post("/talk/begin/", {"feelings": ["worried"], "on_mind": "exams", "urgency": "today"})
    assert begun["Location"] == "/talk/waiting/"
    room = said(client.get("/talk/waiting/"))
    assert "You are next." in room
    assert "We cannot say how long it takes" in room
    assert (Visit.objects.get().on_mind, Visit.objects.get().feelings) == ("exams", "worried")
    assert client.get("/talk/begin/")["Location"] == "/talk/waiting/"
    assert "You have a place already." in said(client.get("/talk/"))


def test_the_words_are_shown_once_and_bring_somebody_back(client: Client, service: Service, counsellor: User) -> None:
    visitor = come_in(client, service)
    shown = re.search(r'app-resume-code">([^<]+)<', said(client.get("/talk/phrase/")))
    assert shown is not None
    words = shown[1]
    assert words not in said(client.get("/talk/phrase/"))
    assert words not in Visitor.objects.get().phrase
    client.logout()
    wrong = client.post(
        "/talk/back/", {"nickname": "quiet-otter-17", "phrase": "a b c", "password": "copper window rain"}
    )
    assert "do not go together" in said(wrong)
    back = {"nickname": "Quiet-Otter-17", "phrase": words.upper().replace(" ", ", "), "password": "copper window rain"}
    assert client.post("/talk/back/", back)["Location"] == "/talk/phrase/"
    visitor.user.refresh_from_db()
    assert visitor.user.check_password("copper window rain")
    client.logout()
    assert "do not go together" in said(client.post("/talk/back/", back))  # spent


def test_tries_with_words_are_counted_by_nickname(client: Client, service: Service) -> None:
    guess = {"nickname": "somebody", "phrase": "a b c", "password": "copper window rain"}
    told = [said(client.post("/talk/back/", guess)) for _ in range(6)]
    assert ["too many tries" in page for page in told] == [False] * 5 + [True]
    assert "do not go together" in said(client.post("/talk/back/", guess | {"nickname": "another"}))


def test_a_lost_phrase_is_made_anew_while_signed_in(client: Client, service: Service) -> None:
    before = VisitorFactory(service=service, phrase="old")
    client.force_login(before.user)
    assert "They were shown once" in said(client.get("/talk/phrase/"))
    assert client.post("/talk/phrase/")["Location"] == "/talk/phrase/"
    assert "Keep these six words" in said(client.get("/talk/phrase/"))
    before.refresh_from_db()
    assert before.phrase != "old"


@pytest.mark.parametrize(
    "more",
    [{"born_year": 2006}, {"born_year": 2017}, {"area": "elsewhere"}],
    ids=["too old", "too young", "elsewhere"],
)
def test_others_are_told_kindly_who_is_there_for_them(client: Client, service: Service, more: dict[str, Any]) -> None:
    page = said(client.post("/talk/new/", about(service, **more)))
    assert "We are not the right people for you, and others are" in page
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("nickname", "sentence"),
    [
        ("Robin Smith", "without spaces"), ("Robin_Smith", "looks like a full name"),
        ("robin.smith", "looks like a full name"), ("RobinSmith", "looks like a full name"),
        ("robin@example", "without spaces"), ("www.robin", "looks like an address"),
        ("otter07700900982", "a long number"),
    ],
)  # fmt: skip
def test_a_nickname_tells_nobody_who_it_is(client: Client, service: Service, nickname: str, sentence: str) -> None:
    answer = client.post("/talk/nickname/", chosen(client, service, nickname=nickname))
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert nickname in said(answer)  # nothing typed is lost


def test_what_may_be_a_first_name_with_a_letter_is_asked_about_once(client: Client, service: Service) -> None:
    given = chosen(client, service, nickname="josie_m")
    hint = "Something that nobody who knows you would guess."
    assert hint in said(client.get("/talk/nickname/"))
    page = client.post("/talk/nickname/", given)
    assert (page.status_code, "Is that your first name" in said(page)) == (422, True)
    assert '<input type="hidden" name="asked_about" value="josie_m"' in said(page)
    other = client.post("/talk/nickname/", given | {"nickname": "plan-b", "asked_about": "josie_m"})
    assert (other.status_code, 'name="asked_about" value="plan-b"' in said(other)) == (422, True)
    kept = client.post("/talk/nickname/", given | {"nickname": "plan-b", "asked_about": "plan-b"})
    assert (kept["Location"], Visitor.objects.get().user.username) == ("/talk/phrase/", "plan-b")


def test_what_else_may_be_wrong_is_said_where_it_is(client: Client, service: Service) -> None:
    VisitorFactory(service=service, nickname="Quiet-Otter-17")
    assert "has this nickname already" in said(client.post("/talk/nickname/", chosen(client, service)))
    short = said(client.post("/talk/nickname/", chosen(client, service, password="otters")))
    assert "Use at least 8" in short
    assert "Tick the box if you agree" in said(client.post("/talk/nickname/", chosen(client, service, agreed="")))
    assert client.post("/talk/new/", {}).status_code == 422


def test_closed_says_when_it_opens_and_a_message_can_be_left(client: Client, service: Service) -> None:
    ShiftFactory(service=service, on=clock.today() + dt.timedelta(days=1), starts=1020, ends=1320)
    page = said(client.get("/talk/"))
    assert "Closed now. We open tomorrow at 5:00 pm." in page
    assert "numbers to call or text" in page
    client.force_login(VisitorFactory(service=service).user)
    assert "We cannot start a chat now" in said(client.get("/talk/begin/"))
    assert "We are closed now." in said(client.post("/talk/begin/", {}))
    assert client.post("/talk/message/", {"words": ""}).status_code == 422
    left = client.post("/talk/message/", {"words": "I could not sleep"})
    exchange = said(client.get(left["Location"]))
    for says in ("I could not sleep", "Nobody reads this at once.", "We open tomorrow at 5:00 pm.", "answers here"):
        assert says in exchange
    assert client.get("/talk/message/")["Location"] == left["Location"]  # one exchange, which goes on
    assert Message.objects.count() == 1


def test_whose_booked_chat_is_due_finds_the_way_in_when_nobody_new_is_let_in(
    client: Client, counsellor: User, evening: Any
) -> None:
    visitor = VisitorFactory(service=Service.objects.get())
    bookings.book(visitor=visitor, at=NOW + dt.timedelta(hours=1), by=visitor.user)
    today = {"service": visitor.service, "on": clock.today(), "opens": 0, "by": SYSTEM}
    rota.set_special(**today, accept_until=18 * 60, closes=22 * 60)
    cache.clear()
    client.force_login(visitor.user)
    assert "Go to the waiting room" not in said(client.get("/talk/begin/"))  # an hour before it
    evening.move_to(NOW + dt.timedelta(minutes=50))
    cache.clear()
    client.force_login(visitor.user)
    door = said(client.get("/talk/"))
    assert ("Talk to someone now" in door, "You are let in all the same." in door) == (True, True)
    page = said(client.get("/talk/begin/"))
    assert ("Go to the waiting room" in page, "We cannot start a chat now" in page) == (True, False)
    assert client.post("/talk/begin/", {})["Location"] == "/talk/waiting/"


def test_whose_booked_chat_lies_outside_hours_now_is_not_told_that_a_place_is_kept(
    client: Client, counsellor: User
) -> None:
    visitor = VisitorFactory(service=Service.objects.get())
    bookings.book(visitor=visitor, at=NOW + dt.timedelta(hours=1), by=visitor.user)
    client.force_login(visitor.user)
    assert "A place is kept for you." in said(client.get("/talk/"))
    today = {"service": visitor.service, "on": clock.today(), "opens": None, "accept_until": None, "closes": None}
    rota.set_special(**today, anyway=True, by=SYSTEM)
    cache.clear()
    for where in ("/talk/", "/talk/begin/", "/talk/phrase/"):
        page = said(client.get(where))
        assert ("A place is kept for you." in page, "we are not open today at 8:00 pm any more" in page) == (
            False, True,
        )  # fmt: skip
    assert "Cancel this chat" in said(client.get("/talk/"))


def test_whose_counsellor_has_left_is_not_promised_that_they_come(
    client: Client, service: Service, counsellor: User
) -> None:
    visitor = VisitorFactory(service=service)
    booked = bookings.book(visitor=visitor, at=NOW + dt.timedelta(minutes=60), by=visitor.user)
    ShiftFactory(service=service)
    users.leave(user=booked.counsellor, by=SYSTEM)
    client.force_login(visitor.user)
    for where in ("/talk/", "/talk/begin/"):
        page = said(client.get(where))
        assert ("A place is kept for you." in page, "cannot be there then." in page) == (False, True)
    with time_machine.travel(booked.at - dt.timedelta(minutes=5)):
        cache.clear()
        client.force_login(visitor.user)
        visits.join(visitor=visitor, by=visitor.user)
        page = said(client.get("/talk/waiting/"))
    assert ("cannot be there today" in page, "You are next." in page, "in good time" in page) == (True, True, False)


def test_what_young_people_read_about_who_can_read_and_what_is_linked_is_true(
    client: Client, service: Service, counsellor: User
) -> None:
    """Who comes in is counted by what stands beside their nickname, and whoever lost all ways in left words behind."""
    assert "It is kept with your nickname to be counted; whoever talks with you does not see it." in said(
        client.get("/talk/new/")
    )
    back = said(client.get("/talk/back/"))
    assert ("Our team can still read what you wrote" in back, "nobody can open" in back) == (True, False)
    visit = VisitFactory(visitor=VisitorFactory(service=service))
    visits.call_next(service=service, by=counsellor)
    chat = visits.claim(visit=visit, by=counsellor)
    client.force_login(visit.visitor.user)
    page = said(client.get(f"/conversations/{chat.pk}/"))
    assert "Words that may mean that somebody is in danger are marked, and a supervisor" in page
    assert "Whoever helps you next time can read what you both kept, and your counsellor's note." in page


def test_while_it_is_closed_a_chat_is_booked_at_a_time_that_is_free(client: Client, service: Service) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    shift = ShiftFactory(service=service, on=tomorrow, starts=1010, ends=1140, most=1)
    one, other = VisitorFactory(service=service), VisitorFactory(service=service)
    client.force_login(one.user)
    assert "Book a chat for another time" in said(client.get("/talk/"))
    page = said(client.get("/talk/booking/"))
    assert re.findall(r">(Saturday[^<]+)<", page) == ["Saturday 28 November, 5:00 pm", "Saturday 28 November, 6:00 pm"]
    five = re.search(r'value="(2026-11-28T17[^"]+)"', page)
    assert five is not None
    assert client.post("/talk/booking/", {"at": ""}).status_code == 422
    assert "A place is kept for you." in said(client.post("/talk/booking/", {"at": five[1]}, follow=True))
    kept = Booking.objects.get()
    assert (kept.visitor, kept.counsellor, kept.made_in) == (one, shift.counsellor, None)
    page = said(client.get("/talk/booking/"))
    assert ("Cancel this chat" in page, "Choose a time" in page) == (True, False)
    client.force_login(other.user)
    assert re.findall(r">(Saturday[^<]+)<", said(client.get("/talk/booking/"))) == ["Saturday 28 November, 6:00 pm"]
    assert client.post("/talk/booking/", {"at": five[1]}).status_code == 422
    with pytest.raises(Refused, match="not free any more"):
        bookings.book(visitor=other, at=kept.at, by=other.user)
    with pytest.raises(Refused, match="booked chat already"):
        bookings.book(visitor=one, at=kept.at, by=one.user)
    with recording.acting(by=SYSTEM, verb="test"):
        shift.delete()
    assert "There are no times to book" in said(client.get("/talk/booking/"))


def test_the_last_minutes_before_closing_are_never_a_silent_wait(client: Client, evening: Any) -> None:
    service = ServiceFactory()

    WeeklyHoursFactory(service=service, weekday=4)
    ShiftFactory(service=service)
    evening.move_to(NOW + dt.timedelta(hours=2, minutes=15))
    client.force_login(VisitorFactory(service=service).user)
    page = said(client.get("/talk/"))
    assert "cannot start new chats today" in page
    assert "Talk to someone now" not in page
    assert "leave us a message" in said(client.post("/talk/begin/", {}))


def test_the_range_comes_from_real_waits_at_such_an_hour_with_so_many_there(
    client: Client, service: Service, counsellor: User
) -> None:
    for minutes in range(1, 21):
        _claimed(service, counsellor, waited=minutes)
    visit = VisitFactory(visitor__service=service)
    client.force_login(visit.visitor.user)
    assert "with 1 counsellor here, waited 10 to 20 minutes" in said(client.get("/talk/waiting/"))


def test_who_was_never_reached_makes_the_range_longer_and_not_shorter(
    client: Client, service: Service, counsellor: User
) -> None:
    for minutes in range(1, 21):
        _claimed(service, counsellor, waited=minutes)
    for _ in range(10):
        joined = NOW - dt.timedelta(days=1)
        VisitFactory(
            visitor__service=service, state="not_reached", joined_at=joined, ended_at=joined + dt.timedelta(minutes=90)
        )
    client.force_login(VisitFactory(visitor__service=service).visitor.user)
    shown = said(client.get("/talk/waiting/"))
    assert "half of those who came waited 15 minutes or less, and others much longer" in shown


def test_the_place_says_why_it_has_risen_and_that_the_service_has_closed(
    client: Client, service: Service, counsellor: User
) -> None:
    visit = VisitFactory(visitor__service=service)
    later = VisitFactory(visitor__service=service, joined_at=NOW + dt.timedelta(minutes=1))
    client.force_login(visit.visitor.user)
    assert "You are next." in said(client.get("/talk/waiting/"))
    visits.raise_up(visit=later, bands=1, because="said_so", by=member_of(service.team, "supervisor"))
    shown = said(client.get("/talk/waiting/"))
    assert ("You are number <strong>2</strong>" in shown, "somebody is let in before you" in shown) == (True, True)
    with recording.acting(by=SYSTEM, verb="test"):
        service.weekly_hours.all().delete()
    hours.forget(service.pk)
    assert "We did not reach you today" in said(client.get("/talk/waiting/"))
    assert Visit.objects.get(pk=visit.pk).state == "waiting"  # the sweep has not come yet


def test_a_closing_that_does_not_last_takes_nobodys_place(
    client: Client, service: Service, counsellor: User, evening: Any
) -> None:
    first, second = (
        VisitFactory(visitor__service=service, joined_at=NOW - dt.timedelta(minutes=m), on_mind=str(m)) for m in (9, 4)
    )
    today = {"service": service, "on": clock.today(), "anyway": True, "by": SYSTEM}
    special = rota.set_special(**today, opens=None, accept_until=None, closes=None)
    cache.clear()
    visits.tidy(by=SYSTEM)
    client.force_login(second.visitor.user)
    page = said(client.get("/talk/waiting/"))
    assert ("could not talk with you before that" in page, "More people came" in page) == (True, False)
    assert 'data-waiting="closed"' in page
    assert Visit.objects.get(pk=second.pk).state == "not_reached"
    rota.remove_special(special=special, by=SYSTEM)
    cache.clear()
    assert client.get("/talk/begin/")["Location"] == "/talk/waiting/"
    assert "You are next." in said(client.get("/talk/waiting/"))  # the first has not come back yet
    client.force_login(first.visitor.user)
    assert "You are next." in said(client.get("/talk/waiting/"))
    again = Visit.objects.get(pk=first.pk)
    assert (again.state, again.turn_at, again.on_mind, again.ended_at) == ("waiting", first.turn_at, "9", None)
    assert visits.call_next(service=service, by=counsellor) == first


def test_an_hour_after_a_closing_places_are_gone(
    client: Client, service: Service, counsellor: User, evening: Any
) -> None:
    visit = VisitFactory(visitor__service=service, state="not_reached", ended_at=NOW)
    evening.move_to(NOW + dt.timedelta(hours=1))
    client.force_login(visit.visitor.user)
    page = said(client.get("/talk/waiting/"))
    assert ("could not talk with you" in page, "data-waiting" in page) == (True, False)
    assert client.get("/talk/begin/").status_code == 200
    with pytest.raises(Conflict, match="That place is gone"):
        visits.wait_again(visit=visit, by=visit.visitor.user)


def test_it_is_said_early_that_not_everybody_may_be_reached(
    client: Client, service: Service, counsellor: User, evening: Any
) -> None:
    for minutes in (3, 2, 1, 0):
        last = VisitFactory(visitor__service=service, joined_at=NOW - dt.timedelta(minutes=minutes))
    client.force_login(last.visitor.user)
    assert "We may not reach everyone" not in said(client.get("/talk/waiting/"))
    evening.move_to(dt.datetime(2026, 11, 27, 23, 20, tzinfo=dt.UTC))
    client.force_login(last.visitor.user)
    for visit in Visit.objects.all():
        visits.keep_place(visit=visit, by=SYSTEM)
    assert "We may not reach everyone before midnight" in said(client.get("/talk/waiting/"))
    client.force_login(VisitorFactory(service=service).user)
    assert "We may not reach everyone before midnight" in said(client.get("/talk/begin/"))


def test_when_a_counsellor_begins_the_waiting_room_leads_into_the_chat(
    client: Client, service: Service, counsellor: User
) -> None:
    visit = VisitFactory(visitor__service=service)
    client.force_login(visit.visitor.user)
    visits.call_next(service=service, by=counsellor)
    assert "A counsellor is getting ready for you." in said(client.get("/talk/waiting/"))
    conversation = visits.claim(visit=visit, by=counsellor)
    assert client.get("/talk/waiting/")["Location"] == f"/conversations/{conversation.pk}/"
    client.post("/talk/leave/")  # a page from before
    visits.close(visit=visit, would_again=True, by=counsellor)
    assert client.get("/talk/waiting/")["Location"] == "/talk/"
    assert "the same person as last time" in said(client.get("/talk/begin/"))


def test_out_of_the_queue_and_on_to_a_message(client: Client, service: Service, counsellor: User) -> None:
    visit = VisitFactory(visitor__service=service)
    client.force_login(visit.visitor.user)
    assert client.post("/talk/leave/", {"message": "1"})["Location"] == "/talk/message/"
    assert client.get("/talk/waiting/")["Location"] == "/talk/"
    assert client.post("/talk/leave/")["Location"] == "/talk/"


def test_a_place_that_lapsed_is_no_fault_of_theirs(client: Client, service: Service, counsellor: User) -> None:
    visit = VisitFactory(visitor__service=service, kept_until=NOW)
    visits.tidy(by=SYSTEM)
    client.force_login(visit.visitor.user)
    page = said(client.get("/talk/waiting/"))
    assert "You did nothing wrong." in page
    assert "Wait again" in page


def test_those_who_work_here_are_shown_the_door_and_no_more(client: Client, service: Service) -> None:
    client.force_login(member_of(service.team, "counsellor"))
    assert client.get("/talk/").status_code == 200
    closed = ("new", "begin", "waiting", "message", "phrase")
    assert {client.get(f"/talk/{page}/")["Location"] for page in closed} == {"/talk/"}
    assert client.post("/talk/nickname/")["Location"] == "/talk/"  # nobody signed in becomes somebody else


def test_without_a_service_there_are_the_ways_to_get_help(client: Client) -> None:
    page = said(client.get("/talk/"))
    assert "There is no online counselling here yet." in page
    assert "numbers to call or text" in page


def _claimed(service: Service, counsellor: User, waited: int) -> None:

    joined = NOW - dt.timedelta(days=1)
    VisitFactory(
        visitor__service=service, state="closed", holder=counsellor, joined_at=joined,
        claimed_at=joined + dt.timedelta(minutes=waited), ended_at=joined + dt.timedelta(minutes=waited + 40),
        conversation=ConversationFactory(kind="chat", team=service.team),
    )  # fmt: skip


def test_an_area_that_was_taken_off_meanwhile_and_a_flood_are_said_kindly(client: Client, service: Service) -> None:
    sent = chosen(client, service)
    with recording.acting(by=SYSTEM, verb="test"):
        service.areas.update(council=CouncilFactory(code="971", name="Elsewhere"))
    assert client.post("/talk/nickname/", sent)["Location"] == "/talk/new/"
    cache.set("flood:talk-sign-up", 5 * 120, 60)
    assert "Many people are coming in right now." in said(client.post("/talk/nickname/", chosen(client, service)))


def test_a_colleague_is_never_signed_in_without_their_second_step(service: Service) -> None:
    with pytest.raises(Refused, match="your second step"):
        sessions.begin_for_young_person(HttpRequest(), member_of(service.team, "counsellor"))


def test_a_second_message_goes_on_where_the_first_was_left(service: Service) -> None:
    visitor = VisitorFactory(service=service)
    first = letters.leave_message(visitor=visitor, words="One", by=visitor.user)
    assert letters.leave_message(visitor=visitor, words="Two", by=visitor.user) == first
    assert Message.objects.filter(conversation=first).count() == 2


@pytest.mark.both_engines
def test_a_message_that_is_left_twice_is_kept_once_and_a_flood_keeps_its_words(
    client: Client, service: Service
) -> None:
    visitor = VisitorFactory(service=service)
    client.force_login(visitor.user)
    sent = {"words": "I could not sleep", "once": client.get("/talk/message/").context["form"]["once"].value()}
    assert len({client.post("/talk/message/", sent)["Location"] for _ in range(2)}) == 1
    late = {"words": "Said too late", "mid": str(uuid4()), "epoch": "1"}  # from the page of a chat that is over
    assert len({client.post("/talk/message/", late)["Location"] for _ in range(2)}) == 1
    client.post("/talk/message/", sent | {"words": "Other words"})
    assert Message.objects.count() == 3
    flood._said[Message.objects.first().author_id] = Bucket(time.monotonic(), 0.0)
    answer = client.post("/talk/message/", {"words": "And more"})
    assert (answer.status_code, "And more</textarea>" in said(answer)) == (422, True)
    assert "a lot at once" in said(answer)
    assert Message.objects.count() == 3


def test_a_young_person_finds_their_way_back_to_every_chat_of_theirs_and_to_no_other(client: Client) -> None:
    night = an_evening()
    robin, group = night.room.user("Robin"), night.group
    client.force_login(robin)
    assert "Your earlier chats" in said(client.get("/talk/"))
    aside = rooms.ask_aside(room=group, participant=night.room["Robin"], by=night.mo)
    letter = letters.leave_message(visitor=night.visitors["Robin"], words="Hello", by=robin)
    assert "We have answered your message." not in said(client.get("/talk/"))
    cleo = letters.answer(conversation=letter, by=member_of(night.team, "counsellor"))
    answer = Outgoing(cleo.pk, letter.pk, cleo.user, None, uuid4(), "I am glad you wrote", epoch=0)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=1), tick=False):
        messages.send(messages=[answer], by=cleo.user)
    assert "We have answered your message." in said(client.get("/talk/"))
    over = letters.leave_message(visitor=night.visitors["Sam"], words="Theirs", by=night.room.user("Sam"))
    assert f"/conversations/{aside.conversation_id}/" in said(client.get("/talk/"))
    conversations.end(conversation=letter, by=SYSTEM)
    listed = said(client.get("/talk/earlier/"))
    talks = [f"/conversations/{id}/" for id in (aside.conversation_id, letter.pk)]
    assert [address in listed for address in (f"/talk/rooms/{group.pk}/", *talks)] == [True, True, True]
    assert str(over.pk) not in listed
    assert (listed.count("It still goes on."), listed.count("It is over.")) == (2, 1)
    endings.ask_to_delete(conversation=letter.pk, by=robin)
    assert "You have asked us to delete it." in said(client.get("/talk/earlier/"))
    lou = member_of(night.team, "safeguarding_lead")
    afterwards.decide_deletion(conversation=letter, kept_because="", words="Of course", by=lou)
    assert "What we answered about deleting it" in said(client.get("/talk/earlier/"))
    conversations.erase(conversation=letter, by=lou)
    assert str(letter.pk) not in said(client.get("/talk/earlier/"))
    older = night.visitors["Robin"]
    with recording.acting(by=SYSTEM, verb="test"):
        older.born_year = clock.today().year - 19
        older.save()
    assert f"/talk/rooms/{group.pk}/" not in said(client.get("/talk/earlier/"))  # not of their age any more


def test_who_had_none_yet_is_told_what_will_stand_there(client: Client) -> None:
    client.force_login(VisitorFactory().user)
    assert "Your earlier chats" not in said(client.get("/talk/"))
    assert "Nothing yet" in said(client.get("/talk/earlier/"))
