"""What is marked is answered by a person, and told to others where nobody looks, whichever kind it is."""

import datetime as dt
from typing import Any

import pytest

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import NotFound, Refused
from realtime.actions import conversation as conversations
from realtime.actions import marked as actions
from realtime.enums import FlagOutcome
from realtime.models import Marked
from realtime.queries import flag as queries
from realtime.queries import marked
from realtime.tasks import tell_of_unanswered
from sessions_app.actions import duty
from sessions_app.models import Message as Letter
from tests.factories import TeamFactory, member_of
from tests.support.conversation import Room, one_to_one, told_since
from tests.unit.realtime.actions.test_flag import flagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db: None) -> Room:
    return one_to_one()


def test_no_kind_is_forgotten() -> None:
    assert set(actions.KINDS) == set(marked.KINDS) == set(Marked.__subclasses__())


class TestAnswering:
    @pytest.mark.both_engines
    def test_who_answered_what_and_when_is_kept_and_told(self, room: Room) -> None:
        flag = flagged(room)
        for outcome in (FlagOutcome.WATCHING, FlagOutcome.STEPPING_IN):
            actions.answer(marked=flag, outcome=outcome, by=room.user("Cleo"))
        flag.refresh_from_db()
        assert (flag.outcome, flag.answered_by) == ("stepping_in", room.user("Cleo"))
        assert flag.answered_at is not None
        assert [event["kind"] for _, event in told_since(room, "Cleo", {})][-3:] == ["flagged", "answered", "answered"]
        assert AuditEvent.objects.filter(verb="marked.answer", kind="changed").count() == 2

    def test_is_for_who_works_there_and_for_who_supervises(self, room: Room) -> None:
        flag = flagged(room)
        sees = {
            name: list(queries.visible(user)) == [flag]
            for name, user in {
                "who helps": room.user("Cleo"), "supervisor": member_of(room.team, RoleName.SUPERVISOR),
                "another counsellor": member_of(room.team, RoleName.COUNSELLOR), "Robin": room.user("Robin"),
                "supervisor elsewhere": member_of(TeamFactory(), RoleName.SUPERVISOR),
                "practitioner": member_of(room.team, RoleName.PRACTITIONER),
            }.items()
        }  # fmt: skip
        assert [name for name, can in sees.items() if can] == ["who helps", "supervisor"]
        with pytest.raises(Refused, match="answered by those who work"):
            actions.answer(marked=flag, outcome=FlagOutcome.SEEN, by=room.user("Robin"))
        conversations.leave(conversation=room.conversation.pk, by=room.user("Cleo"))
        with pytest.raises(NotFound):
            queries.get_visible(flag.pk, room.user("Cleo"))


class TestWhenNobodyLooks:
    def at(self, time_machine: Any, seconds: int) -> list[str]:
        time_machine.move_to(clock.now() + dt.timedelta(seconds=seconds))
        tell_of_unanswered()
        return sorted(letter.address for letter in Letter.objects.all())

    @pytest.mark.both_engines
    def test_the_duty_lead_is_told_and_then_all_who_supervise_each_once(self, room: Room, time_machine: Any) -> None:
        lead, boss = (member_of(room.team, role) for role in (RoleName.SUPERVISOR, RoleName.TEAM_MANAGER))
        today = clock.today()
        duty.add_turn(team=room.team, user=lead, starts_on=today, ends_on=today, by=SYSTEM)
        flag = flagged(room)
        assert self.at(time_machine, 61) == []
        assert queries.shown(flag).is_late
        assert self.at(time_machine, 60) == [lead.email]
        assert self.at(time_machine, 120) == [lead.email]
        assert self.at(time_machine, 60) == sorted([lead.email, lead.email, boss.email])
        assert self.at(time_machine, 600) == sorted([lead.email, lead.email, boss.email])
        assert {letter.details for letter in Letter.objects.all()} == {
            '{"link": "http://localhost:8000/conversations/marked/"}'
        }

    def test_without_anybody_on_duty_all_who_supervise_are_told_at_once(self, room: Room, time_machine: Any) -> None:
        boss = member_of(room.team, RoleName.TEAM_MANAGER)
        flagged(room)
        assert self.at(time_machine, 121) == [boss.email]

    def test_an_answer_in_time_tells_nobody(self, room: Room, time_machine: Any) -> None:
        flag = flagged(room)
        late = marked.unanswered(dt.timedelta(seconds=-1), 1)
        actions.answer(marked=flag, outcome=FlagOutcome.NOT_NEEDED, by=room.user("Cleo"))
        assert (late, [actions.tell(marked=one, step=1, by=SYSTEM) for one in late]) == ([flag], [False])
        assert self.at(time_machine, 121) == []

    def test_one_that_fails_keeps_nobody_from_being_told_of_the_others(
        self, room: Room, time_machine: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = one_to_one()
        boss = member_of(other.team, RoleName.TEAM_MANAGER)
        whom = actions._whom

        def fails_for_the_first(team: Any, step: int) -> Any:
            if team == room.team:
                raise RuntimeError("nobody here")
            return whom(team, step)

        monkeypatch.setattr(actions, "_whom", fails_for_the_first)
        for each in (room, other):
            flagged(each)
        assert self.at(time_machine, 121) == [boss.email]
