import datetime as dt
from contextlib import nullcontext
from dataclasses import replace

import pytest
import time_machine
from django.db import Error, connection, transaction

from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import TOP, CannotTell, Known, NotProtected
from mhst.core.disclosure.declared_consultations import KEYS as CONSULTATIONS_KEYS
from mhst.core.disclosure.declared_whole_school import KEYS as WHOLE_SCHOOL_KEYS
from mhst.core.errors import Conflict, Refused
from mhst.places.models import Cluster, School, TeamSchool
from mhst.reporting.actions import publication as actions
from mhst.reporting.dates import Period, month_of
from mhst.reporting.models import Contact, Publication, PublishedTable
from mhst.reporting.queries import publication as queries
from mhst.reporting.queries.release import WorkedOut, work_out, work_out_again
from tests.factories.places import TeamSchoolFactory
from tests.factories.reporting import ContactFactory, PublicationFactory
from tests.support.figures import AFTERWARDS, QUARTER, Counted, add_late, counted, publish

pytestmark = pytest.mark.django_db
#: A cell as it was told of before consultations were counted apart.
ONCE = (TOP, TOP, TOP, TOP, TOP, TOP, "consultation", TOP, TOP, TOP)
JANUARY, FEBRUARY = month_of(dt.date(2026, 1, 1)), month_of(dt.date(2026, 2, 1))


@pytest.fixture
def there() -> Counted:
    return counted()


@pytest.fixture(autouse=True)
def _afterwards(time_machine: time_machine.TimeMachineFixture) -> None:
    time_machine.move_to(AFTERWARDS, tick=False)


class TestPublish:
    def test_the_first_quarter_says_what_the_board_learned(self, there: Counted) -> None:
        tables = queries.tables(publish(there))

        assert tables["quarter"].whole == 35
        assert tables["gender"].shown("female") == 25
        assert tables["time"].shown("evenings_and_weekends") == 20
        assert tables["gender"].shown("another") is None

    def test_each_is_published_once(self, there: Counted) -> None:
        publish(there)

        with pytest.raises(Conflict, match="published already"):
            actions.publish(worked_out=work_out(there.team, QUARTER, AFTERWARDS), by=SYSTEM)

    def test_nothing_before_its_working_day(
        self, there: Counted, time_machine: time_machine.TimeMachineFixture
    ) -> None:
        time_machine.move_to(dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC))

        with pytest.raises(Refused, match="published on 6 February 2026"):
            actions.publish(worked_out=work_out(there.team, JANUARY, AFTERWARDS), by=SYSTEM)

    def test_a_quarter_waits_for_its_months(self, there: Counted) -> None:
        with pytest.raises(Refused, match="published first"):
            actions.publish(worked_out=work_out(there.team, QUARTER, AFTERWARDS), by=SYSTEM)

    def test_what_was_published_meanwhile_is_gone_through_again(self, there: Counted) -> None:
        worked_out = work_out(there.team, FEBRUARY, AFTERWARDS)
        actions.publish(worked_out=work_out(there.team, JANUARY, AFTERWARDS), by=SYSTEM)

        with pytest.raises(Conflict, match="meanwhile"):
            actions.publish(worked_out=worked_out, by=SYSTEM)

    def test_a_manager_may_and_a_commissioner_may_not(self, there: Counted) -> None:
        worked_out = work_out(there.team, JANUARY, AFTERWARDS)

        with pytest.raises(Refused, match="team manager"):
            actions.publish(worked_out=worked_out, by=there.commissioner)
        assert actions.publish(worked_out=worked_out, by=there.manager).edition == 1


class TestSchoolsThatChange:
    def test_a_quarter_keeps_the_names_and_the_schools_that_it_began_with(self, there: Counted) -> None:
        """A school gets a new name and another team, and a cluster a new name, between two of its months."""
        first = actions.publish(worked_out=work_out(there.team, JANUARY, AFTERWARDS), by=SYSTEM)
        with recording.acting(by=SYSTEM, verb="test"):
            School.objects.filter(pk=there.schools[0].pk).update(name="Called otherwise")
            rows = TeamSchool.objects.filter(team=there.team)
            Cluster.objects.filter(pk__in=rows.values("cluster")).update(name="Called otherwise too")
            rows.filter(school=there.schools[1]).update(ends_on=dt.date(2025, 12, 31))
        rest = [
            actions.publish(worked_out=work_out(there.team, period, AFTERWARDS), by=SYSTEM)
            for period in (FEBRUARY, month_of(dt.date(2026, 3, 1)), QUARTER)
        ]
        later = AFTERWARDS + dt.timedelta(days=30)
        add_late(there, later)
        rest.append(actions.revise(worked_out=work_out_again(there.team, QUARTER, later), by=SYSTEM))

        assert [each.places for each in rest] == [first.places] * 4
        assert queries.tables(rest[-2])["school"].of("place") == queries.tables(first)["school_by_month"].of("place")

    def test_a_school_that_comes_to_it_is_added(self, there: Counted) -> None:
        actions.publish(worked_out=work_out(there.team, JANUARY, AFTERWARDS), by=SYSTEM)
        new = TeamSchoolFactory(team=there.team, starts_on=dt.date(2026, 2, 1)).school
        worked_out = work_out(there.team, FEBRUARY, AFTERWARDS)

        assert [place.school for place in worked_out.places[3:]] == [new.pk]
        assert {table.key for table in worked_out.release.tables} >= {"month", "school_by_month"}


