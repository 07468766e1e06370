import datetime as dt
import logging
import re
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from mhst.access.models import Membership
from mhst.audit import recording
from mhst.core import sweeps
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import TOP
from mhst.places.models import Team
from mhst.reporting import tasks
from mhst.reporting.actions import publication, revision
from mhst.reporting.dates import Period
from mhst.reporting.enums import RevisionState
from mhst.reporting.models import Publication, Revision, RevisionProgress
from mhst.reporting.queries.due import due
from mhst.reporting.queries.release import WorkedOut, work_out, work_out_again
from mhst.reporting.rules.revision import FAILED, NO_LONGER, UNSAFE
from tests.factories.places import TeamFactory
from tests.factories.reporting import CommissionFactory, PublicationFactory
from tests.support.figures import AFTERWARDS, QUARTER, Counted, add_late, counted, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(time_machine: time_machine.TimeMachineFixture) -> Counted:
    time_machine.move_to(AFTERWARDS, tick=False)
    tasks._tried.clear()
    return counted()


def _published() -> list[tuple[int, int]]:
    return list(Publication.objects.order_by("created_at", "first").values_list("first__month", "months"))


def test_months_and_their_quarter_are_published_in_order(there: Counted) -> None:
    assert [(each.period.first.month, each.period.months) for each in due(AFTERWARDS.date())] == [
        (1, 1), (2, 1), (3, 1), (1, 3),
    ]  # fmt: skip
    tasks.roll_up_contacts()
    tasks.publish_what_is_due()

    assert sorted(_published()) == [(1, 1), (1, 3), (2, 1), (3, 1)]
    assert due(AFTERWARDS.date()) == []


def test_what_cannot_be_published_is_said_once_a_day(
    there: Counted, caplog: pytest.LogCaptureFixture, time_machine: time_machine.TimeMachineFixture
) -> None:
    """January was published with a figure that this program cannot read, so February and March wait, and without them
    the quarter is not even tried."""
    with recording.acting(by=SYSTEM, verb="test"):
        PublicationFactory(team=there.team, first=dt.date(2026, 1, 1), months=1, known=[[["x"], 0, 4, 7, ["x"]]])

    def said() -> int:
        caplog.clear()
        tasks.publish_what_is_due()
        return caplog.text.count("were not published")

    assert [said(), said()] == [2, 0]
    time_machine.move_to(AFTERWARDS + dt.timedelta(days=1), tick=False)
    assert [said(), said()] == [2, 0]
    assert _published() == [(1, 1)]


def test_how_it_gets_on_is_in_the_log(there: Counted, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger=tasks.__name__):
        tasks.publish_what_is_due()
    told = [each.getMessage() for each in caplog.records if "January 2026" in each.getMessage()]

    assert told[0].startswith(f"Figures of {there.team.pk} for January 2026: ")
    assert re.fullmatch(r".*: (\d+) of \1 groups asked about", told[-1])
    assert len(told) == len(set(told))


def test_nothing_urgent_waits_for_the_gate() -> None:
    """What may take minutes is done beside the sweeps that alarms come from, contacts before what counts them."""
    assert sweeps._long == [tasks.roll_up_contacts, tasks.revise_what_was_asked, tasks.publish_what_is_due]
    assert tasks.tell_who_asked in sweeps._sweeps


