import datetime as dt
from collections import Counter

import pytest
import time_machine

from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.people.models import YoungPerson
from mhst.places.models import Room
from sessions_app.actions import series as actions
from sessions_app.enums import CancelReason, Purpose, ResourceKind, SeriesState
from sessions_app.models import Allocation, Notice, OccupiedSlot, Place, Series, SupportSession
from sessions_app.queries.series_list import offers_to_resume
from tests.factories.people import YoungPersonFactory
from tests.factories.places import RoomFactory
from tests.factories.sessions import AttendanceFactory
from tests.factories.world import World, world
from tests.support.booking import A_WEDNESDAY, TEN, book, dates, offer, sessions

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]
WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def place() -> World:
    return world()


def test_a_booked_run_has_a_row_for_every_session_place_and_facilitator(place: World) -> None:
    series = book(place)
    assert dates(series) == [(n, A_WEDNESDAY + WEEK * (n - 1), "planned") for n in range(1, 7)]
    assert [p.young_person for p in series.places.order_by("number")] == [*place.pupils[:6], None, None]
    assert [[f.practitioner for f in s.facilitations.order_by("role")] for s in sessions(series)] == [
        list(place.practitioners)
    ] * 6


def test_every_five_minutes_of_everybody_is_held(place: World) -> None:
    book(place)
    by_kind = Counter(OccupiedSlot.objects.filter(allocation__purpose=Purpose.SESSION).values_list("kind", flat=True))
    units = place.room.units.count()
    hour = 12
    assert by_kind == {
        ResourceKind.PRACTITIONER: 6 * 2 * hour,
        ResourceKind.ROOM_UNIT: 6 * units * hour,
        ResourceKind.YOUNG_PERSON: 6 * 6 * hour,
    }


def test_signing_in_is_a_block_before_each_session(place: World) -> None:
    book(place)
    legs = Allocation.objects.filter(purpose=Purpose.TRAVEL)
    sign_in = place.school.sign_in_minutes
    assert {(leg.start_minute, leg.end_minute, leg.origin) for leg in legs} == {(TEN - sign_in, TEN, None)}
    assert legs.count() == 12


def test_half_term_is_a_skipped_week_that_says_so(place: World) -> None:
    series = book(place, offer(place, dt.date(2026, 10, 7)))
    assert [(s.date, s.note) for s in sessions(series) if s.state == "skipped"] == [
        (dt.date(2026, 10, 28), "half-term")
    ]
    assert dates(series)[-1] == (6, dt.date(2026, 11, 18), "planned")


def test_a_room_that_is_too_small_for_a_group_is_refused_with_the_numbers(place: World) -> None:
    small = RoomFactory(school=place.school, name="Snug", capacity=6)
    with pytest.raises(Refused) as refused:
        book(place, pupils=list(place.pupils), room=small)
    assert refused.value.message == (
        "Snug is for 6 people; 8 young people and 2 who hold the session are 10. Choose a larger room, or leave out 4."
    )
    assert book(place, pupils=list(place.pupils[:4]), room=small).places.count() == 8


def test_who_they_are_now_is_asked_once_they_are_held(place: World) -> None:
    """A pupil has left for another school and the room was made smaller since the page was opened."""
    with recording.acting(by=SYSTEM, verb="test"):
        YoungPerson.objects.filter(pk=place.pupils[0].pk).update(school=place.schools[1])
    with pytest.raises(Refused, match="1 of the pupils chosen"):
        book(place)
    with recording.acting(by=SYSTEM, verb="test"):
        Room.objects.filter(pk=place.room.pk).update(capacity=3)
    with pytest.raises(Refused, match="is for 3 people"):
        book(place, pupils=list(place.pupils[1:4]))


def test_the_same_room_and_people_cannot_be_booked_twice(place: World) -> None:
    book(place)
    with pytest.raises(Conflict) as refused:
        book(place, pupils=list(place.pupils[6:]))
    assert refused.value.code == "occupied"
    assert {c.kind for c in refused.value.details["clashes"]} == {ResourceKind.PRACTITIONER, ResourceKind.ROOM_UNIT}
    assert Series.objects.count() == 1
    assert SupportSession.objects.count() == 6


def test_what_collides_is_said_but_not_who(place: World) -> None:
    book(place)
    with pytest.raises(Conflict) as refused:
        book(place, pupils=list(place.pupils[6:]))
    names = [p.user.name for p in place.practitioners] + [p.name for p in place.pupils]
    assert [name for name in names if name in refused.value.message] == []
    assert refused.value.message.startswith("That time is no longer free: ")


def test_sessions_may_touch_but_not_overlap(place: World) -> None:
    book(place)
    book(place, offer(place, start=TEN + 60), pupils=list(place.pupils[6:]))
    with pytest.raises(Conflict):
        book(place, offer(place, start=TEN + 55), pupils=[])


