"""The demo's group room: open, with something shown and a post that waits."""

import pytest

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.demo.world import afterwards, chats, evening, group_room, left, vault
from realtime.actions import visit as visits
from realtime.live import checking
from realtime.models import Booking, Conversation, Feedback, Flag, GroupRoom, IdentityOpening, Message, Visit
from realtime.queries import letter as letters
from tests.factories import member_of
from tests.factories.counselling import ServiceFactory, ShiftFactory, VisitorFactory, counsellor_of
from tests.support.evening import evening as an_evening

pytestmark = pytest.mark.django_db


def test_a_post_waits_in_which_words_are_marked_however_often_the_demo_starts() -> None:
    service = ServiceFactory()
    member_of(service.team, RoleName.MODERATOR)
    visitors = VisitorFactory.create_batch(3, service=service)
    for _ in range(2):
        with recording.acting(by=evening.DEMO, verb="demo.evening"):
            group_room.begin(service, visitors)
    assert GroupRoom.objects.get().state == "open"
    assert sorted(Message.objects.values_list("state", flat=True)) == ["held", "shown"]
    assert Flag.objects.get().message.state == "held"


def test_two_counsellors_have_chats_that_are_under_way_and_words_in_one_wait_for_an_answer() -> None:
    service = ServiceFactory(open=True)
    for name in ("josie.marsh", "tom.iredale"):
        ShiftFactory(service=service, counsellor=counsellor_of(service, username=name))
    nicknames = [chat.nickname for chat in (chats.FIRST, *chats.MORE)]
    people = {name: VisitorFactory(service=service, nickname=name) for name in nicknames}
    with recording.acting(by=evening.DEMO, verb="demo.evening"):
        chats.begin(service, people)
    checking.check()
    held = [visit.holder.username for visit in Visit.objects.filter(state="claimed").order_by("joined_at")]
    assert held == ["josie.marsh", "josie.marsh", "tom.iredale"]
    assert Flag.objects.get().message.author.name == "misty-harbour-12"


def test_a_left_message_waits_for_an_answer_and_another_has_its_own_however_often_the_demo_starts() -> None:
    tonight = an_evening()
    User.objects.filter(pk=tonight.cleo.pk).update(username="josie.marsh")
    nicknames = (left.WAITS[0], left.ANSWERED[0])
    people = {name: VisitorFactory(service=tonight.service, nickname=name) for name in nicknames}
    for _ in range(2):
        with recording.acting(by=evening.DEMO, verb="demo.evening"):
            left.begin(people)
    found = [(one.name, one.is_answered) for one in letters.left(User.objects.get(pk=tonight.cleo.pk))]
    assert found == [(left.WAITS[0], False), (left.ANSWERED[0], True)]
    assert Message.objects.count() == 3


def test_somebody_asks_to_open_who_a_young_person_is() -> None:
    tonight = an_evening()
    member_of(tonight.service.team, RoleName.SUPERVISOR, username="leah.okafor")
    vault.begin(tonight.chat().conversation, tonight.cleo)
    assert (IdentityOpening.objects.get().why, IdentityOpening.objects.get().answered_at) == (vault.WHY, None)


def test_past_chats_leave_something_to_do_however_often_the_demo_starts() -> None:
    tonight = an_evening()
    User.objects.filter(pk=tonight.cleo.pk).update(username="josie.marsh")
    for nickname in ("otter", "heron"):
        visit = Visit.objects.get(conversation=tonight.chat(nickname).conversation)
        visits.close(visit=visit, would_again=False, by=tonight.cleo)
    for _ in range(2):
        with recording.acting(by=evening.DEMO, verb="demo.evening"):
            afterwards.begin(tonight.service)
    assert (Booking.objects.count(), Feedback.objects.get().was_cut_short) == (1, True)
    assert Conversation.objects.exclude(deletion_asked_at=None).count() == 1


def test_whoever_was_let_in_does_not_wait_again_when_the_demo_starts_anew() -> None:
    tonight = an_evening()
    names = [name for name, *_ in evening.WAITING]
    people = {name: VisitorFactory(service=tonight.service, nickname=name) for name in names}
    with recording.acting(by=evening.DEMO, verb="demo.evening"):
        evening.come(people)
    first = visits.call_next(service=tonight.service, by=tonight.cleo)
    assert first is not None
    visits.claim(visit=first, by=tonight.cleo)
    with recording.acting(by=evening.DEMO, verb="demo.evening"):
        for visit in Visit.objects.filter(state="waiting"):
            visits.leave(visit=visit, by=visit.visitor.user)
        evening.come(people)
    waiting = Visit.objects.filter(state="waiting").values_list("visitor__user__username", flat=True)
    assert sorted([*waiting, first.visitor.user.username]) == sorted(names)
