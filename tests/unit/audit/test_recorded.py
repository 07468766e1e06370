"""Every way Django has of writing a record leaves an audit row, or does not write."""

import copy
import datetime as dt
import pickle
import threading
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connections
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Concat

from mhst.access import grants
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent, AuditHead
from mhst.audit.recording import UnrecordedWrite
from mhst.core.actors import SYSTEM
from mhst.core.permissions import Permission
from mhst.people.models import KeepApart, ParentOrGuardian, Practitioner, YoungPerson
from mhst.places.models import Cluster, Organisation, Room, School, Team, TeamSchool
from tests.factories.access import UserFactory
from tests.factories.people import PractitionerFactory, YoungPersonFactory
from tests.factories.places import (
    LONG_AGO,
    ClusterFactory,
    OrganisationFactory,
    RoomFactory,
    SchoolFactory,
    TeamFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def act() -> Any:
    return recording.acting(by=SYSTEM, verb="test.act")


@pytest.fixture
def told() -> Any:
    """The audit rows since the fixture was asked for, as (kind, table, fields, detail)."""
    holder = {"since": 0}

    class Told:
        def start(self) -> None:
            holder["since"] = AuditHead.objects.get().seq

        def __call__(self) -> list[tuple[str, str, list[str], dict[str, Any]]]:
            rows = AuditEvent.objects.filter(seq__gt=holder["since"])
            return [(r.kind, r.table.partition("_")[2], r.fields, r.detail) for r in rows]

    return Told()


class TestSave:
    def test_a_new_record_tells_what_it_holds(self, act: Any, told: Any) -> None:
        told.start()

        with act:
            Organisation.objects.create(name="Trust", kind="nhs")

        assert told() == [("created", "organisation", ["kind", "name"], {"name": "Trust", "kind": "nhs"})]

    def test_a_change_tells_the_old_and_the_new_value(self, act: Any, told: Any) -> None:
        organisation = OrganisationFactory(name="Old", ods_code="AB1")
        told.start()

        with act:
            organisation.name, organisation.ods_code = "New", ""
            organisation.save()

        detail = {"name": ["Old", "New"], "ods_code": ["AB1", ""]}
        assert told() == [("changed", "organisation", ["name", "ods_code"], detail)]

    def test_a_save_that_changes_nothing_writes_and_tells_nothing(
        self, act: Any, told: Any, django_assert_num_queries: Any
    ) -> None:
        organisation = Organisation.objects.get(pk=OrganisationFactory().pk)
        told.start()

        with act, django_assert_num_queries(0):
            organisation.save()

        assert told() == []

    def test_two_who_change_different_things_both_keep_theirs(self, act: Any) -> None:
        pk = OrganisationFactory(name="Old", ods_code="OLD").pk
        one, other = Organisation.objects.get(pk=pk), Organisation.objects.get(pk=pk)

        with act:
            one.name = "New"
            one.save()
            other.ods_code = "NEW"
            other.save()

        kept = Organisation.objects.get(pk=pk)
        assert (kept.name, kept.ods_code) == ("New", "NEW")

    def test_a_second_save_tells_only_what_changed_since_the_first(self, act: Any, told: Any) -> None:
        organisation = OrganisationFactory(name="One")

        with act:
            organisation.name = "Two"
            organisation.save()
        told.start()
        with recording.acting(by=SYSTEM, verb="test.again"):
            organisation.ods_code = "X"
            organisation.save()

        assert told() == [("changed", "organisation", ["ods_code"], {"ods_code": ["", "X"]})]

    def test_named_fields_are_written_and_told_even_if_they_are_the_same(self, act: Any, told: Any) -> None:
        organisation = OrganisationFactory(name="Same")
        told.start()

        with act:
            organisation.ods_code = "not written"
            organisation.save(update_fields=["name"])

        assert told() == [("changed", "organisation", ["name"], {"name": ["Same", "Same"]})]
        assert Organisation.objects.get().ods_code == ""

    def test_a_foreign_key_tells_ids(self, act: Any, told: Any) -> None:
        team, other = TeamFactory(), OrganisationFactory()
        before = str(team.led_by_id)
        told.start()

        with act:
            team.led_by = other
            team.save()

        assert told() == [("changed", "team", ["led_by"], {"led_by": [before, str(other.pk)]})]

    def test_a_change_inside_a_list_is_seen(self, act: Any, told: Any) -> None:
        practitioner = PractitionerFactory(skills=["cbt"])
        found = Practitioner.objects.get(pk=practitioner.pk)
        told.start()

        with act:
            found.skills.append("parenting")
            found.save()

        assert told() == [("changed", "practitioner", ["skills"], {"skills": [["cbt"], ["cbt", "parenting"]]})]
        assert Practitioner.objects.get(pk=practitioner.pk).skills == ["cbt", "parenting"]

    def test_a_value_the_database_computes_is_told_as_it_was_asked(self, act: Any, told: Any) -> None:
        room = RoomFactory(capacity=4)
        told.start()

        with act:
            room.capacity = F("capacity") + 2
            room.save()

        [(_, _, fields, _)] = told()
        assert fields == ["capacity"]
        assert Room.objects.get(pk=room.pk).capacity == 6

    def test_a_failed_save_tells_nothing(self, act: Any, told: Any) -> None:
        OrganisationFactory(name="Taken")
        organisation = OrganisationFactory(name="Mine")
        told.start()

        organisation.name = "Taken"
        with pytest.raises(IntegrityError), act:
            organisation.save()

        assert told() == []

    def test_a_record_that_somebody_deleted_is_not_brought_back(self, act: Any) -> None:
        organisation = OrganisationFactory()
        with act:
            Organisation.objects.get().delete()

        organisation.name = "Back"
        with pytest.raises(DatabaseError), recording.acting(by=SYSTEM, verb="test.again"):
            organisation.save()

        assert not Organisation.objects.exists()

    def test_a_copy_is_a_new_record(self, act: Any, told: Any) -> None:
        organisation = OrganisationFactory(name="One")
        double = Organisation(pk=organisation.pk, name="Two", kind="nhs")

        with pytest.raises(IntegrityError), act:
            double.save()  # creates, and never writes over what is there

    def test_the_database_gives_a_grown_id_before_it_is_told(self, act: Any) -> None:
        person = YoungPersonFactory()
        grant = grants.give(
            user=UserFactory(), permission=Permission.YOUNG_PERSON_VIEW, thing=person,
            until=dt.datetime(2030, 1, 1, tzinfo=dt.UTC), reason="Covers", by=SYSTEM,
        )  # fmt: skip

        assert AuditEvent.objects.get(table="access_grant", kind="created").row_id == str(grant.pk)


class TestReadingAgain:
    def test_refreshing_forgets_what_was_not_saved(self, act: Any, told: Any) -> None:
        organisation = OrganisationFactory(name="Old")
        organisation.name = "Not saved"
        organisation.refresh_from_db()
        told.start()

        with act:
            organisation.save()

        assert told() == []

    def test_refreshing_one_field_keeps_the_change_of_another(self, act: Any, told: Any) -> None:
        organisation = OrganisationFactory(name="Old")
        organisation.name, organisation.ods_code = "New", "New"
        organisation.refresh_from_db(None, ["ods_code"])
        told.start()

        with act:
            organisation.save()

        assert told() == [("changed", "organisation", ["name"], {"name": ["Old", "New"]})]

    def test_a_field_that_was_not_read_is_not_written(self, act: Any, told: Any) -> None:
        OrganisationFactory(name="Old", ods_code="KEEP")
        organisation = Organisation.objects.only("name").get()
        told.start()

        with act:
            organisation.name = "New"
            organisation.save()

        assert told() == [("changed", "organisation", ["name"], {"name": ["Old", "New"]})]
        assert Organisation.objects.get().ods_code == "KEEP"

    def test_a_field_set_without_being_read_is_written(self, act: Any, told: Any) -> None:
        OrganisationFactory(ods_code="OLD")
        organisation = Organisation.objects.only("name").get()
        told.start()

        with act:
            organisation.ods_code = "NEW"
            organisation.save()

        assert told() == [("changed", "organisation", ["ods_code"], {"ods_code": [None, "NEW"]})]

    @pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda record: pickle.loads(pickle.dumps(record))])  # noqa: S301
    def test_a_copied_or_pickled_record_still_knows_what_changed(self, act: Any, told: Any, again: Any) -> None:
        organisation = again(Organisation.objects.get(pk=OrganisationFactory(name="Old").pk))
        told.start()

        with act:
            organisation.name = "New"
            organisation.save()

        assert told() == [("changed", "organisation", ["name"], {"name": ["Old", "New"]})]