def test_nobody_can_be_at_two_schools_without_time_to_travel(place: World) -> None:
    book(place)
    with pytest.raises(Conflict) as refused:
        book(place, offer(place, start=TEN + 60, school=1), school=1)
    assert {c.purpose for c in refused.value.details["clashes"]} == {Purpose.TRAVEL}
    assert {c.start_minute for c in refused.value.details["clashes"]} == {TEN + 60}
    assert "could not get there in time" in refused.value.message


def test_a_way_that_is_too_long_is_told_of_the_session_that_joins_also_before_another(place: World) -> None:
    book(place)
    with pytest.raises(Conflict) as refused:
        book(place, offer(place, start=TEN - 60, school=1), school=1)
    clashes = refused.value.details["clashes"]
    assert {(c.purpose, c.start_minute) for c in clashes} == {(Purpose.TRAVEL, TEN - 60)}
    assert len(clashes) == 6  # whoever it is for: one for each day


def test_the_way_to_another_school_is_a_block_of_its_own(place: World) -> None:
    book(place)
    book(place, offer(place, start=14 * 60, school=1), school=1)
    leg = Allocation.objects.filter(purpose=Purpose.TRAVEL, session__series__school=place.schools[1]).first()
    assert leg.origin == place.schools[0]
    assert leg.end_minute == 14 * 60


def test_booking_earlier_on_the_same_day_lays_the_journey_of_the_later_one_anew(place: World) -> None:
    later = book(place, offer(place, start=14 * 60))
    assert set(_origins(later)) == {None}
    book(place, offer(place, start=9 * 60, school=1), school=1)
    assert set(_origins(later)) == {place.schools[1].pk}


def test_an_overlap_written_straight_into_the_table_is_refused(place: World) -> None:
    from django.db import IntegrityError, transaction

    book(place)
    slot = OccupiedSlot.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        OccupiedSlot.objects.create(
            allocation=slot.allocation, kind=slot.kind, resource_id=slot.resource_id, date=slot.date, slot=slot.slot
        )


def test_those_concerned_are_told_but_not_whoever_did_it(place: World) -> None:
    book(place, by=place.lead)
    assert {n.to for n in Notice.objects.all()} == {p.user for p in place.practitioners}


def test_no_notice_names_a_young_person(place: World) -> None:
    series = book(place, by=place.lead)
    actions.cancel(series=series, reason=CancelReason.TOO_FEW, by=place.lead)
    sentences = " ".join(Notice.objects.values_list("sentence", flat=True))
    assert [p for p in place.pupils if p.family_name in sentences] == []


def test_a_booking_leaves_its_rows_in_the_audit(place: World) -> None:
    series = book(place, by=place.lead)
    row = AuditEvent.objects.get(table="sessions_app_series", row_id=str(series.pk))
    assert (row.verb, row.actor_id, row.kind) == ("series.book", place.lead.audit_id, "created")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"practitioners": 1}, "facilitators"),
        ({"pupils": "other"}, "pupils"),
        ({"pupils": "many"}, "too-many"),
        ({"room": "other"}, "room"),
    ],
)
def test_a_booking_that_cannot_be_is_refused_with_its_reason(place: World, changes: dict, code: str) -> None:
    given = {
        "practitioners": {1: list(place.practitioners)[:1]},
        "pupils": {
            "other": list(place.other_pupils[:2]),
            "many": YoungPersonFactory.create_batch(9, school=place.school),
        },
        "room": {"other": place.rooms[1]},
    }
    with pytest.raises(Refused) as refused:
        book(place, **{name: given[name][value] for name, value in changes.items()})
    assert refused.value.code == code
    assert Series.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ({}, "No consent yet"),
        ({"consented": True, "birth_date": dt.date(2009, 1, 5)}, "17 years old; this programme is for ages 11 to 16"),
        ({"consented": True, "consented__expires_on": dt.date(2026, 9, 15)}, "Consent has run out"),
    ],
)
def test_nobody_is_booked_in_who_may_not_come_on_the_first_day(place: World, who: dict, sentence: str) -> None:
    person = YoungPersonFactory(school=place.school, **who)
    with pytest.raises(Refused, match=f"{person.name} cannot join yet. {sentence}"):
        book(place, pupils=[*place.pupils[:3], person])
    assert Series.objects.count() == 0


def test_a_run_that_began_in_the_past_counts_the_consent_of_today(place: World) -> None:
    """It is written down late: nobody had been asked on its first day, and today they are."""
    with time_machine.travel("2026-11-04 08:00+00:00"):
        person = YoungPersonFactory(school=place.school, consented=True, consented__decided_on=dt.date(2026, 11, 3))
        series = book(place, pupils=[person])
    assert series.places.filter(young_person=person).exists()


