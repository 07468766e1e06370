"""How long what was asked of specialists is kept: a term of its own, and two people destroy it; the advice stays."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from realtime.actions import conversation as conversations
from realtime.actions import retention as actions
from realtime.models import Conversation, Destruction, RetentionClass
from realtime.queries import retention as queries
from school_link.actions import after, consultation, kept
from school_link.models import AddedAnswer, AdviceText, Consultation, ConsultationQuestion, WrongNaming
from tests.factories import TeamFactory, YoungPersonFactory, member_of
from tests.integration.school_link.test_kept import over, text
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db
SIX_YEARS = 2191


@pytest.fixture
def link(db: None) -> Link:
    return a_link()


@pytest.fixture
def two(link: Link) -> tuple[User, User]:
    """Who settle for the team of the desk."""
    roles = (RoleName.TEAM_MANAGER, RoleName.SAFEGUARDING_LEAD)
    manager, lead = (member_of(link.desk.team, role) for role in roles)
    return manager, lead


def ago(one: Consultation, days: int) -> Consultation:
    """Over so long ago."""
    with recording.acting(by=SYSTEM, verb="test"):
        found = Consultation.objects.get(pk=one.pk)
        found.over_at = clock.now() - dt.timedelta(days=days)
        found.save()
    return found


def withdrawn(link: Link, days: int = SIX_YEARS + 1, **more: Any) -> Consultation:
    one = link.asked(**more)
    consultation.withdraw(consultation=one, by=link.sam)
    return ago(one, days)


def finished(link: Link, *, is_erased: bool, days: int = SIX_YEARS + 1) -> Consultation:
    one = link.agreed()
    assert one.conversation is not None
    conversations.end(conversation=one.conversation, by=SYSTEM)
    with recording.acting(by=SYSTEM, verb="test"):
        one = Consultation.objects.get(pk=one.pk)
        one.state, one.over_at = "closed", clock.now()
        one.save()
        if is_erased:
            talk = Conversation.objects.get(pk=one.conversation_id)
            talk.state, talk.key = "erased", None
            talk.save()
    return ago(one, days)


@pytest.mark.both_engines
def test_six_years_after_it_came_to_nothing_it_is_listed_for_the_team_that_was_asked(link: Link) -> None:
    assert RetentionClass.objects.get(kind="asked").keep_days == SIX_YEARS
    due = withdrawn(link)
    withdrawn(link, SIX_YEARS - 1)
    link.asked(sent_at=clock.now() - dt.timedelta(days=9000))  # waits still
    assert [actions.plan(by=SYSTEM) for _ in range(2)] == [1, 0]
    row = Destruction.objects.get()
    assert (row.kind, row.beyond, row.team, row.ended_at) == ("asked", due.pk, link.desk.team, due.over_at)


def test_of_what_had_a_room_not_before_the_words_of_that_are_destroyed(link: Link) -> None:
    finished(link, is_erased=False)
    due = finished(link, is_erased=True)
    actions.plan(by=SYSTEM)
    assert [one.beyond for one in Destruction.objects.filter(kind="asked")] == [due.pk]


def test_two_people_destroy_what_was_asked_and_answered_and_the_advice_stays(
    client: Client, link: Link, two: tuple[User, User]
) -> None:
    one = finished(link, is_erased=True)
    with recording.acting(by=SYSTEM, verb="test"):
        asked = ConsultationQuestion.objects.create(consultation=one, asked_by=link.spec, words="And at home?")
        asked.answer, asked.answered_by, asked.answered_at = "Shouting.", link.sam, clock.now()
        asked.save()
        AddedAnswer.objects.create(question=asked, author=link.dee, words="Also at night.")
        WrongNaming.objects.create(consultation=one, named_by=link.sam, because="A twin.", said_by=link.sam)
    advice = list(AdviceText.objects.filter(consultation=one).order_by("pk"))
    actions.plan(by=SYSTEM)
    due = Destruction.objects.get()
    client.force_login(two[0])
    listed = text(client.get("/retention/"))
    assert f"{link.school}: Worry, fears or panic, answered by {link.spec.name}" in listed
    assert "What was asked and answered goes" in listed
    assert "What schools asked specialists: 6 years after the end." in listed
    assert one.concern not in listed
    for user in (link.spec, link.sam, member_of(TeamFactory(), RoleName.TEAM_MANAGER)):
        with pytest.raises(Refused):
            actions.agree(destruction=due, by=user)
    assert [actions.agree(destruction=due, by=user) for user in two] == [False, True]

    gone = Consultation.objects.get(pk=one.pk)
    assert (gone.concern, gone.tried, gone.wanted, gone.year_group) == ("", "", "", None)
    assert (gone.theme, gone.lead, gone.state) == ("anxiety", link.sam, "closed")
    asked.refresh_from_db()
    assert (asked.words, asked.answer, AddedAnswer.objects.get().words) == ("", None, "")
    assert WrongNaming.objects.get().because == ""
    assert list(AdviceText.objects.filter(consultation=one).order_by("pk")) == advice
    assert AuditEvent.objects.filter(verb="kept.forget", row_id=str(one.pk), actor_id=two[1].audit_id).exists()
    for user in (link.sam, link.spec):
        client.force_login(user)
        page = text(client.get(f"/consultations/{one.pk}/"))
        assert "What was asked and answered has had its time and is destroyed" in page
        assert ("And at home?" in page, "Say who it is" in page) == (False, False)
        assert "About understand." in page
    actions.plan(by=SYSTEM)
    assert Destruction.objects.count() == 1


def test_what_is_in_somebodys_record_is_not_listed_nor_destroyed(link: Link, two: tuple[User, User]) -> None:
    named, late = finished(link, is_erased=True), finished(link, is_erased=True)
    say = {"because": "agreed", "words": "Their mother.", "by": link.sam}
    after.name(consultation=named, pupil=YoungPersonFactory(school=link.school), **say)
    assert actions.plan(by=SYSTEM) == 1
    after.name(consultation=late, pupil=YoungPersonFactory(school=link.school), **say)
    due = Destruction.objects.get(beyond=late.pk)
    with pytest.raises(Refused, match="part of their record"):
        actions.agree(destruction=due, by=two[0])
    with pytest.raises(Refused, match="part of their record"):
        kept.forget(id=late.pk, by=two[0])
    assert Consultation.objects.get(pk=late.pk).concern == late.concern
    assert list(queries.due(two[0], 1)) == []
    actions.plan(by=SYSTEM)
    assert Destruction.objects.count() == 0


def test_what_was_kept_and_is_named_when_that_is_lifted_is_not_due(
    client: Client, link: Link, two: tuple[User, User]
) -> None:
    one = finished(link, is_erased=True)
    actions.plan(by=SYSTEM)
    due = Destruction.objects.get()
    actions.keep(destruction=due, because="legal", by=two[0])
    after.name(consultation=one, pupil=YoungPersonFactory(school=link.school), because="agreed", words="x", by=link.sam)
    client.force_login(two[0])
    assert "it is part of their record, which has no end yet" in text(client.get(f"/retention/kept/{due.pk}/"))
    assert actions.lift(destruction=due, words="It is settled", by=two[1]) is False
    actions.plan(by=SYSTEM)
    assert (list(queries.due(two[0], 1)), Destruction.objects.count()) == ([], 1)  # who kept it stays to be read


def test_the_list_says_what_went_the_way_of_safeguarding(client: Client, link: Link, two: tuple[User, User]) -> None:
    one, other = link.agreed(), finished(link, is_erased=True)
    after.tell_what_happened(consultation=one, outcome="safeguarding", words="", by=link.sam)
    assert one.conversation is not None
    talk = over(one.conversation, 9000)
    client.force_login(two[0])
    said = "Went the way of safeguarding, as the school says"
    actions.plan(by=SYSTEM)
    assert text(client.get("/retention/")).count(said) == 1
    with recording.acting(by=SYSTEM, verb="test"):
        talk.state, talk.key = "erased", None
        talk.save()
        Consultation.objects.filter(pk=one.pk).update(state="closed", over_at=clock.now())
    ago(one, SIX_YEARS + 1)
    actions.plan(by=SYSTEM)
    listed = {row.destruction.beyond: row.beside for row in queries.due(two[0], 1) if row.destruction.beyond}
    assert listed == {one.pk: [said], other.pk: []}


def test_it_is_not_destroyed_while_it_goes_on_nor_named_after(link: Link, two: tuple[User, User]) -> None:
    for one in (link.asked(), link.taken(), finished(link, is_erased=False)):
        with pytest.raises(Refused, match="is not over"):
            kept.forget(id=one.pk, by=two[0])
    gone = finished(link, is_erased=True)
    with pytest.raises(Refused):
        kept.forget(id=gone.pk, by=link.spec)
    kept.forget(id=gone.pk, by=two[0])
    with pytest.raises(Refused, match="is destroyed"):
        after.name(
            consultation=gone, pupil=YoungPersonFactory(school=link.school), because="agreed", words="x", by=link.sam
        )


def test_one_that_a_complaint_needs_is_kept_and_a_team_with_nothing_else_finds_its_list(
    link: Link, two: tuple[User, User]
) -> None:
    assert queries.has_any(two[0]) is False
    withdrawn(link)
    actions.plan(by=SYSTEM)
    assert queries.has_any(two[0]) is True
    due = Destruction.objects.get()
    actions.keep(destruction=due, because="legal", by=two[0])
    with pytest.raises(Conflict):
        actions.agree(destruction=due, by=two[1])
    assert actions.lift(destruction=due, words="It is settled", by=two[1]) is True
