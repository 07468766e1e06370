"""Who is told of a concern, by when they answer, and who comes next when they do not."""

import datetime as dt

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.audit import recording
from mhst.core import sweeps
from mhst.core.actors import SYSTEM
from mhst.settings.environment import environment
from sessions_app.actions import concern_step as actions
from sessions_app.enums import ConcernRole
from sessions_app.models import Concern, Message
from sessions_app.queries import concern as queries
from sessions_app.tasks import climb_concerns, remind_of_concerns, send_what_is_due
from tests.factories import member_of
from tests.support.refusals import refusal, said
from tests.support.safeguarding import WORDS, Safeguarding, safeguarding

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 9, 14, 14, 10, tzinfo=dt.UTC)
LEAD, DEPUTY, DUTY, MANAGER = ConcernRole


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(START, tick=False)
    return lambda minutes: time_machine.move_to(START + dt.timedelta(minutes=minutes), tick=False)


@pytest.fixture
def there() -> Safeguarding:
    return safeguarding()


def told(concern: Concern) -> dict[str, User | None]:
    return {step.role: step.user for step in concern.steps.all()}


def gone(*users: User) -> None:
    with recording.acting(by=SYSTEM, verb="test.end"):
        Membership.objects.filter(user__in=users).update(ended_at=START)


def written(clock, minutes: int) -> list[str]:
    """To whom the worker writes, in the minute that is so long after the start."""
    clock(minutes)
    before = set(Message.objects.values_list("pk", flat=True))
    climb_concerns()
    remind_of_concerns()
    return sorted(message.address for message in Message.objects.exclude(pk__in=before))


@pytest.fixture
def settings_again(monkeypatch) -> None:
    monkeypatch.setattr(environment, "concern_again_minutes", 45)