def test_a_lead_of_another_school_cannot_book_here(place: World) -> None:
    with pytest.raises(Refused):
        book(place, by=place.leads[1])


def test_cancelling_a_run_frees_all_its_time_and_keeps_its_rows(place: World) -> None:
    series = actions.cancel(series=book(place), reason=CancelReason.TOO_FEW, by=SYSTEM)
    assert series.state == SeriesState.CANCELLED
    assert {s.state for s in sessions(series)} == {"cancelled"}
    assert OccupiedSlot.objects.count() == 0
    book(place)


def test_cancelling_a_run_leaves_what_is_over(place: World) -> None:
    series = book(place)
    with time_machine.travel("2026-09-24 08:00+01:00"):
        actions.cancel(series=series, reason=CancelReason.TOO_FEW, by=SYSTEM)
    assert [state for _, _, state in dates(series)] == ["planned"] * 2 + ["cancelled"] * 4


def test_cancelling_a_run_leaves_sessions_with_attendance(place: World) -> None:
    series = book(place)
    AttendanceFactory(session=sessions(series)[0], young_person=place.pupils[0])
    actions.cancel(series=series, reason=CancelReason.TOO_FEW, by=SYSTEM)
    assert [state for _, _, state in dates(series)] == ["planned"] + ["cancelled"] * 5


def test_a_cancelled_run_cannot_be_cancelled_again(place: World) -> None:
    series = actions.cancel(series=book(place), reason=CancelReason.TOO_FEW, by=SYSTEM)
    with pytest.raises(Refused, match="already cancelled"):
        actions.cancel(series=series, reason=CancelReason.TOO_FEW, by=SYSTEM)


def test_a_paused_run_gives_its_time_back_and_goes_on_later(place: World) -> None:
    series = book(place)
    with time_machine.travel("2026-09-24 08:00+01:00"):
        paused = actions.pause(series=series, note="the lead is away", by=SYSTEM)
        assert [state for _, _, state in dates(series)] == ["planned"] * 2 + ["skipped"] * 4
        resumed = actions.resume(series=paused, offer=offer(place, dt.date(2026, 11, 4), count=4), by=SYSTEM)
    assert resumed.state == SeriesState.CONFIRMED
    assert [number for number, _, state in dates(series) if state == "planned"] == [1, 2, 3, 4, 5, 6]


def test_a_run_goes_on_no_sooner_than_the_school_is_promised_to_hear_of_it(place: World) -> None:
    paused = actions.pause(series=book(place), note="the lead is away", by=SYSTEM)
    with time_machine.travel("2026-11-03 08:00+00:00", tick=False):
        assert {o.first_on for o in offers_to_resume(SYSTEM, paused)} & {dt.date(2026, 11, 4)} == set()
        with pytest.raises(Refused, match="would be on Wednesday 4 November, and a school has 2 school days' notice"):
            actions.resume(series=paused, offer=offer(place, dt.date(2026, 11, 4)), by=SYSTEM)


def test_a_run_goes_on_only_with_as_many_sessions_as_are_to_come(place: World) -> None:
    paused = actions.pause(series=book(place), note="exams", by=SYSTEM)
    with pytest.raises(Refused, match="6 sessions are still to come; the new dates hold 5"):
        actions.resume(series=paused, offer=offer(place, dt.date(2026, 11, 4), count=5), by=SYSTEM)


def test_an_old_look_at_a_run_changes_nothing_in_it(place: World) -> None:
    series = book(place)
    old, other = Series.objects.get(pk=series.pk), Series.objects.get(pk=series.pk)
    paused = actions.pause(series=series, note="exams", by=SYSTEM)
    with pytest.raises(Refused, match="already paused"):
        actions.pause(series=old, note="exams", by=SYSTEM)
    with pytest.raises(Conflict, match="changed this run in the meantime: it is now paused"):
        actions.cancel(series=old, reason=CancelReason.OTHER, by=SYSTEM)
    seen_paused = Series.objects.get(pk=series.pk)
    actions.cancel(series=paused, reason=CancelReason.OTHER, by=SYSTEM)
    for act in (
        lambda: actions.pause(series=other, note="exams", by=SYSTEM),
        lambda: actions.resume(series=seen_paused, offer=offer(place, dt.date(2026, 11, 4)), by=SYSTEM),
    ):
        with pytest.raises(Refused):
            act()
    assert {s.state for s in sessions(series)} == {"skipped"}


def test_places_are_as_many_as_the_programme_allows(place: World) -> None:
    assert Place.objects.filter(series=book(place)).count() == place.programme.largest_group


def _origins(series: Series) -> list:
    legs = Allocation.objects.filter(purpose=Purpose.TRAVEL, session__series=series)
    return list(legs.values_list("origin", flat=True))
