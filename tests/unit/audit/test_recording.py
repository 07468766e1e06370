"""What an action is: one actor, one transaction, its audit rows inside."""

import asyncio
import contextvars
import datetime as dt
import threading
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction

from mhst.audit import entries, recording
from mhst.audit.models import AuditEvent, AuditHead
from mhst.audit.recording import UnrecordedWrite, action
from mhst.core.actors import SYSTEM, Actor, Machine
from mhst.places.enums import TeamKind
from mhst.places.models import Organisation
from tests.factories.access import UserFactory
from tests.factories.people import YoungPersonFactory
from tests.factories.places import OrganisationFactory
from tests.support.loops import run

pytestmark = pytest.mark.django_db


@action
def rename(*, organisation: Organisation, name: str, by: Actor) -> str:
    organisation.name = name
    organisation.save()
    return name


@action
def rename_twice(*, organisation: Organisation, by: Actor) -> None:
    rename(organisation=organisation, name="Once", by=Machine("helper"))
    organisation.kind = "charity"
    organisation.save()


@action
def rename_and_fail(*, organisation: Organisation, by: Actor) -> None:
    rename(organisation=organisation, name="New", by=by)
    raise ZeroDivisionError


def _make_and_fail() -> None:
    with transaction.atomic():
        OrganisationFactory(name="Undone")
        with transaction.atomic():
            OrganisationFactory(name="Undone with it")
        raise ZeroDivisionError


def _told(since: int = 0) -> list[tuple[str, str, str]]:
    rows = AuditEvent.objects.filter(seq__gt=since)
    return [(row.verb, row.kind, row.actor_id) for row in rows]


def _last() -> int:
    return AuditHead.objects.get().seq


def test_an_action_leaves_a_row_that_names_who_what_and_when() -> None:
    user = UserFactory(first_name="Ada", last_name="Ives")
    organisation = OrganisationFactory(name="Old")
    before = _last()

    assert rename(organisation=organisation, name="New", by=user) == "New"

    [row] = AuditEvent.objects.filter(seq__gt=before)
    assert (row.actor_id, row.actor_label, row.verb) == (f"user:{user.pk}", "Ada Ives", "test_recording.rename")
    assert (row.kind, row.table, row.row_id) == ("changed", "places_organisation", str(organisation.pk))
    assert (row.fields, row.detail) == (["name"], {"name": ["Old", "New"]})
    assert row.at.tzinfo == dt.UTC


def test_an_inner_action_keeps_its_own_verb_and_actor() -> None:
    organisation = OrganisationFactory()
    before = _last()

    rename_twice(organisation=organisation, by=SYSTEM)

    assert _told(before) == [
        ("test_recording.rename", "changed", "machine:helper"),
        ("test_recording.rename_twice", "changed", "machine:system"),
    ]


def test_a_write_outside_an_action_fails_and_is_not_done() -> None:
    organisation = OrganisationFactory(name="Old")
    organisation.name = "New"

    with pytest.raises(UnrecordedWrite, match="Organisation is written outside an action"):
        organisation.save()

    assert Organisation.objects.get().name == "Old"


@pytest.mark.both_engines
def test_a_write_whose_audit_row_fails_is_not_done() -> None:
    organisation = OrganisationFactory(name="Old")
    AuditHead.objects.all().delete()

    with pytest.raises(AuditHead.DoesNotExist):
        rename(organisation=organisation, name="New", by=SYSTEM)

    assert Organisation.objects.get().name == "Old"


def test_an_action_that_fails_leaves_nothing() -> None:
    organisation = OrganisationFactory(name="Old")
    before = _last()

    with pytest.raises(ZeroDivisionError):
        rename_and_fail(organisation=organisation, by=SYSTEM)

    assert Organisation.objects.get().name == "Old"
    assert _told(before) == []


@pytest.mark.both_engines
def test_an_inner_action_that_fails_takes_its_rows_with_it() -> None:
    organisation = OrganisationFactory(name="Old")
    OrganisationFactory(name="Taken")
    before = _last()

    with recording.acting(by=SYSTEM, verb="test.outer"):
        with pytest.raises(IntegrityError):
            rename(organisation=organisation, name="Taken", by=SYSTEM)
        rename(organisation=Organisation.objects.get(name="Old"), name="Free", by=SYSTEM)

    assert [row.detail for row in AuditEvent.objects.filter(seq__gt=before)] == [{"name": ["Old", "Free"]}]


