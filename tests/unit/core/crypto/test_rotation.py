"""Everything comes under the newest key, while the service runs; nothing is lost on the way."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, connections, transaction

from mhst.access import secrets
from mhst.audit import recording
from mhst.audit.models import AuditHead
from mhst.core.actors import SYSTEM
from mhst.core.crypto import rotation
from mhst.core.crypto.keys import version_of
from mhst.people.models import YoungPerson
from tests.factories.access import UserFactory
from tests.factories.people import YoungPersonFactory
from tests.factories.places import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def first_key(use_keys: Any) -> None:
    use_keys(1)


@pytest.fixture
def needs() -> rotation.SealedColumn:
    return next(c for c in rotation.sealed_columns() if str(c) == "people.YoungPerson.communication_needs")


def _versions() -> set[int]:
    values = YoungPerson.objects.exclude(communication_needs=None).values_list("communication_needs", flat=True)
    return {version_of(value.value) for value in values}


def test_every_sealed_column_of_the_house_is_known() -> None:
    assert {str(column) for column in rotation.sealed_columns()} >= {
        "mfa.Authenticator.data",
        "people.KeepApart.reason",
        "people.ParentOrGuardian.safe_contact",
        "people.YoungPerson.communication_needs",
        "people.YoungPerson.nhs_number",
    }


def test_all_values_come_under_the_newest_key(use_keys: Any, needs: Any) -> None:
    for number in range(3):
        YoungPersonFactory(communication_needs=f"words {number}")
    YoungPersonFactory(communication_needs=None)
    use_keys(1, 2)

    outcome = rotation.rotate(needs)

    assert (outcome.looked_at, outcome.resealed, outcome.unreadable, outcome.left) == (3, 3, [], 0)
    assert _versions() == {2}
    use_keys(2)
    assert {person.communication_needs for person in YoungPerson.objects.all()} == {
        "words 0",
        "words 1",
        "words 2",
        None,
    }


def test_what_is_done_is_found_done(use_keys: Any, needs: Any) -> None:
    YoungPersonFactory(communication_needs="words")
    use_keys(1, 2)
    rotation.rotate(needs)
    before = YoungPerson.objects.values_list("communication_needs", flat=True)[0]

    outcome = rotation.rotate(needs)

    assert (outcome.looked_at, outcome.resealed) == (1, 0)
    assert YoungPerson.objects.values_list("communication_needs", flat=True)[0] == before


def test_one_that_was_stopped_goes_on(use_keys: Any, needs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    school = SchoolFactory()
    YoungPersonFactory.create_batch(5, school=school, communication_needs="words")
    use_keys(1, 2)

    def stop(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(needs, step=stop)
    assert _versions() == {1, 2}

    steps: list[int] = []
    outcome = rotation.rotate(needs, step=steps.append)

    assert (steps, outcome.looked_at, outcome.resealed) == ([2, 2, 1], 5, 3)
    assert _versions() == {2}


def test_a_value_that_does_not_open_is_left_alone_and_told(use_keys: Any, needs: Any) -> None:
    good, bad = YoungPersonFactory(communication_needs="words"), YoungPersonFactory(communication_needs="words")
    with connection.cursor() as cursor:
        pk = YoungPerson._meta.pk.get_db_prep_value
        cursor.execute(
            "UPDATE people_youngperson SET communication_needs = "
            "(SELECT communication_needs FROM people_youngperson WHERE id = %s) WHERE id = %s",
            [pk(good.pk, connection), pk(bad.pk, connection)],
        )
    use_keys(1, 2)

    outcome = rotation.rotate(needs)

    assert (outcome.resealed, outcome.unreadable, outcome.left) == (1, [str(bad.pk)], 0)
    assert YoungPerson.objects.get(pk=good.pk).communication_needs == "words"


def test_a_new_seal_on_the_same_words_is_no_change(use_keys: Any, needs: Any) -> None:
    YoungPersonFactory(communication_needs="words")
    before = AuditHead.objects.get().seq
    use_keys(1, 2)

    rotation.rotate(needs)

    assert AuditHead.objects.get().seq == before


def test_second_factors_are_sealed_again_and_still_open(use_keys: Any) -> None:
    user = UserFactory()
    secrets.enrol(user, "JBSWY3DPEHPK3PXP")
    [column] = [c for c in rotation.sealed_columns() if str(c) == "mfa.Authenticator.data"]
    use_keys(1, 2)

    outcome = rotation.rotate(column)

    assert (outcome.looked_at, outcome.resealed, outcome.left) == (2, 2, 0)
    use_keys(2)
    with secrets.belonging_to(user):
        totp = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
        assert secrets.unseal(totp.data["secret"]) == "JBSWY3DPEHPK3PXP"


def _threads(*work: Any) -> Iterator[threading.Thread]:
    def run(part: Any) -> None:
        try:
            part()
        finally:
            connections.close_all()

    for part in work:
        thread = threading.Thread(target=run, args=[part])
        thread.start()
        yield thread


@pytest.mark.django_db(transaction=True)
def test_nothing_written_meanwhile_is_lost(use_keys: Any, needs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two who change the same rows again and again, and the rotation: what was written last is there, and opens."""
    monkeypatch.setattr(rotation, "BATCH", 5)
    school = SchoolFactory()
    people = YoungPersonFactory.create_batch(20, school=school, communication_needs="first")
    use_keys(1, 2)
    last: dict[Any, str] = {}
    faults: list[BaseException] = []

    def write(mine: list[YoungPerson], name: str) -> None:
        try:
            for turn in range(6):
                for person in mine:
                    with recording.acting(by=SYSTEM, verb="test.write"):
                        found = YoungPerson.objects.get(pk=person.pk)
                        found.communication_needs = last[person.pk] = f"{name} {turn}"
                        found.save()
        except BaseException as error:
            faults.append(error)

    threads = list(_threads(lambda: write(people[:10], "a"), lambda: write(people[10:], "b")))
    while any(thread.is_alive() for thread in threads):
        rotation.rotate(needs)
    for thread in threads:
        thread.join()

    assert faults == []
    assert rotation.rotate(needs).left == 0
    assert {person.pk: person.communication_needs for person in YoungPerson.objects.all()} == last
    assert _versions() == {2}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: it waits its turn")
def test_a_row_that_somebody_holds_is_passed_over_and_told(use_keys: Any, needs: Any) -> None:
    held, _ = YoungPersonFactory.create_batch(2, communication_needs="words")
    use_keys(1, 2)
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            YoungPerson.objects.select_for_update().get(pk=held.pk)
            locked.set()
            done.wait(20)

    [thread] = _threads(hold)
    assert locked.wait(20)
    outcome = rotation.rotate(needs)
    done.set()
    thread.join()

    assert (outcome.resealed, outcome.left) == (1, 1)
    assert rotation.rotate(needs).left == 0
