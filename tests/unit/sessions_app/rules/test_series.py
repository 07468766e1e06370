from dataclasses import replace
from typing import Any

import pytest

from mhst.core.actors import SYSTEM
from sessions_app.enums import SeriesState
from sessions_app.models import Series
from sessions_app.rules import series as rules
from tests.factories import ProgrammeFactory, World, world
from tests.support.booking import book, offer
from tests.support.refusals import refusal, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def place() -> World:
    return world()


@pytest.fixture
def given(place: World) -> dict[str, Any]:
    return {
        "school": place.school,
        "programme": place.programme,
        "practitioners": list(place.practitioners),
        "pupils": place.pupils,
        "room": place.room,
        "by": place.lead,
    }


def test_a_lead_books_at_their_school(given: dict[str, Any]) -> None:
    assert refusal(rules.check_can_book, **given) is None


def test_a_run_needs_no_room(given: dict[str, Any]) -> None:
    assert refusal(rules.check_can_book, **{**given, "room": None}) is None


def test_what_is_no_longer_offered_is_not_booked(given: dict[str, Any]) -> None:
    given["programme"] = ProgrammeFactory(name="Calm and kind", is_offered=False)
    assert said(rules.check_can_book, **given) == (
        "Calm and kind is not offered at the moment; choose another programme."
    )


def test_the_one_who_leads_has_the_training(given: dict[str, Any], place: World) -> None:
    given["programme"] = ProgrammeFactory(name="Calm and kind", skills=["flying"])
    assert said(rules.check_can_book, **given) == (
        f"{place.practitioners[0]} has not the training that Calm and kind needs."
    )


VERBS = {
    "change": rules.check_can_change,
    "cancel": rules.check_can_cancel,
    "pause": rules.check_can_pause,
    "resume": rules.check_can_resume,
    "place": rules.check_can_place,
}


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (SeriesState.CONFIRMED, ["change", "cancel", "pause", "place"]),
        (SeriesState.PAUSED, ["change", "cancel", "resume", "place"]),
        (SeriesState.CANCELLED, []),
        (SeriesState.COMPLETED, []),
    ],
)
def test_what_can_be_done_to_a_run_follows_from_how_it_stands(
    place: World, state: SeriesState, allowed: list[str]
) -> None:
    series: Series = book(place)
    series.state = state
    assert [verb for verb, check in VERBS.items() if refusal(check, series, SYSTEM) is None] == allowed


def test_dates_on_none_of_which_the_school_is_open_are_no_run(place: World) -> None:
    run = offer(place)
    none = replace(run, slots=tuple(replace(slot, number=None) for slot in run.slots))
    assert refusal(rules.check_has_sessions, run) is None
    assert refusal(rules.check_has_sessions, none) == "no-weeks"
