"""Whoever goes round the guards of the audit is found out."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from mhst.audit import chain, recording, triggers
from mhst.audit.models import AuditEvent, AuditHead
from mhst.core.actors import SYSTEM
from tests.factories.places import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def five() -> list[int]:
    """Five rows in the chain, and nothing in the way of tampering with them. Their numbers."""
    begun = AuditHead.objects.get().seq
    for number in range(5):
        OrganisationFactory(name=f"Trust {number}")
    triggers.EVENTS.drop(connection)
    return list(range(begun + 1, begun + 6))


def _row(seq: int) -> Any:
    return AuditEvent.objects.filter(pk=seq)


def test_a_chain_that_nobody_touched_is_whole(five: list[int]) -> None:
    assert AuditEvent.objects.count() == five[-1]
    assert chain.verify() == []


def test_an_empty_chain_is_whole() -> None:
    triggers.EVENTS.drop(connection)
    AuditEvent.objects.all().delete()
    AuditHead.objects.update(seq=0, mac=b"", seal=chain.seal_of(chain.START))

    assert chain.verify() == []
    assert chain.verify(anchor=chain.START) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
        ("actor_id", "user:somebody-else"),
        ("actor_label", "Somebody Else"),
        ("verb", "organisation.rename"),
        ("kind", "viewed"),
        ("table", "places_team"),
        ("row_id", "another"),
        ("person_id", "another"),
        ("fields", ["name"]),
        ("detail", {"name": "Another trust"}),
        ("mac", b"\x00" * 32),
    ],
)
def test_an_edit_of_any_column_is_found(five: list[int], column: str, value: Any) -> None:
    _row(five[2]).update(**{column: value})

    assert f"row {five[2]} was altered, moved or put in" in chain.verify()


def test_a_time_changed_by_a_microsecond_is_found(five: list[int]) -> None:
    _row(five[2]).update(at=_row(five[2]).get().at + dt.timedelta(microseconds=1))

    assert chain.verify() == [f"row {five[2]} was altered, moved or put in"]


def test_an_edit_with_a_mac_made_without_the_key_is_found(five: list[int]) -> None:
    """Even one who recomputes the rest of the chain needs the key."""
    import hashlib

    _row(five[4]).update(detail={"name": "Another"}, mac=hashlib.sha256(b"guess").digest())

    assert f"row {five[4]} was altered, moved or put in" in chain.verify()


def test_a_deletion_in_the_middle_is_found(five: list[int]) -> None:
    _row(five[1]).delete()
    _row(five[2]).delete()

    assert chain.verify() == [f"rows {five[1]} to {five[2]} are missing"]


def test_a_deletion_at_the_start_is_found(five: list[int]) -> None:
    _row(1).delete()

    assert chain.verify()[0] == "rows 1 to 1 are missing"


def test_a_deletion_that_closes_the_gap_is_found(five: list[int]) -> None:
    _row(five[1]).delete()
    for seq in five[2:]:
        _row(seq).update(seq=seq - 1)

    assert chain.verify()[0] == f"row {five[1]} was altered, moved or put in"


def test_a_cut_tail_is_found(five: list[int]) -> None:
    _row(five[4]).delete()

    assert chain.verify() == [f"the chain ends at row {five[3]}; its head says {five[4]}"]


def test_a_cut_tail_with_the_head_moved_back_is_found(five: list[int]) -> None:
    _row(five[4]).delete()
    AuditHead.objects.update(seq=five[3], mac=_row(five[3]).get().mac)

    assert chain.verify() == ["the head of the chain was altered"]


def test_a_chain_cut_to_nothing_is_found(five: list[int]) -> None:
    AuditEvent.objects.all().delete()

    assert chain.verify() == [f"the chain ends at row 0; its head says {five[4]}"]


def test_two_rows_that_changed_places_are_found(five: list[int]) -> None:
    _row(five[1]).update(seq=999)
    _row(five[2]).update(seq=five[1])
    _row(999).update(seq=five[2])

    assert chain.verify()[:2] == [
        f"row {five[1]} was altered, moved or put in",
        f"row {five[2]} was altered, moved or put in",
    ]


def test_a_row_put_in_at_the_end_is_found(five: list[int]) -> None:
    row = _row(five[4]).get()
    row.seq += 1
    row.save(force_insert=True)

    assert chain.verify() == [
        f"row {five[4] + 1} was altered, moved or put in",
        f"the chain ends at row {five[4] + 1}; its head says {five[4]}",
    ]


def test_a_row_put_in_before_the_first_is_found(five: list[int]) -> None:
    row = _row(five[4]).get()
    row.seq = 0
    row.save(force_insert=True)

    assert chain.verify()[0] == "row 0 was altered, moved or put in"


def test_a_row_put_in_far_away_is_found(five: list[int]) -> None:
    row = _row(five[4]).get()
    row.seq += 10
    row.save(force_insert=True)

    assert chain.verify()[0] == f"rows {five[4] + 1} to {five[4] + 9} are missing"


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda: AuditHead.objects.update(seq=3), "the head of the chain was altered"),
        (lambda: AuditHead.objects.update(mac=b"\x01" * 32), "the head of the chain was altered"),
        (lambda: AuditHead.objects.update(seal=b"\x01" * 32), "the head of the chain was altered"),
        (lambda: AuditHead.objects.all().delete(), "the head of the chain is gone"),
    ],
)
def test_a_head_that_was_tampered_with_is_found(five: list[int], tamper: Callable[[], Any], found: str) -> None:
    tamper()

    assert chain.verify() == [found]


def test_an_older_state_put_back_whole_is_found_by_an_anchor_only(five: list[int]) -> None:
    older = AuditHead.objects.get()
    OrganisationFactory()
    anchor = chain.head()
    _row(anchor[0]).delete()
    older.save()

    assert chain.verify() == []
    assert chain.verify(anchor=anchor) == [f"row {anchor[0]} is not the one noted in the anchor"]


def test_an_anchor_that_is_still_in_the_chain_is_kept(five: list[int]) -> None:
    anchor = chain.head()
    OrganisationFactory()

    assert chain.verify(anchor=anchor) == []


def test_an_anchor_with_another_mac_is_found(five: list[int]) -> None:
    assert chain.verify(anchor=(five[0], b"\x00" * 32)) == [f"row {five[0]} is not the one noted in the anchor"]


def test_all_faults_are_told_at_once(five: list[int]) -> None:
    _row(five[0]).update(verb="x")
    _row(five[3]).update(verb="x")

    assert len(chain.verify()) == 2


def test_the_rows_pass_through_what_shows_progress(five: list[int]) -> None:
    seen: list[int] = []

    def shown(rows: Any) -> Any:
        for row in rows:
            seen.append(row.seq)
            yield row

    chain.verify(shown=shown)

    assert seen == list(range(1, five[-1] + 1))


def test_rows_written_while_it_reads_are_no_fault(five: list[int]) -> None:
    """The head is read after the rows; what came in between is read too."""
    written: list[bool] = []

    def shown(rows: Any) -> Any:
        yield from list(rows)
        if not written:
            written.append(True)
            OrganisationFactory()

    assert chain.verify(shown=shown) == []


def test_another_key_opens_no_chain(five: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    from pydantic import SecretStr

    monkeypatch.setattr(chain.environment, "audit_key", SecretStr("another key of the right length....."))

    assert len(chain.verify()) == five[-1] + 1


def test_an_act_that_writes_nothing_leaves_the_chain_alone(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2), recording.acting(by=SYSTEM, verb="test.nothing"):  # its savepoint, and back
        pass
