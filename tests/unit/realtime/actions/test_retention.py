"""What has been kept for as long as it should be is listed, and destroyed when two people agree."""

import datetime as dt
import html
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from cms.posts.actions import post as posts
from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock, sweeps
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.places.models import Team
from realtime.actions import conversation as conversations
from realtime.actions import retention as actions
from realtime.enums import KeptBecause, RetentionKind
from realtime.models import Conversation, Destruction, RetentionClass, Visit
from realtime.queries import retention as queries
from tests.factories import TeamFactory, member_of
from tests.factories.conversation import ConversationFactory
from tests.factories.counselling import ServiceFactory, VisitFactory
from tests.factories.posts import PostConcernFactory, PostFactory
from tests.support.conversation import one_to_one
from tests.unit.realtime.actions.test_message import code

pytestmark = [pytest.mark.django_db]


def ended(days: int, kind: str = "group_room", **more: Any) -> Conversation:
    conversation = ConversationFactory(kind=kind, **more)
    with recording.acting(by=SYSTEM, verb="test"):
        conversation.state, conversation.ended_at = "ended", clock.now() - dt.timedelta(days=days)
        conversation.save()
    return conversation


def text(page: Any) -> str:
    return html.unescape(page.content.decode())


def due(team: Team | None = None) -> Destruction:
    conversation = ended(366, **({"team": team} if team else {}))
    actions.plan(by=SYSTEM)
    found: Destruction = Destruction.objects.get(conversation=conversation)
    return found


@pytest.fixture
def two(db: None) -> tuple[Destruction, User, User]:
    destruction = due()
    team = destruction.team
    return destruction, member_of(team, RoleName.TEAM_MANAGER), member_of(team, RoleName.SAFEGUARDING_LEAD)


class TestThePlan:
    def test_lists_what_has_had_its_time_once(self) -> None:
        old, _, chat = ended(366), ended(364), ended(366, "chat")
        ConversationFactory(kind="group_room")
        assert [actions.plan(by=SYSTEM) for _ in range(2)] == [1, 0]
        assert Destruction.objects.get().conversation == old
        assert {kept.kind for kept in queries.classes()} == {
            "chat",
            "one_to_one",
            "letters",
            "group_room",
            "visit",
            "post",
            "account",
            "consulting",
            "asked",
            "draft",
        }
        actions.keep_for(
            kept=RetentionClass.objects.get(kind="chat"), days=30, by=member_of(old.team, RoleName.TEAM_MANAGER)
        )
        assert actions.plan(by=SYSTEM) == 1
        assert Destruction.objects.filter(conversation=chat).exists()

    def test_lists_visits_that_led_to_no_chat_after_a_day(self) -> None:
        visit = VisitFactory(feelings="sad", on_mind="My dog")
        with recording.acting(by=SYSTEM, verb="test"):
            visit.state, visit.ended_at = "left", clock.now() - dt.timedelta(hours=25)
            visit.save()
        actions.plan(by=SYSTEM)
        destruction = Destruction.objects.get(visit=visit)
        for role in (RoleName.TEAM_MANAGER, RoleName.SAFEGUARDING_LEAD):
            actions.agree(destruction=destruction, by=member_of(destruction.team, role))
        visit = Visit.objects.get(pk=visit.pk)
        assert (visit.feelings, visit.on_mind) == ("", "")

    @pytest.mark.parametrize(("hour", "listed"), [(2, 0), (3, 1), (4, 0)])
    def test_is_made_at_night(self, hour: int, listed: int, time_machine: Any) -> None:
        ended(366)
        time_machine.move_to(clock.at_local(clock.today() + dt.timedelta(days=1), hour * 60 + 30))
        sweeps.sweep_once()
        assert Destruction.objects.count() == listed


