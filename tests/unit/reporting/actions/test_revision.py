"""A revision that somebody asked for: once at a time, by one worker at a time, and told together with what it made."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError

from mhst.access.models import Membership
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.reporting.actions import revision as actions
from mhst.reporting.enums import RevisionState
from mhst.reporting.models import Publication, Revision, RevisionProgress
from mhst.reporting.queries.release import work_out_again
from mhst.reporting.rules.revision import FAILED, GONE_AFTER, MOST_ATTEMPTS
from tests.factories.access import member_of
from tests.factories.reporting import PublicationFactory, RevisionFactory
from tests.support.figures import AFTERWARDS, QUARTER, Counted, add_late, counted, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afterwards(time_machine: time_machine.TimeMachineFixture) -> None:
    time_machine.move_to(AFTERWARDS, tick=False)


@pytest.fixture
def there() -> Counted:
    return counted()


class TestAsk:
    def test_who_publishes_asks_and_is_written_down(self, there: Counted) -> None:
        asked = actions.ask(publication=PublicationFactory(team=there.team), by=there.manager)

        assert (asked.state, asked.asked_by) == (RevisionState.WAITING, there.manager)
        row = AuditEvent.objects.get(verb="revision.ask")
        assert (row.row_id, row.actor_id) == (str(asked.pk), there.manager.audit_id)

    def test_who_asks_while_it_is_under_way_gets_the_same(self, there: Counted) -> None:
        """Pressed twice, and by another manager; also once a worker has begun."""
        published = PublicationFactory(team=there.team)
        first = actions.ask(publication=published, by=there.manager)
        other = member_of(there.team, there.manager.current_memberships[0].role)

        assert actions.ask(publication=published, by=there.manager) == first
        actions.begin(revision=first, by=SYSTEM)
        assert actions.ask(publication=published, by=other) == first
        assert Revision.objects.get().asked_by == there.manager

    def test_the_database_keeps_a_second_out(self) -> None:
        asked = RevisionFactory()

        with pytest.raises(IntegrityError, match=r"revision_once_at_a_time|UNIQUE"):
            RevisionFactory(publication=asked.publication)

    def test_who_pays_may_not(self, there: Counted) -> None:
        with pytest.raises(Refused, match="team manager"):
            actions.ask(publication=PublicationFactory(team=there.team), by=there.commissioner)

    def test_a_month_is_not_revised(self, there: Counted) -> None:
        with pytest.raises(Refused, match="Only a published quarter"):
            actions.ask(publication=PublicationFactory(team=there.team, months=1), by=there.manager)

    def test_who_does_not_know_of_a_newer_edition_is_told(self, there: Counted) -> None:
        first = PublicationFactory(team=there.team)
        PublicationFactory(team=there.team, edition=2)

        with pytest.raises(Conflict, match="Edition 2 came out meanwhile"):
            actions.ask(publication=first, by=there.manager)
        assert not Revision.objects.exists()


class TestBegin:
    def test_one_worker_takes_it(self) -> None:
        asked = RevisionFactory()

        assert actions.begin(revision=asked, by=SYSTEM) == 1
        assert actions.begin(revision=asked, by=SYSTEM) is None
        assert Revision.objects.get().state == RevisionState.WORKING

    def test_another_takes_over_from_one_that_is_gone_and_not_from_one_that_is_slow(
        self, time_machine: time_machine.TimeMachineFixture
    ) -> None:
        asked = RevisionFactory()
        actions.begin(revision=asked, by=SYSTEM)
        time_machine.move_to(AFTERWARDS + GONE_AFTER, tick=False)
        actions.tell(revision=asked, attempt=1, turn=2, settled=3, of=4, by=SYSTEM)
        time_machine.move_to(AFTERWARDS + 2 * GONE_AFTER, tick=False)
        assert actions.begin(revision=asked, by=SYSTEM) is None

        time_machine.move_to(AFTERWARDS + 2 * GONE_AFTER + dt.timedelta(seconds=1), tick=False)
        assert actions.begin(revision=asked, by=SYSTEM) == 2
        actions.tell(revision=asked, attempt=1, turn=9, settled=9, of=9, by=SYSTEM)
        progress = RevisionProgress.objects.get()
        assert (progress.attempt, progress.turn, progress.settled, progress.of) == (2, 0, 0, 0)

    def test_what_ends_every_worker_is_given_up(self, time_machine: time_machine.TimeMachineFixture) -> None:
        asked = RevisionFactory()
        begun = []
        for number in range(MOST_ATTEMPTS + 2):
            time_machine.move_to(AFTERWARDS + number * 2 * GONE_AFTER, tick=False)
            begun.append(actions.begin(revision=asked, by=SYSTEM))

        assert begun == [*range(1, MOST_ATTEMPTS + 1), None, None]
        asked.refresh_from_db()
        assert (asked.state, asked.why_not) == (RevisionState.STOPPED, FAILED)


class TestCarryOut:
    def _begun(self, there: Counted) -> Revision:
        asked = actions.ask(publication=publish(there), by=there.manager)
        assert actions.begin(revision=asked, by=SYSTEM) == 1
        return asked

    def test_makes_an_edition_in_the_name_of_who_asked(self, there: Counted) -> None:
        asked = self._begun(there)
        add_late(there)
        worked_out = work_out_again(there.team, QUARTER, AFTERWARDS)
        actions.carry_out(revision=asked, attempt=1, worked_out=worked_out, by=SYSTEM)

        asked.refresh_from_db()
        assert (asked.state, asked.made.edition, asked.ended_at) == (RevisionState.MADE, 2, clock.now())
        made = AuditEvent.objects.get(verb="publication.revise", table="reporting_publication")
        assert (made.row_id, made.actor_id) == (str(asked.made_id), there.manager.audit_id)

    def test_says_that_no_figure_changed(self, there: Counted) -> None:
        asked = self._begun(there)
        actions.carry_out(
            revision=asked, attempt=1, worked_out=work_out_again(there.team, QUARTER, AFTERWARDS), by=SYSTEM
        )

        asked.refresh_from_db()
        assert (asked.state, asked.made) == (RevisionState.UNCHANGED, None)
        assert Publication.objects.filter(months=3).count() == 1

    def test_two_workers_make_one_edition(
        self, there: Counted, time_machine: time_machine.TimeMachineFixture
    ) -> None:  # fmt: skip
        """The first one was taken for gone, and comes to its end after the second."""
        asked = self._begun(there)
        add_late(there)
        slow = work_out_again(there.team, QUARTER, AFTERWARDS)
        time_machine.move_to(AFTERWARDS + 2 * GONE_AFTER, tick=False)
        assert actions.begin(revision=asked, by=SYSTEM) == 2
        actions.carry_out(revision=asked, attempt=1, worked_out=slow, by=SYSTEM)
        assert Publication.objects.filter(edition=2).count() == 0

        actions.carry_out(revision=asked, attempt=2, worked_out=slow, by=SYSTEM)
        actions.stop(revision=asked, attempt=1, why_not="It failed.", by=SYSTEM)
        asked.refresh_from_db()
        assert (asked.state, Publication.objects.filter(edition=2).count()) == (RevisionState.MADE, 1)

    def test_who_may_not_publish_any_more_has_nothing_published(self, there: Counted) -> None:
        asked = self._begun(there)
        add_late(there)
        with recording.acting(by=SYSTEM, verb="test"):
            Membership.objects.filter(user=there.manager).update(ends_on=dt.date(2026, 4, 1))
        with pytest.raises(Refused, match="team manager"):
            actions.carry_out(
                revision=asked, attempt=1, worked_out=work_out_again(there.team, QUARTER, AFTERWARDS), by=SYSTEM
            )

        asked.refresh_from_db()
        assert (asked.state, Publication.objects.filter(edition=2).count()) == (RevisionState.WORKING, 0)


def test_what_was_overtaken_waits_for_another_attempt() -> None:
    asked = RevisionFactory()
    actions.begin(revision=asked, by=SYSTEM)
    actions.put_back(revision=asked, attempt=1, by=SYSTEM)

    assert Revision.objects.get().state == RevisionState.WAITING
    assert actions.begin(revision=asked, by=SYSTEM) == 2
