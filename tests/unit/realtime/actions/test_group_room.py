"""Group rooms: planned by age, open only while somebody reads posts first, and every post decided by a person."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, NotFound, Refused
from realtime.actions import group_room as actions
from realtime.actions import message as messages
from realtime.enums import Decision, GroupRoomState, PostReason
from realtime.models import Event, GroupRoom, Lease, Message
from realtime.queries import group_room as queries
from realtime.queries import room_post as posts
from realtime.queries.posting import Posting
from realtime.rules.group_room import check_can_post
from realtime.tasks import tell_of_held_posts
from sessions_app.models import Message as Letter
from tests.factories import TeamFactory, member_of
from tests.factories.conversation import MessageFactory
from tests.factories.counselling import ServiceFactory
from tests.support.conversation import state_of
from tests.support.group_rooms import Evening, an_evening, planned, visitor_of
from tests.unit.realtime.actions.test_message import code

pytestmark = [pytest.mark.django_db]

KIND = "Thank you for posting. We left this one out."


@pytest.fixture
def evening(db: None) -> Evening:
    return an_evening()


def post(evening: Evening, name: str, words: str) -> Message:
    sent = evening.room.out(name, words)
    assert messages.send(messages=[sent], by=SYSTEM)[0].state == "held"
    return Message.objects.get(mid=sent.mid)


class TestPlanning:
    def plan(self, **more: Any) -> GroupRoom:
        team = more.pop("team", None) or TeamFactory()
        starts = clock.now() + dt.timedelta(days=1)
        given = {"title": "Sleep", "about": "", "band": "13-15", "starts_at": starts,
                 "ends_at": starts + dt.timedelta(hours=1)}  # fmt: skip
        host = more.pop("host", None) or member_of(team, RoleName.MODERATOR)
        return actions.plan(**{"team": team, "host": host, "by": SYSTEM, **given, **more})

    def test_is_for_who_keeps_the_service(self) -> None:
        team = TeamFactory()
        boss, moderator = member_of(team, RoleName.SUPERVISOR), member_of(team, RoleName.MODERATOR)
        assert self.plan(team=team, by=boss).state == GroupRoomState.PLANNED
        assert code(self.plan, team=team, by=moderator) == "needs-counselling.keep"

    @pytest.mark.parametrize(
        ("starts", "hours", "why"), [(-1, 1, "past"), (1, 0, "length"), (1, -1, "length"), (1, 4, "length")]
    )
    def test_it_begins_later_and_lasts_a_while(self, starts: int, hours: int, why: str) -> None:
        at = clock.now() + dt.timedelta(hours=starts)
        assert code(self.plan, starts_at=at, ends_at=at + dt.timedelta(hours=hours)) == why

    def test_hosts_are_two_moderators_of_the_team(self) -> None:
        team = TeamFactory()
        mo = member_of(team, RoleName.MODERATOR)
        assert code(self.plan, team=team, host=mo, second_host=mo) == "same"
        assert code(self.plan, team=team, host=member_of(team, RoleName.COUNSELLOR)) == "host"
        assert code(self.plan, team=team, host=mo, second_host=member_of(TeamFactory(), RoleName.MODERATOR)) == "host"

    def test_it_can_be_changed_and_cancelled_until_it_is_open(self) -> None:
        room = planned()
        new = {"title": "Exams", "about": "Stress", "band": "16-17", "starts_at": room.starts_at,
               "ends_at": room.ends_at, "host": room.host}  # fmt: skip
        actions.change(room=room, by=SYSTEM, **new)
        room.refresh_from_db()
        assert (room.title, room.band) == ("Exams", "16-17")
        actions.cancel(room=room, by=SYSTEM)
        room.refresh_from_db()
        assert (room.state, room.conversation.state) == ("cancelled", "ended")
        for act in (actions.cancel, lambda **more: actions.begin(**{**more, "by": room.host})):
            assert code(act, room=room, by=SYSTEM) == "state"
        assert code(actions.change, room=room, by=SYSTEM, **new) == "state"

    def test_it_is_opened_by_a_moderator_shortly_before(self, time_machine: Any) -> None:
        room = planned()
        time_machine.move_to(room.starts_at - dt.timedelta(minutes=16))
        assert code(actions.begin, room=room, by=room.host) == "early"
        time_machine.move_to(room.starts_at - dt.timedelta(minutes=14))
        assert (
            code(actions.begin, room=room, by=member_of(room.team, RoleName.COUNSELLOR))
            == "needs-conversation.moderate"
        )
        actions.begin(room=room, by=room.host)
        actions.begin(room=room, by=member_of(room.team, RoleName.MODERATOR))  # the second comes in
        assert room.conversation.participants.count() == 2

    def test_the_database_keeps_times_and_hosts_in_order(self) -> None:
        room = planned()
        for values in ({"ends_at": room.starts_at}, {"second_host": room.host}):
            with pytest.raises(IntegrityError), recording.acting(by=SYSTEM, verb="test"):
                GroupRoom.objects.filter(pk=room.pk).update(**values)


class TestComingIn:
    @pytest.mark.parametrize(("age", "fits"), [(12, False), (13, True), (15, True), (16, False)])
    def test_is_by_age(self, evening: Evening, age: int, fits: bool) -> None:
        visitor = visitor_of(evening.service, age)
        assert (queries.rooms_for(visitor) == [evening.group]) is fits
        if not fits:
            assert code(actions.come_in, room=evening.group, visitor=visitor, by=visitor.user) == "not-found"
            with pytest.raises(NotFound):
                queries.room_for(evening.group.pk, visitor)

    @pytest.mark.parametrize("month", range(1, 13))
    def test_in_the_month_of_a_birthday_both_ages_count(self, month: int, time_machine: Any) -> None:
        time_machine.move_to(dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC))
        assert queries.ages(2010, month) == ({16} if month < 6 else {15, 16} if month == 6 else {15})

    def test_is_by_service(self, evening: Evening) -> None:
        assert queries.rooms_for(visitor_of(ServiceFactory(), 14)) == []

    def test_waits_until_the_room_is_open(self) -> None:
        room = planned()
        visitor = visitor_of(ServiceFactory(team=room.team), 14)
        assert queries.rooms_for(visitor) == [room]
        assert code(actions.come_in, room=room, visitor=visitor, by=visitor.user) == "not-found"

    def test_who_was_asked_out_does_not_come_back(self, evening: Evening) -> None:
        for _ in range(2):
            actions.remove(room=evening.group, participant=evening.room["Robin"], by=evening.mo)
        assert evening.room.say("Robin").code == "left"
        robin = evening.visitors["Robin"]
        assert code(actions.come_in, room=evening.group, visitor=robin, by=robin.user) == "removed"
        assert AuditEvent.objects.filter(verb="group_room.remove", kind="created").count() == 1


class TestPosting:
    def test_no_post_is_taken_while_nobody_can_read_it_first(self, evening: Evening, time_machine: Any) -> None:
        post(evening, "Robin", "Hello")
        time_machine.move_to(clock.now() + dt.timedelta(seconds=61))
        assert evening.room.say("Robin", "Anybody?").code == "nobody-reads"
        assert "Nobody is here just now" in queries.standing(evening.fresh()).why_not
        actions.moderate(room=evening.group, by=evening.mo)
        assert queries.standing(evening.fresh()).takes_posts
        post(evening, "Robin", "Anybody?")

    def test_nor_while_the_host_has_stopped_them(self, evening: Evening) -> None:
        actions.freeze(room=evening.group, is_frozen=True, by=evening.mo)
        assert evening.room.say("Robin", "Hello").code == "frozen"
        assert queries.standing(evening.fresh()).why_not == "The host has stopped posts for a moment."
        assert evening.room.say("Mo", "A moment, please").state == "stored"
        actions.freeze(room=evening.group, is_frozen=False, by=evening.mo)
        post(evening, "Robin", "Hello")

    def test_slowly_means_one_post_of_each_in_so_many_seconds(self, evening: Evening, time_machine: Any) -> None:
        actions.slow_down(room=evening.group, seconds=30, by=evening.mo)
        post(evening, "Robin", "One")
        assert evening.room.say("Robin", "Two").code == "slow-mode"
        post(evening, "Sam", "One of mine")
        evening.come_in("Dee")
        together = [evening.room.out("Dee", f"{number} at once") for number in range(3)]
        answers = messages.send(messages=together, by=SYSTEM)
        assert [a.state or a.code for a in answers] == ["held", "slow-mode", "slow-mode"]
        time_machine.move_to(clock.now() + dt.timedelta(seconds=31))
        post(evening, "Robin", "Two")
        assert code(actions.slow_down, room=evening.group, seconds=301, by=evening.mo) == "slow"

    def test_nor_when_it_is_over(self, evening: Evening) -> None:
        actions.end(room=evening.group, by=evening.mo)
        assert evening.room.say("Robin", "Hello").code == "ended"
        assert queries.standing(evening.fresh()).why_not.startswith("The room is over")
        assert code(actions.moderate, room=evening.group, by=evening.mo) == "room-over"
        posting = Posting(is_over=True, is_frozen=False, is_moderated=True, slow_seconds=0)
        assert code(check_can_post, posting=posting, author=evening.room["Robin"].pk, now=clock.now()) == "room-over"

    def test_what_waits_when_it_ends_is_not_shown_and_each_author_reads_why(self, evening: Evening) -> None:
        one, two = post(evening, "Robin", "First"), post(evening, "Sam", "Second")
        evening.room.decide("Mo", "Sam", two.mid, Decision.SECOND)
        assert code(actions.end, room=evening.group, word=" ", by=evening.mo) == "no-word"
        assert code(actions.end, room=evening.group, word="z" * 4001, by=evening.mo) == "too-long"
        actions.end(room=evening.group, word=KIND, by=member_of(evening.team, RoleName.SUPERVISOR))
        assert list(Message.objects.filter(pk__in=(one.pk, two.pk)).values_list("state", "reason")) == [
            ("not_published", "other")
        ] * 2  # fmt: skip
        for name in ("Robin", "Sam"):
            assert posts.mine(evening.fresh(), evening.room.user(name))[0].word == KIND
            assert list(state_of(evening.room, name)["mine"].values()) == [{"state": "not_published", "words": KIND}]
        assert (state_of(evening.room, "Mo")["held"], queries.rooms(evening.mo)[0].waiting) == ({}, 0)

    def test_nor_is_it_stopped_or_slowed_down_then(self, evening: Evening) -> None:
        later = planned(evening.team)
        actions.end(room=evening.group, by=evening.mo)
        events = Event.objects.count()
        for room, why in ((evening.group, "room-over"), (later, "not-found")):
            assert code(actions.freeze, room=room, is_frozen=True, by=evening.mo) == why
            assert code(actions.slow_down, room=room, seconds=30, by=evening.mo) == why
        assert (evening.fresh().is_frozen, evening.fresh().slow_seconds, Event.objects.count()) == (False, 0, events)

    @pytest.mark.parametrize("act", ["end", "moderate"])
    def test_the_room_is_led_by_moderators_alone(self, evening: Evening, act: str) -> None:
        for user in (evening.room.user("Robin"), member_of(evening.team, RoleName.COUNSELLOR)):
            assert code(getattr(actions, act), room=evening.group, by=user) == "needs-conversation.moderate"


class TestDeciding:
    def test_the_author_learns_of_a_change_and_reads_both(self, evening: Evening) -> None:
        one = post(evening, "Robin", "I go to Hill School")
        evening.room.decide("Mo", "Robin", one.mid, Decision.RELEASE, "I go to school")
        (mine,) = posts.mine(evening.fresh(), evening.room.user("Robin"))
        assert (mine.words, mine.changed, mine.word, mine.state) == (
            "I go to Hill School", "I go to school", None, "shown"
        )  # fmt: skip
        assert [m["words"] for m in state_of(evening.room, "Sam")["messages"]["open"].values()] == ["I go to school"]

    def test_a_post_that_is_not_shown_has_a_reason_and_a_kind_word(self, evening: Evening) -> None:
        one = post(evening, "Robin", "My number is on my profile")
        messages.decide(
            conversation=one.conversation_id, author=one.author_id, mid=one.mid, decision=Decision.NOT_PUBLISH,
            words=KIND, reason=PostReason.IDENTIFYING, by=evening.mo,
        )  # fmt: skip
        one.refresh_from_db()
        assert (one.state, one.reason) == ("not_published", "identifying")
        assert posts.mine(evening.fresh(), evening.room.user("Robin"))[0].word == KIND
        assert state_of(evening.room, "Sam")["messages"]["open"] == {}

    def test_a_post_that_was_shown_is_taken_down_for_everybody(self, evening: Evening) -> None:
        one = post(evening, "Robin", "Something unkind")
        evening.room.decide("Mo", "Robin", one.mid, Decision.RELEASE)
        down = {"conversation": one.conversation_id, "author": one.author_id, "mid": one.mid, "reason": "unkind"}
        assert code(messages.take_down, **down, words=" ", by=evening.mo) == "no-word"
        assert code(messages.take_down, **down, words=KIND, by=evening.room.user("Sam")) == "not-moderator"
        messages.take_down(**down, words=KIND, by=evening.mo)
        assert code(messages.take_down, **down, words=KIND, by=evening.mo) == "decided"
        assert code(messages.take_down, **{**down, "mid": one.pk}, words=KIND, by=evening.mo) == "no-message"
        own = evening.room.out("Mo", "From a moderator")
        messages.send(messages=[own], by=SYSTEM)
        theirs = {**down, "author": evening.room["Mo"].pk, "mid": own.mid}
        assert code(messages.take_down, **theirs, words=KIND, by=evening.mo) == "no-message"
        shown = state_of(evening.room, "Sam")["messages"]["open"][f"{one.author_id} {one.mid}"]
        assert (shown["words"], shown["withdrawn"]) == (None, True)
        assert list(state_of(evening.room, "Robin")["mine"].values()) == [{"state": "not_published", "words": KIND}]

    def test_held_posts_have_a_clock_the_oldest_first(self, evening: Evening, time_machine: Any) -> None:
        boss, max_ = member_of(evening.team, RoleName.TEAM_MANAGER), member_of(evening.team, RoleName.MODERATOR)
        first = post(evening, "Robin", "First")
        standings = []
        for seconds in (59, 1, 60, 180):
            time_machine.move_to(clock.now() + dt.timedelta(seconds=seconds))
            tell_of_held_posts()
            standings.append((posts.held(evening.fresh())[0].standing[0], Letter.objects.count()))
        assert standings == [
            ("Waits", 0), ("Late", 0), ("A second moderator sees to it", 1), ("Supervisors were told", 2)
        ]  # fmt: skip
        tell_of_held_posts()
        assert {letter.address for letter in Letter.objects.all()} == {max_.email, boss.email}
        room = GroupRoom.objects.get()
        room.second_host = max_
        assert (queries.second_for(room), queries.second_for(GroupRoom.objects.get())) == ([max_], [max_])
        actions.moderate(room=evening.group, by=evening.mo)
        post(evening, "Sam", "Second")
        held = posts.held(evening.fresh())
        assert [(one.words, one.name) for one in held] == [
            ("First", first.author.name), ("Second", evening.room["Sam"].name)
        ]  # fmt: skip


class TestPages:
    def test_those_that_wait_come_a_page_at_a_time(self, evening: Evening) -> None:
        MessageFactory.create_batch(posts.A_PAGE + 1, author=evening.room["Robin"], state="held")
        first, second = (posts.held(evening.fresh(), number=number) for number in (1, 2))
        assert (len(first), len(second), first.paginator.count) == (posts.A_PAGE, 1, posts.A_PAGE + 1)

    def test_all_that_do_not_wait_are_there_to_be_taken_down_or_read(self, evening: Evening) -> None:
        MessageFactory.create_batch(posts.A_PAGE, author=evening.room["Robin"])
        gone = post(evening, "Sam", "Something unkind")
        messages.decide(
            conversation=gone.conversation_id, author=gone.author_id, mid=gone.mid, decision=Decision.NOT_PUBLISH,
            words=KIND, reason=PostReason.UNKIND, by=evening.mo,
        )  # fmt: skip
        post(evening, "Sam", "It waits")
        evening.room.say("Mo", "From a moderator")
        room = evening.fresh()
        assert (len(posts.shown(room)), len(posts.decided(room)), len(posts.decided(room, 2))) == (20, posts.A_PAGE, 1)
        found = next(one for one in [*posts.decided(room), *posts.decided(room, 2)] if one.state == "not_published")
        assert (found.words, found.word, found.reason) == ("Something unkind", KIND, "It is unkind to somebody")

    def test_of_ones_own_those_one_must_hear_of_are_always_there(self, evening: Evening) -> None:
        changed, told, waits = (post(evening, "Robin", words) for words in ("One", "Two", "Three"))
        evening.room.decide("Mo", "Robin", changed.mid, Decision.RELEASE, "Another")
        evening.room.decide("Mo", "Robin", told.mid, Decision.NOT_PUBLISH, KIND)
        MessageFactory.create_batch(posts.A_PAGE, author=evening.room["Robin"])
        room, robin = evening.fresh(), evening.room.user("Robin")
        mine = posts.mine(room, robin)
        assert {one.message.pk for one in mine} >= {changed.pk, told.pk, waits.pk}
        assert len({one.message.pk for one in mine}) == len(mine) == posts.count_mine(room, robin) == posts.A_PAGE + 3
        MessageFactory.create_batch(2, author=evening.room["Robin"])
        assert len(posts.mine(room, robin)) == posts.A_PAGE + 3 == posts.count_mine(room, robin) - 2
        assert [len(posts.all_mine(room, robin, number)) for number in (1, 2)] == [posts.A_PAGE, 5]


class TestTalkingAside:
    def test_a_counsellor_takes_somebody_aside_once(self, evening: Evening) -> None:
        counsellors = [member_of(evening.team, RoleName.COUNSELLOR) for _ in range(2)]
        given = {"room": evening.group, "participant": evening.room["Robin"], "by": evening.mo}
        aside = actions.ask_aside(**given)
        assert actions.ask_aside(**given) == aside
        assert queries.aside_for(evening.group, evening.room.user("Robin")) == aside
        assert queries.aside_for(evening.group, evening.room.user("Sam")) is None
        assert [queries.asides(user) for user in (*counsellors, evening.mo)] == [[aside], [aside], []]
        with CaptureQueriesContext(connection) as asked:
            actions.take_aside(aside=aside, by=counsellors[0])
        said = [query["sql"] for query in asked]
        locks = [sql for sql in said if "realtime_stream s" in sql or 'FROM "realtime_conversation"' in sql]
        assert "realtime_stream s" in locks[0]  # in the order in which everybody locks
        with pytest.raises(Conflict):
            actions.take_aside(aside=aside, by=counsellors[1])
        assert queries.asides(counsellors[1]) == []
        with pytest.raises(NotFound):
            queries.get_aside(aside.pk, counsellors[1])
        with pytest.raises(Refused):
            actions.take_aside(aside=aside, by=evening.mo)
        assert {p.part for p in aside.conversation.participants.all()} == {"person", "worker"}


def test_being_there_is_a_lease(evening: Evening) -> None:
    assert Lease.objects.get(participant=evening.room["Mo"]).here_until > clock.now()
