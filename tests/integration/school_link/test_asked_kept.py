"""How long what was asked of specialists is kept: a term of its own; two people destroy it with the advice."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
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
from school_link import tasks
from school_link.actions import after, consultation, kept, library
from school_link.enums import AdviceKind
from school_link.models import (
    AddedAnswer,
    AdviceText,
    Consultation,
    ConsultationQuestion,
    Excerpt,
    Signature,
    WrongNaming,
)
from sessions_app.models import Message
from tests.factories import MembershipFactory, TeamFactory, YoungPersonFactory, member_of
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


def finished(link: Link, *, is_erased: bool, days: int = SIX_YEARS + 1, was: str = "agreed") -> Consultation:
    one = link.agreed() if was == "agreed" else link.written()
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
def test_of_advice_the_words_go_in_all_versions_and_nothing_else_changes(link: Link, two: tuple[User, User]) -> None:
    """Agreed, and offered to the library; written, and never signed."""
    signed, unsigned = finished(link, is_erased=True), finished(link, is_erased=True, was="taken")
    library.offer(consultation=signed, words="Short lessons.", version=0, by=link.sam)
    before = list(AdviceText.objects.order_by("pk").values("pk", "edition", "author", "mid", "created_at"))
    assert (len(before), Signature.objects.count()) == (2 * len(AdviceKind), 2)
    actions.plan(by=SYSTEM)
    for due in Destruction.objects.all():
        assert [actions.agree(destruction=due, by=user) for user in two] == [False, True]
    assert set(AdviceText.objects.values_list("words", flat=True)) == {None}
    assert list(AdviceText.objects.order_by("pk").values("pk", "edition", "author", "mid", "created_at")) == before
    assert (Signature.objects.count(), Excerpt.objects.count()) == (2, 0)
    assert {one.forgotten_at is None for one in Consultation.objects.filter(pk__in=[signed.pk, unsigned.pk])} == {False}
    with pytest.raises(Refused, match="is destroyed"):
        library.offer(consultation=Consultation.objects.get(pk=signed.pk), words="x", version=0, by=link.sam)


def test_what_is_in_the_library_stays_there_and_loses_only_what_was_offered(link: Link, two: tuple[User, User]) -> None:
    one = finished(link, is_erased=True)
    excerpt = library.offer(consultation=one, words="Short lessons.", version=0, by=link.sam)
    library.offer(consultation=one, words="Short lessons.", version=1, by=link.spec)
    excerpt.refresh_from_db()
    library.decide(excerpt=excerpt, lets_out=True, by=link.toni)
    kept.forget(id=one.pk, by=two[0])
    excerpt.refresh_from_db()
    assert (excerpt.shown, excerpt.words, excerpt.state) == ("Short lessons.", "", "cleared")


@pytest.mark.both_engines
@pytest.mark.parametrize("change", ["edition = 99", "edition = 99, words = NULL", "words = '1'"])
def test_the_database_takes_no_other_change_to_advice(link: Link, change: str) -> None:
    link.written()
    with pytest.raises(DatabaseError, match="advice stays"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE school_link_advicetext SET {change}")  # noqa: S608  no input in it
    with pytest.raises(DatabaseError, match="advice stays"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM school_link_advicetext")
    assert {text.words is None for text in AdviceText.objects.all()} == {False}


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


def test_two_people_destroy_what_was_asked_answered_and_advised(
    client: Client, link: Link, two: tuple[User, User]
) -> None:
    one = finished(link, is_erased=True)
    with recording.acting(by=SYSTEM, verb="test"):
        asked = ConsultationQuestion.objects.create(consultation=one, asked_by=link.spec, words="And at home?")
        asked.answer, asked.answered_by, asked.answered_at = "Shouting.", link.sam, clock.now()
        asked.save()
        AddedAnswer.objects.create(question=asked, author=link.dee, words="Also at night.")
        WrongNaming.objects.create(consultation=one, named_by=link.sam, because="A twin.", said_by=link.sam)
    actions.plan(by=SYSTEM)
    due = Destruction.objects.get()
    client.force_login(two[0])
    listed = text(client.get("/retention/"))
    assert f"{link.school}: Worry, fears or panic, answered by {link.spec.name}" in listed
    assert "What was asked, answered and advised goes, signed or not" in listed
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
    assert AuditEvent.objects.filter(verb="kept.forget", row_id=str(one.pk), actor_id=two[1].audit_id).exists()
    for user in (link.sam, link.spec):
        client.force_login(user)
        page = text(client.get(f"/consultations/{one.pk}/"))
        assert "What was asked and answered has had its time and is destroyed" in page
        assert ("And at home?" in page, "Say who it is" in page) == (False, False)
        assert ("About understand." in page, "Its words went with what was asked." in page) == (False, True)
        versions = text(client.get(f"/consultations/{one.pk}/advice/understand/versions/"))
        assert ("About understand." in versions, "are destroyed" in versions) == (False, True)
        assert client.get(f"/consultations/{one.pk}/advice/pdf/").status_code == 404
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
    assert {text.words is None for text in AdviceText.objects.all()} == {False}
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


def draft(link: Link, days: int, **more: Any) -> Consultation:
    """Written, not sent, and not changed for so long."""
    at = clock.now() - dt.timedelta(days=days)
    return link.asked(**{"state": "draft", "lead": None, "sent_at": None, "due_at": None, "saved_at": at, **more})


def test_a_draft_that_nobody_sent_is_deleted_when_it_has_had_its_time_and_its_writer_told(
    client: Client, link: Link, two: tuple[User, User], time_machine: Any
) -> None:
    time_machine.move_to(clock.at_local(dt.date(2026, 2, 2), 3 * 60 + 30), tick=False)
    given, old = draft(link, 366, state="with_lead"), draft(link, 366)
    recent, asked = draft(link, 364), link.asked(saved_at=clock.now() - dt.timedelta(days=999))
    assert actions.plan(by=SYSTEM) == 0  # the specialist team knows of none of them
    client.force_login(two[0])
    assert "Drafts that schools never sent: 1 year after they were last changed. Nobody but their school" in text(
        client.get("/retention/")
    )
    client.force_login(link.sam)
    assert "When nobody has changed it for 1 year, it is deleted." in text(
        client.get(f"/consultations/{recent.pk}/write/")
    )
    tasks.drop_unsent()
    assert {one.pk for one in Consultation.objects.all()} == {recent.pk, asked.pk}
    gone = AuditEvent.objects.filter(verb="kept.drop", actor_id=tasks.SWEEP.audit_id)
    assert set(gone.values_list("row_id", flat=True)) == {str(given.pk), str(old.pk)}
    assert [one.address for one in Message.objects.filter(words="news")] == [link.sam.email] * 2
    actions.keep_for(kept=RetentionClass.objects.get(kind="draft"), days=30, by=two[0])
    tasks.drop_unsent()
    assert {one.pk for one in Consultation.objects.all()} == {asked.pk}


def test_a_draft_that_somebody_goes_on_with_at_the_last_moment_stays(link: Link) -> None:
    one = draft(link, 366)
    consultation.save(consultation=one, version=0, answers={"concern": "Still."}, by=link.sam)
    kept.drop(consultation=one, by=SYSTEM)
    assert Consultation.objects.filter(pk=one.pk).exists()
    consultation.discard(consultation=one, by=link.sam)
    kept.drop(consultation=one, by=SYSTEM)  # gone meanwhile
    assert Consultation.objects.count() == 0


@pytest.mark.both_engines
def test_a_request_without_a_room_is_kept_before_its_time_and_due_when_that_has_come(
    client: Client, link: Link, two: tuple[User, User]
) -> None:
    one = link.asked(concern="They worry at night")
    way = f"/retention/hold/{one.pk}/"
    client.force_login(two[0])
    found = client.get(f"/retention/find/?name={link.school.name[:8]}")
    assert (way in found.content.decode(), "They worry" in text(found)) == (True, False)
    assert "It still goes on. A room that it has later is kept by itself." in text(client.get(way))
    assert client.post(way, {"because": "legal"}).status_code == 302
    held = Destruction.objects.get(beyond=one.pk)
    assert (held.kind, held.team, held.kept_because, held.kept_by) == ("asked", link.desk.team, "legal", two[0])
    assert AuditEvent.objects.filter(verb="retention.hold_beyond", actor_id=two[0].audit_id).exists()
    assert client.post(way, {"because": "legal"}).status_code == 409
    assert "Is kept: A court" in text(client.get("/retention/find/"))
    consultation.withdraw(consultation=one, by=link.sam)
    ago(one, SIX_YEARS + 1)
    assert (actions.plan(by=SYSTEM), list(queries.due(two[0], 1))) == (0, [])
    ago(one, 9)
    assert actions.lift(destruction=held, words="It is settled", by=two[1]) is False
    with pytest.raises(Refused, match="has not had its time"):
        actions.agree(destruction=held, by=two[1])
    assert (actions.plan(by=SYSTEM), list(queries.due(two[0], 1))) == (0, [])
    ago(one, SIX_YEARS + 1)
    assert [row.destruction for row in queries.due(two[0], 1)] == [held]
    assert [actions.agree(destruction=held, by=user) for user in two] == [False, True]
    assert client.get(way).status_code == 404  # nothing is left to keep


def test_who_may_keep_it_and_where_the_page_says_so(client: Client, link: Link, two: tuple[User, User]) -> None:
    one, draft_of_school, taken = link.asked(), draft(link, 1), link.taken()
    client.force_login(link.spec)
    way = f"/retention/hold/{one.pk}/"
    assert way not in client.get(f"/consultations/{one.pk}/").content.decode()
    assert client.get(way).status_code == 403
    client.force_login(member_of(TeamFactory(), RoleName.TEAM_MANAGER))
    assert client.get(way).status_code == 404
    client.force_login(two[0])
    assert client.get(f"/retention/hold/{draft_of_school.pk}/").status_code == 404
    listed = client.get("/retention/find/").content.decode()
    assert [str(each.pk) in listed for each in (one, draft_of_school, taken)] == [True, False, False]
    both = member_of(link.desk.team, RoleName.CAMHS_SPECIALIST)
    MembershipFactory(user=both, role=RoleName.SAFEGUARDING_LEAD, team=link.desk.team, school=None)
    client.force_login(both)
    pages = {each.pk: client.get(f"/consultations/{each.pk}/").content.decode() for each in (one, taken)}
    assert (way in pages[one.pk], "/retention/hold/" in pages[taken.pk]) == (True, False)
