"""How much supervision there must be, how much there was, and from when it is too little."""

import datetime as dt

import pytest

from mhst.people.enums import Grade
from sessions_app.enums import MINIMUMS, NEWLY_QUALIFIED, Minimum, SupervisionKind
from sessions_app.enums.supervision import ASSUMED, BABCP
from sessions_app.queries.supervision_hours import Due, hours_of, minutes_in, short_from
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
    """An hour a fortnight of case management, an hour in four weeks of clinical skills (BABCP)."""
    assert MINIMUMS[Grade.EMHP, CASES] == Minimum(60, 14, BABCP)
    assert MINIMUMS[Grade.EMHP, SKILLS] == Minimum(60, 28, BABCP)
    assert {(Grade.EMHP, SKILLS): Minimum(60, 14, BABCP)} == NEWLY_QUALIFIED


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
    assert (minutes_in(held, FORTNIGHTLY, TODAY), short_from(held, Due(FORTNIGHTLY), TODAY)) == (minutes, short)


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


MONTHLY = Minimum(60, 28, BABCP)


@pytest.mark.parametrize(
    ("days_to_go", "held", "short"),
    [
        (1, [(ago(20), 60)], TODAY),  # a fortnight is over, and the six months are not
        (0, [(ago(20), 60)], TODAY + dt.timedelta(8)),  # from today four weeks are enough
        (60, [(ago(2), 60)], TODAY + dt.timedelta(12)),
        (5, [(ago(2), 60)], TODAY + dt.timedelta(26)),  # the fortnight would end after the six months do
    ],
)
def test_the_first_six_months_ask_for_a_fortnight_and_then_for_four_weeks(
    days_to_go: int, held: list[tuple[dt.date, int]], short: dt.date
) -> None:
    due = Due(MONTHLY, FORTNIGHTLY, TODAY + dt.timedelta(days_to_go))
    assert short_from(held, due, TODAY) == short


@pytest.mark.django_db
class TestWhenTheyQualified:
    @pytest.fixture(autouse=True)
    def friday(self, time_machine) -> None:
        time_machine.move_to(dt.datetime.combine(TODAY, dt.time(9), tzinfo=dt.UTC), tick=False)

    def skills(self, held: int | None = None, grade: str = Grade.EMHP, **given):
        practitioner = PractitionerFactory(grade=grade, **given)
        if held is not None:
            SupervisionFactory(practitioner=practitioner, kind=SKILLS, held_on=ago(held))
        return hours_of([practitioner])[practitioner.pk][1]

    def test_less_than_six_months_ago(self) -> None:
        hours = self.skills(14, qualified_on=dt.date(2026, 5, 21))
        assert (hours.minimum, hours.is_short, hours.usual_from) == (FORTNIGHTLY, True, dt.date(2026, 11, 21))

    def test_six_months_ago(self) -> None:
        hours = self.skills(14, qualified_on=dt.date(2026, 5, 20))
        assert (hours.minimum, hours.is_short, hours.usual_from) == (MONTHLY, False, None)

    def test_the_warning_comes_before_the_fortnight_ends(self) -> None:
        assert self.skills(11, qualified_on=dt.date(2026, 9, 1)).is_nearly_short
        assert not self.skills(10, qualified_on=dt.date(2026, 9, 1)).is_nearly_short

    def test_nobody_knows_when_and_it_matters(self) -> None:
        hours = self.skills(14)
        assert (hours.minimum, hours.perhaps, hours.is_short, hours.cannot_be_said) == (
            MONTHLY,
            FORTNIGHTLY,
            False,
            True,
        )

    def test_nobody_knows_when_and_it_does_not_matter(self) -> None:
        enough, short = self.skills(13), self.skills(28)
        assert (enough.is_short, enough.cannot_be_said) == (False, False)
        assert (short.is_short, short.cannot_be_said) == (True, False)

    def test_other_grades_go_by_their_own(self) -> None:
        assert self.skills(14, grade=Grade.SENIOR).perhaps is None