class TestTheQuartersBeside:
    """A step from any month of one quarter to any of another is a group like any other."""

    @pytest.mark.parametrize(
        ("period", "first", "beside", "mine", "theirs"),
        [
            (FEBRUARY, dt.date(2026, 1, 1), dt.date(2025, 10, 1), "January 2026", "December 2025"),
            (QUARTER, dt.date(2026, 3, 1), dt.date(2026, 4, 1), "March 2026", "April 2026"),
            (FEBRUARY, dt.date(2026, 1, 1), dt.date(2025, 1, 1), "January 2026", "March 2025"),
        ],
        ids=("before", "after", "a year before"),
    )
    def test_nothing_is_added_to_what_proves_one(
        self, there: Counted, period: Period, first: dt.date, beside: dt.date, mine: str, theirs: str
    ) -> None:
        PublicationFactory(team=there.team, first=first, months=1, known=_told(mine, 10, 11))
        assert work_out(there.team, period, AFTERWARDS).release.tables != ()

        PublicationFactory(team=there.team, first=beside, months=3, known=_told(theirs, 8, 8))
        assert _of_young_people(work_out(there.team, period, AFTERWARDS)) == []

    def test_what_was_published_there_meanwhile_is_gone_through_again(self, there: Counted) -> None:
        worked_out = work_out(there.team, JANUARY, AFTERWARDS)
        PublicationFactory(team=there.team, first=dt.date(2025, 12, 1), months=1, known=_told("December 2025", 8, 12))

        with pytest.raises(Conflict, match="meanwhile"):
            actions.publish(worked_out=worked_out, by=SYSTEM)


def _told(month: str, least: int, most: int) -> list[object]:
    """A figure of a month, as it is kept."""
    return [[[month, *[TOP] * 9], least, most, 1, ["month"]]]


def _of_young_people(worked_out: WorkedOut) -> list[str]:
    keys = CONSULTATIONS_KEYS | WHOLE_SCHOOL_KEYS
    return [table.key for table in worked_out.release.tables if table.key not in keys]