class TestWhatWasAsked:
    @pytest.fixture
    def asked(self, there: Counted) -> Revision:
        return revision.ask(publication=publish(there), by=there.manager)

    def test_a_new_edition_comes_out_and_how_far_it_is_was_told(self, there: Counted, asked: Revision) -> None:
        add_late(there)
        tasks.revise_what_was_asked()

        asked.refresh_from_db()
        assert (asked.state, asked.made.edition) == (RevisionState.MADE, 2)
        told = RevisionProgress.objects.get(revision=asked)
        assert (told.turn, told.of > told.settled >= 0) == (1, True)
        tasks.revise_what_was_asked()
        assert Publication.objects.filter(months=3).count() == 2

    def test_what_was_written_until_it_begins_counts(
        self, there: Counted, asked: Revision, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever asks has often just written it, and contacts were counted before that."""
        monkeypatch.setattr(tasks, "roll_up_contacts", lambda: add_late(there))
        tasks.revise_what_was_asked()

        asked.refresh_from_db()
        assert asked.state == RevisionState.MADE

    def test_an_edition_that_came_out_otherwise_is_not_told_as_theirs(self, there: Counted, asked: Revision) -> None:
        """By the command, while it waits: whoever asks again asks for the same, and nothing more has changed."""
        add_late(there)
        second = publication.revise(worked_out=work_out_again(there.team, QUARTER, AFTERWARDS), by=SYSTEM)
        assert revision.ask(publication=second, by=there.manager) == asked
        tasks.revise_what_was_asked()

        asked.refresh_from_db()
        assert (second.edition, asked.state, asked.made) == (2, RevisionState.UNCHANGED, None)

    def test_turns_are_counted_and_told_every_two_seconds(
        self, asked: Revision, time_machine: time_machine.TimeMachineFixture
    ) -> None:
        revision.begin(revision=asked, by=SYSTEM)
        step, told = tasks._keeping(asked, 1), []
        for second, settled in ((0, 5), (1, 9), (2, 3), (3, 1), (5, 2)):
            time_machine.move_to(AFTERWARDS + dt.timedelta(seconds=second), tick=False)
            step(settled, 10)
            told.append(RevisionProgress.objects.values_list("turn", "settled", "of").get())

        assert told == [(1, 5, 10), (1, 5, 10), (2, 3, 10), (2, 3, 10), (3, 2, 10)]

    def test_what_cannot_be_made_safe_is_told(self, there: Counted, asked: Revision) -> None:
        with recording.acting(by=SYSTEM, verb="test"):
            PublicationFactory(team=there.team, first=dt.date(2026, 1, 1), edition=7, known=[[["x"], 0, 4, 7, ["x"]]])
        tasks.revise_what_was_asked()

        asked.refresh_from_db()
        assert (asked.state, asked.why_not) == (RevisionState.STOPPED, UNSAFE)

    def test_who_may_not_publish_any_more_is_told(self, there: Counted, asked: Revision) -> None:
        with recording.acting(by=SYSTEM, verb="test"):
            Membership.objects.filter(user=there.manager).update(ends_on=dt.date(2026, 4, 1))
        tasks.revise_what_was_asked()

        asked.refresh_from_db()
        assert (asked.state, asked.why_not) == (RevisionState.STOPPED, NO_LONGER)

    def test_a_program_that_fails_holds_up_nobody_else(
        self, there: Counted, asked: Revision, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = counted()
        second = revision.ask(publication=publish(other), by=other.manager)

        def fails(team: Team, *args: Any) -> WorkedOut:
            if team == there.team:
                raise ZeroDivisionError
            return work_out_again(team, *args)

        monkeypatch.setattr(tasks, "work_out_again", fails)
        tasks.revise_what_was_asked()

        asked.refresh_from_db()
        second.refresh_from_db()
        assert (asked.state, asked.why_not) == (RevisionState.STOPPED, FAILED)
        assert second.state == RevisionState.UNCHANGED

    def test_what_was_published_meanwhile_is_worked_out_with_it(
        self, there: Counted, asked: Revision, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add_late(there)

        def overtaken(*args: Any) -> WorkedOut:
            worked_out = work_out_again(*args)
            PublicationFactory(team=there.team, first=dt.date(2026, 4, 1), months=1)
            known = [[["April 2026", *[TOP] * 9], 30, 34, 1, ["month"]]]
            PublicationFactory(team=there.team, first=dt.date(2026, 5, 1), months=1, known=known)
            return worked_out

        with monkeypatch.context() as patched:
            patched.setattr(tasks, "work_out_again", overtaken)
            tasks.revise_what_was_asked()
        asked.refresh_from_db()
        assert asked.state == RevisionState.WAITING
        tasks.revise_what_was_asked()
        asked.refresh_from_db()
        assert asked.made.edition == 2


class TestTheCommand:
    def test_publishes_and_tells_how_it_gets_on(self, there: Counted, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("publish_figures")

        assert "January to March 2026: 18 tables" in capsys.readouterr().out
        assert len(_published()) == 4

    def test_revises_a_quarter(
        self, there: Counted, capsys: pytest.CaptureFixture[str], time_machine: time_machine.TimeMachineFixture
    ) -> None:
        publish(there)
        add_late(there)
        time_machine.move_to(AFTERWARDS + dt.timedelta(days=40))
        call_command("publish_figures", revise="2026-01")

        assert Publication.objects.get(edition=2).first == dt.date(2026, 1, 1)

    def test_a_team_without_that_quarter_keeps_no_other_from_its_revision(
        self, there: Counted, time_machine: time_machine.TimeMachineFixture
    ) -> None:
        """Somebody pays for it, and it published nothing yet; it stands before the others in the alphabet."""
        publish(there)
        add_late(there)
        CommissionFactory(team=TeamFactory(name="A team that comes first"))
        time_machine.move_to(AFTERWARDS + dt.timedelta(days=40))
        call_command("publish_figures", revise="2026-01")

        assert Publication.objects.get(edition=2).team == there.team

    def test_says_of_which_team_nothing_came_late(
        self, there: Counted, capsys: pytest.CaptureFixture[str], time_machine: time_machine.TimeMachineFixture
    ) -> None:
        other = counted()
        for each in (there, other):
            publish(each)
        add_late(other)
        time_machine.move_to(AFTERWARDS + dt.timedelta(days=40))
        call_command("publish_figures", revise="2026-01")

        assert Publication.objects.get(edition=2).team == other.team
        said = f"{there.team}, January to March 2026: no figure would change, so there is no new edition"
        assert [line for line in capsys.readouterr().out.splitlines() if "no new edition" in line] == [said]

    def test_one_that_cannot_be_revised_is_told_of_and_the_others_are_revised(
        self, there: Counted, time_machine: time_machine.TimeMachineFixture
    ) -> None:
        other = counted()
        for each in (there, other):
            publish(each)
            add_late(each)
        stopped = min(there.team, other.team, key=lambda team: team.name)
        with recording.acting(by=SYSTEM, verb="test"):
            PublicationFactory(team=stopped, first=dt.date(2026, 1, 1), edition=7, known=[[["x"], 0, 4, 7, ["x"]]])
        time_machine.move_to(AFTERWARDS + dt.timedelta(days=40))
        with pytest.raises(CommandError, match=f"Not revised: {stopped}, January to March 2026: "):
            call_command("publish_figures", revise="2026-01")

        assert Publication.objects.get(edition=2).team == (other if stopped == there.team else there).team

    def test_one_that_cannot_be_published_is_told_of_and_the_others_are_published(self, there: Counted) -> None:
        other = counted()
        stopped = min(there.team, other.team, key=lambda team: team.name)
        with recording.acting(by=SYSTEM, verb="test"):
            PublicationFactory(team=stopped, first=dt.date(2026, 1, 1), months=1, known=[[["x"], 0, 4, 1, ["x"]]])
        with pytest.raises(CommandError, match=f"Not published: {stopped}, February 2026: "):
            call_command("publish_figures")

        assert Publication.objects.filter(team=other.team if stopped == there.team else there.team).count() == 4

    def test_a_month_that_becomes_due_after_those_that_follow_it_is_published(self, there: Counted) -> None:
        """As where the quarter's first months could not be worked out, and the last one could."""
        made = publication.publish(
            worked_out=work_out(there.team, Period(dt.date(2026, 3, 1), 1), AFTERWARDS), by=SYSTEM
        )
        assert made.months == 1
        call_command("publish_figures")

        assert sorted(_published()) == [(1, 1), (1, 3), (2, 1), (3, 1)]

    def test_says_what_cannot_be_done(self, there: Counted) -> None:
        with pytest.raises(CommandError, match="is not the first month of a quarter"):
            call_command("publish_figures", revise="2026-02")
        with pytest.raises(CommandError, match="Only a published quarter"):
            call_command("publish_figures", revise="2026-01")