class TestBulk:
    def test_bulk_create_tells_of_each(self, act: Any, told: Any) -> None:
        told.start()

        with act:
            made = Organisation.objects.bulk_create([Organisation(name=f"T{n}", kind="nhs") for n in range(3)])
            made[0].ods_code = "A1"
            made[0].save()

        assert [(kind, detail.get("name")) for kind, _, _, detail in told()] == [
            ("created", "T0"),
            ("created", "T1"),
            ("created", "T2"),
            ("changed", None),
        ]

    @pytest.mark.parametrize(
        "conflicts",
        [
            {"ignore_conflicts": True},
            {"update_conflicts": True, "unique_fields": ["name"], "update_fields": ["kind"]},
        ],
    )
    def test_bulk_create_that_may_write_less_is_refused(self, act: Any, conflicts: Any) -> None:
        with pytest.raises(UnrecordedWrite, match="nobody can tell which rows were written"), act:
            Organisation.objects.bulk_create([Organisation(name="T", kind="nhs")], **conflicts)

        assert not Organisation.objects.exists()

    def test_update_tells_of_each_with_old_and_new(self, act: Any, told: Any) -> None:
        OrganisationFactory.create_batch(2, kind="nhs", ods_code="")
        told.start()

        with act:
            assert Organisation.objects.update(kind="charity") == 2

        assert told() == [("changed", "organisation", ["kind"], {"kind": ["nhs", "charity"]})] * 2

    def test_update_of_a_foreign_key_and_by_its_column(self, act: Any, told: Any) -> None:
        team, one, other = TeamFactory(), OrganisationFactory(), OrganisationFactory()
        first = str(team.led_by_id)
        told.start()

        with act:
            Team.objects.update(led_by=one)
            Team.objects.update(led_by_id=other.pk)

        assert [detail for *_, detail in told()] == [
            {"led_by": [first, str(one.pk)]},
            {"led_by": [str(one.pk), str(other.pk)]},
        ]

    def test_update_with_an_expression_tells_the_name(self, act: Any, told: Any) -> None:
        OrganisationFactory(name="One")
        told.start()

        with act:
            Organisation.objects.update(name=Concat(F("name"), Value("!")))

        assert told() == [("changed", "organisation", ["name"], {})]
        assert Organisation.objects.get().name == "One!"

    def test_update_of_nothing_tells_nothing(self, act: Any, told: Any) -> None:
        told.start()

        with act:
            assert Organisation.objects.filter(name="nobody").update(kind="nhs") == 0

        assert told() == []

    def test_update_over_a_join_and_an_order(self, act: Any, told: Any) -> None:
        team = TeamFactory(phone="1")
        TeamFactory(phone="1")
        told.start()

        with act:
            rows = Team.objects.filter(led_by__name=team.led_by.name).select_related("led_by").order_by("-name")
            assert rows.update(phone="2") == 1

        assert told() == [("changed", "team", ["phone"], {"phone": ["1", "2"]})]

    @pytest.mark.parametrize("kind", ["distinct", "aggregated"])
    def test_update_that_could_not_lock_its_rows_is_refused(self, act: Any, kind: str) -> None:

        rows = (
            Organisation.objects.distinct() if kind == "distinct" else Organisation.objects.annotate(n=Count("teams"))
        )
        with pytest.raises(UnrecordedWrite, match="update by its ids"), act:
            rows.update(kind="nhs")

    def test_update_of_more_rows_than_one_statement_names(self, act: Any, told: Any) -> None:
        with recording.acting(by=SYSTEM, verb="test.many"):
            Organisation.objects.bulk_create([Organisation(name=f"T{n}", kind="nhs") for n in range(501)])
        told.start()

        with act:
            assert Organisation.objects.filter(kind="nhs").update(kind="charity") == 501

        assert len(told()) == 501
        assert not Organisation.objects.filter(kind="nhs").exists()

    def test_bulk_update_tells_of_each(self, act: Any, told: Any) -> None:
        both = OrganisationFactory.create_batch(2, ods_code="")
        both[0].ods_code, both[1].ods_code = "A", "B"
        told.start()

        with act:
            Organisation.objects.bulk_update(both, ["ods_code"])

        assert told() == [("changed", "organisation", ["ods_code"], {})] * 2
        assert set(Organisation.objects.values_list("ods_code", flat=True)) == {"A", "B"}

    @pytest.mark.parametrize(
        "write",
        [
            lambda: Organisation.objects.update(kind="nhs"),
            lambda: Organisation.objects.bulk_create([Organisation(name="T", kind="nhs")]),
            lambda: Organisation.objects.create(name="T", kind="nhs"),
            lambda: Organisation.objects.all().delete(),
            lambda: Organisation.objects.get().delete(),
            lambda: Organisation.objects.get_or_create(name="T", kind="nhs"),
            lambda: Organisation.objects.update_or_create(name="Old", defaults={"kind": "charity"}),
            lambda: Organisation.objects.bulk_update(Organisation.objects.all(), ["kind"]),
        ],
    )
    def test_none_of_them_works_outside_an_action(self, write: Any) -> None:
        OrganisationFactory(name="Old", kind="council")

        with pytest.raises(UnrecordedWrite):
            write()

        assert Organisation.objects.get().kind == "council"


