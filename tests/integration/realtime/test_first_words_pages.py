"""What young people write before they wait: marked at once, read by a person, never left with nobody."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from realtime.actions import conversation as conversations
from realtime.actions import escalation as escalations
from realtime.actions import letter as letters
from realtime.actions import marked as actions
from realtime.actions import retention
from realtime.actions import visit as visits
from realtime.enums import FlagOutcome
from realtime.models import Conversation, Destruction, Escalation, FirstWords, Participant, RetentionClass, Visit
from realtime.queries import retention as kept
from realtime.tasks import tell_of_unanswered
from sessions_app.models import Message
from tests.factories import member_of
from tests.factories.counselling import ServiceFactory, VisitorFactory, counsellor_of
from tests.support.conversation import Room
from tests.support.evening import Evening, evening

pytestmark = pytest.mark.django_db
DARK = "<b>hi</b> there is no point in trying"
PLAIN = "exams are a lot"


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


def joins(tonight: Evening, words: str, nickname: str = "otter") -> Visit:
    visitor = VisitorFactory(service=tonight.service, nickname=nickname)
    return visits.join(visitor=visitor, on_mind=words, feelings=["sad"], by=visitor.user)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def chat(tonight: Evening, visit: Visit) -> str:
    visits.call_next(service=tonight.service, by=tonight.cleo)
    return f"/conversations/{visits.claim(visit=visit, by=tonight.cleo).pk}/"


def test_a_chat_on_the_desk_bears_the_mark_of_what_was_said_before_it_until_it_is_answered(
    client: Client, tonight: Evening
) -> None:
    visit, other = joins(tonight, DARK), joins(tonight, PLAIN, "badger")
    for one in (visit, other):
        chat(tonight, one)
    client.force_login(tonight.cleo)

    def desk() -> tuple[list[str], list[str], int]:
        page, part = (text(client.get(f"/counselling/desk/{name}")) for name in ("", "waiting/"))
        found = [sorted(re.findall(r'data-marked="([^"]*)"', one)) for one in (page, part)]
        return found[0], found[1], page.count("Marked words</span>")

    marked = ["", str(visit.first_words.pk)]
    assert desk() == (marked, marked, 1)
    actions.answer(marked=visit.first_words, outcome=FlagOutcome.SEEN, by=tonight.sue)
    assert desk() == (["", ""], ["", ""], 0)


def test_marked_words_of_who_waits_are_read_and_answered_by_who_supervises(client: Client, tonight: Evening) -> None:
    visit, other = joins(tonight, DARK), joins(tonight, PLAIN, "badger")
    client.force_login(tonight.sue)
    assert "1 young person wrote something before a chat" in text(client.get("/counselling/board/"))
    assert "for you to read" in text(client.get("/home/"))
    listed = text(client.get("/counselling/before/"))
    assert ("otter" in listed, "badger" in listed, "trying" in listed) == (True, False, False)
    assert "Marked words" in text(client.get("/counselling/queue/"))
    page = f"/counselling/before/{visit.first_words.pk}/"
    shown = text(client.get(page))
    assert "&lt;b&gt;hi&lt;/b&gt; there is <mark>no point in trying</mark>" in shown
    assert ("Feels: Sad" in shown, "Move otter up" in shown) == (True, True)
    assert AuditEvent.objects.filter(verb="visit.words", kind="viewed").count() == 1
    assert PLAIN in text(client.get(f"/counselling/before/{other.first_words.pk}/"))
    assert client.post(page, {}).status_code == 422
    assert "Your answer is kept" in text(client.post(page, {"outcome": "watching"}, follow=True))
    assert "Nothing waits" in text(client.get("/counselling/before/"))
    visit.refresh_from_db()
    assert (visit.state, visit.band) == ("waiting", 0)  # nothing followed


def test_they_stand_at_the_head_of_the_chat_for_staff_and_after_a_hand_over(client: Client, tonight: Evening) -> None:
    visit = joins(tonight, DARK)
    page = chat(tonight, visit)
    client.force_login(tonight.cleo)
    for path in (page, "/counselling/desk/"):
        shown = text(client.get(path))
        assert ("Said before the chat" in shown, "<mark>no point in trying</mark>" in shown) == (True, True)
    client.post(f"/counselling/before/{visit.first_words.pk}/", {"outcome": "seen"})
    visits.hand_over(visit=Visit.objects.get(), to=tonight.cara, epoch=1, by=tonight.cleo)
    client.force_login(tonight.cara)
    assert "Seen and taken up: Cleo" in text(client.get(page))
    client.force_login(visit.visitor.user)
    assert "Said before the chat" not in text(client.get(page))


def test_from_them_one_comes_to_the_chat_once_it_has_begun(client: Client, tonight: Evening) -> None:
    visit = joins(tonight, DARK)
    page = f"/counselling/before/{visit.first_words.pk}/"

    def offered(by: User) -> list[str]:
        client.force_login(by)
        return re.findall("Go to the chat|Come in to the chat", text(client.get(page)))

    assert offered(tonight.sue) == []
    there = chat(tonight, visit)
    assert (offered(tonight.cleo), offered(tonight.sue)) == (["Go to the chat"], ["Come in to the chat"])
    assert client.post(f"/counselling/board{there.removeprefix('/conversations')}join/")["Location"] == there
    assert offered(tonight.sue) == ["Go to the chat"]


def test_they_stand_marked_where_somebody_is_offered_below_the_button(client: Client, tonight: Evening) -> None:
    joins(tonight, DARK)
    visits.call_next(service=tonight.service, by=tonight.cleo)
    client.force_login(tonight.cleo)
    desk = text(client.get("/counselling/desk/"))
    assert "<mark>no point in trying</mark>" in desk
    assert desk.index("Begin the chat") < desk.index("<mark>")


@pytest.mark.both_engines
def test_those_who_went_away_stand_on_the_list_until_somebody_has_read_it(client: Client, tonight: Evening) -> None:
    gone, marked = joins(tonight, PLAIN), joins(tonight, DARK, "badger")
    actions.answer(marked=marked.first_words, outcome=FlagOutcome.WATCHING, by=tonight.sue)
    for visit in (gone, marked):
        visits.leave(visit=visit, by=visit.visitor.user)
    client.force_login(tonight.sue)
    listed = text(client.get("/counselling/before/"))
    assert ("otter" in listed, "badger" in listed) == (True, True)
    week = clock.now() + dt.timedelta(days=7)
    visit_class = RetentionClass.objects.get(kind="visit")
    assert kept.overdue(visit_class, week) == []  # nothing is destroyed unread
    for visit in (gone, marked):
        client.post(f"/counselling/before/{visit.first_words.pk}/", {"outcome": "not_needed"})
    assert "Nothing waits" in text(client.get("/counselling/before/"))
    assert len(kept.overdue(visit_class, week)) == 2
    with time_machine.travel(week):
        retention.plan(by=SYSTEM)
    for by in (member_of(tonight.service.team, RoleName.TEAM_MANAGER) for _ in range(2)):
        for row in kept.visible(by).open():
            retention.agree(destruction=row, by=by)
    assert [words.marks for words in FirstWords.objects.all()] == ["", ""]
    assert "The words have been erased" in text(client.get(f"/counselling/before/{marked.first_words.pk}/"))


def test_who_is_nobodys_supervisor_or_counsellor_reads_nothing(client: Client, tonight: Evening) -> None:
    visit = joins(tonight, DARK)
    page = f"/counselling/before/{visit.first_words.pk}/"
    for stranger in (tonight.cara, visit.visitor.user, member_of(ServiceFactory().team, RoleName.SUPERVISOR)):
        client.force_login(stranger)
        assert client.get(page).status_code == 404
        with pytest.raises(Refused):
            actions.answer(marked=visit.first_words, outcome=FlagOutcome.SEEN, by=stranger)
    client.force_login(counsellor_of(tonight.service))
    assert client.get("/counselling/before/").status_code == 403


def test_nobody_looks_and_others_are_told_without_the_words(tonight: Evening) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        joins(tonight, DARK)
        joins(tonight, PLAIN, "badger")
        joins(tonight, "", "crow")
        told = []
        for minutes in (1, 2, 4, 1):
            moment.shift(dt.timedelta(minutes=minutes))
            tell_of_unanswered()
            told.append(Message.objects.count())
    assert told == [0, 1, 2, 2]
    assert {(one.address, "trying" in one.details) for one in Message.objects.all()} == {(tonight.sue.email, False)}


def test_words_that_cannot_be_checked_say_so(client: Client, tonight: Evening) -> None:
    visit = joins(tonight, "мне плохо")
    client.force_login(tonight.sue)
    assert "Not checked for danger words" in text(client.get(f"/counselling/before/{visit.first_words.pk}/"))


def test_who_supervises_writes_first_to_somebody_who_has_gone_and_they_find_it(
    client: Client, tonight: Evening
) -> None:
    visit = joins(tonight, DARK)
    page, robin = f"/counselling/before/{visit.first_words.pk}/", visit.visitor.user
    client.force_login(tonight.sue)
    assert "Write to them" not in text(client.get(page))
    assert client.post(f"{page}write/").status_code == 403  # they wait still
    visits.leave(visit=visit, by=robin)
    assert "Write to them" in text(client.get(page))
    for stranger in (tonight.cleo, member_of(ServiceFactory().team, RoleName.SUPERVISOR), robin):
        client.force_login(stranger)
        assert client.post(f"{page}write/").status_code == 404
    with pytest.raises(Refused, match="those who counsel"):
        letters.write_first(visit=visit, by=member_of(tonight.service.team, RoleName.MODERATOR))
    client.force_login(tonight.sue)
    talk = client.post(f"{page}write/")["Location"]
    assert client.post(f"{page}write/")["Location"] == talk  # pressed again it is the same
    shown = client.get(talk)
    mid = str(shown.context["form"].initial["mid"])
    given = {"words": "I have read what you wrote.", "mid": mid, "epoch": "0", "audience": "open"}
    assert client.post(talk, given).status_code == 302
    client.force_login(robin)
    assert f'href="{talk}"' in text(client.get("/talk/earlier/"))
    assert "I have read what you wrote." in text(client.get(talk))
    exchange = letters.leave_message(visitor=visit.visitor, words="Thank you", by=robin)
    assert talk == f"/conversations/{exchange.pk}/"
    assert list(exchange.participants.order_by("joined_at").values_list("part", flat=True)) == ["person", "observer"]


class TestInDanger:
    """Whoever wrote it may be in danger, and nobody has talked with them."""

    @pytest.fixture
    def gone(self, tonight: Evening) -> Visit:
        visit = joins(tonight, DARK)
        visits.leave(visit=visit, by=visit.visitor.user)
        visit.refresh_from_db()
        return visit

    @pytest.mark.both_engines
    def test_who_supervises_raises_it_and_the_steps_run_on_the_messages_with_them(
        self, client: Client, tonight: Evening, gone: Visit
    ) -> None:
        lou = member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD, first_name="Lou")
        client.force_login(tonight.sue)
        page = f"/counselling/before/{gone.first_words.pk}/"
        way = f'href="{page}danger/"'
        shown = text(client.get(page))
        assert ("Raise a safeguarding concern about otter" in shown, way in shown) == (True, True)
        assert "Nobody has talked with them." in text(client.get(f"{page}danger/"))
        assert client.post(f"{page}danger/", {"words": " "}).status_code == 422
        answer = client.post(f"{page}danger/", {"words": "No point in trying, they say"}, follow=True)
        raised = Escalation.objects.get()
        assert f"{lou.name} has been told about otter." in text(answer)
        assert answer.request["PATH_INFO"] == f"/counselling/escalations/{raised.pk}/"
        assert (raised.conversation.kind, raised.about.user, raised.raised_by, raised.lead) == (
            "letters", gone.visitor.user, tonight.sue, lou,
        )  # fmt: skip
        assert [(one.address, "trying" in one.details) for one in Message.objects.all()] == [(lou.email, False)]
        assert "What they wrote before a chat on" in text(answer)
        joined = client.post(f"/counselling/board/{raised.conversation_id}/join/", follow=True)
        assert 'name="words"' in text(joined)  # to write to them
        assert "To their messages" in text(client.get(answer.request["PATH_INFO"]))
        assert client.post(f"{page}danger/", {"words": "Again"})["Location"] == answer.request["PATH_INFO"]
        assert Escalation.objects.count() == 1
        shown = text(client.get(page))
        assert ("otter may be in danger</a>" in shown, way in shown) == (True, False)
        assert "otter, raised by" in text(client.get("/counselling/board/"))
        conversation = raised.conversation
        with pytest.raises(Refused):
            conversations.end(conversation=conversation, by=SYSTEM)

    def test_until_somebody_writes_they_find_no_messages_and_then_who_wrote(
        self, client: Client, tonight: Evening, gone: Visit
    ) -> None:
        """Nor are they told that we answered what they never asked."""
        raised = escalations.raise_before(first=gone.first_words, words="Worried", by=tonight.sue)
        letters.write_first(visit=gone, by=tonight.sue)
        page = f"/conversations/{raised.conversation_id}/"
        client.force_login(gone.visitor.user)
        door = text(client.get("/talk/"))
        assert ("Your earlier chats" in door, page in door) == (False, False)
        assert "Nothing yet" in text(client.get("/talk/earlier/"))
        left = client.get("/talk/message/")
        assert (left.status_code, 'name="words"' in text(left)) == (200, True)
        shown = text(client.get(page))  # nobody leads them there
        assert "You can write to us here whenever you like." in shown
        assert "What you wrote is left for us." not in shown
        Room(raised.conversation, {"Sue": Participant.objects.get(user=tonight.sue)}).say("Sue", "Are you all right?")
        door = text(client.get("/talk/"))
        assert ("Somebody has written to you." in door, "Read it, and answer if you like" in door) == (True, True)
        assert "We have answered your message." not in door
        assert page in text(client.get("/talk/earlier/"))
        assert client.get("/talk/message/")["Location"] == page
        shown = text(client.get(page))
        assert ("Are you all right?" in shown, "What you wrote is left for us." in shown) == (True, False)

    def test_what_they_leave_goes_on_in_the_messages_that_staff_began(
        self, client: Client, tonight: Evening, gone: Visit
    ) -> None:
        raised = escalations.raise_before(first=gone.first_words, words="Worried", by=tonight.sue)
        client.force_login(gone.visitor.user)
        once = client.get("/talk/message/").context["form"]["once"].value()
        page = f"/conversations/{raised.conversation_id}/"
        assert client.post("/talk/message/", {"words": "Hello", "once": once})["Location"] == page
        assert "What you wrote is left for us." in text(client.get(page))
        assert page in text(client.get("/talk/earlier/"))

    def test_what_they_wrote_is_kept_with_it(self, tonight: Evening, gone: Visit) -> None:
        """Until it is closed and somebody lifts that; nothing else would keep it for more than a day."""
        escalations.raise_before(first=gone.first_words, words="Worried", by=tonight.sue)
        held = Destruction.objects.get()
        assert (held.visit, held.kept_because, held.kept_by) == (gone, "safeguarding", tonight.sue)
        actions.answer(marked=gone.first_words, outcome=FlagOutcome.WATCHING, by=tonight.sue)
        with time_machine.travel(clock.now() + dt.timedelta(days=7)):
            assert retention.plan(by=SYSTEM) == 0
        assert Destruction.objects.open().count() == 0
        lou = member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD)
        with pytest.raises(Refused, match="may have been in danger"):
            retention.lift(destruction=held, words="No need", by=lou)
        with recording.acting(by=lou, verb="test"):
            Escalation.objects.update(closed_at=clock.now(), closed_by=lou)
        retention.lift(destruction=held, words="No need", by=lou)
        assert Destruction.objects.open().get() == held

    def test_what_is_listed_already_is_kept_too_and_stays_where_their_chat_is_destroyed(self, tonight: Evening) -> None:
        visit = joins(tonight, DARK)
        escalations.raise_before(first=visit.first_words, words="Worried", by=tonight.sue)
        page = chat(tonight, visit)
        talk = Visit.objects.get().conversation
        assert page == f"/conversations/{talk.pk}/"
        conversations.end(conversation=talk, by=tonight.cleo)
        due = Destruction.of(Conversation.objects.get(pk=talk.pk))
        with recording.acting(by=SYSTEM, verb="test"):
            due.save()
        for by in (member_of(tonight.service.team, RoleName.TEAM_MANAGER) for _ in range(2)):
            retention.agree(destruction=due, by=by)
        assert (Conversation.objects.get(pk=talk.pk).state, Visit.objects.get().on_mind) == ("erased", DARK)

    def test_once_they_have_a_chat_it_is_raised_there(self, client: Client, tonight: Evening) -> None:
        visit = joins(tonight, DARK)
        chat(tonight, visit)
        client.force_login(tonight.sue)
        page = f"/counselling/before/{visit.first_words.pk}/"
        assert f"{page}danger/" not in text(client.get(page))
        answer = client.get(f"{page}danger/")
        assert (answer.status_code, "Raise it there" in text(answer)) == (409, True)

    def test_it_is_for_who_supervises_there(self, client: Client, tonight: Evening, gone: Visit) -> None:
        page = f"/counselling/before/{gone.first_words.pk}/danger/"
        for stranger in (tonight.cleo, gone.visitor.user, member_of(ServiceFactory().team, RoleName.SUPERVISOR)):
            client.force_login(stranger)
            assert [client.get(page).status_code, client.post(page, {"words": "x"}).status_code] == [404, 404]
            with pytest.raises(Refused):
                escalations.raise_before(first=gone.first_words, words="x", by=stranger)
        assert Escalation.objects.count() == 0
