import random

from mhst.core.disclosure import TOP, Known
from mhst.core.disclosure.boldness import CHANGES_LITTLE, Supposing, boldest, first_that_can_be
from mhst.core.disclosure.declared import Area
from mhst.core.disclosure.reader import Reader
from mhst.core.disclosure.shape import in_large
from mhst.core.disclosure.within import SEEN_TO_THE_END

SHAPE = Area({"town": ("Hill", "Vale", "Moor")}, ("January", "February")).shape
FEMALE, ELSE = SHAPE.cell(gender="female"), SHAPE.cell(gender="everyone_else")


def _known(cell: tuple[str, ...], least: int, most: int, edition: int = 1) -> Known:
    return Known(cell, least, most, edition, ("table",))


def _boldest(*known: Known) -> Reader:
    (supposing,) = boldest(SHAPE, list(known))
    return supposing.reader(SHAPE, known)


class TestTheBoldest:
    def test_supposes_that_nobody_comes_twice_while_that_can_be(self) -> None:
        assert _boldest(_known(SHAPE.top, 10, 10)).supposed == {"place", "month", "time", "help", SEEN_TO_THE_END}

    def test_supposes_that_somebody_comes_at_several_hours_but_in_one_band(self) -> None:
        """Twenty on Mondays and twenty on Wednesdays by day, thirty by day in all: then some came on both."""
        hours = [_known(SHAPE.cell(time=hour), 18, 22) for hour in ("monday_day", "wednesday_day")]
        known = [_known(SHAPE.top, 38, 42), _known(SHAPE.cell(time="weekday_daytime"), 28, 32), *hours]

        assert _boldest(*known).supposed == {"place", "month", in_large("time"), "help", SEEN_TO_THE_END}

    def test_knows_better_when_the_months_are_too_many(self) -> None:
        months = [_known(SHAPE.cell(month=month), 10, 12) for month in ("January", "February")]

        assert _boldest(_known(SHAPE.top, 10, 14), *months).supposed == {"place", "time", "help", SEEN_TO_THE_END}

    def test_supposes_nothing_when_even_schools_are_too_many(self) -> None:
        schools = [_known(SHAPE.cell(place=school), 10, 14) for school in ("Hill", "Vale")]

        assert _boldest(_known(SHAPE.top, 10, 14), *schools).supposed == {"help", SEEN_TO_THE_END}

    def test_supposes_larger_revisions_only_when_it_must(self) -> None:
        revised = [_known(SHAPE.top, 10, 10), _known(SHAPE.top, 15, 15, edition=2)]
        reader = _boldest(*revised)

        new, old = reader.unknown(FEMALE, 2), reader.unknown(FEMALE, 1)
        assert reader.most({new: 1, old: -1}).value == 8

    def test_supposes_nothing_of_a_large_revision_and_all_else_still(self) -> None:
        revised = [_known(SHAPE.top, 10, 10), _known(SHAPE.top, 30, 30, edition=2)]
        (supposing,) = boldest(SHAPE, revised)

        assert (supposing.divides, supposing.little) == ({"place", "month", "time", "help", SEEN_TO_THE_END}, None)

    def test_is_the_first_that_the_figures_allow(self) -> None:
        """Found without asking of each: whoever asks of all of them, one after the other, finds the same."""
        found = []
        for seed in range(10):
            known = _revised(random.Random(seed))
            one_by_one = [step for step in STEPS if step.reader(SHAPE, known).is_consistent()][:1]

            assert [first for first in [first_that_can_be(SHAPE, known, STEPS)] if first] == one_by_one
            found += one_by_one
        assert len(set(found)) > 3


STEPS = [Supposing(divides, little) for divides in SHAPE.bold[0] for little in CHANGES_LITTLE]
#: Of one thing each that somebody may suppose something of.
OF_ONE = [
    SHAPE.cell(**{dim.name: value}) for dim in SHAPE.dimensions for value in dim.values
    if value != TOP and dim.name in ("place", "month", "time", "help", "ended", "ending")
]  # fmt: skip


def _revised(chance: random.Random) -> list[Known]:
    """All, and three more figures, in two editions."""
    known = [_known(SHAPE.top, 30, 40), _known(SHAPE.top, 30, 40, edition=2)]
    for cell in chance.sample(OF_ONE, 3):
        first, more = chance.randrange(24), chance.choice((0, 0, 0, 5, 7, 9))
        known += [_known(cell, first, first + 4), _known(cell, first + more, first + more + 4, edition=2)]
    return known
