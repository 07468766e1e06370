"""Written, sent, taken, passed on, asked back about and withdrawn: by whom and when."""

import pytest

from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.core.errors import Conflict, Refused
from realtime.models import Participant
from school_link.actions import consultation as actions
from school_link.actions import room
from school_link.models import Consultation
from school_link.queries import consultation as queries
from tests.factories import SchoolFactory, member_of
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db

SAID = {
    "urgency": "today", "theme": "loss", "year_group": 9, "gender": "", "concern": "Sleeps in lessons.", "tried": "",
    "wanted": "What to say at home.", "is_no_emergency": True,
}  # fmt: skip


@pytest.fixture
def link() -> Link:
    return a_link()


def test_staff_write_it_and_a_lead_sends_it(link) -> None:
    kim = member_of(link.school, RoleName.SCHOOL_STAFF)
    one = actions.start(school=link.school, by=kim)
    with pytest.raises(Refused, match="Still to say: How soon"):
        actions.give_to_lead(consultation=one, version=0, by=kim)
    actions.save(consultation=one, version=0, answers=SAID, by=kim)
    assert list(queries.visible_to(link.sam)) == []
    with pytest.raises(Refused):
        actions.send(consultation=one, version=1, by=kim)

    with pytest.raises(Conflict, match="changed since you looked"):
        actions.give_to_lead(consultation=one, version=0, by=kim)
    actions.give_to_lead(consultation=one, version=1, by=kim)
    actions.give_to_lead(consultation=one, version=1, by=kim)  # given twice, they have it once
    assert list(queries.visible_to(link.sam)) == [one]
    assert list(queries.visible_to(link.spec)) == []
    actions.send(consultation=one, version=1, by=link.dee)
    actions.send(consultation=one, version=1, by=link.sam)  # sent twice, received once

    one.refresh_from_db()
    assert (one.state, one.lead, one.concern) == ("waiting", link.dee, "Sleeps in lessons.")
    assert queries.at_desk(link.desk) == [one]
    assert list(queries.visible_to(kim)) == [one]
    with pytest.raises(Refused, match="has been sent"):
        actions.save(consultation=one, version=1, answers=SAID, by=link.dee)


def test_two_windows_do_not_write_over_each_other(link) -> None:
    one = actions.start(school=link.school, by=link.sam)
    actions.save(consultation=one, version=0, answers={"concern": "First"}, by=link.sam)
    with pytest.raises(Conflict):
        actions.save(consultation=one, version=0, answers={"concern": "Second"}, by=link.sam)
    with pytest.raises(Refused, match="year group of this school"):
        actions.save(consultation=one, version=1, answers={"year_group": 3}, by=link.sam)
    actions.discard(consultation=one, by=link.sam)
    assert not Consultation.objects.exists()


def test_a_school_without_a_desk_or_of_somebody_else_cannot_ask(link) -> None:
    alone = SchoolFactory(council__code="991", council__name="Far")
    with pytest.raises(Refused, match="No specialist team"):
        actions.start(school=alone, by=member_of(alone, RoleName.SCHOOL_STAFF))
    with pytest.raises(Refused):
        actions.start(school=alone, by=link.sam)


def test_nobody_else_sees_it(link) -> None:
    one = link.asked()
    for stranger in (
        member_of(SchoolFactory(council=link.school.council), RoleName.SENIOR_MENTAL_HEALTH_LEAD),
        member_of(a_far_team(), RoleName.CAMHS_SPECIALIST),
        member_of(link.school, RoleName.SCHOOL_STAFF),
        member_of(None, RoleName.SYSTEM_ADMINISTRATOR),
    ):
        assert list(queries.visible_to(stranger)) == []
        with pytest.raises(Refused):
            room.take(consultation=one, by=stranger)


def a_far_team():
    from tests.factories.school_link import DeskFactory

    return DeskFactory().team


