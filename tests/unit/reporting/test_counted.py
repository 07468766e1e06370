"""Who is counted as what: one person has one gender, age, ethnic group and wait all through a quarter."""

import datetime as dt
from uuid import uuid4

import pytest

from mhst.access.models import User
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import TOP
from mhst.core.disclosure.declared import Area
from mhst.people.enums import Ethnicity, Gender
from mhst.places.enums import TeamKind
from mhst.places.models import School
from mhst.reporting.actions import contact
from mhst.reporting.dates import Period
from mhst.reporting.documents.laid_out import Whose
from mhst.reporting.documents.parts import PARTS, Earlier, parts_of
from mhst.reporting.documents.reading import reach
from mhst.reporting.models import Contact, Publication
from mhst.reporting.queries import area, publication, reached, release
from mhst.reporting.queries.area import Population
from mhst.reporting.queries.contact import as_cells, seen
from mhst.reporting.queries.ending import Ending, endings
from mhst.reporting.queries.session_facts import SESSIONS
from tests.factories import AttendanceFactory, OrganisationFactory, SchoolFactory, TeamFactory, TeamSchoolFactory, world
from tests.factories.casework import ReferralFactory
from tests.factories.counselling import ServiceFactory
from tests.factories.reporting import CommissionFactory, ContactFactory, PublicationFactory
from tests.support.figures import AFTERWARDS, QUARTER, add_contacts, counted, publish
from tests.support.writing_up import AFTERWARDS as WRITTEN_UP
from tests.support.writing_up import one_to_one, session_of

pytestmark = pytest.mark.django_db


def test_a_person_is_what_their_first_contact_said_and_waited_until_the_first() -> None:
    school = TeamSchoolFactory(starts_on=dt.date(2025, 9, 1))
    same = {"team": school.team, "school": school.school, "person_key": "one"}
    ContactFactory(**same, at=dt.datetime(2026, 1, 12, 10), gender="2", ethnicity="H", age=13)
    ContactFactory(**same, at=dt.datetime(2026, 1, 19, 10), gender="1", ethnicity="Z", age=14, waited=28, kind="group")
    ContactFactory(**same, at=dt.datetime(2026, 1, 26, 10), waited=3, reason="04")
    ContactFactory(**same, at=dt.datetime(2026, 1, 30, 12), kind="ending", came_of_it="better", age=15, reason="15")
    where = Area(area.clusters(school.team, QUARTER), ("January 2026",))
    cells = dict(as_cells(where.shape, seen(school.team, Period(QUARTER.first, 1), AFTERWARDS), {"one": "better"}))

    (cell,) = cells.values()
    assert cell[2] == "female"
    assert cell[4:] == ("11_to_13", "asian", "one_to_one", "4_to_12_weeks", "for_low_mood", "better", TOP)


def test_whose_support_ended_is_counted_once_seen_or_not_and_as_it_was_known() -> None:
    school = TeamSchoolFactory(starts_on=dt.date(2025, 9, 1))
    ending = {"team": school.team, "school": school.school, "kind": "ending", "person_key": "one"}
    ContactFactory(**ending, at=dt.datetime(2026, 2, 9, 12), came_of_it="better", ended_because="02")
    ContactFactory(**ending, at=dt.datetime(2026, 3, 9, 12), came_of_it="worse", ended_because="08")
    ContactFactory(**ending | {"person_key": "not brought"}, at=dt.datetime(2026, 3, 16, 12), came_of_it="not_twice",
                   ended_because="05")  # fmt: skip
    ContactFactory(**ending | {"person_key": "before"}, at=dt.datetime(2025, 12, 31, 12), came_of_it="same")
    ContactFactory(**ending | {"person_key": "elsewhere", "school": SchoolFactory()}, came_of_it="same")
    ContactFactory(**ending | {"person_key": "told late"}, came_of_it="same", learnt_at=AFTERWARDS + dt.timedelta(1))
    ContactFactory(**ending | {"person_key": "was seen", "kind": "session"})

    assert endings(school.team, QUARTER, AFTERWARDS) == [
        Ending("elsewhere", "about_the_same", "ended_by_moving_on"), Ending("one", "better", "ended_as_planned"),
        Ending("not brought", "not_asked_twice", "ended_by_stopping"),
    ]  # fmt: skip


def test_the_first_contact_after_a_request_says_how_long_it_was_waited_for(time_machine) -> None:
    time_machine.move_to(WRITTEN_UP)
    there = world()
    session = session_of(one_to_one(there))
    for pupil in there.pupils[1:3]:
        AttendanceFactory(session=session, young_person=pupil)
    ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[1], first_contact_on=session.date,
        received_on=session.date - dt.timedelta(days=40),
    )  # fmt: skip
    contact.roll_up(source=SESSIONS, by=SYSTEM)

    assert sorted(Contact.objects.values_list("waited", flat=True), key=str) == [40, None]


