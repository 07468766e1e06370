import datetime as dt
import logging
import re

import pytest
import time_machine
from django.core.management import CommandError, call_command

from mhst.audit import recording
from mhst.core import sweeps
from mhst.core.actors import SYSTEM
from mhst.reporting import tasks
from mhst.reporting.actions import publication
from mhst.reporting.dates import Period
from mhst.reporting.models import Publication
from mhst.reporting.queries.due import due
from mhst.reporting.queries.release import work_out
from tests.factories.places import TeamFactory
from tests.factories.reporting import CommissionFactory, PublicationFactory
from tests.support.figures import AFTERWARDS, Counted, add_late, counted, publish

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
    """January was published with a figure that this program cannot read, so February, March and the quarter wait."""
    with recording.acting(by=SYSTEM, verb="test"):
        PublicationFactory(team=there.team, first=dt.date(2026, 1, 1), months=1, known=[[["x"], 0, 4, 7, ["x"]]])

    def said() -> int:
        caplog.clear()
        tasks.publish_what_is_due()
        return caplog.text.count("were not published")

    assert [said(), said()] == [3, 0]
    time_machine.move_to(AFTERWARDS + dt.timedelta(days=1), tick=False)
    assert [said(), said()] == [3, 0]
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
    assert sweeps._long == [tasks.roll_up_contacts, tasks.publish_what_is_due]
    assert tasks.tell_who_asked in sweeps._sweeps


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
