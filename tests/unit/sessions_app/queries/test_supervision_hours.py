"""How much supervision there must be, how much there was, and from when it is too little."""

import datetime as dt

import pytest

from mhst.people.enums import Grade
from sessions_app.enums import MINIMUMS, Minimum, SupervisionKind
from sessions_app.enums.supervision import ASSUMED, BABCP
from sessions_app.queries.supervision_hours import hours_of, minutes_in, short_from
from tests.factories import PractitionerFactory
from tests.factories.casework import SupervisionFactory

CASES, SKILLS = SupervisionKind
TODAY = dt.date(2026, 11, 20)
FORTNIGHTLY = Minimum(60, 14, BABCP)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_every_grade_has_a_minimum_of_each_kind_with_its_source() -> None:
    assert set(MINIMUMS) == {(grade, kind) for grade in Grade for kind in SupervisionKind}
    assert {minimum.source for minimum in MINIMUMS.values()} == {BABCP, ASSUMED}


def test_the_published_ones_are_as_published() -> None:
    """An hour a fortnight of case management, an hour in four weeks of clinical skills (domain.md 1.6)."""
    assert MINIMUMS[Grade.EMHP, CASES] == Minimum(60, 14, BABCP)
    assert MINIMUMS[Grade.EMHP, SKILLS] == Minimum(60, 28, BABCP)


@pytest.mark.parametrize(
    ("held", "minutes", "short"),
    [
        ([], 0, TODAY),
        ([(ago(0), 60)], 60, TODAY + dt.timedelta(14)),
        ([(ago(13), 60)], 60, TODAY + dt.timedelta(1)),
        ([(ago(14), 60)], 0, TODAY),
        ([(ago(13), 30), (ago(2), 30)], 60, TODAY + dt.timedelta(1)),
        ([(ago(13), 60), (ago(2), 60)], 120, TODAY + dt.timedelta(12)),
        ([(ago(1), 59)], 59, TODAY),
    ],
)
def test_what_counts_and_until_when(held: list[tuple[dt.date, int]], minutes: int, short: dt.date) -> None:
    assert (minutes_in(held, FORTNIGHTLY, TODAY), short_from(held, FORTNIGHTLY, TODAY)) == (minutes, short)


@pytest.mark.parametrize(
    ("minimum", "words"),
    [
        (Minimum(60, 7, ""), "60 minutes a week"),
        (Minimum(90, 14, ""), "90 minutes a fortnight"),
        (Minimum(60, 28, ""), "60 minutes in 4 weeks"),
    ],
)
def test_a_minimum_in_words(minimum: Minimum, words: str) -> None:
    assert minimum.in_words == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "short", "nearly"),
    [(None, True, False), (14, True, False), (13, False, True), (11, False, True), (10, False, False)],
)
def test_the_warning_comes_early_enough_to_hold_one(time_machine, days: int | None, short: bool, nearly: bool) -> None:
    time_machine.move_to(dt.datetime.combine(TODAY, dt.time(9), tzinfo=dt.UTC), tick=False)
    practitioner = PractitionerFactory(grade=Grade.EMHP)
    if days is not None:
        SupervisionFactory(practitioner=practitioner, held_on=ago(days))
    cases, skills = hours_of([practitioner])[practitioner.pk]

    assert (cases.is_short, cases.is_nearly_short, cases.last_on) == (
        short,
        nearly,
        None if days is None else ago(days),
    )
    assert (skills.kind, skills.minutes, skills.is_short) == (SKILLS, 0, True)