def test_what_no_month_tells_is_as_it_is_known_when_the_quarter_is_counted() -> None:
    """What months tell stays as it was published: here the gender."""
    school, published = TeamSchoolFactory(starts_on=dt.date(2025, 9, 1)), dt.datetime(2026, 2, 6, 9, tzinfo=dt.UTC)
    same = {"team": school.team, "school": school.school, "person_key": "one", "source_id": uuid4()}
    then, later = {"withdrawn_at": published + dt.timedelta(days=5)}, {"learnt_at": published + dt.timedelta(days=5)}
    ContactFactory(**same, **then, gender=Gender.NOT_KNOWN, ethnicity=Ethnicity.NOT_KNOWN, age=13)
    ContactFactory(**same, **later, gender="2", ethnicity="H", age=14, waited=3, reason="04")
    ContactFactory(team=school.team, school=school.school, **later)  # written down late: for a revision

    def told(known_at: dt.datetime, now: dt.datetime) -> list[tuple[str, ...]]:
        rows = seen(school.team, Period(QUARTER.first, 1), known_at, now)
        return [(row.gender, row.ethnicity, row.age, row.wait, row.reason) for row in rows if row.person == "one"]

    assert told(published, published) == [("not_said", "not_said", "11_to_13", "", "")]
    assert told(published, AFTERWARDS) == [("not_said", "asian", "14_to_15", "within_4_weeks", "for_low_mood")]
    assert told(AFTERWARDS, AFTERWARDS) == [("female", "asian", "14_to_15", "within_4_weeks", "for_low_mood")]
    assert len(list(seen(school.team, Period(QUARTER.first, 1), published, AFTERWARDS))) == 1


def test_what_was_published_of_fewer_dimensions_is_of_everybody_in_the_others() -> None:
    known = [[["January 2026", TOP, "female", TOP], 10, 14, 1, ["month_by_gender"]]]
    held = PublicationFactory(known=known, months=1)

    (figure,) = release.around(held.team, held.period).now
    assert figure.cell == ("January 2026", TOP, "female", *[TOP] * 8)


def _earlier(made: Publication, viewer: User) -> Earlier:
    before, year_before = (publication.tables(each) for each in publication.earlier(made, viewer))
    return before, year_before


class TestBesideEachOther:
    def test_every_table_stands_beside_the_quarter_before(self, time_machine) -> None:
        there = counted()
        add_contacts(there, QUARTER.before)
        time_machine.move_to(AFTERWARDS, tick=False)
        for quarter in (QUARTER.before, QUARTER):
            made = publish(there, quarter)
        tables, whose = publication.tables(made), Whose(kind=there.team.kind)
        parts = {one.part.key: one.tiles for one in parts_of(tables, _earlier(made, there.commissioner), whose)}
        gender = parts["who"][0].laid_out

        assert gender.before == ("The quarter before",)  # and no column for a year before, of which there is nothing
        assert next(row.earlier for row in gender.rows) == (("The quarter before", "25"),)
        assert list(parts) == [part.key for part in PARTS]
        assert set(tables) <= {tile.key for tiles in parts.values() for tile in tiles}

    def test_reach_is_of_the_pupils_of_the_schools_served(self) -> None:
        there = counted()
        with recording.acting(by=SYSTEM, verb="test"):
            for school, pupils in zip(there.schools, (1000, 750, None), strict=True):
                School.objects.filter(pk=school.pk).update(pupils=pupils)

        said = reach(area.population(there.team, QUARTER), 35)
        assert said.startswith(
            "About 35 are some 2.0 per cent of the 1,750 pupils on the rolls of the 2 schools served."
        )
        assert reach(None, 35) == reach(area.population(there.team, QUARTER), None) == ""

    def test_an_online_service_reaches_the_schools_that_its_payers_pay_for(self) -> None:
        there, online = counted(), TeamFactory(kind=TeamKind.COUNSELLING)
        with recording.acting(by=SYSTEM, verb="test"):
            School.objects.filter(pk__in=[school.pk for school in there.schools]).update(pupils=500)
        CommissionFactory(team=online, organisation=there.team.commissions.get().organisation)
        TeamSchoolFactory(school=SchoolFactory(pupils=900), starts_on=dt.date(2025, 9, 1))  # of another area

        assert reached.population(online, QUARTER) == reached.population(there.team, QUARTER) == Population(1500, 3)
        said = reach(reached.population(online, QUARTER), 30, Whose(kind=online.kind))
        assert said.startswith(
            "About 30 are some 2.0 per cent of the 1,500 pupils on the rolls of the 3 schools of the area that take "
            "young people of its ages."
        )

    def test_an_online_service_reaches_no_school_that_all_leave_before_they_are_of_its_ages(self) -> None:
        """At a primary they are 11 at the most."""
        online, payer = ServiceFactory(youngest=11).team, OrganisationFactory()
        CommissionFactory(team=online, organisation=payer)
        for pupils, low, high in ((300, 4, 11), (800, 11, 16), (500, 4, 16), (200, 16, 19)):
            school = SchoolFactory(pupils=pupils, low_age=low, high_age=high)
            served = TeamSchoolFactory(school=school, starts_on=dt.date(2025, 9, 1))
            CommissionFactory(team=served.team, organisation=payer)

        assert reached.population(online, QUARTER) == Population(1500, 3)

    def test_no_population_where_no_school_says_how_many(self) -> None:
        row = TeamSchoolFactory(school=SchoolFactory(pupils=None), starts_on=dt.date(2025, 9, 1))

        assert area.population(row.team, QUARTER) is None
