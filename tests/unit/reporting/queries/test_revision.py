import datetime as dt
from typing import Any

import pytest
import time_machine

from mhst.core.actors import SYSTEM
from mhst.reporting.actions import publication as actions
from mhst.reporting.dates import month_of
from mhst.reporting.enums import RevisionState
from mhst.reporting.models import Contact
from mhst.reporting.queries import revision as queries
from mhst.reporting.queries.release import work_out, work_out_again
from tests.factories.places import TeamFactory
from tests.factories.reporting import ContactFactory, PublicationFactory, RevisionFactory
from tests.support.figures import AFTERWARDS, QUARTER, Counted, add_late, counted, publish

pytestmark = pytest.mark.django_db
LATER = AFTERWARDS + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _afterwards(time_machine: time_machine.TimeMachineFixture) -> None:
    time_machine.move_to(AFTERWARDS, tick=False)


@pytest.fixture
def there() -> Counted:
    return counted()


def _late(there: Counted, **more: Any) -> None:
    """A contact that was written down only then."""
    ContactFactory(**{"team": there.team, "school": there.schools[0], "learnt_at": LATER} | more)


class TestCameLate:
    def test_nothing_did(self, there: Counted) -> None:
        published = publish(there)
        _late(there, at=dt.datetime(2026, 4, 2, 11))  # of the next quarter
        _late(there, team=TeamFactory(), at=dt.datetime(2026, 3, 2, 11))  # of another team
        _late(there, at=dt.datetime(2026, 3, 2, 11), withdrawn_at=LATER)

        assert not queries.came_late(published)

    def test_something_was_written_down(self, there: Counted) -> None:
        published = publish(there)
        add_late(there, LATER)

        assert queries.came_late(published)

    def test_something_was_taken_back(self, there: Counted) -> None:
        published = publish(there)
        Contact.objects.filter(pk=Contact.objects.filter(team=there.team)[0].pk).update(withdrawn_at=LATER)

        assert queries.came_late(published)

    def test_support_ended_and_was_written_down_late(self, there: Counted) -> None:
        published = publish(there)
        _late(there, kind="ending", came_of_it="better", at=dt.datetime(2026, 3, 2, 11))

        assert queries.came_late(published)

    def test_a_month_is_as_it_was_known_when_it_was_published_and_support_that_ended_as_the_quarter(
        self, there: Counted
    ) -> None:
        """January was out before the quarter was: what came between is in no edition yet, unless it tells of ends."""
        for month in QUARTER.starts:
            actions.publish(worked_out=work_out(there.team, month_of(month), AFTERWARDS), by=SYSTEM)
        _late(
            there,
            kind="ending",
            came_of_it="better",
            at=dt.datetime(2026, 1, 12, 11),
        )
        at = LATER + dt.timedelta(days=1)
        published = actions.publish(worked_out=work_out(there.team, QUARTER, at), by=SYSTEM)
        assert not queries.came_late(published)

        _late(there, at=dt.datetime(2026, 1, 12, 11))
        assert queries.came_late(published)

    def test_what_a_second_edition_holds_is_late_no_more(self, there: Counted) -> None:
        first = publish(there)
        add_late(there, LATER)
        at = LATER + dt.timedelta(days=1)
        second = actions.revise(worked_out=work_out_again(there.team, QUARTER, at), by=SYSTEM)

        assert (queries.came_late(first), queries.came_late(second)) == (True, False)


class TestAsked:
    def test_the_first_one_first_and_none_that_is_over(self) -> None:
        over = {"state": RevisionState.UNCHANGED, "ended_at": AFTERWARDS}
        later, first = (RevisionFactory(created_at=AFTERWARDS - dt.timedelta(hours=ago)) for ago in (1, 2))
        RevisionFactory(publication=first.publication, **over)

        assert queries.asked() == [first, later]

    def test_the_last_of_a_quarter_whichever_edition_was_out(self) -> None:
        first = PublicationFactory()
        second = PublicationFactory(team=first.team, edition=2)
        asked = RevisionFactory(publication=first)
        RevisionFactory(publication=PublicationFactory(team=first.team, first=dt.date(2025, 10, 1)))
        RevisionFactory(created_at=AFTERWARDS + dt.timedelta(hours=1))

        assert queries.last_asked(second) == asked
        assert (queries.under_way(first), queries.under_way(second)) == (asked, asked)
