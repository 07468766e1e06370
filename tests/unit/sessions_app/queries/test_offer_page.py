import datetime as dt
from uuid import UUID

import pytest

from sessions_app.planner.offer import Offer, Slot
from sessions_app.queries.offer_page import shown, when
from tests.factories import World, world
from tests.support.booking import offer


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ([600, 600], "Wednesdays from 16 September 2026, 10:00"),
        ([600, 540], "Wednesdays from 16 September 2026, at 09:00 or 10:00"),
        ([600, 540, 680], "Wednesdays from 16 September 2026, at 09:00, 10:00 or 11:20"),
    ],
)
def test_an_offer_tells_all_its_times(starts: list[int], said: str):
    first = dt.date(2026, 9, 16)
    slots = tuple(Slot(first + dt.timedelta(weeks=n), n + 1, start, start + 45) for n, start in enumerate(starts))
    skipped = Slot(first + dt.timedelta(weeks=9), None, 900, 945)

    assert when(Offer((*slots, skipped), None, (), UUID(int=1))) == said


def test_the_first_in_time_left_free_counts_and_the_last_date_is_not_needed():
    weeks = [dt.date(2026, 9, 16) + dt.timedelta(weeks=n) for n in range(5)]
    slots = [Slot(day, number, 600, 645) for day, number in zip(weeks, (1, 2, None, None, 3), strict=True)]
    dates = Offer(tuple(slots), None, (), UUID(int=1)).with_first(dt.date(2026, 9, 9), 840)
    assert [(slot.date, slot.number, slot.start_minute) for slot in dates] == [
        (dt.date(2026, 9, 9), 1, 840), (weeks[0], 2, 600), (weeks[1], 3, 600),
    ]  # fmt: skip
    assert dates[0].end_minute == 885


@pytest.fixture
def there() -> World:
    return world(pupils=0)


@pytest.mark.django_db
def test_offers_are_shown_with_where_and_who_in_two_queries(there: World, django_assert_num_queries) -> None:
    second = offer(there, start=13 * 60, practitioners=tuple(p.pk for p in reversed(there.practitioners)))
    three = [offer(there), second, offer(there, room=None)]
    assert shown(there.lead, there.school, []) == []  # what the lead may do is known from here on
    with django_assert_num_queries(2):
        found = shown(there.lead, there.school, three)
    one, other = (p.user.name for p in there.practitioners)
    assert [each.who for each in found] == [f"{one} and {other}", f"{other} and {one}", f"{one} and {other}"]
    assert [each.room for each in found] == [there.room, there.room, None]
    assert found[2].where == "No room"


@pytest.mark.django_db
def test_nobody_of_another_school_is_told_who_would_hold_it(there: World) -> None:
    assert shown(there.leads[1], there.school, [offer(there)]) == []
