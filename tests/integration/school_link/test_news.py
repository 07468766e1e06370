"""What of a consultation waits stands on the first page; what has moved on is told by e-mail, without a word of it."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.core import mail

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.models import Conversation
from school_link.actions import advice, after, library, room
from school_link.actions import consultation as actions
from school_link.enums import ASKED_AFTER, AdviceKind
from school_link.models import Duty
from school_link.queries import desk as desks
from school_link.tasks import clear_rota
from sessions_app.enums import MessageWords
from sessions_app.enums.message import STAFF_WORDS
from sessions_app.models import Message
from sessions_app.queries.todo import todo_of
from sessions_app.tasks import send_what_is_due
from tests.factories import member_of
from tests.factories.school_link import ConsultationFactory, ConsultationQuestionFactory, DutyFactory
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> Link:
    return a_link()


def test_no_letter_says_a_word_of_it(link, time_machine, caplog) -> None:
    """Every letter of a consultation is really sent, and everything in it that anybody typed is looked for."""
    time_machine.move_to("2026-10-01 10:00+00:00", tick=False)
    said = {name: f"canary-{name}" for name in ("concern", "tried", "wanted")}
    one = link.asked(draft=True, urgency="today", **said)
    actions.send(consultation=one, version=one.version, by=link.sam)
    room.take(consultation=one, by=link.spec)
    question = actions.ask_back(consultation=one, words="canary-question", by=link.spec)
    actions.answer(question=question, words="canary-answer", seen=0, by=link.dee)
    room.stand_in(consultation=one, by=link.dee)
    for kind in AdviceKind:
        advice.save(consultation=one, kind=kind, base=0, words=f"canary-{kind}", mid=uuid4(), by=link.dee)
    guest = member_of(link.desk.team, RoleName.SUPERVISOR)
    room.invite(consultation=one, user=guest, until=clock.now() + dt.timedelta(hours=1), by=link.spec)
    time_machine.move_to("2026-10-03 10:00+00:00", tick=False)
    advice.chase(by=SYSTEM)
    for by in (link.dee, link.spec):
        link.signs(one, by)
    time_machine.move_to("2026-11-20 10:00+00:00", tick=False)
    after.ask_what_happened(by=SYSTEM)
    send_what_is_due()

    assert {letter.words for letter in Message.objects.all()} == {
        "urgent",
        "invited",
        "news",
        "handed_over",
        "to_sign",
        "follow_up",
    }
    assert len(mail.outbox) == Message.objects.filter(state="sent").count() == Message.objects.count()
    for place in ("".join(str(letter.message()) for letter in mail.outbox), caplog.text):
        assert "canary" not in place


@pytest.fixture
def told() -> Callable[[], set[tuple[str, str]]]:
    """Who was written to since it was last asked, and in which words."""
    read: set[UUID] = set()

    def news() -> set[tuple[str, str]]:
        new = list(Message.objects.exclude(pk__in=read))
        read.update(letter.pk for letter in new)
        return {(letter.address, letter.words) for letter in new}

    return news


def lines(user) -> list[str]:
    return [one.sentence for one in todo_of(user)]


def test_who_shares_it_is_told_what_the_other_does(link, told) -> None:
    one = link.taken()
    assert told() == {(link.sam.email, "news")}
    question = actions.ask_back(consultation=one, words="How is home?", by=link.spec)
    assert told() == {(link.sam.email, "news")}
    actions.answer(question=question, words="Quiet.", seen=0, by=link.dee)
    assert told() == {(link.spec.email, "news")}
    room.pass_on(consultation=one, to=link.toni, by=link.spec)
    assert told() == {(link.sam.email, "handed_over"), (link.toni.email, "handed_over")}
    actions.withdraw(consultation=one, by=link.sam)
    assert told() == {(link.toni.email, "news")}
    assert Conversation.objects.get().state == "ended"  # a page that is still open writes nothing more


def test_who_is_replaced_is_told_and_so_is_the_other_side(link, told) -> None:
    one = link.taken()
    told()
    room.stand_in(consultation=one, by=link.dee)
    assert told() == {(link.sam.email, "handed_over"), (link.spec.email, "handed_over")}
    room.stand_in(consultation=one, by=link.toni)
    assert told() == {(link.spec.email, "handed_over"), (link.dee.email, "handed_over")}
    with recording.acting(by=SYSTEM, verb="test"):
        User.objects.filter(pk=link.dee.pk).update(is_active=False)
    room.stand_in(consultation=one, by=link.sam)
    assert told() == {(link.toni.email, "handed_over")}


def test_a_guest_is_told_and_finds_the_room_until_their_time_is_over(link, told, time_machine) -> None:
    time_machine.move_to("2026-10-01 10:00+00:00", tick=False)
    one = link.taken()
    told()
    supervisor = member_of(link.desk.team, RoleName.SUPERVISOR)
    until = clock.now() + dt.timedelta(hours=1)
    guest = room.invite(consultation=one, user=supervisor, until=until, by=link.spec)
    assert told() == {(supervisor.email, "invited")}
    assert "Join the consultation that you are asked into, by 12:00" in lines(supervisor)
    room.show_out(guest=guest, by=link.spec)
    assert not any("asked into" in line for line in lines(supervisor))


def test_what_is_urgent_finds_those_on_the_rota_or_everybody_of_the_desk(link, told) -> None:
    def sends(urgency: str) -> set[tuple[str, str]]:
        one = link.asked(draft=True, urgency=urgency)
        actions.send(consultation=one, version=one.version, by=link.sam)
        return told()

    assert sends("routine") == set()
    assert sends("today") == {(link.spec.email, "urgent"), (link.toni.email, "urgent")}
    DutyFactory(desk=link.desk, specialist=link.toni)
    assert sends("today") == {(link.toni.email, "urgent")}
    User.objects.filter(pk=link.toni.pk).update(is_active=False)  # left, and still on the rota
    assert sends("today") == {(link.spec.email, "urgent")}
    assert desks.cover_of(link.desk).is_staffed is False
    assert "today" not in {line for user in (link.sam, link.dee) for line in lines(user)}


def test_first_pages_say_what_waits(link) -> None:
    link.asked(with_lead=True)
    link.asked(with_lead=True, urgency="today")
    asked_back = link.asked(urgency="today")
    ConsultationQuestionFactory(consultation=asked_back, asked_by=link.spec)
    link.asked()
    one = link.agreed()
    one.agreed_at = clock.now() - ASKED_AFTER * 2
    with recording.acting(by=SYSTEM, verb="test"):
        one.save()
    assert lines(link.dee) == [
        "Look over and send 1 consultation: urgent today",
        "Answer what specialists ask back in 1 consultation",
        "Look over and send 1 consultation that colleagues have written",
        "Say what happened after 1 consultation",
    ]
    assert lines(link.spec) == ["Take 1 consultation: urgent today, or overdue", "Take 1 consultation: routine"]


def test_what_is_taken_and_not_answered_is_on_first_pages_and_urgent_first(client, link, time_machine) -> None:
    time_machine.move_to("2026-10-01 10:00+00:00", tick=False)
    lead = member_of(link.desk.team, RoleName.SUPERVISOR)
    taken = link.taken(due_at=clock.now() + dt.timedelta(days=4))
    link.asked(due_at=clock.now() + dt.timedelta(days=4))
    write = "Write the advice of 1 consultation that you have taken"
    assert lines(link.spec) == ["Take 1 consultation: routine", write]
    assert lines(lead) == []
    time_machine.move_to("2026-10-03 10:00+00:00", tick=False)
    assert lines(lead) == ["See to 1 consultation of your desk: taken, and nothing written"]
    time_machine.move_to("2026-10-10 10:00+00:00", tick=False)
    assert lines(lead) == ["See to 2 consultations of your desk: overdue"]
    late = ["Take 1 consultation: urgent today, or overdue", "Answer 1 consultation that you have taken: overdue"]
    assert lines(link.spec) == late
    link.asked(with_lead=True)
    ConsultationQuestionFactory(consultation=taken, asked_by=link.spec)
    assert [one.is_urgent for one in todo_of(link.dee)] == [True, False]
    client.force_login(lead)
    rota = client.get("/consultations/rota/", follow=True).text
    for words in ("Overdue, or taken and not written", link.spec.name, "Nobody yet"):
        assert words in rota
    assert taken.concern not in rota


def test_whoever_has_still_to_sign_finds_it_on_their_first_page(link) -> None:
    one = link.written()
    sign = ["Read and sign the advice of 1 consultation"]
    assert [lines(user) for user in (link.sam, link.spec, link.dee)] == [sign, sign, []]
    link.signs(one, link.spec)
    assert [lines(user) for user in (link.sam, link.spec)] == [sign, []]
    link.signs(one, link.sam)
    assert [lines(user) for user in (link.sam, link.spec)] == [[], []]


def test_who_writes_for_a_lead_stays_where_it_stands_and_leads_are_told(client, link, told) -> None:
    kim = member_of(link.school, RoleName.SCHOOL_STAFF)
    one = ConsultationFactory(school=link.school, desk=link.desk, written_by=kim, draft=True)
    client.force_login(kim)
    page = client.post(f"/consultations/{one.pk}/check/", {"as-it-is": "1", "version": 0}, follow=True)
    assert (page.status_code, "one of them sends it" in page.text) == (200, True)
    assert told() == {(link.sam.email, "news"), (link.dee.email, "news")}
    assert client.get(f"/consultations/{one.pk}/").status_code == 200


def test_letters_to_colleagues_come_from_the_service() -> None:
    assert {MessageWords.NEWS, MessageWords.URGENT, MessageWords.HANDED_OVER, MessageWords.INVITED} <= STAFF_WORDS


def test_only_those_who_work_there_are_asked_and_others_in_their_place(link, told, time_machine) -> None:
    time_machine.move_to("2026-10-01 10:00+00:00", tick=False)
    link.written()
    agreed = link.agreed()
    told()
    with recording.acting(by=SYSTEM, verb="test"):
        Membership.objects.filter(user__in=[link.sam, link.spec]).update(ended_at=clock.now())
    time_machine.move_to("2026-11-03 10:00+00:00", tick=False)
    advice.chase(by=SYSTEM)
    assert told() == {(link.dee.email, "to_sign"), (link.toni.email, "to_sign")}
    after.ask_what_happened(by=SYSTEM)
    assert told() == {(link.dee.email, "follow_up")}
    assert {letter.team for letter in Message.objects.all()} == {link.desk.team}
    after.tell_what_happened(consultation=agreed, outcome="in_school", words="", by=link.dee)
    assert told() == set()  # who answered has left


def test_the_other_side_is_told_of_words_for_the_library_and_of_what_happened(link, told) -> None:
    one = link.agreed()
    told()
    library.offer(consultation=one, words="A planned way in.", version=0, by=link.dee)
    assert told() == {(link.spec.email, "news")}
    library.offer(consultation=one, words="A planned way in.", version=1, by=link.spec)
    assert told() == {(link.sam.email, "news")}
    after.tell_what_happened(consultation=one, outcome="not_yet", words="", by=link.dee)
    assert told() == {(link.spec.email, "news")}


def test_who_has_left_is_taken_off_the_rota(link) -> None:
    stays, goes = (DutyFactory(desk=link.desk, specialist=user) for user in (link.spec, link.toni))
    with recording.acting(by=SYSTEM, verb="test"):
        Membership.objects.filter(user=link.toni).update(ended_at=clock.now())
    clear_rota()
    assert list(Duty.objects.all()) == [stays]
    assert AuditEvent.objects.filter(row_id=str(goes.pk), kind="deleted").exists()
