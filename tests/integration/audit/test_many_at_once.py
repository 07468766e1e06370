"""Many actors at once: none waits in a circle, and the chain they leave has no gap."""

import threading
from typing import Any

import pytest
from django.db import connections

from mhst.audit import chain, recording
from mhst.audit.models import AuditEvent, AuditHead
from mhst.core.actors import Machine
from mhst.places.models import Organisation
from tests.factories.places import OrganisationFactory

THREADS, TIMES = 8, 15


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_many_actions_at_once_leave_a_gapless_chain() -> None:
    """Each changes a row of its own and one that all want, makes one, looks at one, and fails now and then."""
    shared = OrganisationFactory(name="Shared")
    own = OrganisationFactory.create_batch(THREADS)
    begun = AuditHead.objects.get().seq
    faults: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for time in range(TIMES):
                _once(Machine(f"m{number}"), own[number], shared, f"{number}-{time}")
        except BaseException as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert chain.verify() == []
    done = AuditEvent.objects.filter(seq__gt=begun)
    assert done.count() == AuditHead.objects.get().seq - begun == THREADS * TIMES * 4
    assert Organisation.objects.filter(name__startswith="Made").count() == THREADS * TIMES
    assert not Organisation.objects.filter(name__startswith="Undone").exists()


def _once(by: Any, mine: Organisation, shared: Organisation, mark: str) -> None:
    with recording.acting(by=by, verb="test.work"):
        Organisation.objects.filter(pk=shared.pk).update(ods_code=mark[:8])
        mine.ods_code = mark[:8]
        Organisation.objects.filter(pk=mine.pk).update(kind="charity")
        Organisation.objects.create(name=f"Made {mark}", kind="nhs")
    try:
        with recording.acting(by=by, verb="test.fail"):
            Organisation.objects.create(name=f"Undone {mark}", kind="nhs")
            raise _Changed
    except _Changed:
        pass
    recording.seen(mine, by=by, verb="test.look")


class _Changed(Exception):
    pass
