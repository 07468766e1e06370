import datetime as dt

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from sessions_app.actions import place as actions
from sessions_app.actions import series as series_actions
from sessions_app.enums import CancelReason, ResourceKind
from sessions_app.models import Allocation, Place, Series, SupportSession, Waiting
from sessions_app.queries import series as queries
from tests.factories.people import YoungPersonFactory
from tests.factories.places import RoomFactory
from tests.factories.sessions import ProgrammeFactory
from tests.factories.world import World, world
from tests.support.booking import book, offer

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world()


def test_the_first_open_place_is_taken(there: World) -> None:
    place = actions.take(series=book(there), young_person=there.pupils[6], by=there.lead)
    assert isinstance(place, Place)
    assert (place.number, place.young_person) == (7, there.pupils[6])


def test_taking_a_place_holds_their_time_in_every_session(there: World) -> None:
    actions.take(series=book(there), young_person=there.pupils[6], by=SYSTEM)
    held = Allocation.objects.filter(kind=ResourceKind.YOUNG_PERSON, resource_id=there.pupils[6].pk)
    assert held.count() == 6


def test_a_full_group_has_a_waiting_list_in_order(there: World) -> None:
    series = book(there, pupils=list(there.pupils))
    late = YoungPersonFactory.create_batch(2, school=there.school, consented=True)
    answers = [actions.take(series=series, young_person=person, by=SYSTEM) for person in late]
    assert [type(answer) for answer in answers] == [Waiting, Waiting]
    assert queries.waiting_for(series) == late


def test_asking_twice_gives_the_same_answer(there: World) -> None:
    series = book(there, pupils=list(there.pupils))
    late = YoungPersonFactory(school=there.school, consented=True)
    assert actions.take(series=series, young_person=late, by=SYSTEM) == actions.take(
        series=series, young_person=late, by=SYSTEM
    )
    assert actions.take(series=series, young_person=there.pupils[0], by=SYSTEM).number == 1


def test_a_freed_place_goes_to_whoever_waits_first(there: World) -> None:
    series = book(there, pupils=list(there.pupils))
    late = YoungPersonFactory.create_batch(2, school=there.school, consented=True)
    for person in late:
        actions.take(series=series, young_person=person, by=SYSTEM)
    filled = actions.release(series=series, young_person=there.pupils[2], by=SYSTEM)
    assert (filled.number, filled.young_person) == (3, late[0])
    assert queries.waiting_for(series) == [late[1]]
    assert not Allocation.objects.filter(resource_id=there.pupils[2].pk).exists()


def test_whoever_is_busy_then_keeps_their_position_and_the_next_moves_up(there: World) -> None:
    series = book(there, pupils=list(there.pupils))
    busy, free = YoungPersonFactory.create_batch(2, school=there.school, consented=True)
    for person in (busy, free):
        actions.take(series=series, young_person=person, by=SYSTEM)
    from tests.factories.people import PractitionerFactory

    elsewhere = {
        "practitioners": PractitionerFactory.create_batch(2, team=there.team, at=[there.school]),
        "room": RoomFactory(school=there.school),
    }
    book(there, offer(there), pupils=[busy], **elsewhere)
    filled = actions.release(series=series, young_person=there.pupils[0], by=SYSTEM)
    assert filled.young_person == free
    assert queries.waiting_for(series) == [busy]


def test_leaving_the_waiting_list_frees_no_place(there: World) -> None:
    series = book(there, pupils=list(there.pupils))
    late = YoungPersonFactory(school=there.school, consented=True)
    actions.take(series=series, young_person=late, by=SYSTEM)
    assert actions.release(series=series, young_person=late, by=SYSTEM) is None
    assert queries.waiting_for(series) == []


def test_a_place_freed_with_nobody_waiting_stays_open(there: World) -> None:
    series = book(there)
    assert actions.release(series=series, young_person=there.pupils[0], by=SYSTEM) is None
    assert queries.places_of(series)[0].young_person is None


def test_somebody_busy_at_that_time_cannot_take_a_place(there: World) -> None:
    from tests.factories.people import PractitionerFactory

    first = book(there, pupils=[there.pupils[7]])
    assert first.places.filter(young_person=there.pupils[7]).exists()
    second = book(
        there,
        programme=ProgrammeFactory(),
        pupils=[],
        practitioners=PractitionerFactory.create_batch(2, team=there.team, at=[there.school]),
        room=RoomFactory(school=there.school),
    )
    with pytest.raises(Conflict):
        actions.take(series=second, young_person=there.pupils[7], by=SYSTEM)
    assert not second.places.filter(young_person__isnull=False).exists()


