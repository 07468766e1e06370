"""A consent that ends before the last session: said when pupils are chosen and when all is checked."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.people.models import ConsentDecision, YoungPerson
from sessions_app.models import Series
from sessions_app.queries.asked_time import about
from sessions_app.queries.offer import Wanted
from tests.factories.people import ConsentDecisionFactory, YoungPersonFactory
from tests.factories.world import World, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world()


class Booking:
    """Somebody who books, on from the first step."""

    def __init__(self, client: Client, there: World) -> None:
        self.client, self.there = client, there
        client.force_login(there.lead)
        self.address = client.post("/groups/book/").headers["Location"].removesuffix("programme/")
        date = {"earliest_on_0": "16", "earliest_on_1": "9", "earliest_on_2": "2026"}
        client.post(f"{self.address}programme/", {"programme": there.programme.pk, "year_groups": ["8"], **date})

    def pupils(self) -> str:
        return self.client.get(f"{self.address}pupils/").content.decode()

    def up_to_check(self, *people: YoungPerson) -> str:
        wanted = Wanted(self.there.school, self.there.programme, [8], people, dt.date(2026, 9, 16))
        offer: Any = about(SYSTEM, wanted, 2, 600).offer
        self.client.post(f"{self.address}pupils/", {"pupils": [str(one.pk) for one in people]})
        self.client.post(f"{self.address}times/?weekday=2&minute=600", {"offer": offer.key})
        return self.client.get(f"{self.address}check/").content.decode()


@pytest.fixture
def booking(client: Client, there: World) -> Booking:
    return Booking(client, there)


def change(row: Any, **values: Any) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


ENDS = "Consent ends on 7 October 2026, before the last session: ask again by then."


def test_a_consent_that_ends_half_way_is_said_and_stops_nobody(booking: Booking, there: World) -> None:
    ending, lasting = there.pupils[:2]
    change(ConsentDecision.objects.get(young_person=ending), expires_on=dt.date(2026, 10, 7))
    assert booking.pupils().count(ENDS) == 1
    check = booking.up_to_check(ending, lasting)
    assert f"{ending.name}: {ENDS}" in check.replace("&#x27;", "'")
    assert check.count("before the last session:") == 1
    booking.client.post(f"{booking.address}check/")
    assert Series.objects.count() == 1


def test_a_consent_that_ends_after_the_last_session_is_not_mentioned(booking: Booking, there: World) -> None:
    """The six Wednesdays from 16 September end on 21 October."""
    change(ConsentDecision.objects.get(young_person=there.pupils[0]), expires_on=dt.date(2026, 10, 21))
    assert "before the last session" not in booking.pupils()
    assert "before the last session" not in booking.up_to_check(there.pupils[0])


def test_what_counts_are_the_dates_of_the_run_with_its_holidays(booking: Booking, there: World) -> None:
    """Eight sessions from 16 September reach over half-term into November."""
    change(there.programme, session_count=8)
    change(ConsentDecision.objects.get(young_person=there.pupils[0]), expires_on=dt.date(2026, 11, 4))
    said = "Consent ends on 4 November 2026, before the last session"
    assert said in booking.pupils()
    assert said in booking.up_to_check(there.pupils[0])


def test_a_gillick_decision_holds_as_far_as_it_was_said_to(booking: Booking, there: World) -> None:
    person = YoungPersonFactory(school=there.school)
    ConsentDecisionFactory(young_person=person, gillick=True, expires_on=dt.date(2026, 10, 7))
    assert booking.pupils().count(ENDS) == 1


def test_a_sixteenth_birthday_half_way_makes_it_their_own_decision(booking: Booking, there: World) -> None:
    change(there.pupils[0], birth_date=dt.date(2010, 10, 1), year_group_override=8)
    said = "They turn 16 on 1 October 2026, before the last session: from then on they decide, so ask them by then."
    assert said in booking.pupils()


def test_one_who_cannot_join_yet_is_told_only_that(booking: Booking, there: World) -> None:
    change(ConsentDecision.objects.get(young_person=there.pupils[0]), expires_on=dt.date(2026, 9, 14))
    page = booking.pupils()
    assert "Consent has run out: ask again." in page
    assert "before the last session" not in page
