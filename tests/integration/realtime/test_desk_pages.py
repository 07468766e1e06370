"""The counsellor's desk, the board of who leads, a hand-over, and what is done when somebody is in danger."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import booking as bookings
from realtime.actions import conversation as conversations
from realtime.actions import ending as endings
from realtime.actions import group_room as rooms
from realtime.actions import hours as rota
from realtime.actions import letter as letters
from realtime.actions import marked as marks
from realtime.actions import visit as visits
from realtime.enums import Audience, EscalationStepKind, FlagOutcome, Part
from realtime.live import checking
from realtime.models import Booking, Conversation, Escalation, Shift, Visit
from tests.factories import MembershipFactory, TeamFactory, member_of
from tests.factories.conversation import ConversationFactory, FlagFactory, MessageFactory
from tests.factories.counselling import ShiftFactory, VisitFactory, VisitorFactory
from tests.support.conversation import one_to_one
from tests.support.evening import Evening, evening
from tests.support.group_rooms import planned
from tests.unit.realtime.actions.test_message import told
from tests.unit.realtime.actions.test_visit import code

pytestmark = pytest.mark.django_db
ALSO = ("Chats now", "Marked words", "After chats", "Retention")


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_next_is_offered_begun_and_answered_at_the_desk(client: Client, tonight: Evening) -> None:
    client.force_login(tonight.cleo)
    assert "Nobody waits." in text(client.get("/counselling/desk/"))
    answer = client.post(f"/counselling/desk/{tonight.service.pk}/next/", follow=True)
    assert "Nobody is waiting just now." in text(answer)
    visit = tonight.comes("otter", feelings="sad,mixed_up")
    answer = client.post(f"/counselling/desk/{tonight.service.pk}/next/", follow=True)
    assert "<strong>otter</strong> has waited" in text(answer)
    assert "Feels: Sad, Mixed up" in text(answer)
    assert re.search("Kept for you for another <span data-desk-left>(30|29)</span> seconds", text(answer))
    assert client.post(f"/counselling/desk/{visit.pk}/begin/").status_code == 302
    visit.refresh_from_db()
    page = text(client.get("/counselling/desk/"))
    assert f'id="chat-with-{visit.conversation_id}"' in page
    answer = client.post(f"/counselling/desk/{visit.pk}/begin/", follow=True)  # pressed again
    assert ("Your 30 seconds are over" in text(answer), "Chat with otter" in text(answer)) == (True, True)
    with recording.acting(by=SYSTEM, verb="test"):
        tonight.service.shifts.update(most=1)
    answer = client.post(f"/counselling/desk/{tonight.service.pk}/next/", follow=True)
    assert ("You have 1 chat now" in text(answer), "Chat with otter" in text(answer)) == (True, True)
    assert "This chat is meant to last until" in page
    client.force_login(tonight.cara)
    assert "otter" not in text(client.get("/counselling/desk/"))
    assert client.get(f"/counselling/desk/{visit.pk}/before/").status_code == 404


def test_unread_words_stand_at_the_desk_until_the_chat_is_opened(client: Client, tonight: Evening) -> None:
    room = tonight.chat()
    room.say("Robin", "One")
    room.say("Robin", "Two")
    client.force_login(tonight.cleo)
    assert "2 unread" in text(client.get("/counselling/desk/"))
    client.get(f"/conversations/{room.conversation.pk}/")
    assert "2 unread" not in text(client.get("/counselling/desk/"))


def test_phrases_are_kept_by_who_leads_and_offered_not_sent(client: Client, tonight: Evening) -> None:
    client.force_login(tonight.sue)
    client.post(f"/counselling/{tonight.service.pk}/phrases/", {"phrases": "Take your time.\n\n I am still here. "})
    tonight.service.refresh_from_db()
    assert tonight.service.phrases == "Take your time.\nI am still here."
    room = tonight.chat()
    client.force_login(tonight.cleo)
    assert "<li>I am still here.</li>" in text(client.get("/counselling/desk/"))
    assert [e["kind"] for e in told(room, Audience.OPEN)] == ["joined", "joined", "assigned"]
    assert client.get(f"/counselling/{tonight.service.pk}/phrases/").status_code == 404


def test_a_hand_over_leaves_both_in_until_goodbye_is_said(client: Client, tonight: Evening) -> None:
    room = tonight.chat()
    page = f"/conversations/{room.conversation.pk}/"
    client.force_login(tonight.cleo)
    handed = client.post(f"{page}hand-over/", {"to": str(tonight.cara.pk), "epoch": "1"})
    # Goodbye is said to whom it is for, whoever else they talk with.
    here = room.conversation.pk
    assert handed["Location"] == f"/counselling/desk/?chat={here}#chat-with-{here}"
    assert [e["kind"] for e in told(room, Audience.OPEN)][3:] == ["joined", "assigned", "overlap"]
    assert Visit.objects.get(conversation=room.conversation).holder == tonight.cara
    assert "Leave this chat" in text(client.get(page))
    assert client.get(f"{page}hand-over/").status_code == 403
    client.post(f"{page}leave/")
    client.force_login(tonight.cara)
    assert f'data-desk-new="{room.conversation.pk}"' in text(client.get("/counselling/desk/waiting/"))
    assert not AuditEvent.objects.filter(verb="conversation.open", actor_id=tonight.cara.audit_id).exists()
    client.force_login(room.user("Robin"))
    assert "Cara, your counsellor," in text(client.get(page))


def test_two_chats_stand_on_one_desk_and_nothing_is_called_the_same(client: Client, tonight: Evening) -> None:
    for nickname in ("otter", "heron"):
        tonight.chat(nickname).say("Robin", "Hello")
    client.force_login(tonight.cleo)
    ids = re.findall(' id="([^"]+)"', text(client.get("/counselling/desk/")))
    assert len(ids) == len(set(ids)) > 10


def test_whatever_loads_the_desk_again_the_chat_before_ones_eyes_stays(client: Client, tonight: Evening) -> None:
    otter, heron = (tonight.chat(nickname).conversation.pk for nickname in ("otter", "heron"))
    with recording.acting(by=SYSTEM, verb="test"):
        tonight.service.shifts.filter(counsellor=tonight.cleo).update(most=3)
    client.force_login(tonight.cleo)
    next_one = f"/counselling/desk/{tonight.service.pk}/next/"

    def before_them(page: str) -> list[str]:
        panels, tabs = (
            re.findall(sign, page) for sign in ('-panel="([^"]+)">', '-tab="([^"]+)"[^>]+ aria-current="true"')
        )
        assert panels == tabs
        return list(panels)

    assert before_them(text(client.get("/counselling/desk/"))) == []  # until a script shows the first
    nobody = client.post(next_one, {"chat": str(heron)})
    assert nobody["Location"] == f"/counselling/desk/?chat={heron}"  # its top, where is said what came of it
    page = text(client.get(nobody["Location"]))
    assert (before_them(page), "Nobody is waiting just now." in page) == ([str(heron)], True)
    assert f'name="chat" value="{heron}">Next person' in page
    assert f'href="?chat={heron}#chat-with-{heron}">Check for new messages' in page
    visit = tonight.comes("badger")
    page = text(client.post(next_one, {"chat": str(heron)}, follow=True))
    assert (before_them(page), f'name="chat" value="{heron}">Begin the chat' in page) == ([str(heron)], True)
    visits.leave(visit=visit, by=visit.visitor.user)
    late = client.post(f"/counselling/desk/{visit.pk}/begin/", {"chat": str(otter)})
    assert late["Location"] == f"/counselling/desk/?chat={otter}"
    assert before_them(text(client.get("/counselling/desk/?chat=another"))) == []


def test_marked_words_stand_out_at_the_desk_until_they_are_answered(client: Client, tonight: Evening) -> None:
    room = tonight.chat()
    client.force_login(tonight.cleo)
    assert 'data-marked=""' in text(client.get("/counselling/desk/"))
    flag = FlagFactory(message=MessageFactory(author=room["Robin"]))
    page, part = (text(client.get(f"/counselling/desk/{name}")) for name in ("", "waiting/"))
    assert (f'data-marked="{flag.pk}"' in page, "Marked words</span>" in page) == (True, True)
    assert f'data-marked="{flag.pk}"' in part
    marks.answer(marked=flag, outcome=FlagOutcome.SEEN, by=tonight.cara)
    page, part = (text(client.get(f"/counselling/desk/{name}")) for name in ("", "waiting/"))
    assert ("Marked words</span>" in page, 'data-marked=""' in page, 'data-marked=""' in part) == (False, True, True)


def test_what_a_colleague_writes_stands_at_the_desk_and_over_the_box_until_it_is_answered(
    client: Client, tonight: Evening
) -> None:
    room = tonight.chat()
    room.join("Sue", tonight.sue, Part.OBSERVER)
    client.force_login(tonight.cleo)
    room.whisper("Cleo", "I am not sure")
    mine = text(client.get("/counselling/desk/"))
    assert ('data-whispers="0"' in mine, "A colleague has written</span>" in mine) == (True, False)
    room.whisper("Sue", "Ask whether she has taken anything")
    page = text(client.get("/counselling/desk/"))
    assert ('data-whispers="1"' in page, "A colleague has written</span>" in page) == (True, True)
    over = page.split("data-chat-whispers>")[1].split("<form")[0]
    assert ("Sue to colleagues" in over, "Ask whether she has taken anything" in over) == (True, True)
    assert "data-chat-whispers>" in text(client.get(f"/conversations/{room.conversation.pk}/"))
    client.force_login(tonight.sue)
    assert "data-chat-whispers hidden>" in text(client.get(f"/conversations/{room.conversation.pk}/"))
    client.force_login(room.user("Robin"))
    assert "data-chat-whispers" not in text(client.get(f"/conversations/{room.conversation.pk}/"))
    room.whisper("Cleo", "I will")
    client.force_login(tonight.cleo)
    assert 'data-whispers="0"' in text(client.get("/counselling/desk/"))


def test_who_helps_does_not_just_leave_and_who_supervises_hands_over_and_ends_from_the_board(
    client: Client, tonight: Evening
) -> None:
    room = tonight.chat("heron")
    page = f"/conversations/{room.conversation.pk}/"
    client.force_login(tonight.cleo)
    refused = client.post(f"{page}leave/")
    assert (refused.status_code, "nobody is left alone" in text(refused)) == (403, True)
    conversations.remove(participant=room["Cleo"], by=SYSTEM)
    client.force_login(room.user("Robin"))
    assert "Your counsellor had to leave." in text(client.get(page))
    assert client.get(f"{page}hand-over/").status_code == 403
    assert client.get(f"{page}end/").status_code == 403
    client.force_login(tonight.cara)
    assert client.get(f"{page}hand-over/").status_code == 404
    client.force_login(tonight.sue)
    board = text(client.get("/counselling/board/"))
    assert ("heron" in board, "Nobody</strong>" in board, "Not here since" in board) == (True, True, True)
    assert "Nobody helps now" in text(client.get(f"{page}hand-over/"))
    late = client.post(f"{page}hand-over/", {"to": str(tonight.cara.pk), "epoch": "0"})
    assert (late.status_code, "Somebody else has taken over" in text(late)) == (409, True)
    assert late.context["form"]["to"].value() == str(tonight.cara.pk)
    handed = client.post(f"{page}hand-over/", late.context["form"].data.dict())
    assert handed["Location"] == "/counselling/board/"
    assert (room.fresh().helps.user, Visit.objects.get().holder) == (tonight.cara, tonight.cara)
    client.post(f"/counselling/board/{room.conversation.pk}/join/")
    shown = text(client.get(page))
    assert ("End the chat" in shown, "Hand over" in shown, "Propose to end" in shown) == (True, True, False)
    assert client.post(f"{page}end/", {})["Location"] == "/counselling/board/"
    assert (room.fresh().state, Visit.objects.get().state) == ("ended", "closed")
    assert client.get(f"{page}end/").status_code == 403


def test_a_private_talk_is_handed_over_too(client: Client, tonight: Evening) -> None:
    room = one_to_one(tonight.service.team)
    client.force_login(room.user("Cleo"))
    page = f"/conversations/{room.conversation.pk}/"
    assert "hand-over/" in text(client.get(page))
    assert client.post(f"{page}hand-over/", {"to": str(tonight.cara.pk), "epoch": "1"}).status_code == 302
    assert room.fresh().helps.user == tonight.cara


def test_earlier_chats_are_read_three_at_a_time_and_each_reading_is_written_down(
    client: Client, tonight: Evening
) -> None:
    visit = Visit.objects.get(conversation=tonight.chat().conversation)
    for days in range(1, 5):
        claimed = clock.now() - dt.timedelta(days=days)
        VisitFactory(
            visitor=visit.visitor, state="closed", holder=tonight.cleo, claimed_at=claimed,
            ended_at=claimed + dt.timedelta(hours=1),
            conversation=ConversationFactory(team=tonight.service.team, state="ended", ended_at=clock.now()),
        )  # fmt: skip
    client.force_login(tonight.cleo)
    page = f"/counselling/desk/{visit.pk}/before/"
    looked = AuditEvent.objects.filter(verb="conversation.summary", kind="viewed")
    first = text(client.get(page))
    assert (first.count("With Cleo"), "4 chats, the newest first." in first, looked.count()) == (3, True, 3)
    assert 'aria-label="Earlier chats"' in first
    second = text(client.get(f"{page}?page=2"))
    assert (second.count("With Cleo"), looked.count()) == (1, 4)


def test_a_chat_is_not_handed_to_whoever_is_full_or_has_gone(client: Client, tonight: Evening) -> None:
    room = tonight.chat()
    for nickname in ("heron", "badger"):
        tonight.comes(nickname)
        visits.claim(visit=visits.call_next(service=tonight.service, by=tonight.cara), by=tonight.cara)
    client.force_login(tonight.cleo)
    page = f"/conversations/{room.conversation.pk}/hand-over/"
    refused = client.post(page, {"to": str(tonight.cara.pk), "epoch": "1"})
    assert (refused.status_code, "Cara has 2 chats now, as many as on their shift." in text(refused)) == (422, True)
    given = {"visit": Visit.objects.get(conversation=room.conversation), "epoch": 1, "by": tonight.cleo}
    assert code(visits.hand_over, **given, to=tonight.sue) == "receiver-not-here"
    assert room.fresh().helps == room["Cleo"]


def test_who_leads_no_counselling_is_shown_none_of_its_pages(client: Client, tonight: Evening) -> None:
    client.force_login(tonight.sue)
    assert "Counselling hours" in text(client.get("/home/"))
    client.force_login(member_of(TeamFactory(), RoleName.SUPERVISOR))
    page = text(client.get("/home/"))
    assert [word for word in ("Counselling hours", "Group rooms", "Who they are", *ALSO) if word in page] == []


def test_who_leads_sees_the_evening_and_comes_in_for_everybody_to_see(client: Client, tonight: Evening) -> None:
    room = tonight.chat("heron")
    tonight.comes("badger")
    room.say("Robin", "Never shown on a board: there is no reason to live")
    checking.check()
    group = planned(tonight.service.team)
    rooms.begin(room=group, by=group.host)
    client.force_login(tonight.sue)
    board = text(client.get("/counselling/board/"))
    open_ones = ("1 marked message waits for an answer", "Marked words</strong>", ">Sleep</a>")
    for shown in ("heron", "1 person waits", "1 of ", "Has room", "Come in", *open_ones):
        assert shown in board
    assert "Never shown" not in board
    assert text(client.get("/counselling/board/now/")).count("heron") == board.count("heron")
    client.post(f"/counselling/board/{room.conversation.pk}/join/")
    assert told(room, Audience.OPEN)[-1]["name"] == "Sue"
    client.get(f"/conversations/{room.conversation.pk}/")
    looks = AuditEvent.objects.filter(verb="conversation.open", row_id=str(room.conversation.pk))
    assert looks.filter(actor_id=tonight.sue.audit_id).count() == 1
    client.force_login(evening().sue)
    assert client.post(f"/counselling/board/{room.conversation.pk}/join/").status_code == 404


def test_from_the_board_one_looks_into_what_is_between_two_and_comes_to_all_else_by_its_own_door(
    client: Client, tonight: Evening
) -> None:
    team = tonight.service.team
    group = planned(team)
    rooms.begin(room=group, by=group.host)
    visitor = VisitorFactory(service=tonight.service)
    letter = letters.leave_message(visitor=visitor, words="Hello", by=visitor.user)
    talks = [conversations.begin(kind=kind, team=team, by=SYSTEM) for kind in ("consultation", "chat")]
    specialist = member_of(team, RoleName.CAMHS_SPECIALIST)
    MembershipFactory(user=specialist, role=RoleName.SUPERVISOR, school=None, team=team)
    client.force_login(specialist)
    answers = {
        one.kind: client.post(f"/counselling/board/{one.pk}/join/").status_code
        for one in (group.conversation, letter, *talks)
    }
    assert answers == {"group_room": 404, "letters": 302, "consultation": 404, "chat": 302}
    board = text(client.get("/counselling/board/"))
    assert f'<a href="/group-rooms/{group.pk}/">' in board
    assert "Come in as moderator" in text(client.get(f"/group-rooms/{group.pk}/"))


def test_somebody_in_danger_is_seen_through_before_the_chat_can_end(client: Client, tonight: Evening) -> None:
    room = tonight.chat()
    page = f"/conversations/{room.conversation.pk}/"
    client.force_login(tonight.cleo)
    answer = client.post(f"{page}danger/", {"words": "Said it in so many words"}, follow=True)
    assert f"{tonight.sue.name}</strong> was told" in text(answer)
    raised = Escalation.objects.get()
    assert "Somebody may be in danger, and the steps" in text(client.post(f"{page}end/", {}))
    here = f"/counselling/escalations/{raised.pk}/"
    assert f"<strong>{tonight.cleo.name}</strong> said at" in text(client.post(f"{here}on-it/", follow=True))
    due, *_ = EscalationStepKind
    client.post(here, {"kind": due, "words": "By a colleague"})
    late = client.post(here, {"kind": due, "words": "Written at length"})
    assert (late.status_code, "Somebody else has done that step." in text(late)) == (409, True)
    again = late.context["form"]  # it goes to the step that stands there now
    assert (again["words"].value(), again["kind"].value()) == ("Written at length", list(EscalationStepKind)[1])
    assert "Written at length</textarea>" in text(late)
    for kind in list(EscalationStepKind)[1:]:
        assert kind.label in text(client.get(here))
        client.post(here, {"kind": kind, "words": f"Did {kind}"})
    late = client.post(here, {"kind": EscalationStepKind.OUTCOME, "words": "Written at length"})
    assert (late.status_code, "Somebody else has done that step." in text(late)) == (409, True)
    assert '<p>You had written:</p><p class="app-chat__words">Written at length</p>' in text(late)
    done = text(client.get(here))
    assert ("Everything is done. Somebody who leads" in done, "/close/" in done, ">To the chat<" in done) == (
        True, False, True
    )  # fmt: skip
    assert client.post(f"{here}close/").status_code == 403
    client.force_login(tonight.sue)
    done = text(client.get(here))
    assert ("/close/" in done, ">To the chat<" in done) == (True, False)
    client.post(f"{here}close/")
    raised.refresh_from_db()
    assert raised.closed_by == tonight.sue
    visits.close(visit=Visit.objects.get(), would_again=False, by=tonight.cleo)
    assert Conversation.objects.get().state == "ended"
    client.force_login(tonight.cara)
    assert client.get(here).status_code == 404


def test_a_booked_chat_without_a_shift_is_moved_on_a_page(client: Client, time_machine: Any) -> None:
    time_machine.move_to("2026-11-25 17:00Z", tick=False)
    tonight = evening()
    room, at = tonight.chat(), clock.now() + dt.timedelta(hours=1)
    visitor = tonight.service.visitors.get()
    with recording.acting(by=SYSTEM, verb="test"):
        booking = Booking.objects.create(
            service=tonight.service, visitor=visitor, counsellor=tonight.cleo, at=at, made_in=room.conversation
        )
    move = f"/counselling/bookings/{booking.pk}/move/"
    client.force_login(tonight.cleo)
    assert client.get(move).status_code == 403
    client.force_login(tonight.sue)
    for shift in Shift.objects.filter(counsellor=tonight.cleo):
        rota.remove_shift(shift=shift, by=tonight.sue)
    assert move in text(client.get("/counselling/board/"))
    assert client.post(move, {}).status_code == 422
    assert "They are shown who comes instead" in text(client.post(move, {"to": str(tonight.cara.pk)}, follow=True))
    booking.refresh_from_db()
    assert (booking.counsellor, booking.agreed_with) == (tonight.cara, tonight.cleo)
    client.force_login(visitor.user)
    shown = text(client.get("/talk/"))
    assert "You talk with Cara" in shown
    assert "You agreed this with Cleo, who cannot be there then." in shown
    ShiftFactory(service=tonight.service, counsellor=tonight.cleo)
    bookings.move(booking=booking, to=tonight.cleo, by=tonight.sue)
    assert "You agreed this with" not in text(client.get("/talk/"))


def test_an_open_chat_asks_for_what_staff_can_do_in_it_now(client: Client, tonight: Evening) -> None:
    room = tonight.chat()
    deeds = f"/conversations/{room.conversation.pk}/deeds/"
    offers = ("Propose to end", "End the chat", "Hand over", "Leave this chat", "They have stopped", "Your note for")

    def offered(to: User) -> list[str]:
        client.force_login(to)
        page = text(client.get(deeds))
        return [words for words in offers if words in page]

    assert offered(tonight.cleo) == ["Propose to end", "End the chat", "Hand over"]
    endings.propose(conversation=room.conversation.pk, by=tonight.cleo)
    assert offered(tonight.cleo) == ["End the chat", "Hand over"]
    visits.hand_over(visit=Visit.objects.get(conversation=room.conversation), to=tonight.cara, epoch=1, by=tonight.sue)
    assert offered(tonight.cleo) == ["Leave this chat"]
    assert visits.stop(conversation=room.conversation.pk, by=room.user("Robin"))
    assert offered(tonight.cara) == ["They have stopped", "Your note for"]
    assert not AuditEvent.objects.filter(verb="conversation.open").exists()  # nothing that was said stands in it
    client.force_login(room.user("Robin"))
    assert client.get(deeds).status_code == 403
    client.force_login(tonight.sue)
    assert client.get(deeds).status_code == 404
