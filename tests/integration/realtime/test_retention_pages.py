"""What people know before they destroy something, what keeps it, and what the young person is told."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.test import Client

from mhst.access.actions import user as accounts
from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict
from realtime.actions import afterwards, ending, escalation
from realtime.actions import conversation as conversations
from realtime.actions import retention as actions
from realtime.enums import KeptBecause
from realtime.models import Conversation, Destruction, Lifting, Message, Visit
from realtime.models.retention import DestructionQuerySet
from realtime.queries import listing
from tests.factories import TeamFactory, member_of
from tests.factories.conversation import ConversationFactory, FlagFactory, ParticipantFactory
from tests.factories.posts import PostFactory
from tests.support.conversation import Room, one_to_one
from tests.support.evening import Evening, evening
from tests.support.group_rooms import planned
from tests.unit.realtime.actions.test_message import code

pytestmark = pytest.mark.django_db
YEARS = 9000


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


@pytest.fixture
def lou(tonight: Evening) -> User:
    return member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD, first_name="Lou")


@pytest.fixture
def max_(tonight: Evening) -> User:
    return member_of(tonight.service.team, RoleName.TEAM_MANAGER, first_name="Max")


def text(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def over(room: Room, days: int = YEARS) -> Conversation:
    """It has ended so many days ago."""
    conversation = room.fresh()
    with recording.acting(by=SYSTEM, verb="test"):
        conversation.state, conversation.ended_at = "ended", clock.now() - dt.timedelta(days=days)
        conversation.save()
    return conversation


def asked(room: Room, days: int = YEARS) -> Conversation:
    """And whom it was for wants it deleted."""
    ending.ask_to_delete(conversation=room.conversation.pk, by=room.user("Robin"))
    return over(room, days)


def decide(conversation: Conversation, because: str, by: User, words: str = "As we said.") -> None:
    afterwards.decide_deletion(conversation=conversation, kept_because=because, words=words, by=by)


class TestWhatSomebodyKeeps:
    @pytest.mark.parametrize("because", ["legal", "safeguarding"])
    def test_a_refused_wish_keeps_it_from_the_nightly_plan_and_from_two_people(
        self, tonight: Evening, lou: User, max_: User, because: str
    ) -> None:
        chat = asked(tonight.chat())
        decide(chat, because, lou)
        assert actions.plan(by=SYSTEM) == 0
        held = Destruction.objects.get()
        assert (held.kept_because, held.kept_by) == (because, lou)
        for user in (lou, max_):
            with pytest.raises(Conflict):
                actions.agree(destruction=held, by=user)
        assert code(conversations.erase, conversation=chat, by=SYSTEM) == "held"
        assert Conversation.objects.get(pk=chat.pk).key is not None

    def test_a_later_wish_lets_go_of_nothing(self, client: Client, tonight: Evening, lou: User, max_: User) -> None:
        room = tonight.chat()
        over(room)
        actions.plan(by=SYSTEM)
        actions.keep(destruction=Destruction.objects.get(), because=KeptBecause.LEGAL, by=lou)
        chat = asked(room)
        client.force_login(max_)
        page = f"/counselling/after/deletion/{chat.pk}/"
        assert "Lou" in text(client.get(page)).partition("It is kept")[2]
        refused = client.post(page, {"decision": "delete", "words": "It will be gone soon."})
        assert refused.status_code == 422
        assert "It is kept: A court, an inquiry or a complaint needs it (Lou" in text(refused)
        assert code(decide, chat, "safeguarding", max_) == "held"
        held = Destruction.objects.get()
        assert (held.kept_because, held.kept_by, held.first_by) == ("legal", lou, None)
        decide(chat, "legal", max_)
        assert Destruction.objects.get().kept_by == lou

    def test_it_is_lifted_by_name_with_a_reason_and_two_agree_anew(
        self, client: Client, tonight: Evening, lou: User, max_: User
    ) -> None:
        chat = asked(tonight.chat(), 1)
        decide(chat, "", max_)
        held = Destruction.objects.get()
        actions.keep(destruction=held, because=KeptBecause.LEGAL, by=lou)
        client.force_login(max_)
        kept = text(client.get("/retention/")).partition("Nobody destroys these")[2]
        assert "A court, an inquiry or a complaint needs it (Lou" in kept
        page = f"/retention/kept/{held.pk}/"
        assert client.post(page, {"words": " "}).status_code == 422
        assert client.post(page, {"words": "The inquest is over, says the clerk."}).status_code == 302
        lifted = Lifting.objects.get()
        assert (lifted.lifted_by, lifted.kept_by, lifted.kept_because) == (max_, lou, "legal")
        listed = text(client.get("/retention/"))
        assert "The inquest is over, says the clerk." in listed
        assert client.get(page).status_code == 404
        held.refresh_from_db()
        assert (held.kept_because, held.first_by) == ("", None)
        with pytest.raises(Conflict):
            actions.lift(destruction=held, words="Again", by=lou)
        assert [actions.agree(destruction=held, by=user) for user in (max_, lou)] == [False, True]
        assert Conversation.objects.get(pk=chat.pk).state == "erased"

    def test_it_is_lifted_by_those_who_may_of_that_team(self, client: Client, tonight: Evening, lou: User) -> None:
        decide(asked(tonight.chat()), "legal", lou)
        held = Destruction.objects.get()
        page = f"/retention/kept/{held.pk}/"
        for user, status in ((tonight.sue, 403), (tonight.cleo, 403), (member_of(TeamFactory(), "team_manager"), 404)):
            client.force_login(user)
            assert (client.get(page).status_code, client.post(page, {"words": "x"}).status_code) == (status, status)
            assert code(actions.lift, destruction=held, words="x", by=user) == "needs-conversation.erase"

    def test_messages_between_visits_that_go_on_are_kept_and_not_due(self, tonight: Evening, lou: User) -> None:
        room = one_to_one(tonight.service.team, "letters")
        ending.ask_to_delete(conversation=room.conversation.pk, by=room.user("Robin"))
        decide(room.fresh(), "legal", lou)
        actions.lift(destruction=Destruction.objects.get(), words="It is over", by=lou)
        assert (Destruction.objects.open().count(), room.fresh().state) == (0, "open")
        conversations.end(conversation=room.conversation, by=SYSTEM)
        assert Destruction.objects.open().count() == 1

    def test_what_was_listed_is_not_destroyed_once_somebody_may_have_been_in_danger_in_it(
        self, tonight: Evening, lou: User
    ) -> None:
        room = tonight.chat()
        raised = escalation.raise_it(conversation=room.conversation.pk, words="Worried", by=tonight.cleo)
        chat = over(room)
        assert actions.plan(by=SYSTEM) == 0
        with recording.acting(by=SYSTEM, verb="test"):  # as if it had been listed before
            due = Destruction.objects.create(
                conversation=chat, kind="chat", team=chat.team, ended_at=raised.created_at
            )  # fmt: skip
        assert code(actions.agree, destruction=due, by=lou) == "escalated"


class TestWhatIsKeptBeforeItsTime:
    """A court may need what is neither due nor asked for."""

    @pytest.mark.parametrize("kind", ["chat", "one_to_one", "letters", "group_room"])
    @pytest.mark.parametrize("goes_on", [True, False])
    def test_whoever_settles_for_the_team_keeps_it(
        self, client: Client, tonight: Evening, lou: User, max_: User, kind: str, goes_on: bool
    ) -> None:
        chat = ConversationFactory(kind=kind, team=tonight.service.team)
        if not goes_on:
            over(Room(chat, {}), 1)
        client.force_login(lou)
        page = f"/conversations/{chat.pk}/hold/"
        assert ("It still goes on" in text(client.get(page))) is goes_on
        assert [client.post(page, {"because": wrong}).status_code for wrong in ("", "asked")] == [422, 422]
        assert client.post(page, {"because": "legal"}).status_code == 302
        held = Destruction.objects.get()
        assert (held.conversation, held.kind, held.team, held.kept_because, held.kept_by) == (
            chat, kind, tonight.service.team, "legal", lou,
        )  # fmt: skip
        assert "A court, an inquiry or a complaint needs it (Lou" in text(client.get("/retention/"))
        for user in (lou, max_):
            with pytest.raises(Conflict):
                actions.agree(destruction=held, by=user)
        if not goes_on:
            assert code(conversations.erase, conversation=chat, by=SYSTEM) == "held"
        events = AuditEvent.objects.filter(verb="retention.hold").values_list("kind", "actor_id", "row_id")
        assert list(events) == [("created", f"user:{lou.pk}", str(held.pk))]

    def test_pressed_again_it_says_who_keeps_it(self, client: Client, tonight: Evening, lou: User, max_: User) -> None:
        room = tonight.chat()
        page = f"/conversations/{room.conversation.pk}/hold/"
        for user, status in ((lou, 302), (lou, 409), (max_, 409)):
            client.force_login(user)
            answer = client.post(page, {"because": "legal"})
            assert answer.status_code == status
        assert "It is kept already: A court, an inquiry or a complaint needs it (Lou" in text(answer)
        shown = text(client.get(page))
        assert ("Lou" in shown, "Keep it" in shown) == (True, False)
        assert Destruction.objects.get().kept_by == lou

    def test_what_is_destroyed_cannot_be_kept(self, client: Client, tonight: Evening, lou: User) -> None:
        chat = over(tonight.chat())
        conversations.erase(conversation=chat, by=SYSTEM)
        client.force_login(lou)
        page = f"/conversations/{chat.pk}/hold/"
        assert "There is nothing left to keep." in text(client.get(page))
        answer = client.post(page, {"because": "legal"})
        assert (answer.status_code, "have been destroyed already" in text(answer)) == (409, True)
        assert Destruction.objects.count() == 0

    def test_what_one_person_has_agreed_to_destroy_can_be_kept(self, tonight: Evening, lou: User, max_: User) -> None:
        chat = over(tonight.chat())
        actions.plan(by=SYSTEM)
        held = Destruction.objects.get()
        actions.agree(destruction=held, by=max_)
        actions.hold(conversation=chat, because="safeguarding", by=lou)
        assert Destruction.objects.open().count() == 0
        assert code(conversations.erase, conversation=chat, by=SYSTEM) == "held"
        actions.lift(destruction=held, words="All is well", by=lou)
        assert Destruction.objects.open().get().first_by is None

    def test_it_is_for_those_who_settle_for_that_team(self, client: Client, tonight: Evening, lou: User) -> None:
        room = tonight.chat()
        page = f"/conversations/{room.conversation.pk}/hold/"
        other = member_of(TeamFactory(), RoleName.TEAM_MANAGER)
        for user, status in ((tonight.sue, 403), (tonight.cleo, 403), (room.user("Robin"), 403), (other, 404)):
            client.force_login(user)
            assert (client.get(page).status_code, client.post(page, {"because": "legal"}).status_code) == (
                status, status,
            )  # fmt: skip
            assert code(actions.hold, conversation=room.conversation, because="legal", by=user) == (
                "needs-conversation.erase"
            )
        left = member_of(tonight.service.team, RoleName.TEAM_MANAGER)
        accounts.leave(user=left, by=SYSTEM)
        left.refresh_from_db()
        assert code(actions.hold, conversation=room.conversation, because="legal", by=left) == (
            "needs-conversation.erase"
        )
        assert Destruction.objects.count() == 0

    def test_somebody_was_first(self, tonight: Evening, lou: User, monkeypatch: pytest.MonkeyPatch) -> None:
        room = tonight.chat()
        chat = over(room)
        actions.plan(by=SYSTEM)
        monkeypatch.setattr(DestructionQuerySet, "locked_of", lambda rows, conversation: None)
        with pytest.raises(Conflict, match="Somebody else has just decided"):
            actions.hold(conversation=chat, because="legal", by=lou)
        with pytest.raises(Conflict, match="Somebody else has just decided"):
            decide(asked(room), "legal", lou)

    def test_what_was_kept_before_its_time_is_not_due_when_that_is_lifted(
        self, client: Client, tonight: Evening, lou: User, max_: User
    ) -> None:
        chat = tonight.chat().fresh()
        held = actions.hold(conversation=chat, because="legal", by=lou)
        client.force_login(max_)
        page = f"/retention/kept/{held.pk}/"
        assert "It was kept before its time: it is listed 20 years after it ended" in text(client.get(page))
        lifted = client.post(page, {"words": "The inquest is over."}, follow=True)
        assert "Lifted. It is not due yet." in text(lifted)
        conversations.end(conversation=chat, by=SYSTEM)
        assert (actions.plan(by=SYSTEM), Destruction.objects.open().count()) == (0, 0)
        assert "The inquest is over." in text(client.get(f"/conversations/{chat.pk}/hold/"))
        for user in (lou, max_):
            assert code(actions.agree, destruction=held, by=user) == "not-due"
        over(Room(chat, {}))
        due = Destruction.objects.open().get()
        assert "It has been kept for 20 years." in text(client.get("/retention/"))
        assert [actions.agree(destruction=due, by=user) for user in (lou, max_)] == [False, True]
        due.refresh_from_db()
        assert due.ended_at == Conversation.objects.get(pk=chat.pk).ended_at

    def test_once_lifted_the_young_person_can_ask(self, tonight: Evening, lou: User) -> None:
        room = tonight.chat()
        held = actions.hold(conversation=room.conversation, because="legal", by=lou)
        assert actions.lift(destruction=held, words="Over", by=lou) is False
        asked(room, 1)
        assert Destruction.objects.open().count() == 1

    def test_a_wish_cannot_be_granted_meanwhile(self, tonight: Evening, lou: User, max_: User) -> None:
        room = tonight.chat()
        actions.hold(conversation=room.conversation, because="legal", by=lou)
        assert code(decide, asked(room, 1), "", max_) == "held"

    def test_the_way_there_is_on_the_pages_of_the_chat_for_who_may(
        self, client: Client, tonight: Evening, lou: User
    ) -> None:
        room = tonight.chat()
        raised = escalation.raise_it(conversation=room.conversation.pk, words="Worried", by=tonight.cleo)
        client.force_login(lou)
        client.post(f"/counselling/board/{room.conversation.pk}/join/")
        pages = (f"/conversations/{room.conversation.pk}/", f"/counselling/escalations/{raised.pk}/")
        way = f"/conversations/{room.conversation.pk}/hold/"
        assert [way in client.get(page).content.decode() for page in pages] == [True, True]
        client.force_login(tonight.cleo)
        assert [way in client.get(page).content.decode() for page in pages] == [False, False]

    def test_and_of_a_room(self, client: Client) -> None:
        room = planned()
        way = f"/conversations/{room.conversation_id}/hold/"
        client.force_login(member_of(room.team, RoleName.TEAM_MANAGER))
        assert way in client.get(f"/group-rooms/{room.pk}/").content.decode()
        client.force_login(member_of(room.team, RoleName.MODERATOR))
        assert way not in client.get(f"/group-rooms/{room.pk}/").content.decode()

    def test_it_is_found_by_nickname_without_a_word_of_it(
        self, client: Client, tonight: Evening, lou: User, max_: User
    ) -> None:
        room = tonight.chat("otter")
        room.say("Robin", "nobody else reads this")
        kept = tonight.chat("heron").fresh()
        gone = ParticipantFactory(name="newt", conversation__team=tonight.service.team).conversation
        conversations.end(conversation=gone, by=SYSTEM)
        conversations.erase(conversation=gone, by=SYSTEM)
        actions.hold(conversation=kept, because="legal", by=lou)
        client.force_login(max_)
        way = f"/conversations/{room.conversation.pk}/hold/"
        assert "Keep this whatever its time Chat: otter" in text(client.get(way))
        page = client.get("/retention/find/")
        shown = text(page)
        assert [word in shown for word in ("otter", "heron", "newt", "nobody else")] == [True, True, False, False]
        assert "Is kept: A court, an inquiry or a complaint needs it (Lou" in shown
        assert way in page.content.decode()
        assert way in client.get("/retention/find/?name=OTT").content.decode()
        assert "otter" not in text(client.get("/retention/find/?name=heron"))
        assert "Nothing matches" in text(client.get("/retention/find/?name=zzz"))
        searched = [client.get(f"/retention/find/{name}").content.decode() for name in ("", "?name=+", "?name=OTT")]
        assert [">Clear</a>" in page for page in searched] == [False, False, True]
        client.force_login(member_of(TeamFactory(), RoleName.TEAM_MANAGER))
        assert "otter" not in text(client.get("/retention/find/"))
        client.force_login(tonight.sue)
        assert client.get("/retention/find/").status_code == 403


class TestWhatTheyCanTell:
    def test_whose_why_who_helped_and_what_is_beside_it_without_a_word_of_it(
        self, client: Client, tonight: Evening, lou: User, max_: User
    ) -> None:
        old = over(tonight.chat("heron"))
        wanted = tonight.chat("otter")
        wanted.say("Robin", "i want to kill myself")
        FlagFactory(message=Message.objects.get())
        ending.note(conversation=wanted.conversation.pk, words="Secret note", by=tonight.cleo)
        decide(asked(wanted, 1), "", lou)
        actions.plan(by=SYSTEM)
        client.force_login(max_)
        page = client.get("/retention/")
        shown = text(page)
        assert shown.index("otter") < shown.index("heron")  # what was asked for comes first
        today = f"{clock.now().astimezone(clock.LONDON):%-d %B %Y}"
        for words in (
            f"They asked us to delete it on {today}. {lou.name} granted it on {today}.", "Counsellor: Cleo",
            "A counsellor's note", "It has been kept for 20 years.",
        ):  # fmt: skip
            assert words in shown
        assert "1 marked word waits for an answer" in shown
        assert ("kill myself" in shown, "Secret note" in shown) == (False, False)
        assert f"/conversations/{old.pk}/" not in page.content.decode()

    def test_who_may_read_it_has_the_way_there(self, client: Client, tonight: Evening, max_: User) -> None:
        room = tonight.chat()
        over(room)
        visit = tonight.comes("newt", on_mind="I want to die")
        with recording.acting(by=SYSTEM, verb="test"):
            Visit.objects.filter(pk=visit.pk).update(state="left", ended_at=clock.now())
        rows = [
            Destruction(conversation=room.fresh(), kind="chat", team=room.team, ended_at=clock.now()),
            Destruction(visit=visit, kind="visit", team=room.team, ended_at=clock.now()),
            Destruction(post=PostFactory(state="declined"), kind="post", team=room.team, ended_at=clock.now()),
        ]
        whose = [one.whose for one in listing.shown(rows, max_)]
        assert whose[:2] == ["otter", "newt"]
        assert [one.address for one in listing.shown(rows, max_)][:2] == ["", ""]
        assert listing.shown(rows, tonight.cleo)[0].address == f"/conversations/{room.conversation.pk}/"
        moderates = member_of(room.team, RoleName.MODERATOR)
        assert listing.shown(rows, moderates)[2].address.startswith("/posts/moderate/")


class TestWhatTheYoungPersonReads:
    def reads(self, client: Client, room: Room) -> str:
        client.force_login(room.user("Robin"))
        return text(client.get(f"/conversations/{room.conversation.pk}/delete/"))

    def test_what_was_granted_and_then_kept_is_said_as_it_is(
        self, client: Client, tonight: Evening, lou: User, max_: User
    ) -> None:
        room = tonight.chat()
        chat = asked(room, 1)
        decide(chat, "", max_, words="It will be gone soon.")
        assert "If they agree too, the words are gone for good." in self.reads(client, room)
        held = Destruction.objects.get()
        actions.keep(destruction=held, because=KeptBecause.LEGAL, by=lou)
        told = self.reads(client, room)
        for words in (
            "So it is not deleted.",
            "A court, an inquiry or a complaint needs it.",
            "before that:",
        ):
            assert words in told
        assert "gone for good" not in told
        actions.lift(destruction=held, words="Inquest over", by=lou)
        told = self.reads(client, room)
        assert "For a while we had to keep this chat. That is over." in told
        assert "Inquest" not in told

    def test_what_was_refused_and_then_lifted_too(self, client: Client, tonight: Evening, lou: User) -> None:
        room = tonight.chat()
        decide(asked(room, 1), "safeguarding", lou)
        assert "We have to keep this chat. We keep it to keep you or somebody else safe." in self.reads(client, room)
        actions.lift(destruction=Destruction.objects.get(), words="They are safe", by=lou)
        assert "We have to keep this chat" not in self.reads(client, room)
