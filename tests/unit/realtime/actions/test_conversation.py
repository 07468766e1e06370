import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from mhst.access import grants
from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from realtime.actions import conversation as conversations
from realtime.enums import Audience, Part, RetentionKind
from realtime.models import Conversation
from realtime.queries import participant as people
from realtime.queries import seat
from realtime.rules import kind
from realtime.rules.participant import check_is_here
from tests.factories import TeamFactory, member_of
from tests.support.conversation import Room, group_room, one_to_one, young_person
from tests.unit.realtime.actions.test_message import code, told

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def room(db: None) -> Room:
    return one_to_one()


def assign(room: Room, name: str, *, epoch: int | None = None, by: Any = SYSTEM) -> int:
    epoch = room.fresh().epoch if epoch is None else epoch
    return conversations.assign(conversation=room.conversation, to=room[name], epoch=epoch, by=by)


def kinds(room: Room) -> list[str]:
    return [event["kind"] for event in told(room, Audience.OPEN)]


def test_coming_in_is_for_everybody_to_see_and_counts_once(room: Room) -> None:
    again = room.join("Robin", room.user("Robin"), Part.PERSON)
    assert again.pk == room["Robin"].pk
    assert kinds(room) == ["joined", "joined", "assigned"]
    assert told(room, Audience.OPEN)[0] == {
        "kind": "joined", "participant": str(room["Robin"].pk), "name": "Robin", "part": "person"
    }  # fmt: skip


def test_staff_come_in_by_their_role_at_the_team_or_not_at_all(room: Room) -> None:
    elsewhere = member_of(TeamFactory(), RoleName.COUNSELLOR)
    assert code(room.join, "Eve", elsewhere, Part.WORKER) == "no-role"
    assert code(room.join, "Rob", young_person(), Part.WORKER) == "no-role"
    assert code(room.join, "Rob", young_person(), Part.MODERATOR) == "no-role"  # no part of this kind
    assert code(room.join, "Cara", member_of(room.team, RoleName.COUNSELLOR), Part.OBSERVER) == "no-role"


def test_a_grant_on_one_conversation_lets_somebody_in_there_only(room: Room) -> None:
    stranger, manager = member_of(TeamFactory(), RoleName.COUNSELLOR), member_of(room.team, RoleName.TEAM_MANAGER)
    grants.give(
        user=stranger, permission=Permission.CONVERSATION_SUPERVISE, thing=room.conversation, reason="Second view",
        until=clock.now().replace(year=clock.now().year + 1), by=manager,
    )  # fmt: skip
    stranger.refresh_from_db()
    assert room.join("Eve", stranger, Part.OBSERVER).part == Part.OBSERVER
    assert code(one_to_one().join, "Eve", stranger, Part.OBSERVER) == "no-role"


def test_a_hand_over_fences_the_old_page_in_the_same_commit(room: Room) -> None:
    room.join("Cara", member_of(room.team, RoleName.COUNSELLOR), Part.WORKER)
    assert room.say("Cara").code == "stale"  # not hers yet
    assert assign(room, "Cara", by=room.user("Cleo")) == 2
    assert room.say("Cleo", epoch=1).code == "left"
    assert room.say("Cleo", epoch=2).code == "left"
    assert room.say("Cara", epoch=2).state == "stored"
    assert kinds(room)[-3:] == ["assigned", "left", "message"]
    assert told(room, Audience.OPEN)[-3]["epoch"] == 2


def test_of_two_who_hand_over_at_once_one_does(room: Room) -> None:
    room.join("Cara", member_of(room.team, RoleName.COUNSELLOR), Part.WORKER)
    assign(room, "Cara", epoch=1)
    with pytest.raises(Conflict):
        assign(room, "Cara", epoch=1)


def test_only_who_helps_or_supervises_hands_over_and_only_to_who_can_help(room: Room) -> None:
    cara = room.join("Cara", member_of(room.team, RoleName.COUNSELLOR), Part.WORKER)
    with pytest.raises(Refused, match="for: supervisor, team manager or safeguarding lead"):
        assign(room, "Cara", by=cara.user)
    with pytest.raises(Refused, match="role does not allow"):
        assign(room, "Cara", by=room.user("Robin"))
    assert code(assign, room, "Robin") == "no-role"
    conversations.leave(conversation=room.conversation.pk, by=cara.user)
    assert code(assign, room, "Cara") == "no-role"
    assert assign(room, "Cleo", by=member_of(room.team, RoleName.SUPERVISOR)) == 2
    assert room["Cleo"].left_at is None


