"""How long the rooms of consultations and workshops are kept, and what stays when their words are destroyed."""

import datetime as dt
import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import message as messages
from realtime.actions import retention as actions
from realtime.actions.message import Outgoing
from realtime.enums import KEPT_AS
from realtime.models import Conversation, Destruction, Participant, RetentionClass
from realtime.queries import retention as queries
from school_link.actions import after
from school_link.models import AdviceText, Consultation, Naming, Signature
from tests.factories import MembershipFactory, TeamFactory, YoungPersonFactory, member_of
from tests.factories.link import WorkshopFactory
from tests.support.consultation import Link, a_link
from tests.support.locks import by_row, would_wait
from tests.support.not_made import back
from tests.unit.realtime.actions.test_message import code

pytestmark = pytest.mark.django_db
YEARS = 7305


@pytest.fixture
def link(db: None) -> Link:
    return a_link()


@pytest.fixture
def two(link: Link) -> tuple[User, User]:
    """Who settle for the team of the desk."""
    roles = (RoleName.TEAM_MANAGER, RoleName.SAFEGUARDING_LEAD)
    manager, lead = (member_of(link.desk.team, role) for role in roles)
    return manager, lead


def text(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def over(conversation: Conversation, days: int = YEARS) -> Conversation:
    found = Conversation.objects.get(pk=conversation.pk)
    with recording.acting(by=SYSTEM, verb="test"):
        found.state, found.ended_at = "ended", clock.now() - dt.timedelta(days=days)
        found.save()
    return found


def said(one: Consultation, words: str, by: User) -> None:
    assert one.conversation is not None
    who = Participant.objects.get(conversation=one.conversation, user=by)
    out = Outgoing(
        participant_id=who.pk, conversation_id=one.conversation.pk, user=by, session_key=None,
        mid=uuid4(), words=words,
    )  # fmt: skip
    messages.send(messages=[out], by=SYSTEM)


def test_rooms_of_consultations_and_workshops_are_one_class_of_twenty_years(link: Link) -> None:
    assert (KEPT_AS["consultation"], KEPT_AS["workshop"]) == ("consulting", "consulting")
    assert RetentionClass.objects.get(kind="consulting").keep_days == YEARS
    link.taken()
    recent, old = link.taken(), link.taken()
    workshop = WorkshopFactory(cohort__team=link.desk.team, cohort__name="Coastal")
    for conversation, days in ((recent.conversation, YEARS - 1), (old.conversation, YEARS + 1)):
        assert conversation is not None
        over(conversation, days)
    over(workshop.conversation, YEARS + 1)
    assert [actions.plan(by=SYSTEM) for _ in range(2)] == [2, 0]
    rows = Destruction.objects.all()
    assert {one.conversation for one in rows} == {old.conversation, workshop.conversation}
    assert {(one.kind, one.team) for one in rows} == {("consulting", link.desk.team)}


def test_two_of_the_specialist_team_destroy_the_words_and_the_advice_stays(
    client: Client, link: Link, two: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = link.agreed(theme="anxiety", concern="They worry at night")
    assert one.conversation is not None
    said(one, "between us alone", link.sam)
    advice, signed = list(AdviceText.objects.order_by("pk")), Signature.objects.count()
    over(one.conversation)
    actions.plan(by=SYSTEM)
    due = Destruction.objects.get()
    for user in (link.spec, link.sam, member_of(TeamFactory(), RoleName.TEAM_MANAGER)):
        assert code(actions.agree, destruction=due, by=user) == "needs-conversation.erase"
    client.force_login(two[0])
    listed = text(client.get("/retention/"))
    assert f"{link.school}: Worry, fears or panic, answered by {link.spec.name}" in listed
    assert "What is said in the room goes; what was asked and the advice have a time of their own." in listed
    assert "Consultations and workshops: 20 years after the end." in listed
    assert ("between us" in listed, "worry at night" in listed) == (False, False)
    assert [actions.agree(destruction=due, by=user) for user in two] == [False, True]
    kept = Conversation.objects.get(pk=one.conversation.pk)
    assert (kept.state, kept.key) == ("erased", None)
    assert list(AdviceText.objects.order_by("pk")) == advice
    assert Signature.objects.count() == signed
    for user in (link.sam, link.spec):
        client.force_login(user)
        page = text(client.get(f"/consultations/{one.pk}/"))
        assert "What was said in the room has had its time and is destroyed." in page
        assert "They worry at night" in page
        assert "About understand." in page
        assert ("Enter the room" in page, "Read what was said" in page) == (False, False)
        assert client.get(f"/consultations/{one.pk}/advice/pdf/").status_code == 200
        with monkeypatch.context() as failing:
            failing.setattr("weasyprint.HTML", None)
            assert back(client.get(f"/consultations/{one.pk}/advice/pdf/")) == f"/consultations/{one.pk}/"


def named(link: Link, one: Consultation) -> Naming:
    pupil = YoungPersonFactory(school=link.school)
    return after.name(consultation=one, pupil=pupil, because="agreed", words="Their mother.", by=link.sam)


@pytest.mark.both_engines
def test_a_room_that_is_part_of_somebodys_record_has_no_end_yet(
    client: Client, link: Link, two: tuple[User, User]
) -> None:
    before, since, other = link.taken(), link.taken(), link.taken()
    naming = named(link, before)
    for one in (before, since, other):
        assert one.conversation is not None
        over(one.conversation, YEARS + 1)
    actions.plan(by=SYSTEM)
    assert {row.conversation for row in Destruction.objects.all()} == {since.conversation, other.conversation}
    late = named(link, since)
    assert [row.destruction.conversation for row in queries.due(two[0], 1)] == [other.conversation]
    client.force_login(two[0])
    due = Destruction.objects.get(conversation=since.conversation)
    page = text(client.post("/retention/", {"what": "agree", "one": [str(due.pk)]}, follow=True))
    assert "A young person has been named: it is part of their record, and stays with that." in page
    assert "never that of one in which a young person was named" in page
    assert "the advice stays as long as that, signed or not, as the record that school and clinic hold" in page
    actions.plan(by=SYSTEM)
    assert {row.conversation for row in Destruction.objects.all()} == {other.conversation}
    assert "which has no end yet, and is not listed" in text(
        client.get(f"/conversations/{before.conversation_id}/hold/")
    )
    for way, says in ((before, True), (other, False)):
        client.force_login(link.spec)
        assert ("record, which has no end yet" in text(client.get(f"/consultations/{way.pk}/"))) == says
    for wrong in (naming, late):
        after.take_back_name(consultation=wrong.consultation, seen=str(wrong.pk), because="A twin", by=link.sam)
    assert actions.plan(by=SYSTEM) == 2


@pytest.mark.both_engines
@by_row
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["room", "asked"])
def test_nobody_is_named_between_the_second_word_and_the_destruction(
    link: Link, two: tuple[User, User], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Whether somebody was named is looked at when nobody can be named any more: until then the consultation waits."""
    one = link.taken() if what == "room" else link.asked(state="withdrawn", over_at=clock.now())
    due = due_of(one)
    told: list[bool] = []
    ask = queries.is_in_record
    its = Consultation.objects.filter(pk=one.pk)
    monkeypatch.setattr(queries, "is_in_record", lambda row: told.append(would_wait(its)) or ask(row))
    assert [actions.agree(destruction=due, by=user) for user in two] == [False, True]
    assert told == [True, True]


def due_of(one: Consultation) -> Destruction:
    """Its room, or what was asked where there is none."""
    if one.conversation is not None:
        over(one.conversation, YEARS + 1)
    else:
        with recording.acting(by=SYSTEM, verb="test"):
            one.over_at = clock.now() - dt.timedelta(days=YEARS)
            one.save()
    actions.plan(by=SYSTEM)
    return Destruction.objects.get()


def test_one_that_a_court_needs_is_kept(client: Client, link: Link, two: tuple[User, User]) -> None:
    one = link.taken()
    assert one.conversation is not None
    client.force_login(two[0])
    shown = client.get("/retention/find/?name=" + link.sam.first_name)
    assert f"/conversations/{one.conversation.pk}/hold/" in shown.content.decode()
    assert str(link.school) in text(shown)
    assert client.post(f"/conversations/{one.conversation.pk}/hold/", {"because": "legal"}).status_code == 302
    over(one.conversation)
    assert (actions.plan(by=SYSTEM), Destruction.objects.get().kind) == (0, "consulting")


def test_the_page_of_the_consultation_says_what_becomes_of_it_and_who_may_keeps_it_there(
    client: Client, link: Link
) -> None:
    one = link.taken()
    assert one.conversation is not None
    way = f"/conversations/{one.conversation.pk}/hold/"
    client.force_login(link.spec)
    page = client.get(f"/consultations/{one.pk}/")
    assert "The advice stays as long as that, as the record that both sides hold." in text(page)
    assert way not in page.content.decode()
    both = member_of(link.desk.team, RoleName.CAMHS_SPECIALIST)
    MembershipFactory(user=both, role=RoleName.SAFEGUARDING_LEAD, team=link.desk.team, school=None)
    client.force_login(both)
    assert way in client.get(f"/consultations/{one.pk}/").content.decode()


def test_retention_is_in_the_menu_of_a_team_that_has_something_to_settle(link: Link, two: tuple[User, User]) -> None:
    assert queries.has_any(two[0]) is False
    link.taken()
    assert (queries.has_any(two[0]), queries.has_any(member_of(TeamFactory(), RoleName.TEAM_MANAGER))) == (True, False)