@pytest.mark.parametrize("paused", [False, True])
def test_nobody_joins_a_second_run_of_a_programme_they_are_in(there: World, paused: bool) -> None:
    first = book(there, pupils=[there.pupils[7]])
    second = book(there, offer(there, start=13 * 60), pupils=[])
    if paused:
        series_actions.pause(series=first, note="the hall is being repaired", by=SYSTEM)
    until = "that is paused for now" if paused else "until 21 October"
    with pytest.raises(Refused, match=f"{there.pupils[7].name} is already in {there.programme} {until}"):
        actions.take(series=second, young_person=there.pupils[7], by=SYSTEM)
    assert second.places.filter(young_person__isnull=False).count() == 0


def test_somebody_begins_the_programme_again_once_their_first_run_is_over(there: World) -> None:
    book(there, pupils=[there.pupils[7]])
    later = book(there, offer(there, dt.date(2026, 11, 4)), pupils=[])
    assert actions.take(series=later, young_person=there.pupils[7], by=SYSTEM).number == 1


def test_pupils_of_another_school_cannot_join(there: World) -> None:
    with pytest.raises(Refused, match="Only pupils of"):
        actions.take(series=book(there), young_person=there.other_pupils[0], by=SYSTEM)


def test_nobody_joins_a_cancelled_run(there: World) -> None:
    series = series_actions.cancel(series=book(there), reason=CancelReason.TOO_FEW, by=SYSTEM)
    with pytest.raises(Refused, match="nobody can join"):
        actions.take(series=series, young_person=there.pupils[6], by=SYSTEM)


def test_what_somebody_cancelled_meanwhile_seats_nobody_and_lets_nobody_out(there: World) -> None:
    """The page of both was opened before."""
    before = book(there)
    series_actions.cancel(series=Series.objects.get(), reason=CancelReason.TOO_FEW, by=SYSTEM)
    with pytest.raises(Refused, match="nobody can join"):
        actions.take(series=before, young_person=there.pupils[6], by=SYSTEM)
    with pytest.raises(Refused, match="nobody can join"):
        actions.release(series=before, young_person=there.pupils[0], by=SYSTEM)
    assert [place.young_person for place in queries.places_of(before)][:1] == [there.pupils[0]]


def test_nobody_takes_a_place_whom_nobody_has_agreed_for(there: World) -> None:
    series = book(there)
    person = YoungPersonFactory(school=there.school, given_name="Nia", family_name="Kaur")
    with pytest.raises(Refused, match=r"Nia Kaur cannot join yet\. No consent yet"):
        actions.take(series=series, young_person=person, by=SYSTEM)
    assert not series.places.filter(young_person=person).exists()


def test_consent_counts_on_the_day_of_the_next_session(there: World) -> None:
    """The consent of somebody who ends it on the Tuesday does not reach the Wednesday of the group."""
    series = book(there)
    person = YoungPersonFactory(school=there.school, consented=True, consented__expires_on=dt.date(2026, 9, 15))
    with pytest.raises(Refused, match="Consent has run out"):
        actions.take(series=series, young_person=person, by=SYSTEM)


def test_nobody_takes_a_place_who_is_too_old_for_the_programme(there: World) -> None:
    person = YoungPersonFactory(school=there.school, birth_date=dt.date(2009, 1, 5), consented=True)
    with pytest.raises(Refused, match="17 years old; this programme is for ages 11 to 16"):
        actions.take(series=book(there), young_person=person, by=SYSTEM)


def test_whoever_may_not_come_now_keeps_their_position_and_the_next_moves_up(there: World) -> None:
    series = book(there, pupils=list(there.pupils))
    late = YoungPersonFactory.create_batch(2, school=there.school, consented=True)
    for person in late:
        actions.take(series=series, young_person=person, by=SYSTEM)
    with recording.acting(by=SYSTEM, verb="test"):
        late[0].consent_decisions.get().delete()
    filled = actions.release(series=series, young_person=there.pupils[0], by=SYSTEM)
    assert filled.young_person == late[1]
    assert queries.waiting_for(series) == [late[0]]


def test_a_small_room_is_not_filled_beyond_what_it_holds(there: World) -> None:
    """Eight places, but a room for six: four young people and the two who lead."""
    series = book(there, pupils=list(there.pupils[:3]), room=RoomFactory(school=there.school, capacity=6))
    answers = [actions.take(series=series, young_person=person, by=SYSTEM) for person in there.pupils[3:5]]
    assert [type(answer) for answer in answers] == [Place, Waiting]


def test_nobody_moves_up_into_a_room_that_is_still_too_full(there: World) -> None:
    series = book(there, pupils=list(there.pupils[:6]))
    with recording.acting(by=SYSTEM, verb="test"):
        SupportSession.objects.filter(series=series, number=4).update(room=RoomFactory(school=there.school, capacity=7))
    actions.take(series=series, young_person=there.pupils[6], by=SYSTEM)
    assert actions.release(series=series, young_person=there.pupils[0], by=SYSTEM) is None
    assert queries.waiting_for(series) == [there.pupils[6]]
    filled = actions.release(series=series, young_person=there.pupils[1], by=SYSTEM)
    assert filled.young_person == there.pupils[6]