class TestTelling:
    def test_the_school_and_the_team_are_told_at_once(self, there: Safeguarding) -> None:
        concern = there.raised()
        assert told(concern) == {LEAD: there.lead, DUTY: there.duty}
        assert [(step.due_at - START).seconds // 60 for step in concern.steps.all()] == [30, 60]

    def test_all_are_told_where_somebody_is_in_danger(self, there: Safeguarding) -> None:
        assert told(there.raised(is_immediate=True)) == {
            LEAD: there.lead, DEPUTY: there.deputy, DUTY: there.duty, MANAGER: there.manager,
        }  # fmt: skip

    def test_whoever_raised_it_is_told_nothing_they_know(self, there: Safeguarding) -> None:
        assert told(there.raised(by=there.lead))[LEAD] == there.deputy

    def test_a_school_without_a_lead_goes_on_to_the_manager(self, there: Safeguarding) -> None:
        gone(there.lead, there.deputy)
        concern = there.raised()
        assert told(concern) == {LEAD: None, DEPUTY: None, MANAGER: there.manager, DUTY: there.duty}
        assert queries.shown(concern, there.manager).nobody_was_told is False

    def test_a_supervisor_stands_in_for_the_teams_safeguarding_lead(self, there: Safeguarding) -> None:
        gone(there.duty)
        supervisor = member_of(there.team, RoleName.SUPERVISOR)
        assert told(there.raised())[DUTY] == supervisor
        leading = member_of(there.team.led_by, RoleName.SAFEGUARDING_LEAD)
        assert told(there.raised())[DUTY] == leading

    def test_with_nobody_at_all_it_is_written_down_and_said(self, there: Safeguarding) -> None:
        gone(there.lead, there.deputy, there.duty, there.manager)
        concern = there.raised()
        assert set(told(concern).values()) == {None}
        assert queries.shown(concern, there.teacher).nobody_was_told is True


class TestClimbing:
    def test_in_time_nothing_climbs(self, there: Safeguarding, clock) -> None:
        there.raised()
        clock(29)
        assert queries.due_steps() == []

    def test_unanswered_it_goes_to_the_deputy_then_the_manager(self, there: Safeguarding, clock) -> None:
        concern = there.raised()
        clock(30)
        climb_concerns()
        assert told(concern) == {LEAD: there.lead, DUTY: there.duty, DEPUTY: there.deputy}
        clock(60)
        climb_concerns()
        assert told(concern)[MANAGER] == there.manager
        assert [step.role for step in concern.steps.filter(escalated_at__isnull=False)] == [LEAD, DUTY, DEPUTY]

    def test_it_climbs_once(self, there: Safeguarding, clock) -> None:
        concern = there.raised()
        clock(31)
        step = concern.steps.get(role=LEAD)
        assert [actions.climb(step_id=step.pk, by=SYSTEM) for _ in range(2)] == [True, False]
        assert concern.steps.count() == 3

    def test_what_is_answered_does_not_climb(self, there: Safeguarding, clock) -> None:
        concern = there.raised()
        actions.acknowledge(step=concern.steps.get(role=LEAD), by=there.lead)
        clock(31)
        assert queries.due_steps() == []

    def test_a_late_answer_counts_and_the_next_must_still_answer(self, there: Safeguarding, clock) -> None:
        concern = there.raised()
        clock(31)
        climb_concerns()
        actions.acknowledge(step=concern.steps.get(role=LEAD), by=there.lead)
        assert {step.user for step in queries.unanswered(concern)} == {there.duty, there.deputy}

    def test_after_the_last_all_are_written_to_again(self, there: Safeguarding, clock) -> None:
        there.raised(is_immediate=True)
        send_what_is_due()
        mail.outbox.clear()
        clock(60)
        sweeps.sweep_once()
        assert sorted(message.to[0] for message in mail.outbox) == sorted(
            user.email for user in (there.lead, there.deputy, there.duty, there.manager)
        )

    def test_and_again_until_they_answer(self, there: Safeguarding, clock, settings_again) -> None:
        """At 60 minutes everybody is; then every 45, but the duty worker and the manager have 60 to answer."""
        concern = there.raised(is_immediate=True)
        written(clock, 60)
        assert [written(clock, minute) for minute in (60, 104)] == [[], []]
        assert written(clock, 105) == sorted([there.lead.email, there.deputy.email])
        assert written(clock, 120) == sorted([there.duty.email, there.manager.email])
        actions.acknowledge(step=concern.steps.get(role=LEAD), by=there.lead)
        assert written(clock, 150) == [there.deputy.email]
        assert written(clock, 600) == sorted(user.email for user in (there.deputy, there.duty, there.manager))
        for step in queries.unanswered(concern):
            actions.acknowledge(step=step, by=step.user)
        assert written(clock, 6000) == []

    def test_nobody_is_reminded_while_there_is_somebody_to_go_to(self, there: Safeguarding, clock) -> None:
        concern = there.raised()
        actions.acknowledge(step=concern.steps.get(role=DUTY), by=there.duty)
        gone(there.manager)
        written(clock, 30)
        assert written(clock, 59) == []  # the deputy has a minute left
        assert (written(clock, 60), told(concern)[MANAGER]) == ([], None)
        assert written(clock, 120) == sorted([there.lead.email, there.deputy.email])

    def test_one_that_fails_does_not_hold_up_the_others(self, there: Safeguarding, clock, monkeypatch, caplog) -> None:
        there.raised()
        clock(61)
        first = queries.due_steps()[0]
        climb = actions.climb

        def picky(*, step_id, by):
            if step_id == first:
                raise RuntimeError
            return climb(step_id=step_id, by=by)

        monkeypatch.setattr(actions, "climb", picky)
        climb_concerns()
        assert queries.due_steps() == [first]
        assert f"Step {first} of a concern could not climb" in caplog.text


class TestAnswering:
    def test_is_written_down_with_who_and_when(self, there: Safeguarding, clock) -> None:
        step = there.raised().steps.get(role=LEAD)
        clock(5)
        actions.acknowledge(step=step, by=there.lead)
        step.refresh_from_db()
        assert (step.acknowledged_by, step.acknowledged_at) == (there.lead, START + dt.timedelta(minutes=5))
        assert refusal(actions.acknowledge, step=step, by=there.lead) == "answered"

    @pytest.mark.parametrize(
        ("who", "answer"),
        [("teacher", "own"), ("practitioner", "needs-concern.close"), ("manager", None), ("deputy", None)],
    )
    def test_for_another_only_late_and_by_those_who_may_close(
        self, there: Safeguarding, clock, who: str, answer: str | None
    ) -> None:
        step = there.raised().steps.get(role=LEAD)
        assert refusal(actions.acknowledge, step=step, by=getattr(there, who)) == (answer or "early")
        clock(31)
        assert refusal(actions.acknowledge, step=step, by=getattr(there, who)) == answer

    def test_somebody_too_early_is_told_when(self, there: Safeguarding) -> None:
        step = there.raised().steps.get(role=LEAD)
        assert said(actions.acknowledge, step=step, by=there.manager) == (
            f"{there.lead} has until 15:40 to answer. After that you can, for them."
        )

    def test_nobody_answers_their_own(self, there: Safeguarding) -> None:
        step = there.raised(by=there.manager).steps.get(role=LEAD)
        assert refusal(actions.acknowledge, step=step, by=there.manager) == "own"


class TestMail:
    def test_says_only_that_something_urgent_waits(self, there: Safeguarding) -> None:
        there.raised()
        send_what_is_due()
        assert sorted((message.subject, message.to) for message in mail.outbox) == sorted([
            ("You have an urgent item", [there.lead.email]),
            ("You have an urgent item", [there.duty.email]),
        ])  # fmt: skip
        text = "".join(message.subject + message.body for message in mail.outbox).lower()
        names = [there.pupil.family_name, there.school.name, there.teacher.last_name, "safeguarding", "concern"]
        assert [name for name in (*names, *WORDS.values()) if name.lower() in text] == []

    def test_somebody_without_an_address_is_named_all_the_same(self, there: Safeguarding) -> None:
        there.lead.email = ""
        there.lead.save()
        concern = there.raised()
        assert told(concern)[LEAD] == there.lead
        assert [message.address for message in Message.objects.all()] == [there.duty.email]

    def test_the_worker_is_asked_after_it(self, there: Safeguarding, django_capture_on_commit_callbacks) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            there.raised()
        assert DBTaskResult.objects.count() == 2