class TestGetOrCreate:
    def test_get_or_create_tells_only_of_creating(self, act: Any, told: Any) -> None:
        told.start()

        with act:
            Organisation.objects.get_or_create(name="T", defaults={"kind": "nhs"})
            Organisation.objects.get_or_create(name="T", defaults={"kind": "nhs"})

        assert told() == [("created", "organisation", ["kind", "name"], {"name": "T", "kind": "nhs"})]

    def test_update_or_create_tells_of_both(self, act: Any, told: Any) -> None:
        told.start()

        with act:
            Organisation.objects.update_or_create(name="T", defaults={"kind": "nhs"})
            Organisation.objects.update_or_create(name="T", defaults={"kind": "charity"})

        assert [(kind, detail.get("kind")) for kind, _, _, detail in told()] == [
            ("created", "nhs"),
            ("changed", ["nhs", "charity"]),
        ]


class TestDelete:
    def test_a_deleted_record_tells_what_it_held(self, act: Any, told: Any) -> None:
        OrganisationFactory(name="Gone", kind="nhs")
        told.start()

        with act:
            Organisation.objects.get().delete()

        assert told() == [("deleted", "organisation", ["kind", "name"], {"name": "Gone", "kind": "nhs"})]

    def test_deleting_many_tells_of_each(self, act: Any, told: Any) -> None:
        OrganisationFactory.create_batch(3)
        told.start()

        with act:
            Organisation.objects.all().delete()

        assert [kind for kind, *_ in told()] == ["deleted"] * 3

    def test_a_cascade_is_told_too(self, act: Any, told: Any) -> None:
        room = RoomFactory()
        expected = 1 + room.units.count() + room.hours.count()
        told.start()

        with act:
            room.delete()

        assert {table for _, table, *_ in told()} >= {"room"}
        assert [kind for kind, *_ in told()] == ["deleted"] * expected
        assert expected > 1

    def test_a_manager_has_no_delete(self) -> None:
        """As in Django: it would be too easy to write."""
        assert not hasattr(Organisation.objects, "delete")