class TestDestroying:
    def test_takes_two_people_and_ends_with_the_key(self, two: tuple[Destruction, User, User]) -> None:
        destruction, first, second = two
        assert actions.agree(destruction=destruction, by=first) is False
        assert code(actions.agree, destruction=destruction, by=first) == "second"
        assert Conversation.objects.get().key is not None
        assert actions.agree(destruction=destruction, by=second) is True
        assert (Conversation.objects.get().state, Conversation.objects.get().key) == ("erased", None)
        with pytest.raises(Conflict):
            actions.agree(destruction=destruction, by=second)
        assert AuditEvent.objects.filter(verb="conversation.erase", kind="changed").count() == 1
        assert AuditEvent.objects.filter(verb="retention.agree", kind="acted").count() == 1

    def test_is_for_those_who_may_of_that_team(self, two: tuple[Destruction, User, User]) -> None:
        destruction, *_ = two
        for user in (member_of(destruction.team, RoleName.SUPERVISOR), member_of(TeamFactory(), RoleName.TEAM_MANAGER)):
            assert code(actions.agree, destruction=destruction, by=user) == "needs-conversation.erase"
            assert list(queries.due(user, 1)) == []

    def test_one_person_can_keep_it_and_says_why(self, two: tuple[Destruction, User, User]) -> None:
        destruction, first, second = two
        actions.agree(destruction=destruction, by=first)
        actions.keep(destruction=destruction, because="safeguarding", by=second)
        with pytest.raises(Conflict):
            actions.agree(destruction=destruction, by=second)
        assert actions.plan(by=SYSTEM) == 0
        assert Conversation.objects.get().key is not None

    def test_what_was_erased_already_is_only_ticked_off(self, two: tuple[Destruction, User, User]) -> None:
        destruction, first, second = two
        conversations.erase(conversation=destruction.conversation, by=SYSTEM)
        assert [actions.agree(destruction=destruction, by=user) for user in (first, second)] == [False, True]

    def test_the_database_itself_wants_two(self, two: tuple[Destruction, User, User]) -> None:
        destruction, first, second = two
        now = clock.now()
        wrong: list[dict[str, Any]] = [
            {"done_at": now}, {"first_by": first}, {"kept_because": "legal"}, {"visit": VisitFactory()},
            {"first_by": first, "first_at": now, "second_by": first, "done_at": now},
            {"first_by": first, "first_at": now, "second_by": second},
            {"first_by": first, "first_at": now, "second_by": second, "done_at": now, "kept_because": "legal",
             "kept_by": first},
        ]  # fmt: skip
        for values in wrong:
            with pytest.raises(IntegrityError), recording.acting(by=SYSTEM, verb="test"):
                Destruction.objects.filter(pk=destruction.pk).update(**values)

    @pytest.mark.parametrize("days", [0, 40_000])
    def test_a_class_is_kept_for_a_day_at_least(self, days: int) -> None:
        manager = member_of(TeamFactory(), RoleName.TEAM_MANAGER)
        kept = RetentionClass.objects.get(kind="visit")
        assert code(actions.keep_for, kept=kept, days=days, by=manager) == "days"


def test_the_page_lists_what_is_due_and_two_people_settle_it(
    client: Client, two: tuple[Destruction, User, User]
) -> None:
    destruction, first, second = two
    other = due()
    for user, said in ((first, "You agreed to 1; 0 of them"), (second, "You agreed to 1; 1 of them")):
        client.force_login(user)
        page = client.get("/retention/").content.decode()
        assert f'value="{destruction.pk}"' in page
        assert str(other.pk) not in page  # another team's
        answer = client.post("/retention/", {"what": "agree", "one": [str(destruction.pk), str(other.pk)]}, follow=True)
        assert said in answer.content.decode()
    assert "agreed by" in client.get("/retention/").content.decode()
    kept = RetentionClass.objects.get(kind="group_room")
    assert client.post(f"/retention/{kept.pk}/", {"days": "90"}).status_code == 302
    assert "90 days after the end" in client.get("/retention/").content.decode()
    assert client.get(f"/retention/{destruction.pk}/").status_code == 404
    client.force_login(member_of(destruction.team, RoleName.SUPERVISOR))
    assert (client.get("/retention/").status_code, client.get(f"/retention/{kept.pk}/").status_code) == (403, 403)


def test_the_page_keeps_what_somebody_says_is_kept(client: Client, two: tuple[Destruction, User, User]) -> None:
    destruction, first, _ = two
    client.force_login(first)
    client.post("/retention/", {"what": "agree", "one": [str(destruction.pk)]})
    again = client.post("/retention/", {"what": "agree", "one": [str(destruction.pk), "abc"]}, follow=True)
    assert "A second person agrees" in again.content.decode()
    answer = client.post("/retention/", {"what": "legal", "one": [str(destruction.pk)]}, follow=True)
    assert "A court, an inquiry or a complaint needs it" in answer.content.decode()


