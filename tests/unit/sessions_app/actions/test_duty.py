"""A team says who is on duty and how long each has to answer; concerns go by that from then on."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.actions import duty as actions
from sessions_app.enums import ConcernRole
from sessions_app.models import AnswerTimes, Concern, DutyTurn
from sessions_app.queries import duty as queries
from tests.factories import TeamFactory, member_of
from tests.factories.recorded import RecordedFactory
from tests.support.refusals import refusal
from tests.support.safeguarding import Safeguarding, safeguarding

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TODAY = dt.date(2026, 9, 14)


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to("2026-09-14 14:10+01:00", tick=False)


@pytest.fixture
def there() -> Safeguarding:
    return safeguarding()


@pytest.fixture
def worker(there: Safeguarding) -> User:
    return member_of(there.team, RoleName.PRACTITIONER)


def told(concern: Concern) -> dict[str, User | None]:
    return {step.role: step.user for step in concern.steps.all()}


def puts_down(there: Safeguarding, user: User, first: dt.date = TODAY, last: dt.date = TODAY) -> DutyTurn:
    return actions.add_turn(team=there.team, user=user, starts_on=first, ends_on=last, by=there.manager)


def test_whoever_is_on_duty_today_is_told(there: Safeguarding, worker: User) -> None:
    puts_down(there, there.manager, TODAY + dt.timedelta(days=1), TODAY + dt.timedelta(days=7))
    assert told(there.raised())[ConcernRole.DUTY_WORKER] == there.duty
    turn = puts_down(there, worker)
    assert told(there.raised())[ConcernRole.DUTY_WORKER] == worker
    actions.remove_turn(turn=turn, by=there.manager)
    assert told(there.raised())[ConcernRole.DUTY_WORKER] == there.duty


def test_whoever_has_left_or_raised_it_is_not(there: Safeguarding, worker: User) -> None:
    puts_down(there, worker)
    assert told(there.raised(by=worker))[ConcernRole.DUTY_WORKER] == there.duty
    with recording.acting(by=SYSTEM, verb="test"):
        Membership.objects.filter(user=worker).update(ended_at="2026-09-14 12:00+01:00")
    assert told(there.raised())[ConcernRole.DUTY_WORKER] == there.duty


def test_the_teams_own_times_hold_from_the_next_concern_on(there: Safeguarding) -> None:
    before = there.raised()
    actions.set_times(team=there.team, minutes={"lead": 10, "duty": None}, by=there.manager)

    def minutes(concern: Concern) -> list[float]:
        return [(step.due_at - step.told_at).total_seconds() / 60 for step in concern.steps.order_by("order")]

    assert (minutes(before), minutes(there.raised())) == ([30, 60], [10, 60])
    assert queries.minutes_for(ConcernRole.DUTY_WORKER, TeamFactory()) == 60
    actions.set_times(team=there.team, minutes={"lead": None}, by=there.manager)
    assert minutes(there.raised()) == [30, 60]


@pytest.mark.parametrize(("minutes", "code"), [(4, "minutes"), (5, None), (480, None), (481, "minutes")])
def test_times_are_those_of_a_day(there: Safeguarding, minutes: int, code: str | None) -> None:
    assert refusal(actions.set_times, team=there.team, minutes={"lead": minutes}, by=there.manager) == code


class TimesFactory(RecordedFactory):
    class Meta:
        model = AnswerTimes


def test_the_database_holds_it_too(there: Safeguarding) -> None:
    with pytest.raises(IntegrityError, match="answer_times_lead_in_a_day"):
        TimesFactory(team=there.team, lead=0)


def test_a_turn_is_a_colleagues_and_to_come(there: Safeguarding, worker: User) -> None:
    given = {"team": there.team, "by": there.manager, "starts_on": TODAY, "ends_on": TODAY}
    yesterday = TODAY - dt.timedelta(days=1)
    assert refusal(actions.add_turn, **given, user=there.lead) == "user"
    assert refusal(actions.add_turn, **{**given, "ends_on": yesterday}, user=worker) == "days"
    assert refusal(actions.add_turn, **{**given, "starts_on": yesterday, "ends_on": yesterday}, user=worker) == "past"
    assert refusal(actions.add_turn, **{**given, "by": worker}, user=worker) == "needs-concern.close"


class TestPages:
    def test_the_list_is_kept_by_those_who_answer_for_the_teams_concerns(
        self, client: Client, there: Safeguarding, worker: User
    ) -> None:
        at = f"/concerns/duty/{there.team.pk}/"
        client.force_login(there.manager)
        assert at in client.get("/concerns/").content.decode()
        assert "Nobody is put down for today" in client.get(at).content.decode()
        assert client.post(at, {"user": str(worker.pk)}).status_code == 422
        days = {f"{name}_{n}": v for name in ("starts_on", "ends_on") for n, v in enumerate(("14", "9", "2026"))}
        assert client.post(at, {**days, "user": str(there.manager.pk), "ends_on_0": "13"}).status_code == 422
        done = client.post(at, {**days, "user": str(worker.pk)}, follow=True).content.decode()
        assert f"<strong>{worker.name}</strong>" in done.replace("&#x27;", "'")
        assert client.post(f"{at}times/", {"lead": "2"}).status_code == 422
        assert 'value="15"' in client.post(f"{at}times/", {"lead": "15"}, follow=True).content.decode()
        turn = DutyTurn.objects.get()
        assert "Nobody is put down" in client.post(f"{at}{turn.pk}/remove/", follow=True).content.decode()
        assert client.post(f"{at}{turn.pk}/remove/").status_code == 404

    def test_nobody_else_finds_it(self, client: Client, there: Safeguarding, worker: User) -> None:
        for user in (worker, there.lead, member_of(TeamFactory(), RoleName.TEAM_MANAGER)):
            client.force_login(user)
            assert client.get(f"/concerns/duty/{there.team.pk}/").status_code == 404