class TestWritesThatDjangoMakes:
    def test_a_link_set_to_nothing_is_told(self, act: Any, told: Any) -> None:
        """`on_delete=SET_NULL` of a record when an unrecorded row goes."""
        user = UserFactory()
        person = YoungPersonFactory(user=user)
        told.start()

        with act:
            User.objects.filter(pk=user.pk).delete()

        assert told() == [("changed", "youngperson", ["user"], {})]
        assert YoungPerson.objects.get(pk=person.pk).user is None

    def test_adding_from_the_other_side_of_a_foreign_key_is_told(self, act: Any, told: Any) -> None:
        cluster, team = ClusterFactory(), TeamFactory()
        first = str(cluster.team_id)
        told.start()

        with act:
            team.clusters.add(cluster)

        assert told() == [("changed", "cluster", ["team"], {"team": [first, str(team.pk)]})]
        assert Cluster.objects.get().team == team

    def test_templates_cannot_write(self) -> None:
        assert Organisation.save.alters_data
        assert Organisation.objects.update.alters_data


class TestLinks:
    @pytest.fixture
    def team(self) -> Team:
        return TeamFactory()

    def test_adding_and_removing(self, act: Any, told: Any, team: Team) -> None:
        other = OrganisationFactory()
        told.start()

        with act:
            team.employers.add(other)
            team.employers.remove(other)

        assert told() == [
            ("changed", "team", ["employers"], {"employers": {"added": [str(other.pk)]}}),
            ("changed", "team", ["employers"], {"employers": {"removed": [str(other.pk)]}}),
        ]

    def test_adding_what_is_there_tells_nothing(self, act: Any, told: Any, team: Team) -> None:
        told.start()

        with act:
            team.employers.add(team.led_by)

        assert told() == []

    def test_setting_tells_the_difference(self, act: Any, told: Any, team: Team) -> None:
        other = OrganisationFactory()
        told.start()

        with act:
            team.employers.set([other])

        assert [detail["employers"] for *_, detail in told()] == [
            {"removed": [str(team.led_by_id)]},
            {"added": [str(other.pk)]},
        ]

    def test_clearing_tells_what_was_there(self, act: Any, told: Any, team: Team) -> None:
        told.start()

        with act:
            team.employers.clear()
            team.employers.clear()

        assert told() == [("changed", "team", ["employers"], {"employers": {"removed": [str(team.led_by_id)]}})]

    def test_the_other_side_tells_of_the_record_that_has_the_field(self, act: Any, told: Any, team: Team) -> None:
        other = OrganisationFactory()
        told.start()

        with act:
            other.teams.add(team)
            other.teams.clear()

        ids = [str(other.pk)]
        assert told() == [
            ("changed", "team", ["employers"], {"employers": {"added": ids}}),
            ("changed", "team", ["employers"], {"employers": {"removed": ids}}),
        ]

    def test_linking_outside_an_action_fails(self, team: Team) -> None:
        with pytest.raises(UnrecordedWrite):
            team.employers.add(OrganisationFactory())

    def test_a_link_that_is_a_record_itself_is_told_as_one(self, act: Any, told: Any, team: Team) -> None:
        school = SchoolFactory()
        told.start()

        with act:
            school.teams.add(team, through_defaults={"starts_on": LONG_AGO})
            school.teams.remove(team)

        assert [(kind, table) for kind, table, *_ in told()] == [("created", "teamschool"), ("deleted", "teamschool")]
        assert not TeamSchool.objects.exists()