@pytest.mark.parametrize(
    ("what", "done"),
    [("agree", "You agreed to 1; 1 of them"), ("legal", "It is written down why 1 is kept.")],
)
def test_what_somebody_else_has_just_settled_stops_nothing_and_the_page_says_what_was_done(
    client: Client, two: tuple[Destruction, User, User], monkeypatch: pytest.MonkeyPatch, what: str, done: str
) -> None:
    destruction, first, second = two
    settled = due(destruction.team)
    chosen = [settled, destruction]
    actions.agree(destruction=destruction, by=first)
    actions.keep(destruction=settled, because=KeptBecause.LEGAL, by=first)
    monkeypatch.setattr(queries, "chosen", lambda ids, viewer: chosen)
    client.force_login(second)
    page = client.post("/retention/", {"what": what, "one": [str(one.pk) for one in chosen]}, follow=True)
    assert (page.status_code, done in text(page)) == (200, True)
    assert "Somebody has said why that is kept." in text(page)


def test_a_conversation_that_goes_on_is_never_due() -> None:
    one_to_one()
    assert actions.plan(by=SYSTEM) == 0


class TestPosts:
    """What young people wrote for others, and others cannot read."""

    def test_those_not_shown_are_listed_and_their_words_go_when_two_agree(self) -> None:
        service = ServiceFactory()
        gone, shown = PostFactory(state="declined", answer="Thank you."), PostFactory(published=True)
        worried = PostFactory(state="declined")
        PostConcernFactory(post=worried)
        waiting, young = PostFactory(), PostFactory(state="withdrawn")
        with recording.acting(by=SYSTEM, verb="test"):
            for post in (gone, shown, worried, waiting):
                post.created_at = clock.now() - dt.timedelta(days=366)
                post.save()

        assert [actions.plan(by=SYSTEM) for _ in range(2)] == [1, 0]
        destruction = Destruction.objects.get()
        assert (destruction.post, destruction.team) == (gone, service.team)
        for role in (RoleName.TEAM_MANAGER, RoleName.SAFEGUARDING_LEAD):
            actions.agree(destruction=destruction, by=member_of(service.team, role))
        gone.refresh_from_db()
        assert (gone.written, gone.written_title, gone.answer, gone.nickname) == (None, None, None, "")
        assert queries.overdue(RetentionClass.objects.get(kind="post"), clock.now()) == []
        young.refresh_from_db()
        assert young.written

    def test_the_team_that_was_chosen_settles_them(self, client: Client) -> None:
        first, chosen = ServiceFactory().team, ServiceFactory().team
        kept = RetentionClass.objects.get(kind="post")
        address = f"/retention/{kept.pk}/"
        client.force_login(member_of(first, RoleName.TEAM_MANAGER))
        assert "Which team settles them?" in client.get(address).content.decode()
        said = {"days": "365", "settled_by": str(chosen.pk)}
        assert client.post(address, said | {"settled_by": str(TeamFactory().pk)}).status_code == 422
        assert client.post(address, said).status_code == 302
        assert f"{chosen} settles them." in client.get("/retention/").content.decode()

        old = PostFactory(state="declined")
        with recording.acting(by=SYSTEM, verb="test"):
            old.created_at = clock.now() - dt.timedelta(days=366)
            old.save()
        actions.plan(by=SYSTEM)
        assert Destruction.objects.get().team == chosen
        chats = RetentionClass.objects.get(kind="chat")
        for one, team in ((kept, TeamFactory()), (chats, chosen)):
            with pytest.raises(Refused):
                actions.keep_for(kept=one, days=9, settled_by=team, by=member_of(first, RoleName.TEAM_MANAGER))

    def test_one_that_is_shown_by_now_is_not_destroyed(self) -> None:
        with pytest.raises(Conflict):
            posts.forget(post_id=PostFactory(published=True).pk, by=SYSTEM)

    def test_where_nobody_counsels_nothing_is_listed(self) -> None:
        PostFactory(state="declined")
        assert queries.overdue(RetentionClass.objects.get(kind="post"), clock.now()) == []


@pytest.mark.parametrize("kind", RetentionKind)
def test_one_of_each_kind_has_a_name(kind: RetentionKind) -> None:
    assert kind.of_one != ""