def test_who_leaves_is_gone_until_they_come_back_as_the_same(room: Room) -> None:
    for _ in range(2):
        conversations.leave(conversation=room.conversation.pk, by=room.user("Cleo"))
    assert room.say("Cleo").code == "left"
    assert room.fresh().helps is None
    assert room.join("Cleo", room.user("Cleo"), Part.WORKER).pk == room["Cleo"].pk
    assert kinds(room)[3:] == ["left", "joined"]
    assert code(conversations.leave, conversation=room.conversation.pk, by=young_person()) == "not-found"


def test_an_ended_conversation_can_be_read_and_not_written(room: Room) -> None:
    assert (
        code(conversations.end, conversation=room.conversation, by=room.user("Robin")) == "needs-conversation.supervise"
    )
    for _ in range(2):
        conversations.end(conversation=room.conversation, by=room.user("Cleo"))
    assert kinds(room)[-1] == "ended"
    assert kinds(room).count("ended") == 1
    assert room.say("Robin").code == "ended"
    assert code(room.join, "Rob", young_person(), Part.PERSON) == "ended"
    noted = AuditEvent.objects.filter(verb="conversation.end", kind="acted").get()
    assert noted.detail == {"open": 4, "staff": 0}


def test_erasing_destroys_the_key_and_with_it_every_word(room: Room) -> None:
    room.say("Robin", "Only for now")
    manager = member_of(room.team, RoleName.TEAM_MANAGER)
    assert code(conversations.erase, conversation=room.conversation, by=manager) == "not-ended"
    conversations.end(conversation=room.conversation, by=SYSTEM)
    with pytest.raises(Refused):
        conversations.erase(conversation=room.conversation, by=room.user("Cleo"))
    conversations.erase(conversation=room.conversation, by=manager)
    assert room.fresh().key is None
    assert [event.get("words") for event in told(room, Audience.OPEN) if event["kind"] == "message"] == [None]
    assert code(conversations.erase, conversation=room.conversation, by=manager) == "erased"
    assert "key" in AuditEvent.objects.filter(verb="conversation.erase", kind="changed").get().fields
    who = people.of(room.user("Robin"), [room.conversation.pk])[room.conversation.pk]
    assert code(check_is_here, who, room.user("Robin")) == "erased"


def test_who_is_here_is_asked_anew(room: Room) -> None:
    def cleo() -> Any:
        return people.of(room.user("Cleo"), [room.conversation.pk])[room.conversation.pk]

    check_is_here(cleo(), room.user("Cleo"))
    assert code(check_is_here, cleo(), room.user("Robin")) == "not-found"
    assert code(check_is_here, None, room.user("Robin")) == "not-found"
    with recording.acting(by=SYSTEM, verb="test"):
        membership = room.user("Cleo").memberships.get()
        membership.ends_on = clock.today() - dt.timedelta(days=1)
        membership.save()
    room.user("Cleo").refresh_from_db()
    assert code(check_is_here, cleo(), room.user("Cleo")) == "no-role"
    type(room.user("Robin")).objects.filter(pk=room.user("Robin").pk).update(is_active=False)
    robin = people.of(room.user("Robin"), [room.conversation.pk])[room.conversation.pk]
    assert code(check_is_here, robin, room.user("Robin")) == "signed-out"


def test_another_app_brings_its_kind_and_no_name_is_taken_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kind, "KINDS", dict(kind.KINDS))
    monkeypatch.setattr(kind, "KEPT_AS", dict(kind.KEPT_AS))
    handshake = kind.Kind("handshake", {Part.WORKER: Permission.CONCERN_VIEW}, kept_as=RetentionKind.CHAT)
    for _ in range(2):
        kind.register(handshake)
    assert (kind.KINDS["handshake"], kind.KEPT_AS["handshake"]) == (handshake, "chat")
    with pytest.raises(ValueError, match="another kind of conversation called handshake"):
        kind.register(kind.Kind("handshake", {}, kept_as=RetentionKind.CHAT))


def test_no_kind_is_kept_for_ever_for_want_of_a_class() -> None:
    with pytest.raises(ValueError, match="hum"):
        kind.register(kind.Kind("hum", {}))
    assert ("hum" in kind.KINDS, set(kind.KINDS) == set(kind.KEPT_AS)) == (False, True)


def test_everybody_reads_their_own_streams_and_no_others() -> None:
    room = group_room()
    own = {a: seat.lines_of(people.of(room.user(n), [room.conversation.pk])[room.conversation.pk]) for a, n in
           (("person", "Robin"), ("other", "Sam"), ("staff", "Mo"))}  # fmt: skip
    assert {who: set(lines) for who, lines in own.items()} == {
        "person": {"open", "mine"}, "other": {"open", "mine"}, "staff": {"open", "staff"}
    }  # fmt: skip
    assert own["person"][Audience.MINE].stream != own["other"][Audience.MINE].stream
    assert Conversation.objects.filter(pk=uuid4()).count() == 0