@pytest.mark.both_engines
def test_what_a_savepoint_takes_back_is_not_told() -> None:
    before = _last()

    with recording.acting(by=SYSTEM, verb="test.savepoints"):
        OrganisationFactory(name="Kept")
        with transaction.atomic():
            OrganisationFactory(name="Kept too")
        with pytest.raises(ZeroDivisionError):
            _make_and_fail()
        with transaction.atomic(savepoint=False):
            OrganisationFactory(name="Kept as well")

    assert {row.detail["name"] for row in AuditEvent.objects.filter(seq__gt=before)} == {
        "Kept",
        "Kept too",
        "Kept as well",
    }
    assert Organisation.objects.count() == 3


def test_rows_stand_in_the_order_of_the_deeds() -> None:
    before = _last()

    with recording.acting(by=SYSTEM, verb="test.order"):
        for name in ("First", "Second", "Third"):
            OrganisationFactory(name=name)

    assert [row.detail["name"] for row in AuditEvent.objects.filter(seq__gt=before)] == ["First", "Second", "Third"]


@pytest.mark.django_db(transaction=True)
def test_an_action_stands_in_no_transaction_of_somebody_elses() -> None:
    """The head of the chain would stay locked while others' rows are locked after it."""
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        rename_twice(organisation=Organisation(), by=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_an_action_is_committed_when_it_returns() -> None:
    organisation = OrganisationFactory(name="Old")

    rename_twice(organisation=organisation, by=SYSTEM)

    assert not connection.in_atomic_block
    connection.close()  # what was not committed is gone
    assert Organisation.objects.get().name == "Once"
    row = AuditEvent.objects.order_by("-seq")[1]
    assert row.detail == {"name": ["Old", "Once"]}
    assert str(row) == f"{row.seq} test_recording.rename changed places_organisation {organisation.pk}"


class TestWhoActs:
    def test_an_action_without_by_says_what_is_missing(self) -> None:
        with pytest.raises(TypeError, match="rename needs by=: who does this"):
            rename(organisation=Organisation(), name="New")  # type: ignore[call-arg]

    @pytest.mark.parametrize("by", [None, AnonymousUser(), "Ada"])
    def test_nobody_in_particular_cannot_act(self, by: Any) -> None:
        with pytest.raises(TypeError, match=r"cannot act; pass a User or mhst\.core\.actors\.SYSTEM"):
            rename(organisation=Organisation(), name="New", by=by)

    def test_a_very_long_name_is_cut(self) -> None:
        before = _last()

        rename(organisation=OrganisationFactory(), name="New", by=Machine("m" * 60 + "n" * 200))

        assert len(AuditEvent.objects.filter(seq__gt=before).last().actor_label) == 160


class TestTheShapeOfAnAction:
    def test_positional_arguments_are_refused_where_it_is_written(self) -> None:
        with pytest.raises(TypeError, match="must take only keywords, `by` among them"):

            @action
            def badly(organisation: Organisation, *, by: Actor) -> None: ...

    def test_one_without_by_is_refused_where_it_is_written(self) -> None:
        with pytest.raises(TypeError, match="must take only keywords, `by` among them"):

            @action
            def anonymously(*, organisation: Organisation) -> None: ...

    def test_async_ones_are_refused_where_they_are_written(self) -> None:
        with pytest.raises(TypeError, match="must be a plain function"):

            @action
            async def later(*, by: Actor) -> None: ...

    def test_generators_are_refused_where_they_are_written(self) -> None:
        with pytest.raises(TypeError, match="must be a plain function"):

            @action
            def slowly(*, by: Actor) -> Any:
                yield

    def test_an_action_keeps_its_name_and_words(self) -> None:
        assert rename.__name__ == "rename"
        assert rename.is_action


class TestThreadsAndTasks:
    def test_another_thread_is_not_in_the_act(self) -> None:
        seen: list[Any] = []

        with recording.acting(by=SYSTEM, verb="test.thread"):
            thread = threading.Thread(target=lambda: seen.append(entries.current.get()))
            thread.start()
            thread.join()

        assert seen == [None]

    def test_a_thread_that_is_handed_the_act_cannot_write_in_it(self) -> None:
        """Its connection is another, so its write would not be in the transaction of the rows that tell of it."""
        refused: list[Exception] = []

        def write() -> None:
            try:
                entries.require_act(Organisation)
            except UnrecordedWrite as error:
                refused.append(error)

        with recording.acting(by=SYSTEM, verb="test.thread"):
            thread = threading.Thread(target=contextvars.copy_context().run, args=[write])
            thread.start()
            thread.join()

        assert "test.thread began in another thread" in str(refused[0])

    @pytest.mark.django_db(transaction=True)
    def test_async_code_calls_actions_in_a_thread_and_acts_do_not_mix(self) -> None:
        organisations = [OrganisationFactory(name=f"Old {n}") for n in range(4)]
        before = _last()

        async def all_at_once() -> None:
            await asyncio.gather(
                *(
                    sync_to_async(rename)(organisation=o, name=f"New {n}", by=Machine(f"m{n}"))
                    for n, o in enumerate(organisations)
                )
            )
            assert entries.current.get() is None

        run(all_at_once())

        told = {(r.actor_id, r.detail["name"][1]) for r in AuditEvent.objects.filter(seq__gt=before)}
        assert told == {(f"machine:m{n}", f"New {n}") for n in range(4)}

    def test_after_an_act_nothing_is_left_of_it(self) -> None:
        rename(organisation=OrganisationFactory(), name="New", by=SYSTEM)

        assert entries.current.get() is None


class TestLooking:
    def test_opening_a_record_is_told(self) -> None:
        user, person = UserFactory(), YoungPersonFactory()
        before = _last()

        recording.seen(person, by=user, verb="young_person.detail")

        [row] = AuditEvent.objects.filter(seq__gt=before)
        assert (row.kind, row.verb, row.actor_id) == ("viewed", "young_person.detail", f"user:{user.pk}")
        assert (row.row_id, row.person_id) == (str(person.pk), str(person.pk))
        assert (row.fields, row.detail) == ([], {})

    def test_opening_several_is_told_of_each(self) -> None:
        people = [YoungPersonFactory(), YoungPersonFactory()]
        before = _last()

        recording.seen(people, by=UserFactory(), verb="young_person.index")

        assert [row.row_id for row in AuditEvent.objects.filter(seq__gt=before)] == [str(p.pk) for p in people]

    def test_what_of_it_was_opened_is_told_in_words_from_a_list_of_ours(self) -> None:
        organisation, user = OrganisationFactory(), UserFactory()
        recording.seen(organisation, by=user, verb="organisation.part", table=recording.Code("gender"))
        row = AuditEvent.objects.get(verb="organisation.part")

        assert (row.kind, row.fields, row.detail) == ("viewed", ["table"], {"table": "gender"})
        with pytest.raises(TypeError, match="holds no free text"):
            recording.seen(organisation, by=user, verb="organisation.part", table="Ann was upset")  # type: ignore[arg-type]

    def test_opening_nothing_leaves_nothing(self) -> None:
        before = _last()

        recording.seen([], by=UserFactory(), verb="young_person.index")

        assert _told(before) == []


class TestNotes:
    def test_a_note_tells_of_what_changes_no_column(self) -> None:
        organisation = OrganisationFactory()
        before = _last()
        told = {"on": dt.date(2026, 9, 1), "count": 3, "to": UUID(int=5), "as_": TeamKind.MHST, "first": True}

        with recording.acting(by=SYSTEM, verb="test.note"):
            recording.note(organisation, **told)

        [row] = AuditEvent.objects.filter(seq__gt=before)
        assert (row.kind, row.fields) == ("acted", ["as_", "count", "first", "on", "to"])
        assert row.detail == {
            "on": "2026-09-01",
            "count": 3,
            "to": "00000000-0000-0000-0000-000000000005",
            "as_": "mhst",
            "first": True,
        }

    @pytest.mark.parametrize("value", ["Ann was upset", ["Ann"], {"name": "Ann"}, None])
    def test_a_note_takes_no_free_text(self, value: Any) -> None:
        with (
            pytest.raises(TypeError, match="holds no free text"),
            recording.acting(by=SYSTEM, verb="test.note"),
        ):
            recording.note(OrganisationFactory(), why=value)