class TestWhatIsTold:
    CANARY = "Canary-7f3a"

    def test_no_personal_or_clinical_value_lands_in_the_audit(self, act: Any) -> None:
        with act:
            person = YoungPersonFactory(
                given_name=self.CANARY, family_name=self.CANARY, preferred_name=self.CANARY, pronouns=self.CANARY,
                communication_needs=self.CANARY,
            )  # fmt: skip
            ParentOrGuardian.objects.create(
                young_person=person,
                name=self.CANARY,
                relationship="mother",
                phone=self.CANARY,
                safe_contact=self.CANARY,
            )
            person.family_name = person.communication_needs = f"{self.CANARY} again"
            person.save()
            YoungPerson.objects.filter(pk=person.pk).update(given_name=f"{self.CANARY} once more")
            ParentOrGuardian.objects.all().delete()

        about = AuditEvent.objects.filter(person_id=str(person.pk))
        assert about.count() >= 5
        assert [row for row in about if self.CANARY in str([row.detail, row.fields, row.verb, row.row_id])] == []

    def test_their_names_are_told_all_the_same(self, act: Any, told: Any) -> None:
        person = YoungPersonFactory(communication_needs="signs")
        told.start()

        with act:
            person.communication_needs = "reads lips"
            person.birth_date = dt.date(2012, 1, 1)
            person.save()

        assert told() == [("changed", "youngperson", ["birth_date", "communication_needs"], {})]

    def test_the_same_text_typed_again_is_no_change(self, act: Any, told: Any) -> None:
        pk = YoungPersonFactory(communication_needs="signs").pk
        person = YoungPerson.objects.get(pk=pk)
        told.start()

        with act:
            person.communication_needs = "signs"
            person.save()
            person.communication_needs = None
            person.save()

        assert told() == [("changed", "youngperson", ["communication_needs"], {})]

    def test_a_row_about_two_people_is_in_the_history_of_both(self, act: Any) -> None:
        one, other = sorted(YoungPersonFactory.create_batch(2), key=lambda person: person.pk)

        with act:
            KeepApart.objects.create(one=one, other=other)

        rows = AuditEvent.objects.filter(table="people_keepapart")
        assert {row.person_id for row in rows} == {str(one.pk), str(other.pk)}


@pytest.mark.django_db(transaction=True)
def test_two_who_want_the_same_row_get_it_once() -> None:
    """An update is told only of rows it really changed, whoever came first: the loser finds nothing to change."""
    OrganisationFactory(name="Wanted", ods_code="")
    barrier, won = threading.Barrier(6), []

    def claim(code: str) -> None:
        try:
            barrier.wait()
            with recording.acting(by=SYSTEM, verb="test.claim"):
                if Organisation.objects.filter(Q(ods_code="")).update(ods_code=code):
                    won.append(code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=claim, args=[f"C{n}"]) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(won) == 1
    assert Organisation.objects.get().ods_code == won[0]
    assert [r.detail for r in AuditEvent.objects.filter(verb="test.claim")] == [{"ods_code": ["", won[0]]}]


def test_five_thousand_rows_cost_a_few_queries_each_hundred(django_assert_max_num_queries: Any) -> None:
    school = SchoolFactory()
    many = [
        School(urn=100000 + n, name=f"S{n}", council=school.council, phase="primary", low_age=4, high_age=11)
        for n in range(5000)
    ]

    with django_assert_max_num_queries(800), recording.acting(by=SYSTEM, verb="test.many"):
        School.objects.bulk_create(many)

    assert AuditEvent.objects.filter(verb="test.many").count() == 5000
