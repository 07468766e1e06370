"""Several real processes against one real database: no overlap, no lost place, no error nobody planned for."""

import os
from collections import Counter

import pytest
import time_machine

from mhst.audit import chain
from sessions_app.models import Allocation, BookingDraft, HandOver, OccupiedSlot, Place, Referral, Series
from sessions_app.queries import series as queries
from tests.factories.casework import ConsentLinkFactory
from tests.factories.people import PractitionerFactory, YoungPersonFactory
from tests.factories.sessions import SupportSessionFactory
from tests.factories.world import world
from tests.support import race
from tests.support.booking import A_WEDNESDAY, TEN, book, offer
from tests.support.courses import with_course

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]

PROCESSES = 8
ATTEMPTS = int(os.environ.get("MHST_RACE_ATTEMPTS", "1000"))


def test_8_processes_never_put_anybody_in_two_places() -> None:
    there = race.crowded_world()
    told = race.run(race.bookings, [(seed, ATTEMPTS) for seed in range(PROCESSES)])
    found = sum((Counter(each["found"]) for each in told), Counter())
    assert set(found) == {"booked", "occupied"}
    assert sum(found.values()) == PROCESSES * ATTEMPTS
    assert found["booked"] == Series.objects.count()
    assert _overlaps() == []
    assert _slots_held() == _slots_meant()
    assert chain.verify() == []
    assert there.programme.facilitators == 1


def test_without_locks_the_constraint_alone_keeps_one_person_in_one_place() -> None:
    """Those who book lock and look first, so the constraint is the last to decide. Here it is the only one."""
    there = world(pupils=6)
    sessions = SupportSessionFactory.create_batch(8 * PROCESSES, series__school=there.school, date=A_WEDNESDAY)
    people = [pupil.pk for pupil in there.pupils]

    told = race.run(race.claims, [([s.pk for s in sessions[n::PROCESSES]], people) for n in range(PROCESSES)])

    found = sum((Counter(each["found"]) for each in told), Counter())
    assert found == {"held": len(people), "occupied": len(people) * (len(sessions) - 1)}
    assert _overlaps() == []
    assert _slots_held() == _slots_meant()


def test_50_at_once_for_8_places_seat_exactly_8_and_the_rest_wait_in_order() -> None:
    there = world(pupils=2)
    series = book(there, offer(there, count=1), pupils=[])
    people = YoungPersonFactory.create_batch(50, school=there.school, consented=True)
    told = race.run(race.places, [(series.pk, [person.pk]) for person in people])
    found = sum((Counter(each["found"]) for each in told), Counter())
    assert found == {"seated": 8, "waiting": 42}
    assert Place.objects.filter(series=series, young_person__isnull=False).count() == 8
    assert list(series.waiting.order_by("joined_at").values_list("position", flat=True)) == list(range(1, 43))
    assert len(set(queries.waiting_for(series))) == 42


def test_of_several_who_hand_one_caseload_over_at_once_exactly_one_does() -> None:
    there = world(pupils=3)
    leaver = there.practitioners[0]
    for number, pupil in enumerate(there.pupils):
        with_course(there, pupil, leaver, start=TEN + 60 * number)
    next_ones = PractitionerFactory.create_batch(4, team=there.team, at=[there.school])

    told = race.run(race.hand_overs, [(leaver.pk, person.pk) for person in next_ones])

    found = sum((Counter(each["found"]) for each in told), Counter())
    assert set(found) <= {"handed over", "moved", "nothing"}
    assert found["handed over"] == 1
    assert HandOver.objects.count() == 3
    assert len(set(Referral.objects.values_list("practitioner", flat=True))) == 1
    assert _overlaps() == []
    assert _slots_held() == _slots_meant()


def test_a_draft_that_two_processes_confirm_at_once_becomes_one_group() -> None:
    with time_machine.travel("2026-09-14 07:00+01:00"):
        there = world(pupils=3)
    draft = BookingDraft.objects.create(
        owner=there.lead, school=there.school, programme=there.programme, year_groups=[8], earliest_on=A_WEDNESDAY,
        slot=offer(there).as_plain(),
    )  # fmt: skip
    draft.pupils.set(there.pupils)

    told = race.run(race.confirmations, [(draft.pk,)] * 2)

    assert [each["found"] for each in told] == [str(Series.objects.get().pk)] * 2
    assert Place.objects.filter(young_person__isnull=False).count() == 3
    assert _slots_held() == _slots_meant()


def test_a_link_that_is_open_on_8_phones_is_answered_once() -> None:
    link = ConsentLinkFactory()
    told = race.run(race.consent_answers, [(link.pk, ("given", "refused")[n % 2]) for n in range(PROCESSES)])
    assert Counter(each["found"] for each in told) == {"answered": 1, "closed": PROCESSES - 1}
    assert link.parent.consent_decisions.count() == 1
    assert chain.verify() == []


def _overlaps() -> list[tuple]:
    """Pairs of allocations of one resource that overlap, looked for without the slots."""
    rows = Allocation.objects.order_by("kind", "resource_id", "date", "start_minute").values_list(
        "kind", "resource_id", "date", "start_minute", "end_minute"
    )
    pairs = zip(rows, list(rows)[1:], strict=False)
    return [(a, b) for a, b in pairs if a[:3] == b[:3] and b[3] < a[4]]


def _slots_held() -> int:
    return OccupiedSlot.objects.count()


def _slots_meant() -> int:
    return sum((end - start) // 5 for start, end in Allocation.objects.values_list("start_minute", "end_minute"))
