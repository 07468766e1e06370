"""Group rooms on pages: planning, a moderator's evening by plain forms, and what young people see of it."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from mhst.access import sessions
from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import group_room as rooms
from realtime.enums import Part, PostReason
from realtime.live import checking
from realtime.models import Escalation, Event, GroupRoom, Message
from realtime.queries import room_post as posts
from tests.factories import TeamFactory, member_of
from tests.factories.conversation import ParticipantFactory
from tests.support.conversation import young_person
from tests.support.group_rooms import Evening, an_evening, planned, visitor_of
from tests.unit.realtime.actions.test_message import code

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(db: None) -> Evening:
    return an_evening()


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def form(evening: Evening, words: str) -> dict[str, Any]:
    return {"words": words, "mid": "0190f3c8-0000-7000-8000-00000000000a", "epoch": "0", "audience": "open"}


class TestPlanning:
    def given(self, host: User, **more: str) -> dict[str, str]:
        day = clock.today().replace(year=clock.today().year + 1)
        return {
            "title": "Sleep", "about": "", "band": "13-15", "on_0": str(day.day), "on_1": str(day.month),
            "on_2": str(day.year), "starts": "1110", "ends": "1170", "host": str(host.pk), "second_host": "",
        } | more  # fmt: skip

    def test_a_room_is_planned_changed_and_cancelled(self, client: Client) -> None:
        team = TeamFactory(kind="counselling")
        boss, mo = member_of(team, RoleName.TEAM_MANAGER), member_of(team, RoleName.MODERATOR)
        client.force_login(boss)
        new = f"/group-rooms/teams/{team.pk}/new/"
        assert new in text(client, "/group-rooms/")
        wrong = client.post(new, self.given(mo, ends="1095"))
        assert (wrong.status_code, "A room ends after it begins" in wrong.content.decode()) == (422, True)
        assert client.post(new, self.given(mo)).status_code == 302
        room = GroupRoom.objects.get()
        assert (room.starts_at.astimezone(clock.LONDON).hour, room.host) == (18, mo)
        page = text(client, f"/group-rooms/{room.pk}/change/")
        assert 'value="Sleep"' in page
        assert client.post(f"/group-rooms/{room.pk}/change/", self.given(mo, title="Exams")).status_code == 302
        assert "Exams" in text(client, "/group-rooms/")
        assert "Cancel this room?" in text(client, f"/group-rooms/{room.pk}/cancel/")
        client.post(f"/group-rooms/{room.pk}/cancel/")
        room.refresh_from_db()
        assert room.state == "cancelled"


def test_each_page_answers_each_role_as_it_should(client: Client, evening: Evening) -> None:
    room, team = f"/group-rooms/{evening.group.pk}/", evening.team
    robin, talk = evening.room["Robin"].pk, f"/talk/rooms/{evening.group.pk}/"
    own = [room, *(f"{room}{act}/" for act in ("held", "change", "cancel", "posts"))]
    get = ["/group-rooms/", *own, f"/group-rooms/teams/{team.pk}/new/", "/talk/rooms/", talk, f"{talk}part/"]
    get += [f"{talk}posts/", "/group-rooms/earlier/"]
    post = [f"{room}{act}/" for act in ("open", "end", "decide", "take-down", "freeze", "thaw", "slow")]
    post += [f"{room}people/{robin}/{act}/" for act in ("remove", "aside")]
    who = {
        "counsellor": member_of(team, RoleName.COUNSELLOR),
        "moderator elsewhere": member_of(TeamFactory(), RoleName.MODERATOR), "Robin": evening.room.user("Robin"),
        "older": visitor_of(evening.service, 17).user, "no visitor": young_person(),
        "practitioner": member_of(team, RoleName.PRACTITIONER),
    }  # fmt: skip
    answers: dict[str, tuple[list[int], set[int]]] = {}
    for name, user in who.items():
        client.force_login(user)
        answers[name] = [client.get(path).status_code for path in get], {client.post(path).status_code for path in post}
    assert answers == {
        "counsellor": ([200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403], {404}),
        "moderator elsewhere": ([200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200], {404}),
        "Robin": ([403, 404, 404, 404, 404, 404, 404, 200, 200, 200, 200, 403], {404}),
        "older": ([403, 404, 404, 404, 404, 404, 404, 200, 404, 404, 404, 403], {404}),
        "no visitor": ([403, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403], {404}),
        "practitioner": ([403, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403], {404}),
    }
    evening.group.refresh_from_db()
    assert (evening.group.state, evening.group.is_frozen) == ("open", False)  # whoever got 302 had sent nothing valid


def test_a_room_that_is_over_is_found_by_who_took_part_and_by_staff_whenever_it_was(
    client: Client, evening: Evening
) -> None:
    group, robin = evening.group, evening.room.user("Robin")
    client.force_login(evening.mo)
    assert "No earlier rooms" in text(client, "/group-rooms/earlier/")
    client.post(f"/group-rooms/{group.pk}/end/")
    assert f"/group-rooms/{group.pk}/" in text(client, "/group-rooms/")  # of today
    with time_machine.travel(clock.now() + dt.timedelta(days=40), tick=False):
        for name, user in (("Mo", evening.mo), ("elsewhere", member_of(TeamFactory(), RoleName.MODERATOR))):
            client.force_login(user)
            addresses = [
                f"/group-rooms/{group.pk}/" in text(client, f"/group-rooms/{page}") for page in ("", "earlier/")
            ]
            assert addresses == [False, name == "Mo"]
        client.force_login(evening.mo)
        assert 'href="/group-rooms/earlier/"' in text(client, "/group-rooms/")
        assert "What was posted" in text(client, f"/group-rooms/{group.pk}/")
        client.force_login(robin)
        assert 'href="/talk/earlier/"' in text(client, "/talk/rooms/")
        assert f'href="/talk/rooms/{group.pk}/"' in text(client, "/talk/earlier/")
        assert "The room is over. You can still read it." in text(client, f"/talk/rooms/{group.pk}/")
    with time_machine.travel(clock.now() - dt.timedelta(days=3), tick=False):
        for _ in range(31):
            rooms.cancel(room=planned(evening.team), by=SYSTEM)
    client.force_login(evening.mo)
    assert [text(client, f"/group-rooms/earlier/?page={n}").count("Cancelled") for n in (1, 2)] == [30, 1]


def test_who_comes_in_and_what_is_shown_since_stands_in_the_part_that_is_asked_for_again(
    client: Client, evening: Evening
) -> None:
    client.force_login(evening.mo)
    (part,) = re.findall('data-part-of-room="([^"]+)"', text(client, f"/group-rooms/{evening.group.pk}/"))
    kim = evening.come_in("Kim")
    client.force_login(kim.user)
    client.post(f"/talk/rooms/{evening.group.pk}/", form(evening, "Hello all"))
    client.force_login(evening.mo)
    post = Message.objects.get()
    ids = {"author": str(post.author_id), "mid": str(post.mid), "was": "Hello all"}
    room = f"/group-rooms/{evening.group.pk}/"
    client.post(f"{room}decide/", ids | {"decision": "release", "post": "Hello all"})
    client.post(f"{room}freeze/")
    now = text(client, part)
    assert f'<li data-key="{evening.room["Kim"].pk}">' in now
    assert f'<li data-key="{post.pk}">' in now
    assert ("Take posts again" in now, "app-chat__words" in now, 'data-line="standing"' in now) == (True, True, True)


def test_an_evening_by_plain_forms(client: Client, evening: Evening) -> None:
    room, talk = f"/group-rooms/{evening.group.pk}/", f"/talk/rooms/{evening.group.pk}/"
    robin, mo = evening.room.user("Robin"), evening.mo
    client.force_login(robin)
    sent = client.post(talk, form(evening, "I go to <Hill> School\r\nand there is no point in trying"))
    assert sent["Location"] == talk
    assert "being read by a moderator" in text(client, f"{talk}part/")
    checking.check()
    post = Message.objects.get()
    client.force_login(mo)
    page = text(client, room)
    assert "I go to &lt;Hill&gt; School" in page
    assert "Not wanting to live: said as it is" in page
    (part,) = re.findall('data-part-of-room="([^"]+)"', page)
    looked = AuditEvent.objects.filter(verb="conversation.open", kind="viewed")
    assert ("1 waits, the oldest first." in text(client, part), looked.count()) == (True, 1)
    assert ("1 waits, the oldest first." in text(client, f"{room}held/"), looked.count()) == (True, 2)
    ids = {
        "author": str(post.author_id),
        "mid": str(post.mid),
        "was": "I go to <Hill> School\nand there is no point in trying",
    }
    answer = client.post(f"{room}decide/", ids | {"decision": "not_publish", "word": "Thank you, Robin"})
    assert (answer.status_code, "Thank you, Robin</textarea>" in answer.content.decode()) == (422, True)
    post.refresh_from_db()
    assert post.state == "held"  # a reason is missing
    client.post(f"{room}decide/", ids | {"decision": "release", "post": "I go to school"})
    assert "No post waits." in text(client, room)
    client.force_login(robin)
    mine = text(client, talk)
    assert "A moderator changed it. Others see:" in mine
    assert "I go to school" in mine
    client.force_login(mo)
    down = {"author": ids["author"], "mid": ids["mid"], "reason": PostReason.PRIVATE, "word": "Let us talk about it."}
    too_long = client.post(f"{room}take-down/", down | {"word": "z" * 4001})
    assert (too_long.status_code, "z" * 4001 in too_long.content.decode()) == (422, True)
    assert "Take it down" in text(client, f"{room}posts/")
    taken = client.post(f"{room}take-down/", down | {"page": "1"})
    assert taken["Location"] == f"{room}posts/?page=1"
    decided = text(client, f"{room}posts/")
    assert ("Take it down" in decided, "not shown: it needs" in decided) == (False, True)
    client.post(f"{room}slow/", {"seconds": "60"})
    client.post(f"{room}freeze/")
    client.post(f"{room}people/{evening.room['Robin'].pk}/aside/")
    client.force_login(robin)
    mine = text(client, talk)
    assert "A moderator writes to you: Let us talk about it." in mine
    assert "The host has stopped posts for a moment." in mine
    assert "just the two of you" in mine
    refused = client.post(talk, form(evening, "Another") | {"mid": "0190f3c8-0000-7000-8000-00000000000b"})
    assert (refused.status_code, "The host has stopped posts" in refused.content.decode()) == (422, True)
    counsellor = member_of(evening.team, RoleName.COUNSELLOR)
    client.force_login(counsellor)
    assert "Private talks that wait for a counsellor" in text(client, "/group-rooms/")
    aside = evening.fresh().asides.get()
    assert (
        client.post(f"/group-rooms/asides/{aside.pk}/take/")["Location"] == f"/conversations/{aside.conversation_id}/"
    )
    client.force_login(mo)
    client.post(f"{room}take-down/", down | {"word": ""})
    assert f'href="/conversations/{evening.group.conversation_id}/danger/"' in text(client, room)
    danger = f"/conversations/{evening.group.conversation_id}/danger/"
    unnamed = client.post(danger, {"words": "No point, Robin says"})
    assert (unnamed.status_code, "No point, Robin says" in unnamed.content.decode()) == (422, True)
    for name in ("Robin", "Sam"):  # each has steps of their own
        person = evening.room[name]
        sent = {"words": "No point", "about": str(person.pk)}
        assert f"{person.name} may be in danger" in client.post(danger, sent, follow=True).content.decode()
    assert len(set(Escalation.objects.values_list("about", flat=True))) == 2
    assert "Seen to already" in text(client, f"{danger}?about={evening.room['Sam'].pk}")
    with recording.acting(by=SYSTEM, verb="test"):
        Escalation.objects.filter(about=evening.room["Robin"]).update(closed_at=clock.now(), closed_by=counsellor)
        assert client.post(f"{room}end/").status_code == 422  # not before the steps of both are done
        Escalation.objects.filter(closed_at=None).update(closed_at=clock.now(), closed_by=counsellor)
    client.post(f"{room}thaw/")
    sam = f"{room}people/{evening.room['Sam'].pk}/remove/"
    assert f"Ask {evening.room['Sam'].name} to leave?" in text(client, sam)
    assert evening.room.say("Sam", "Still here").state == "held"  # asked is not done
    client.post(sam)
    client.force_login(robin)
    assert "data-exit-now" in text(client, talk)
    client.post("/exit/")
    client.force_login(robin)
    client.get(talk)
    assert [e.kind for e in Event.objects.filter(participant=evening.room["Robin"]).order_by("pk")][-2:] == [
        "left_page", "back",
    ]  # fmt: skip
    client.post("/exit/")
    client.force_login(mo)
    asked = text(client, f"{room}end/")
    assert ("<strong>1 post waits for you.</strong>" in asked, "then it is not shown" in asked) == (True, True)
    nothing = client.post(f"{room}end/", {"word": " "})
    assert (nothing.status_code, Message.objects.filter(state="held").count()) == (422, 1)
    client.post(f"{room}end/", {"word": "Thank you, Sam. There was no time."})
    assert "Over." in text(client, room)
    assert client.post(f"{room}end/")["Location"] == room  # pressed again
    assert f'href="{room}posts/"' in text(client, room)
    over = text(client, f"{room}posts/")
    assert ("There was no time." in over, "Still here" in over, "not shown: something else" in over) == (True,) * 3
    client.force_login(robin)
    own = text(client, f"{talk}posts/")
    assert ("I go to" in own, "Still here" in own) == (True, False)
    client.force_login(mo)
    assert Message.objects.get(author=evening.room["Sam"]).state == "not_published"
    client.force_login(evening.room.user("Sam"))
    for page in (talk, f"{talk}part/", f"{talk}posts/"):
        answer = client.get(page)
        shown = answer.content.decode()
        assert (answer.status_code, "You were asked to leave this room." in shown) == (403, True)
        assert ("You are not in this room any more</h1>" in shown, '<a href="/talk/"' in shown) == (True, True)
        assert ("manages your team" in shown, "That does not work" in shown, "Leave the room" in shown) == (False,) * 3


def test_how_a_room_stands_is_said_where_one_writes(client: Client, evening: Evening) -> None:
    rooms.freeze(room=evening.group, is_frozen=True, by=evening.mo)
    client.force_login(evening.room.user("Robin"))
    page = text(client, f"/talk/rooms/{evening.group.pk}/")
    assert page.count('data-line="standing"') == 1
    log, says, box, button = (
        page.index(each) for each in ("data-chat-outbox", "The host has stopped posts", "<textarea", ">Post</button>")
    )
    assert log < says < box < button
    assert "The host has stopped posts" in text(client, f"/talk/rooms/{evening.group.pk}/part/")


def test_nobody_says_how_a_room_was_or_has_it_deleted_for_all(client: Client, evening: Evening) -> None:
    client.force_login(evening.room.user("Robin"))
    room = f"/conversations/{evening.group.conversation_id}/"
    for page in ("feedback", "delete", "download"):
        shown = client.get(f"{room}{page}/")
        assert (page, shown.status_code, "A room is for several people" in shown.content.decode()) == (page, 403, True)
        assert client.post(f"{room}{page}/", {}).status_code in {403, 405}
    evening.group.conversation.refresh_from_db()
    assert evening.group.conversation.deletion_asked_at is None
    closed = client.get("/counselling/board/")
    assert (closed.status_code, "This page is not for you" in closed.content.decode()) == (403, True)


def test_buttons_are_there_for_whom_they_work(client: Client, evening: Evening) -> None:
    room, mo = f"/group-rooms/{evening.group.pk}/", evening.mo
    evening.room.say("Robin", "Is this all right?")
    post = Message.objects.get()
    client.force_login(mo)
    assert ("Show it" in text(client, room), "Another moderator decides." in text(client, room)) == (True, False)
    client.post(
        f"{room}decide/",
        {"author": str(post.author_id), "mid": str(post.mid), "decision": "second", "post": "", "was": ""},
    )
    for page in (room, f"{room}held/"):
        shown = text(client, page)
        assert ("Show it" in shown, "Another moderator decides." in shown) == (False, True)
    later = planned(evening.team)
    with recording.acting(by=SYSTEM, verb="test"):
        GroupRoom.objects.filter(pk=later.pk).update(
            starts_at=clock.now() + dt.timedelta(days=1), ends_at=clock.now() + dt.timedelta(days=1, hours=1)
        )
    shown = text(client, f"/group-rooms/{later.pk}/")
    assert ("You can open it from" in shown, "Open the room" in shown, "/cancel/" in shown) == (True, False, False)
    client.force_login(member_of(evening.team, RoleName.SUPERVISOR))
    assert "Show it" in client.post(f"{room}open/", follow=True).content.decode()
    assert "/cancel/" in text(client, f"/group-rooms/{later.pk}/")


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(client: Client, evening: Evening, time_machine: Any) -> None:
    room, talk = f"/group-rooms/{evening.group.pk}/", f"/talk/rooms/{evening.group.pk}/"
    for name, page, part in (("Mo", room, f"{room}held/"), ("Robin", talk, f"{talk}part/")):
        client.force_login(evening.room.user(name))
        text(client, page)
        used = [client.session[sessions.USED]]
        for path in (part, page):
            time_machine.move_to(clock.now() + sessions.WRITTEN_EVERY + dt.timedelta(seconds=1))
            text(client, path)
            used.append(client.session[sessions.USED])
        assert (name, used[1] == used[0], used[2] > used[1]) == (name, True, True)


def test_young_people_come_in_from_the_list_of_their_age(client: Client) -> None:
    evening = an_evening()
    later = planned(evening.team)
    visitor = visitor_of(evening.service, 15)
    client.force_login(visitor.user)
    page = text(client, "/talk/rooms/")
    assert (page.count("Come in"), page.count("It has not begun yet.")) == (1, 1)
    come_in = client.post(f"/talk/rooms/{evening.group.pk}/come-in/")
    assert come_in["Location"] == f"/talk/rooms/{evening.group.pk}/"
    assert "Every post is read by a moderator before others see it" in text(client, come_in["Location"])
    client.force_login(later.host)
    assert "Nobody can come in before you open it." in text(client, f"/group-rooms/{later.pk}/")
    client.post(f"/group-rooms/{later.pk}/open/")
    assert "No post waits." in text(client, f"/group-rooms/{later.pk}/")


def test_who_supervises_decides_once_they_have_come_in_and_opening_the_page_brings_nobody_in(
    client: Client, evening: Evening
) -> None:
    room, robin = f"/group-rooms/{evening.group.pk}/", evening.room.user("Robin")
    client.force_login(robin)
    client.post(f"/talk/rooms/{evening.group.pk}/", form(evening, "It waits"))
    sue = member_of(evening.team, RoleName.SUPERVISOR)
    client.force_login(sue)
    page = text(client, room)
    assert ("Come in as moderator" in page, "It waits" in page) == (True, False)
    assert client.get(f"{room}posts/")["Location"] == room
    assert not evening.group.conversation.participants.filter(user=sue).exists()
    assert client.get(f"{room}held/").status_code == 403
    post = Message.objects.get()
    decided = {"author": str(post.author_id), "mid": str(post.mid), "was": "It waits", "post": "It waits"}
    client.post(f"{room}decide/", decided | {"decision": "release"})
    post.refresh_from_db()
    assert post.state == "held"
    assert "It waits" in client.post(f"{room}open/", follow=True).content.decode()
    client.post(f"{room}decide/", decided | {"decision": "release"})
    post.refresh_from_db()
    assert post.state == "shown"
    client.post(f"/conversations/{evening.group.conversation_id}/leave/")
    assert "Come in as moderator" in text(client, room)


def test_a_moderator_posts_without_a_script_and_stays_on_the_page_where_posts_wait(
    client: Client, evening: Evening
) -> None:
    room = f"/group-rooms/{evening.group.pk}/"
    client.force_login(evening.mo)
    epoch = str(evening.group.conversation.epoch)
    sent = client.post(room, form(evening, "Hello everybody") | {"epoch": epoch})
    assert (sent.status_code, sent["Location"]) == (302, room)
    assert "Hello everybody" in text(client, room)
    other = client.post(room, form(evening, "Other words under the same id") | {"epoch": epoch})
    shown = other.content.decode()
    assert (other.status_code, "Other words under the same id" in shown, "Posts that wait" in shown) == (
        422,
        True,
        True,
    )


def test_every_way_to_a_room_leads_to_the_page_where_it_is_read_and_moderated(client: Client, evening: Evening) -> None:
    conversation = f"/conversations/{evening.group.conversation_id}/"
    pages = {}
    for user in (evening.mo, evening.room.user("Robin")):
        client.force_login(user)
        answer = client.get(conversation, follow=True)
        pages[user] = answer.request["PATH_INFO"]
    assert list(pages.values()) == [f"/group-rooms/{evening.group.pk}/", f"/talk/rooms/{evening.group.pk}/"]


def test_nobody_looks_into_a_room_without_moderating_it(client: Client, evening: Evening) -> None:
    """Whoever supervises moderates, too. What was written down of one who looked in before opens nothing any more."""
    supervises = member_of(evening.team, RoleName.SUPERVISOR)
    assert code(evening.room.join, "Leah", supervises, Part.OBSERVER) == "no-role"
    client.force_login(supervises)
    page = f"/conversations/{evening.group.conversation_id}/"
    raised = client.post(f"{page}danger/", {"words": "Worried", "about": str(evening.room["Robin"].pk)})
    assert (raised.status_code, Escalation.objects.get().raised_by) == (302, supervises)
    ParticipantFactory(conversation=evening.group.conversation, user=supervises, part=Part.OBSERVER)
    assert [client.get(f"{page}{more}").status_code for more in ("all/", "deeds/")] == [403, 403]


class TestDeciding:
    """What a moderator has written stays on the page until it is right."""

    @pytest.fixture
    def held(self, client: Client, evening: Evening) -> Message:
        evening.room.say("Robin", "\nI go to Hill School")
        client.force_login(evening.mo)
        return Message.objects.get()

    def decide(self, client: Client, evening: Evening, held: Message, **more: str) -> Any:
        ids = {"author": str(held.author_id), "mid": str(held.mid), "was": "\nI go to Hill School"}
        return client.post(f"/group-rooms/{evening.group.pk}/decide/", ids | more)

    @pytest.mark.parametrize("emptied", ["", " \r\n"])
    def test_an_emptied_post_is_not_shown_as_it_was(
        self, client: Client, evening: Evening, held: Message, emptied: str
    ) -> None:
        answer = self.decide(client, evening, held, decision="release", post=emptied, word="Let us talk")
        page = answer.content.decode()
        assert (answer.status_code, "Nothing is left of the post." in page) == (422, True)
        assert "Let us talk</textarea>" in page
        held.refresh_from_db()
        assert held.state == "held"

    @pytest.mark.parametrize(("word", "why"), [("", "Write a kind word"), (" ", "Write a kind word")])
    def test_where_the_kind_word_is_missing_the_rest_stays(
        self, client: Client, evening: Evening, held: Message, word: str, why: str
    ) -> None:
        sent = {"decision": "not_publish", "post": "I go to school", "reason": "identifying", "word": word}
        answer = self.decide(client, evening, held, **sent)
        page = answer.content.decode()
        assert (answer.status_code, why in page, "I go to school</textarea>" in page) == (422, True, True)
        assert '<option value="identifying" selected>' in page
        held.refresh_from_db()
        assert held.state == "held"

    def test_a_post_that_begins_with_an_empty_line_is_shown_as_it_was_written(
        self, client: Client, evening: Evening, held: Message
    ) -> None:
        """Browsers leave out the line end that a text area begins with."""
        page = text(client, f"/group-rooms/{evening.group.pk}/")
        (post,) = re.findall(r'name="post" rows="3">(.*?)</textarea>', page, re.DOTALL)
        self.decide(client, evening, held, decision="release", post=post.removeprefix("\n").replace("\n", "\r\n"))
        held.refresh_from_db()
        assert (held.state, held.changed) == ("shown", None)

    def test_a_post_that_comes_in_as_the_room_is_ended_is_asked_a_word_for(
        self, client: Client, evening: Evening, held: Message, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as before:
            before.setattr(posts, "waiting_in", lambda room: 0)
            answer = client.post(f"/group-rooms/{evening.group.pk}/end/")
        page = answer.content.decode()
        assert (answer.status_code, "Write a kind word" in page, 'name="word"' in page) == (422, True, True)
        assert client.post(f"/group-rooms/{evening.group.pk}/end/", {"word": "There was no time."}).status_code == 302
        held.refresh_from_db()
        assert (held.state, evening.fresh().state) == ("not_published", "ended")
