"""Our own labelled messages, and what the starting list finds of them."""

from collections import Counter

import pytest

from realtime.enums import FlagAbout
from realtime.phrases import labelled, measure, starting
from realtime.phrases.matching import Matcher
from realtime.phrases.measure import Figures, Share
from realtime.phrases.phrase import Phrase


def test_there_are_636_each_once_and_a_third_of_each_kind_is_held_out() -> None:
    rows = labelled.read()
    assert Counter(row.kind for row in rows) == {"clear": 224, "oblique": 200, "hard": 212}
    assert Counter(row.kind for row in rows if row.is_held_out) == {"clear": 74, "oblique": 66, "hard": 70}
    assert len({row.words.lower() for row in rows}) == 636
    assert {row.about for row in rows if row.kind != "hard"} == set(FlagAbout.values)


def test_the_starting_list_is_as_good_as_it_was() -> None:
    """Ratchets: a change of the list or of the reading of words that makes it worse is seen."""
    matcher = Matcher(starting.phrases())
    held_out, rest = (measure.figures(matcher, held_out=which) for which in (True, False))
    assert rest.clear.some == rest.clear.of == 150
    assert rest.oblique.some >= 100
    assert rest.false.some <= 32
    assert held_out.clear.some >= 71
    assert held_out.oblique.some >= 52
    assert held_out.false.some <= 16
    assert {phrase.about for phrase in starting.phrases()} == set(FlagAbout.values)
    assert max(len(phrase.words) for phrase in starting.phrases()) <= 200  # as one is kept


def test_an_empty_list_misses_everything_and_the_figures_say_so() -> None:
    nothing = measure.figures(Matcher([Phrase("xyzzy", "danger")]), held_out=True)
    assert (nothing.recall, nothing.missed_in_100) == (Share(0, 140), 100)
    assert nothing.precision.in_words == "0 of 0 (nothing to count)"
    assert nothing.precision.interval == (0.0, 1.0)
    assert Figures(Share(0, 0), Share(0, 0), Share(0, 0), 0).missed_in_100 == 100


def test_the_interval_is_wilsons() -> None:
    """135 of 150: 84 to 94 per cent, as published."""
    low, high = Share(135, 150).interval
    assert (low, high) == (pytest.approx(0.8415, abs=5e-4), pytest.approx(0.9385, abs=5e-4))
    assert Share(135, 150).in_words == "135 of 150 (90%, between 84% and 94%)"
    assert Share(1, 3).interval[0] > 0
    assert Share(3, 3).interval[1] == 1.0


def test_what_is_missed_is_never_told_as_less() -> None:
    assert Figures(Share(90, 100), Share(0, 0), Share(0, 10), 0).missed_in_100 == 10
    assert Figures(Share(899, 1000), Share(0, 0), Share(0, 10), 0).missed_in_100 == 11