class TestRevise:
    def test_what_came_late_is_in_a_second_edition_and_the_first_stays(self, there: Counted) -> None:
        first = publish(there)
        before = dict(PublishedTable.objects.values_list("pk", "contents"))
        add_late(there)
        later = AFTERWARDS + dt.timedelta(days=30)
        second = actions.revise(worked_out=work_out_again(there.team, QUARTER, later), by=SYSTEM)

        assert (first.edition, second.edition) == (1, 2)
        assert {pk: PublishedTable.objects.get(pk=pk).contents for pk in before} == before
        assert queries.latest(there.commissioner) == second

    def test_what_is_known_late_is_in_no_first_edition(self, there: Counted) -> None:
        """Twelve who came in January and were written down after it was published."""
        actions.publish(worked_out=work_out(there.team, JANUARY, AFTERWARDS), by=SYSTEM)
        late = AFTERWARDS + dt.timedelta(hours=1)
        for number in range(12):
            ContactFactory(
                team=there.team, school=there.schools[0], at=dt.datetime(2026, 1, 12, 11), learnt_at=late,
                person_key=f"late {number}",
            )  # fmt: skip
        afterwards = late + dt.timedelta(days=1)
        rest = [
            actions.publish(worked_out=work_out(there.team, period, afterwards), by=SYSTEM)
            for period in (FEBRUARY, month_of(dt.date(2026, 3, 1)), QUARTER)
        ]

        assert queries.tables(rest[-1])["quarter"].whole == 35
        again = work_out_again(there.team, QUARTER, afterwards)
        assert {table.whole for table in again.release.tables if table.key == "quarter"} <= {45}

    def test_a_quarter_counts_its_months_as_they_were_known(self, there: Counted) -> None:
        for month in (JANUARY, FEBRUARY, month_of(dt.date(2026, 3, 1))):
            actions.publish(worked_out=work_out(there.team, month, AFTERWARDS), by=SYSTEM)
        Contact.objects.update(withdrawn_at=AFTERWARDS + dt.timedelta(days=1))
        late = work_out(there.team, QUARTER, AFTERWARDS + dt.timedelta(days=2))

        assert actions.publish(worked_out=late, by=SYSTEM).tables.get(key="quarter").contents["whole"] == 35

    @pytest.mark.parametrize(("least", "most", "editions"), [(0, 4, [1, 2]), (5, 7, [1])])
    def test_of_a_quarter_that_told_of_consultations_as_a_sort_of_help(
        self, there: Counted, least: int, most: int, editions: list[int]
    ) -> None:
        """Nobody was ever counted in it, and who revises knows. Had anybody been, the gate would stop."""
        for first in QUARTER.starts:
            actions.publish(worked_out=work_out(there.team, month_of(first), AFTERWARDS), by=SYSTEM)
        known = [*work_out(there.team, QUARTER, AFTERWARDS).release.known, Known(ONCE, least, most, 1, ("help",))]
        plain = [[list(each.cell), each.least, each.most, each.edition, list(each.tables)] for each in known]
        PublicationFactory(team=there.team, first=QUARTER.first, months=3, known=plain)

        add_late(there)
        with nullcontext() if len(editions) == 2 else pytest.raises(CannotTell, match="outside the shape"):
            actions.revise(worked_out=work_out_again(there.team, QUARTER, AFTERWARDS), by=SYSTEM)
        assert [each.edition for each in Publication.objects.filter(months=3).order_by("edition")] == editions

    def test_where_nothing_came_late_there_is_no_new_edition_and_that_is_written_down(self, there: Counted) -> None:
        """The lots of another edition are others: by them alone its figures would become fewer."""
        first = publish(there)
        worked_out = work_out_again(there.team, QUARTER, AFTERWARDS + dt.timedelta(days=30))

        assert worked_out.changed == []
        assert actions.revise(worked_out=worked_out, by=there.manager) == first
        row = AuditEvent.objects.get(verb="publication.revise")
        assert (row.row_id, row.actor_id, row.detail) == (str(first.pk), there.manager.audit_id, {"revised": False})

    def test_nor_where_it_came_late_and_was_told_of_already(self, there: Counted) -> None:
        publish(there)
        add_late(there)
        later = AFTERWARDS + dt.timedelta(days=30)
        second = actions.revise(worked_out=work_out_again(there.team, QUARTER, later), by=SYSTEM)
        third = actions.revise(worked_out=work_out_again(there.team, QUARTER, later), by=SYSTEM)

        assert (second.edition, third) == (2, second)

    def test_nor_where_every_figure_stays_what_it_is(self, there: Counted) -> None:
        """One more boy by day in March: 35 are 35 as 34 were, and 7 boys are 5 as 6 were."""
        publish(there)
        ContactFactory(
            team=there.team, school=there.schools[2], gender="1", at=dt.datetime(2026, 3, 3, 11), learnt_at=AFTERWARDS
        )  # fmt: skip
        worked_out = work_out_again(there.team, QUARTER, AFTERWARDS)

        assert next(table for table in worked_out.release.tables if table.key == "gender").shown("male") == 5
        assert worked_out.changed == []

    def test_nor_where_all_that_changed_is_told_no_more(self, there: Counted) -> None:
        """That there is an edition in which nothing else shows would say where it changed."""
        publish(there)
        add_late(there)
        worked_out = work_out_again(there.team, QUARTER, AFTERWARDS + dt.timedelta(days=30))
        changed = set(worked_out.changed)
        known = tuple(figure for figure in worked_out.release.known if changed.isdisjoint(figure.tables))
        poorer = replace(worked_out, release=replace(worked_out.release, known=known))

        assert changed >= {"month", "quarter", "gender"}
        assert known != ()
        assert poorer.changed == []

    def test_only_what_was_published(self, there: Counted) -> None:
        with pytest.raises(Refused, match="Only a published quarter"):
            actions.revise(worked_out=work_out_again(there.team, QUARTER, AFTERWARDS), by=SYSTEM)


@pytest.mark.both_engines
class TestTheDatabase:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE reporting_publishedtable SET contents = '{}'",
            "DELETE FROM reporting_publishedtable",
            "UPDATE reporting_publication SET edition = 2",
            "DELETE FROM reporting_publication",
        ],
    )
    def test_refuses_to_change_what_was_published(self, there: Counted, statement: str) -> None:
        publish(there)

        with pytest.raises(Error, match="cannot be changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_table_put_in_beside_the_protection_is_not_shown(there: Counted) -> None:
    published = publish(there)
    contents = {**published.tables.get(key="quarter").contents, "whole": 34, "key": "forged"}
    PublishedTable.objects.create(publication=published, key="forged", contents=contents, signature="0" * 64)

    with pytest.raises(NotProtected):
        queries.tables(published)