def test_of_two_who_take_it_one_does(link) -> None:
    one = link.asked()
    room.take(consultation=one, by=link.spec)
    with pytest.raises(Conflict, match=f"{link.spec.name} has taken it"):
        room.take(consultation=one, by=link.toni)
    agreed = link.agreed()
    with pytest.raises(Conflict, match="moved on"):  # from a page of before
        room.take(consultation=agreed, by=link.toni)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.holder) == ("agreed", link.spec)
    one.refresh_from_db()
    inside = Participant.objects.filter(conversation=one.conversation, left_at=None)
    assert {who.user for who in inside} == {link.sam, link.spec}
    assert {who.name for who in inside} == {f"{link.sam.name} (school)", f"{link.spec.name} (specialist)"}


def test_passed_on_to_a_colleague_or_back_its_clock_goes_on(link) -> None:
    one = link.taken()
    due = one.due_at
    with pytest.raises(Refused, match="Somebody else answers"):
        room.pass_on(consultation=one, to=link.toni, by=link.toni)
    with pytest.raises(Refused, match="same desk"):
        room.pass_on(consultation=one, to=link.sam, by=link.spec)
    room.pass_on(consultation=one, to=link.toni, by=link.spec)
    one.refresh_from_db()
    assert (one.holder, one.state) == (link.toni, "taken")
    inside = Participant.objects.filter(conversation=one.conversation, left_at=None)
    assert {who.user for who in inside} == {link.sam, link.toni}

    room.pass_on(consultation=one, to=None, by=link.toni)
    one.refresh_from_db()
    assert (one.holder, one.state, one.due_at) == (None, "waiting", due)
    room.take(consultation=one, by=link.spec)
    one.refresh_from_db()
    assert one.holder == link.spec


def test_asked_back_answered_and_added_to(link) -> None:
    one = link.asked()
    question = actions.ask_back(consultation=one, words=" How is home? ", by=link.spec)
    with pytest.raises(Refused):
        actions.answer(question=question, words="Fine", seen=0, by=link.spec)
    for _ in range(2):  # sent twice, kept once
        actions.answer(question=question, words="Quiet.", seen=0, by=link.sam)
    with pytest.raises(Conflict, match=f"{link.sam.name} has answered meanwhile"):
        actions.answer(question=question, words="Two brothers.", seen=0, by=link.dee)
    for _ in range(2):
        actions.answer(question=question, words="Two brothers.", seen=1, by=link.dee)
    ((kept, said),) = queries.questions_of(one)
    assert (kept.words, kept.answer, kept.answered_by) == ("How is home?", "Quiet.", link.sam)
    assert [(each.author, each.words) for each in said] == [(link.sam, "Quiet."), (link.dee, "Two brothers.")]
    actions.withdraw(consultation=one, by=link.dee)
    with pytest.raises(Refused, match="over"):
        actions.answer(question=question, words="A cat.", seen=2, by=link.dee)
    with pytest.raises(Conflict, match="moved on"):
        actions.ask_back(consultation=link.agreed(), words="And now?", by=link.spec)


def test_withdrawn_by_the_school_alone(link) -> None:
    one = link.asked()
    with pytest.raises(Refused):
        actions.withdraw(consultation=one, by=link.spec)
    actions.withdraw(consultation=one, by=link.dee)
    with pytest.raises(Conflict):
        room.take(consultation=one, by=link.spec)


def test_in_five_minutes(link, time_machine) -> None:
    time_machine.move_to("2026-11-26 10:00+00:00", tick=False)
    one = link.taken()
    actions.is_coming(consultation=one, by=link.spec)
    one.refresh_from_db()
    assert one.coming_at == clock.now() + actions.SOON
    with pytest.raises(Refused):
        actions.is_coming(consultation=one, by=link.toni)


def test_late_is_said_and_urgent_comes_first(link, time_machine) -> None:
    time_machine.move_to("2026-11-26 10:00+00:00", tick=False)
    routine, urgent = link.asked(), link.asked(urgency="today")
    assert queries.at_desk(link.desk) == [urgent, routine]
    time_machine.move_to("2026-12-10 10:00+00:00", tick=False)
    assert queries.clock_of(routine).is_over


def test_what_has_been_agreed_is_not_withdrawn_from_a_page_of_before(link) -> None:
    one = link.agreed()
    with pytest.raises(Conflict) as refused:
        actions.withdraw(consultation=one, by=link.sam)
    assert refused.value.code == "moved-on"
    assert Consultation.objects.get().state == "agreed"
